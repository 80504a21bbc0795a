"""What is promised is tried before it is said: the network as it stands is trained on, another seed
is trained for as long, another network from its start. It is the experiment itself that is tried,
for as many steps as take no noticeable time, and where that is too few nothing is promised.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from backprop_tui.engine import BadSetting, Experiment, Snapshot, Start, Trainer
from backprop_tui.engine.experiment import MAX_SEED
from backprop_tui.report.advice.swing import swing
from backprop_tui.report.advice.trials import affordable_steps

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


class Attempt(NamedTuple):
    """What came of a training that was tried.

    Attributes:
        loss: The one it ended with.
        right_since: The step from which on every case was right; `None` if one was wrong.
        swings: Whether its loss went up and down by turns at its end.
    """

    loss: float
    right_since: int | None
    swings: bool


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
    # Of a small network every layer takes as long, however few units it has.
    steps = 3 * STEPS // len(experiment.sizes[1:])
    return min(STEPS, steps, affordable_steps(experiment, WORK))


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
        since = attempt(replace(experiment, seed=seed), steps).right_since
        if since is not None:
            return Seed(seed, later, since)
    return None


def learns(experiment: Experiment, changes: dict[str, Any]) -> bool:
    """Whether the experiment with these changes gets every case right in what can be tried."""
    return right_with(experiment, changes) is not None


def right_with(experiment: Experiment, changes: dict[str, Any]) -> int | None:
    """From which step on it has every case right with these changes, if it gets there in what can
    be tried.
    """
    try:
        other = replace(experiment, schedule=None, preset=None, bug=None, **changes)
    except BadSetting:
        return None
    return attempt(other, affordable(other)).right_since


def advised(snapshot: Snapshot, options: str, changes: dict[str, Any], otherwise: str) -> str:
    """A sentence that says to try a change, if the run gets on with it; else one that promises
    nothing.

    Args:
        snapshot: The run as it stands.
        options: The change, as it is typed.
        changes: The same by the names of settings.
        otherwise: What is true of it anyhow.
    """
    return f"Try {options}." if gets_on(snapshot, changes) else otherwise


def gets_on(snapshot: Snapshot, changes: dict[str, Any]) -> bool:
    """Whether the experiment, with these changes from its start, comes to all cases right or to a
    lower loss in what can be tried.
    """
    experiment = snapshot.experiment
    try:
        other = replace(experiment, schedule=None, preset=None, bug=None, **changes)
    except BadSetting:
        return False
    tried = attempt(other, affordable(other))
    # Losses of targets that were scaled otherwise cannot be compared.
    same = np.array_equal(other.problem.targets, experiment.problem.targets)
    return tried.right_since is not None or (same and tried.loss < OFF * snapshot.loss)


@lru_cache(128)
def attempt(experiment: Experiment, steps: int) -> Attempt:
    """What comes of so many steps, from the start and without a schedule."""
    trainer = Trainer(replace(experiment, schedule=None, preset=None))
    trainer.step(steps)
    snapshot = trainer.snapshot()
    return Attempt(snapshot.loss, snapshot.right_since, swing(snapshot) is not None)
