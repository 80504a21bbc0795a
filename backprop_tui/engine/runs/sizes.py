"""How large the gradients were over a run, at no more steps than a curve has points. The longer a
run has been, the further apart they are: every other one is forgotten when there are too many, so
they are the same ones however the run got there.

Where steps look at few cases, the gradients of all of them are found for this alone, so it is not
done more often than once an epoch.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.records import GradientSizes, frozen

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

MOST = 64
"""Steps at most that are kept; at least half as many, once there were."""


class Sizes:
    """|∂E/∂W| of every layer before the steps 0, stride, 2 · stride, … of a run."""

    def __init__(self) -> None:
        self.clear()

    def clear(self, stride: int = 1) -> None:
        """Forget everything; the first ones will be so many steps apart."""
        self._stride = stride
        self._kept: list[Sequence[float]] = []
        # What was kept each time that there were too many, for a run that ends earlier.
        self._finer: list[list[Sequence[float]]] = []
        self._known: GradientSizes | None = None

    def room(self, step: int) -> int:
        """Steps from `step` on after which they are further apart; one at least."""
        return MOST * self._stride + 1 - step

    def due(self, step: int, count: int) -> range:
        """Which of so many steps from `step` on are wanted, as places among them, from 0.

        What is known already is not.
        """
        first = max(len(self._kept) * self._stride, step) - step
        return range(first + -(step + first) % self._stride, count, self._stride)

    def extend(self, sizes: Sequence[Sequence[float]]) -> None:
        """Add those of the next steps that were due, each a size for every layer."""
        if not sizes:
            return
        self._kept += sizes
        self._known = None
        while len(self._kept) > MOST:
            self._finer.append(self._kept)
            self._kept = self._kept[::2]
            self._stride *= 2

    def truncate(self, step: int) -> None:
        """Forget those of `step` and later; the others are those of a run that has never been
        longer.
        """
        while self._finer and step <= MOST * self._stride // 2:
            self._kept = self._finer.pop().copy()
            self._stride //= 2
        del self._kept[-(-step // self._stride) :]
        self._known = None

    def curve(self, layers: int) -> GradientSizes:
        """All of them, for a network of so many layers; a copy that never changes."""
        if self._known is None:
            sizes: Array = np.array(self._kept, dtype=np.float64).reshape(-1, layers)
            self._known = GradientSizes(self._stride, frozen(sizes))
        return self._known

    def copy(self) -> Sizes:
        """Another one that knows the same."""
        other = copy(self)
        other._kept, other._finer = self._kept.copy(), self._finer.copy()
        return other


def first_stride(experiment: Experiment) -> int:
    """How many steps apart they are at first: one, or as many as an epoch has."""
    return -(-len(experiment.problem.inputs) // experiment.batch)
