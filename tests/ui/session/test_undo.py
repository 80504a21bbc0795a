"""Whatever is done to a run can be taken back: a new start exactly, to the last bit, and so is a
change that no step has followed. After steps it is set back from there on, and they stay.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Parameter, Run, Runs, find_preset
from backprop_tui.engine.experiment import SETTINGS
from backprop_tui.ui.run_state import State
from backprop_tui.ui.session.draft import Draft
from backprop_tui.ui.session.memory import Deeds
from backprop_tui.ui.session.notice import Said
from backprop_tui.ui.session.session import Session
from tests.engine.bits import bits, moment

WEIGHT, OTHER = Parameter(1, 0, 0), Parameter(1, 1, 0)

CHANGES: tuple[dict[str, Any], ...] = (
    {"learning_rate": 0.1},
    {"learning_rate": 2.0, "momentum": 0.5},
    {"momentum": 0.0},
    {"activation": "tanh"},
    {"loss": "bce"},
    {"l2": 0.01},
    {"freeze": ("W1",)},
)

STARTS: tuple[dict[str, Any], ...] = (
    {"hidden": (3,)},
    {"seed": 7},
    {"bias": True},
    {"bug": "no-slope"},
    {"problem": PROBLEMS["or"]},
    {"learning_rate": 0.3, "batch_size": 2},
)

Deed = Callable[[Session], object]


def standing() -> float:
    """A clock that stands, so that steps by hand are taken at once however slow the machine is."""
    return 0.0


def change(run: Session, settings: dict[str, Any]) -> None:
    """Change what is not so already."""
    others = {
        name: value for name, value in settings.items() if getattr(run.experiment, name) != value
    }
    run.change(**others)


DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.sampled_from(CHANGES).map(lambda each: lambda run: change(run, each)),
    st.sampled_from(STARTS).map(lambda each: lambda run: run.restart(**each)),
    st.floats(-2, 2).map(lambda value: lambda run: run.edit(WEIGHT, value)),
    st.just(Session.next_seed),
    st.just(Session.reset),
)


def said(run: Session) -> str:
    """What was said last."""
    assert isinstance(run.voice, Said)
    return run.voice[-1].text


def state(run: Session) -> Any:
    """Everything of a run that somebody can see or go on from."""
    shown = replace(run.view.snapshot, beside=(), letter="", said="")
    return run.experiment, run.runs.chosen, moment(run.runs), bits(shown), run.view.run


@settings(deadline=None)
@given(st.lists(DEEDS, max_size=6), st.booleans())
def test_what_is_done_at_one_step_is_undone_exactly_and_done_again_exactly(
    deeds: list[Deed], stepped: bool
) -> None:
    run = Session(Experiment(momentum=0.9), speed=math.inf, clock=standing)
    run.step(300 * stepped)
    states = [state(run)]
    for deed in deeds:
        deed(run)
        if state(run) != states[-1]:
            states.append(state(run))
    for expected in reversed(states[:-1]):
        run.undo()
        assert state(run) == expected
    run.undo()
    assert said(run) == "There is nothing to undo."
    for expected in states[1:]:
        run.redo()
        assert state(run) == expected
    run.redo()
    assert said(run) == "There is nothing to do again."


@settings(deadline=None)
@given(st.lists(st.tuples(DEEDS, st.integers(0, 40)), max_size=5))
def test_with_steps_between_every_setting_and_every_earlier_run_come_back(
    deeds: list[tuple[Deed, int]],
) -> None:
    run = Session(Experiment(), speed=math.inf, clock=standing)
    run.step(10)
    before: list[tuple[Experiment, Run]] = []
    for deed, steps in deeds:
        present, then = (run.experiment, run.runs.shown), state(run)
        deed(run)
        if state(run) != then:
            before.append(present)
        run.step(steps)
    for experiment, shown in reversed(before):
        run.undo()
        assert run.experiment == experiment
        assert run.runs.shown is shown


def test_a_new_start_comes_back_where_it_was_with_what_had_been_said() -> None:
    run = Session(Experiment(), speed=math.inf, clock=standing)
    run.step(1_200)
    run.look(selected=3)
    kept = state(run)
    run.restart(hidden=(8,))
    run.step(5)
    newer = state(run)
    run.undo()
    assert said(run) == (
        "hidden 8 is undone: this is a at step 1,200, as it was; ^y goes back to the 5 steps since."
    )
    assert state(run) == kept
    assert run.view.gaze.selected == 3
    run.redo()
    assert state(run) == newer
    run.step(1)
    run.undo()
    run.step(20)
    expected = Runs(Experiment())
    expected.step(1_220)
    assert moment(run.runs) == moment(expected)


def test_what_is_done_again_is_said_so_by_the_name_of_what_somebody_chose() -> None:
    run = Session(Experiment(), speed=math.inf, clock=standing)
    run.step(3)
    typed = Draft(run.experiment, run.runs.chosen)
    typed.type(SETTINGS["problem"].option, "circle")
    run.settle(typed)
    run.step(2)
    for _ in range(2):
        run.undo()
        assert said(run) == (
            "problem circle is undone: this is a at step 3, as it was; "
            "^y goes back to the 2 steps since."
        )
        run.redo()
        assert said(run) == (
            "problem circle is done again: this is b at step 2, as it was; "
            "Z goes back to the 3 steps before it."
        )


def test_a_problem_that_was_chosen_with_all_that_suits_it_is_named_and_not_its_preset() -> None:
    run = Session(Experiment())
    circle = Experiment.of("circle")
    run.restart(problem=circle.problem.source, **circle.problem.source.preset)
    run.undo()
    assert said(run).startswith("problem circle is undone")


@pytest.mark.parametrize("deeds", [1, 2, 3])
def test_what_is_set_back_counts_for_no_change_by_hand(deeds: int) -> None:
    run = Session(Experiment())
    for rate in range(deeds):
        run.change(learning_rate=1.0 + rate)
    for _ in range(deeds):
        run.undo()
    assert run.view.snapshot.by_hand == 0
    for _ in range(deeds):
        run.redo()
    assert run.view.snapshot.by_hand == deeds
    run.step(1)
    for _ in range(deeds):
        run.undo()
        assert run.view.snapshot.by_hand == deeds, "steps were taken with each of them"
    run.step(1)
    for _ in range(deeds):
        run.redo()
        assert run.view.snapshot.by_hand == deeds
    run.change(momentum=0.5)
    assert run.view.snapshot.by_hand == deeds + 1


def test_a_preset_comes_back_with_where_it_pauses_and_a_run_that_trained_rests() -> None:
    run = Session(Experiment(), steps=700, speed=math.inf)
    preset = find_preset("parity-3")
    run.start()
    run.slice()
    run.restart(preset="parity-3")
    assert run.view.run.stop == preset.steps
    run.undo()
    assert run.view.state is State.PAUSED
    run.start()
    while run.view.run.training:
        run.slice()
    assert run.view.snapshot.step == 700


def test_after_steps_a_change_is_set_back_from_there_on_and_that_is_said() -> None:
    run, plain = Session(Experiment()), Runs(Experiment())
    run.step(10)
    plain.step(10)
    run.change(learning_rate=2.0)
    plain.change(learning_rate=2.0)
    run.step(30)
    plain.step(30)
    run.undo()
    plain.change(learning_rate=0.5)
    plain.uncount()
    assert said(run) == "lr 0.5 again from the next step on; the 30 steps since then stay."
    run.step(1)
    plain.step(1)
    assert moment(run.runs) == moment(plain)
    run.redo()
    assert run.experiment.learning_rate == 2.0
    run.undo()
    assert said(run) == "lr 0.5 again, as if nothing had been changed."
    assert moment(run.runs) == moment(plain)


def test_a_weight_gets_its_former_value_and_the_edit_before_is_next() -> None:
    run = Session(Experiment())
    first, other = run.value(WEIGHT), run.value(OTHER)
    run.edit(WEIGHT, 1.5)
    run.edit(OTHER, -1.5)
    run.undo()
    assert (run.value(WEIGHT), run.value(OTHER)) == (1.5, other)
    assert said(run) == f"W₁ x2→h1 is {other:g} again, as if nothing had been changed."
    run.step(1)
    run.undo()
    assert run.value(WEIGHT) == first
    assert said(run).endswith(f"{first:g} again from the next step on; the step since then stays.")
    run.undo()
    assert said(run) == "There is nothing to undo."


def test_training_goes_on_over_a_change_that_is_set_back() -> None:
    run = Session(Experiment(), speed=math.inf)
    run.change(learning_rate=2.0)
    run.start()
    run.slice()
    run.undo()
    assert run.view.run.training
    assert run.experiment.learning_rate == 0.5


def test_what_no_longer_goes_with_a_schedule_is_refused_and_stays() -> None:
    schedule: Any = "5:output-activation=sigmoid,loss=bce"
    run = Session(Experiment(output_activation="tanh", schedule=schedule))
    run.change(output_activation="sigmoid")
    run.step(6)
    run.undo()
    assert "loss bce needs output activation sigmoid" in said(run)
    assert run.experiment.output_activation == "sigmoid"


def test_the_same_start_at_step_0_is_no_deed() -> None:
    run = Session(Experiment())
    run.reset()
    run.restart(hidden=(4,))
    run.undo()
    assert said(run) == "There is nothing to undo."


@pytest.mark.parametrize("more", [0, 3])
def test_the_oldest_runs_make_way(more: int) -> None:
    run = Session(Experiment())
    for _ in range(Deeds.MOST_RUNS + more):
        run.next_seed()
    for _ in range(Deeds.MOST_RUNS):
        run.undo()
    assert run.experiment.seed == 42 + more
    run.undo()
    assert said(run) == "There is nothing to undo."


def test_what_is_done_after_taking_back_leaves_nothing_to_do_again() -> None:
    run = Session(Experiment())
    run.change(learning_rate=0.1)
    run.undo()
    run.change(momentum=0.5)
    run.redo()
    assert said(run) == "There is nothing to do again."
    assert (run.experiment.learning_rate, run.experiment.momentum) == (0.5, 0.5)


def test_with_the_oldest_run_what_was_done_to_it_is_forgotten() -> None:
    run = Session(Experiment())
    run.change(learning_rate=0.1)
    for _ in range(Deeds.MOST_RUNS + 1):
        run.next_seed()
    for _ in range(Deeds.MOST_RUNS):
        run.undo()
    assert run.experiment.seed == 43
    run.undo()
    assert said(run) == "There is nothing to undo."
    assert (run.experiment.seed, run.experiment.learning_rate) == (43, 0.1)
