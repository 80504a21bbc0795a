"""When a run had every case right or was solved, and when it no longer was. A run that is thrown
about turns thousands of times; the first few turns and the latest tell its story.
"""

from __future__ import annotations

import math
from copy import copy
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.learner import Learner
from backprop_tui.engine.core.network import error_of
from backprop_tui.engine.records import SOLVED
from backprop_tui.engine.runs.stretches import Stretches

FEW = 32
"""First stretches of a kind that are kept, and where the next one begins."""


class Firsts:
    """The first few stretches of steps at which something was so.

    Args:
        most: How many are kept; of one more it is known where it begins.

    Attributes:
        most: How many are kept.
        latest: Those that came last, as many as can be.
    """

    def __init__(self, most: int = FEW) -> None:
        self.most = most
        self.latest = Stretches()
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._length = 0
        self._starts: list[int] = []
        # Of each the first step that is no longer in it.
        self._ends: list[int] = []
        self.latest.clear()

    @property
    def _is_full(self) -> bool:
        """Whether there were more than are kept."""
        return len(self._starts) > self.most

    def extend(self, step: int, so: NDArray[np.bool_]) -> list[int]:
        """Add whether it was so at step, step + 1, …; what is known already is not added twice.

        Args:
            step: That of the first; not after the first that is unknown.
            so: (steps,).

        Returns:
            The steps at which it turned, in order, as far as they are kept.
        """
        self.latest.extend(step, so)
        so = so[self._length - step :]
        begin, goes_on = self._length, self._goes_on
        self._length += len(so)
        if self._is_full:
            return []
        count = np.count_nonzero(so)
        if count == (len(so) if goes_on else 0):
            if goes_on:
                self._ends[-1] = self._length
            return []
        turned: list[int] = []
        for turn in (begin + np.flatnonzero(np.diff(so, prepend=goes_on))).tolist():
            turned.append(turn)
            if goes_on:
                self._ends[-1] = turn
            else:
                self._starts.append(turn)
                self._ends.append(turn)
                if self._is_full:
                    return turned
            goes_on = not goes_on
        if goes_on:
            self._ends[-1] = self._length
        return turned

    def truncate(self, steps: int) -> None:
        """Forget all steps but the first few."""
        if steps >= self._length:
            return
        self.latest.truncate(steps)
        self._length = steps
        while self._starts and self._starts[-1] >= steps:
            del self._starts[-1], self._ends[-1]
        self._ends[-1:] = [min(end, steps) for end in self._ends[-1:]]

    def starts(self, now: bool) -> list[int]:
        """Where they begin, one more than are kept.

        Args:
            now: Whether it is so at the first step that has not been added.
        """
        begins = now and not self._is_full and not self._goes_on
        return [*self._starts, self._length] if begins else self._starts.copy()

    def ends(self, now: bool) -> list[int]:
        """The first steps at which those that are kept are over.

        Args:
            now: Whether it is so at the first step that has not been added.
        """
        goes_on = now and self._goes_on
        return self._ends[: min(self.most, len(self._ends) - goes_on)]

    @property
    def _goes_on(self) -> bool:
        """Whether it was so at the last step."""
        return bool(self._ends) and self._ends[-1] == self._length

    def copy(self) -> Firsts:
        """Another one that knows the same."""
        other = copy(self)
        other._starts, other._ends = self._starts.copy(), self._ends.copy()
        other.latest = self.latest.copy()
        return other


class Standing(NamedTuple):
    """How a run stands at a step.

    Attributes:
        right: Whether every case is right.
        solved: Whether the loss is small besides.
        diverged: Whether it is no finite number.
    """

    right: bool
    solved: bool
    diverged: bool

    @classmethod
    def at(cls, right: bool, loss: float) -> Standing:
        """That of a network with this loss."""
        return cls(right, right and loss < SOLVED, not math.isfinite(loss))

    @classmethod
    def of(cls, learner: Learner) -> Standing:
        """That of a learner's network."""
        experiment, problem = learner.experiment, learner.experiment.problem
        passed = learner.network.forward(problem.inputs)
        error = error_of(experiment, passed, problem.targets)
        loss = experiment.loss_function.mean(error, problem.targets.shape)
        return cls.at(bool(problem.right(passed.activations[-1]).all()), loss)


class Turns:
    """When every case was right, and when the problem was solved, as far as it is kept.

    Args:
        most: How many of the first stretches of each are kept.

    Attributes:
        right: Stretches at which every case was right.
        solved: Stretches at which the loss was small besides.
    """

    def __init__(self, most: int = FEW) -> None:
        self.right, self.solved = Firsts(most), Firsts(most)

    def clear(self) -> None:
        """Forget everything."""
        self.right.clear()
        self.solved.clear()

    def extend(self, step: int, right: NDArray[np.bool_], losses: Array) -> list[int]:
        """Add what was so at step, step + 1, …; what is known already is not added twice.

        Args:
            step: That of the first.
            right: Whether every case was right, (steps,).
            losses: The displayed loss, (steps,).

        Returns:
            The steps at which something turned.
        """
        solved = np.less(losses, SOLVED)
        solved &= right
        return self.right.extend(step, right) + self.solved.extend(step, solved)

    def truncate(self, steps: int) -> None:
        """Forget all steps but the first few."""
        self.right.truncate(steps)
        self.solved.truncate(steps)

    def copy(self) -> Turns:
        """Another one that knows the same."""
        other = Turns()
        other.right, other.solved = self.right.copy(), self.solved.copy()
        return other
