"""A demonstration must show what it says, and must differ in one thing alone. Both are measured
here, for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from backprop_tui.engine import Snapshot, Trainer
from backprop_tui.report.demonstrations import DEMONSTRATIONS, Demonstration
from backprop_tui.report.differences import differing


def _stands_still(run: Snapshot) -> bool:
    return not run.right.all() and run.curve.low.min() > 0.8 * run.curve.high[0]


def _sooner(one: Snapshot, other: Snapshot, times: float) -> bool:
    """Whether one was right so many times sooner, once and for all, and is solved."""
    assert one.right_since is not None and other.right_since is not None
    return one.solved and times * one.right_since < other.right_since


def _loss(runs: Sequence[Snapshot]) -> bool:
    squares, entropy = runs
    # It begins sure of a wrong answer.
    first = Trainer(squares.experiment).snapshot()
    error = abs(first.predictions - first.experiment.problem.targets)
    return bool(error.max() > 0.99) and not squares.right.all() and entropy.solved


def _bias(runs: Sequence[Snapshot]) -> bool:
    without, biased = runs
    # However long it learns: the sum over inputs of 0 is 0.
    return without.predictions[0, 0] == 0.5 and not without.solved and biased.solved


def _start(runs: Sequence[Snapshot]) -> bool:
    small, usual, large = runs
    alike = small.activations[1].std(axis=1).max() < 0.05
    flat = (large.predictions * (1 - large.predictions)).mean() < 0.01
    return bool(alike and flat) and not (small.solved or large.solved) and usual.solved


SHOWS: dict[str, Callable[[Sequence[Snapshot]], bool]] = {
    "loss": _loss,
    "momentum": lambda runs: runs[0].solved and _sooner(runs[1], runs[0], 4),
    "bias": _bias,
    "hidden": lambda runs: _stands_still(runs[0]) and runs[1].solved,
    "units": lambda runs: (
        _sooner(runs[2], runs[1], 4) and runs[1].solved and not runs[0].right.all()
    ),
    "start": _start,
}


def test_every_one_is_measured() -> None:
    assert SHOWS.keys() == DEMONSTRATIONS.keys()


@pytest.mark.parametrize("shown", DEMONSTRATIONS.values(), ids=lambda each: each.name)
def test_it_shows_what_it_says(shown: Demonstration) -> None:
    first, *others = shown.experiments
    assert all(list(differing(first, other)) == [shown.setting] for other in others)
    ends = []
    for experiment in shown.experiments:
        run = Trainer(experiment)
        run.step(shown.steps)
        ends.append(run.snapshot())
    assert SHOWS[shown.name](ends)
