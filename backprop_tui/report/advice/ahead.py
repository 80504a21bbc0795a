"""What is promised is tried before it is said: the network as it stands is trained on, another seed
is trained for as long, another network from its start. It is the experiment itself that is tried,
for as many steps as take no noticeable time, and where that is too few nothing is promised.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from backprop_tui.engine import BadSetting, Experiment, Snapshot, Start, Trainer
from backprop_tui.engine.core.batches import ACTIVATION_WORK
from backprop_tui.engine.experiment import MAX_SEED

STEPS = 4_000
"""Steps of such a training at most, for a small network."""

WORK = 2 * 10**7
"""Multiplications at most, with those of the activations."""

PART = 500
"""Steps between two looks at how far it is."""

FEWEST = 1_000
"""Fewer would say nothing of a seed."""

SEEDS = 3
"""So many seeds are tried, the next ones."""

OFF = 0.9
"""A loss below this share of what it was has left its plateau."""


class Seed(NamedTuple):
    """Another start that does better.

    Attributes:
        seed: The number.
        later: How many seeds later it is.
        right_since: The step from which on every case is right.
    """

    seed: int
    later: int
    right_since: int

    @property
    def said(self) -> str:
        """That it helps."""
        return (
            f"Another start helps: with --seed {self.seed} every case is right from step "
            f"{self.right_since:,} on."
        )

    @property
    def keys(self) -> str:
        """The key that tries it."""
        return "R tries it." if self.later == 1 else f"R, {self.later} times, tries it."


def affordable(experiment: Experiment) -> int:
    """How many steps can be tried."""
    each = experiment.parameters + ACTIVATION_WORK * sum(experiment.sizes[1:])
    # Of a small network every layer takes as long, however few units it has.
    steps = 3 * STEPS // len(experiment.sizes[1:])
    return min(STEPS, steps, WORK // (len(experiment.problem.inputs) * each))


def gets_off(snapshot: Snapshot) -> bool:
    """Whether the network as it stands, trained on, leaves its plateau."""
    experiment = snapshot.experiment
    start = Start(
        snapshot.weights,
        snapshot.biases,
        "here",
        thresholds=experiment.bias_form.is_threshold,
    )
    try:
        trainer = Trainer(replace(experiment, start=start, schedule=None, preset=None))
    except BadSetting:
        return False
    for _ in range(affordable(experiment) // PART):
        trainer.step(PART)
        if trainer.snapshot().loss < OFF * snapshot.loss:
            return True
    return False


@lru_cache(8)
def better_seed(experiment: Experiment, steps: int) -> Seed | None:
    """The first of the next seeds with which every case comes right within so many steps."""
    for later in range(1, SEEDS + 1):
        seed = (experiment.seed + later) % (MAX_SEED + 1)
        since = _right_since(replace(experiment, seed=seed), steps)
        if since is not None:
            return Seed(seed, later, since)
    return None


def learns(experiment: Experiment, changes: dict[str, Any]) -> bool:
    """Whether the experiment with these changes gets every case right in what can be tried."""
    try:
        other = replace(experiment, schedule=None, preset=None, bug=None, **changes)
    except BadSetting:
        return False
    return _right_since(other, affordable(other)) is not None


@lru_cache(32)
def _right_since(experiment: Experiment, steps: int) -> int | None:
    """From which step on every case is right, if it is so after so many."""
    trainer = Trainer(replace(experiment, schedule=None, preset=None))
    trainer.step(steps)
    return trainer.snapshot().right_since
