"""How hidden units answer the number of ones among the inputs. A network that does parity in the
published way has one unit that turns on from one bit on, one from two, and so on: a thermometer
whose column the output reads with alternating signs (Rumelhart, Hinton and Williams 1986, figure 6
of chapter 8 of "Parallel Distributed Processing").
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backprop_tui.engine import Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems import Problem
from backprop_tui.report.names import unit_names

SMALL = 0.1
"""A unit depends on the count alone if its outputs differ by at most this share of their range."""


class Staircase(NamedTuple):
    """The outputs of one layer by the number of ones among the inputs.

    Attributes:
        counts: The numbers of ones that cases have, in order.
        means: Mean output over the cases with so many ones, (counts, units).
        spreads: Largest minus smallest output over the cases with so many ones, (counts, units).
        jumps: Between which count and the next the mean changes most, by its place, (units,).
        scale: The distance between the bounds of the activation, or 1.
    """

    counts: tuple[int, ...]
    means: Array
    spreads: Array
    jumps: tuple[int, ...]
    scale: float

    @property
    def order(self) -> list[int]:
        """The units in the order of their jumps."""
        return sorted(range(len(self.jumps)), key=lambda unit: (self.jumps[unit], unit))

    @property
    def by_count_alone(self) -> bool:
        """Whether every unit answers all cases with equally many ones nearly alike."""
        return bool((self.spreads <= SMALL * self.scale).all())

    @property
    def spread_said(self) -> str:
        """Whether the units depend on the count alone, with the number that decides it."""
        spread = f"{float(self.spreads.max()):.2f}"
        if self.by_count_alone:
            return f"the units depend on the count alone, to {spread}"
        return f"cases with equally many ones differ by up to {spread}"

    def jump_said(self, unit: int) -> str:
        """A jump with the change of the mean: `1→2 +0.97`."""
        place = self.jumps[unit]
        with np.errstate(over="ignore", invalid="ignore"):
            change = float(self.means[place + 1, unit] - self.means[place, unit])
        return f"{'→'.join(map(str, self.jump(unit)))} {change:+.2f}"

    def jump(self, unit: int) -> tuple[int, int]:
        """The counts between which a unit jumps."""
        place = self.jumps[unit]
        return self.counts[place], self.counts[place + 1]


@lru_cache(16)
def countable(problem: Problem) -> bool:
    """Whether all inputs are bits, and not all cases have equally many ones."""
    bits = problem.own_inputs
    return bool(((bits == 0) | (bits == 1)).all()) and len(set(bits.sum(axis=1).tolist())) > 1


def staircase(snapshot: Snapshot, layer: int) -> Staircase:
    """The outputs of a layer, from 1, by the number of ones; the inputs must be `countable`."""
    experiment = snapshot.experiment
    ones = experiment.problem.own_inputs.sum(axis=1).astype(int)
    counts = np.unique(ones)
    outputs = snapshot.activations[layer]
    groups = [outputs[ones == count] for count in counts]
    with np.errstate(all="ignore"):
        means = np.array([group.mean(axis=0) for group in groups])
        spreads = np.array([np.ptp(group, axis=0) for group in groups])
        jumps = np.abs(np.diff(means, axis=0)).argmax(axis=0)
    low, high = experiment.layer_activations[layer - 1].bounds
    scale = 1.0 if low is None or high is None else high - low
    return Staircase(tuple(counts.tolist()), means, spreads, tuple(jumps.tolist()), scale)


def said(snapshot: Snapshot) -> str:
    """The staircase of the first hidden layer in one line; empty if there is none."""
    experiment = snapshot.experiment
    if len(experiment.sizes) < 3 or not countable(experiment.problem):
        return ""
    found = staircase(snapshot, 1)
    names = unit_names(experiment, 1)
    jumps = ", ".join(f"{names[k]} {found.jump_said(k)}" for k in found.order)
    return f"jumps by the number of ones: {jumps}; {found.spread_said}"
