"""What no step has followed can be taken back as if it had never been; what a step has followed has
had its effect, and can only be set back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BadSetting, Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.runs.journal import Journal
from tests.engine.bits import moment
from tests.engine.runs.story import (
    EVENT,
    RICH,
    parameter,
)
from tests.engine.strategies import at_most, with_schedules


@at_most(40)
@given(
    st.sampled_from([RICH, replace(RICH, bug="no-slope")]) | with_schedules(st.just(RICH)),
    st.integers(0, 600),
    st.lists(EVENT, min_size=1, max_size=3),
)
def test_an_event_that_no_step_has_followed_is_taken_back_as_if_it_had_never_been(
    experiment: Experiment, steps: int, actions: list[Any]
) -> None:
    runs, plain = Runs(experiment), Runs(experiment)
    runs.step(steps)
    plain.step(steps)
    before, now = moment(runs), runs.experiment
    taken = 0
    for action in actions:
        if action[0] == "edit":
            runs.edit(parameter(experiment, action[1]), action[2])
        else:
            runs.change(**action[1])
        taken += 1
    assert runs.by_hand == taken
    assert all(runs.withdraw() for _ in range(taken))
    assert not runs.withdraw()
    assert (moment(runs), runs.experiment, runs.by_hand) == (before, now, 0)
    runs.step(300)
    plain.step(300)
    runs.seek(steps)
    plain.seek(steps)
    runs.step(100)
    plain.step(100)
    assert moment(runs) == moment(plain)


def test_an_event_that_a_step_has_followed_stays() -> None:
    trainer = Trainer(RICH)
    trainer.change(momentum=0.0)
    trainer.step()
    assert not trainer.withdraw()
    trainer.change(momentum=0.5)
    trainer.seek(0)
    assert not trainer.withdraw()
    trainer.change(momentum=0.5)
    trainer.reset()
    assert not trainer.withdraw()


@pytest.mark.parametrize("bug", [None, "no-slope"])
def test_what_sets_an_earlier_change_back_counts_for_no_other_one(bug: str | None) -> None:
    runs = Runs(Experiment(bug=bug))
    runs.change(learning_rate=2.0)
    runs.step(10)
    runs.change(learning_rate=0.5)
    runs.uncount()
    assert (runs.by_hand, runs.events_behind) == (1, 2)
    fork = runs.main.fork()
    assert fork.by_hand == 1
    runs.seek(5)
    assert (runs.by_hand, runs.events_behind) == (1, 1)
    runs.seek(20)
    assert (runs.by_hand, runs.events_behind) == (1, 2)
    text = Journal.of(runs.main).to_json()
    again = Journal.from_json(text)
    assert again.run().by_hand == 1 and again.to_json() == text
    with pytest.raises(BadSetting, match="counts must be true or false"):
        Journal.from_json(text.replace('"counts": false', '"counts": 0'))
    runs.seek(5)
    runs.change(momentum=0.5)
    assert (runs.by_hand, runs.events_behind) == (2, 2), "what lay ahead never will be"
    assert runs.withdraw()
    assert (runs.by_hand, runs.events_behind) == (1, 1)
    runs.edit(Parameter(1, 0, 0), 0.5)
    runs.uncount()
    assert Journal.from_json(Journal.of(runs.main).to_json()).run().by_hand == runs.by_hand == 1
