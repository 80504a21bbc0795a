"""Events that a run is given lie ahead of it and happen as it comes to them, with the same bits as
if a person had made them happen there.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import Change, Edit, Experiment, Journal, Parameter, Trainer
from tests.engine.bits import bits, moment
from tests.engine.refusals import refused
from tests.engine.runs.story import ACTION, RICH, Story, take
from tests.engine.strategies import at_most, experiments, with_schedules

LOUD = Change({"learning_rate": 5.0})
CUT = Edit(Parameter(2, 0, 0), 0.0)


@at_most(12)
@given(
    with_schedules(experiments()),
    st.lists(ACTION, max_size=5),
    st.integers(0, 900),
)
def test_a_run_given_what_happened_to_another_is_the_same_at_every_step(
    experiment: Experiment, actions: list[Any], step: int
) -> None:
    lived, story = Trainer(experiment), Story(experiment, [])
    take(lived, story, actions, lambda run, story: None)
    again = Trainer(lived.beginning, lived.events)
    assert again.length == 0
    assert lived.seek(lived.length) == again.seek(lived.length)
    assert bits(lived.curve) == bits(again.curve)
    assert lived.seek(step) == again.seek(step)
    assert moment(lived) == moment(again) == moment(story.tell(story.first, step))
    assert len(lived.events) == len(again.events)
    assert lived.length == again.length


def test_what_lies_ahead_is_no_step_that_is_known() -> None:
    run = Trainer(Experiment(), [(0, CUT), (3, LOUD), (3, CUT)])
    assert (run.step_number, run.length, run.is_past) == (0, 0, False)
    assert (run.events_behind, run.by_hand, len(run.events)) == (1, 1, 3)
    assert run.network.parameters.weights[1][0, 0] == 0.0, "what is at step 0 happens at once"
    run.step(2)
    assert run.experiment.learning_rate == 0.5
    run.step(8)
    assert (run.experiment.learning_rate, run.events_behind) == (5.0, 3)
    run.seek(2)
    for seen in (run, run.snapshot()):
        assert (seen.length, seen.is_past) == (10, True)
    run.step(8)
    assert not run.snapshot().is_past
    run.reset()
    assert (run.events, run.experiment.learning_rate) == ((), 5.0)


def test_an_event_that_has_not_happened_yet_is_written_down_too() -> None:
    run = Trainer(Experiment(), [(40, LOUD)])
    run.step(30)
    again = Journal.from_json(Journal.of(run).to_json()).run()
    assert (again.step_number, again.experiment.learning_rate) == (30, 0.5)
    for each in (run, again):
        each.step(20)
    assert moment(run) == moment(again)
    assert again.experiment.learning_rate == 5.0


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([(5, CUT), (4, LOUD)], "an event at step 4 cannot come after step 5"),
        ([(-1, CUT)], "an event at step -1 cannot come after step 0"),
    ],
)
def test_events_are_in_order(events: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Trainer(Experiment(), events)


def test_an_event_that_cannot_happen_is_refused_before_the_first_step() -> None:
    with refused("there is no layer 3"):
        Trainer(Experiment(), [(10, Edit(Parameter(3, 0, 0), 0.0))])
    with refused("needs output"):
        Trainer(RICH, [(10, Change({"output_activation": "tanh"}))])
