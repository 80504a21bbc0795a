"""Beside a wrong run goes the right one: same start, same events, without the bug.
It only ever shows as a curve, and it never disturbs the run that is shown.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Experiment, Parameter, Runs, Snapshot, Trainer
from backprop_tui.engine.records import Curve
from backprop_tui.engine.runs.run import Run
from tests.engine.bits import arrays, bits, moment
from tests.engine.runs.story import RICH
from tests.engine.strategies import WRONG, with_schedules

LASTING = Experiment(
    activation="linear",
    output_activation="relu",
    learning_rate=3.0,
    seed=1,
    bug="updated-weights",
)
"""Here the right strides are too long and diverge at once, and the wrong ones happen not to."""


@given(with_schedules(WRONG), st.integers(0, 40), st.integers(0, 40))
def test_a_wrong_run_is_as_repeatable_as_a_right_one(
    experiment: Experiment, first: int, second: int
) -> None:
    runs = Runs(experiment)
    fresh = moment(runs)
    runs.step(first)
    runs.seek(second)
    other = Runs(experiment)
    for _ in range(second):
        other.step()
    assert moment(runs) == moment(other)
    assert not any(a.flags.writeable for a in arrays((runs.snapshot(), runs.record())))
    runs.begin(runs.chosen)
    assert moment(runs) == fresh


@pytest.mark.parametrize("bug", BUGS)
def test_the_reference_is_the_curve_of_the_right_run(bug: str) -> None:
    wrong, right = Runs(replace(RICH, bug=bug)), Trainer(RICH)
    for goal in (0, 5, 700, 300, 301, 0):
        right.seek(goal)
        wrong.seek(goal)
        assert wrong.step_number == goal or wrong.snapshot().diverged
        right.seek(wrong.step_number)
        reference = wrong.snapshot().right_run
        assert reference is not None
        assert bits(reference.until(wrong.step_number)) == bits(
            right.curve.until(wrong.step_number)
        )


@given(with_schedules(WRONG), st.integers(0, 600), st.integers(0, 600))
@example(LASTING, 300, 2)
def test_what_lies_ahead_of_both_runs_stays_until_something_changes(
    experiment: Experiment, far: int, back: int
) -> None:
    runs = Runs(experiment)
    far = runs.seek(far)
    end = runs.snapshot()
    back = runs.seek(min(back, far))
    for curve, whole in zip(curves(runs.snapshot()), curves(end), strict=True):
        assert bits(curve) == bits(whole)
    assert runs.seek(far) == far
    assert bits(runs.snapshot()) == bits(end)
    runs.seek(back)
    runs.change(momentum=0.5)
    for curve, whole in zip(curves(runs.snapshot()), curves(end), strict=True):
        assert bits(curve) == bits(whole.until(back))


def curves(snapshot: Snapshot) -> tuple[Curve, Curve]:
    """That of the shown run, and that of the right one."""
    assert snapshot.right_run is not None
    return snapshot.curve, snapshot.right_run


def test_the_reference_ends_where_the_right_run_diverges() -> None:
    runs, right = Runs(LASTING), Trainer(replace(LASTING, bug=None))
    stop = right.step(1000)
    assert 1 < stop < 1000
    for goal in (stop - 1, stop, stop + 3, 1000, 0):
        runs.seek(goal)
        reference = runs.snapshot().right_run
        assert reference is not None
        assert len(reference.until(goal).low) == min(goal, stop)


def test_an_event_after_the_right_run_diverged_is_none_of_it() -> None:
    runs, right = Runs(LASTING), Trainer(replace(LASTING, bug=None))
    stop = right.step(1000)
    runs.seek(stop + 3)
    runs.change(learning_rate=0.25)
    runs.edit(Parameter(1, 0, 0), 0.5)
    assert [len(run.events) for run in (runs.main, *runs.in_step)] == [2, 0]
    runs.step(5)
    assert bits(runs.snapshot().right_run) == bits(right.curve)
    runs.begin(runs.chosen)
    runs.step(5)
    calm = Trainer(replace(LASTING, bug=None, learning_rate=0.25))
    calm.step(5)
    assert bits(runs.snapshot().right_run) == bits(calm.curve)


def test_a_run_that_diverged_beside_the_shown_one_is_not_called_back_by_a_later_change() -> None:
    runs, right = Runs(LASTING), Trainer(replace(LASTING, bug=None))
    stop = right.step(1000)
    runs.seek(stop + 3)
    runs.change(activation="sigmoid", output_activation="sigmoid")
    runs.step(5)
    assert bits(runs.snapshot().right_run) == bits(right.curve)


def test_without_a_bug_there_is_one_run() -> None:
    runs, alone = Runs(RICH), Trainer(RICH)
    for run in (runs, alone):
        run.step(30)
    assert (runs.in_step, runs.chunk) == ((), alone.chunk)
    assert runs.snapshot().right_run is None
    assert moment(runs) == moment(alone)


def test_who_stands_elsewhere_does_not_go_along() -> None:
    runs = Runs.of([Run(letter, Trainer(Experiment(seed=7))) for letter in "ab"], "a", "ab")
    runs.run("b").trainer.step(10)
    runs.step(3)
    assert [run.trainer.step_number for run in runs.all] == [3, 10]
