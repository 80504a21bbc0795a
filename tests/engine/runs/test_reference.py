"""Beside a wrong run goes the right one: same start, same events, without the bug.
It only ever shows as a curve, and it never disturbs the run that is shown.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Experiment, Parameter, Trainer
from tests.engine.bits import arrays, bits, moment
from tests.engine.runs.test_trainer import RICH
from tests.engine.strategies import WRONG

LASTING = Experiment(
    activation="linear",
    output_activation="relu",
    learning_rate=3.0,
    seed=1,
    bug="updated-weights",
)
"""Here the right strides are too long and diverge at once, and the wrong ones happen not to."""


@given(WRONG, st.integers(0, 40), st.integers(0, 40))
def test_a_wrong_run_is_as_repeatable_as_a_right_one(
    experiment: Experiment, first: int, second: int
) -> None:
    trainer = Trainer(experiment)
    fresh = moment(trainer)
    trainer.step(first)
    trainer.seek(second)
    other = Trainer(experiment)
    for _ in range(second):
        other.step()
    assert moment(trainer) == moment(other)
    assert not any(a.flags.writeable for a in arrays((trainer.snapshot(), trainer.record())))
    trainer.reset()
    assert moment(trainer) == fresh


@pytest.mark.parametrize("bug", BUGS)
def test_the_ghost_is_the_curve_of_the_right_run(bug: str) -> None:
    wrong, right = Trainer(replace(RICH, bug=bug)), Trainer(RICH)
    for goal in (0, 5, 700, 300, 301, 0):
        right.seek(goal)
        wrong.seek(goal)
        assert wrong.step_number == goal or wrong.snapshot().diverged
        right.seek(wrong.step_number)
        assert bits(wrong.snapshot().reference) == bits(right.snapshot().curve)


def test_the_ghost_ends_where_the_right_run_diverges() -> None:
    trainer, right = Trainer(LASTING), Trainer(replace(LASTING, bug=None))
    stop = right.step(1000)
    assert 1 < stop < 1000
    for goal in (1000, stop - 1, stop, stop + 3, 0):
        trainer.seek(goal)
        reference = trainer.snapshot().reference
        assert reference is not None
        assert len(reference.low) == min(goal, stop)


def test_an_event_after_the_right_run_diverged_is_none_of_it() -> None:
    trainer, right = Trainer(LASTING), Trainer(replace(LASTING, bug=None))
    stop = right.step(1000)
    trainer.seek(stop + 3)
    trainer.change(learning_rate=0.25)
    trainer.edit(Parameter(1, 0, 0), 0.5)
    trainer.step(5)
    assert bits(trainer.snapshot().reference) == bits(right.snapshot().curve)
    trainer.reset()
    trainer.step(5)
    calm = Trainer(replace(LASTING, bug=None, learning_rate=0.25))
    calm.step(5)
    assert bits(trainer.snapshot().reference) == bits(calm.snapshot().curve)
