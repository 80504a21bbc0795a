"""`Stretches`: at which steps of a run every case was right. A run that learns goes into such a
stretch and stays; one that is thrown about goes in and out for ever, so of many the latest are
kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from copy import copy
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST = 4096


class SoFar(NamedTuple):
    """What a moment knows of the steps until then.

    Attributes:
        since: The first step of the stretch that goes on now; `None` if none does, or if nobody
            knows any more.
        first: The first step at which every case was right; `None` if none was.
    """

    since: int | None
    first: int | None


class Stretches:
    """The stretches of steps at which every case was right, in bounded memory.

    Args:
        most: How many are kept.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._length = 0
        self._starts: list[int] = []
        # Of each the first step that is no longer in it.
        self._ends: list[int] = []
        self._first: int | None = None
        # Only what begins later than this step is known not to have begun before.
        self._known = -1

    def extend(self, step: int, right: NDArray[np.bool_]) -> None:
        """Add whether every case was right at step, step + 1, …; what is known already is not
        added twice.

        Args:
            step: That of the first; not after the first that is unknown.
            right: (steps,).
        """
        right = right[self._length - step :]
        count, begin = np.count_nonzero(right), self._length
        self._length += len(right)
        if not count:
            return
        goes_on = bool(self._ends) and self._ends[-1] == begin
        turns: list[int] = [0, len(right)]
        if count < len(right):
            turns = np.flatnonzero(np.diff(right, prepend=False, append=False)).tolist()
        if goes_on and turns[0] == 0:
            self._ends[-1] = begin + turns[1]
            del turns[:2]
        self._starts += [begin + turn for turn in turns[::2]]
        self._ends += [begin + turn for turn in turns[1::2]]
        if self._first is None:
            self._first = self._starts[0]
        if len(self._starts) > self._most:
            forgotten = len(self._starts) - (self._most + 1) // 2
            self._known = self._ends[forgotten - 1]
            del self._starts[:forgotten], self._ends[:forgotten]

    def truncate(self, steps: int) -> None:
        """Forget all steps but the first few."""
        if steps >= self._length:
            return
        kept = bisect_left(self._starts, steps)
        del self._starts[kept:], self._ends[kept:]
        self._ends[-1:] = [min(end, steps) for end in self._ends[-1:]]
        self._length = steps
        self._known = min(self._known, steps)
        if self._first is not None and self._first >= steps:
            self._first = None

    def at(self, step: int, right: bool) -> SoFar:
        """What is known after `step` updates, all before them known.

        Args:
            step: How many.
            right: Whether every case is right now.
        """
        first = self._first if self._first is not None and self._first < step else None
        if not right:
            return SoFar(None, first)
        return SoFar(self._since(step), step if first is None else first)

    def _since(self, step: int) -> int | None:
        """Where the stretch begins that goes on at `step`."""
        before = step - 1
        if before < self._known:
            return None
        k = bisect_right(self._starts, before) - 1
        start = self._starts[k] if k >= 0 and before < self._ends[k] else step
        return start if start > self._known else None

    def copy(self) -> Stretches:
        """Another one that knows the same."""
        other = copy(self)
        other._starts, other._ends = self._starts.copy(), self._ends.copy()
        return other
