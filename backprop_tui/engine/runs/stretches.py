"""`Stretches`: at which steps of a run something was so, as that every case was right. A run that
learns goes into such a stretch and stays; one that is thrown about goes in and out for ever, so of
many the latest are kept.
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
        first: The first step at which it was so; `None` if none was.
    """

    since: int | None
    first: int | None


class Stretches:
    """The stretches of steps at which something was so, in bounded memory.

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

    def extend(self, step: int, so: NDArray[np.bool_]) -> None:
        """Add whether it was so at step, step + 1, …; what is known already is not added twice.

        Args:
            step: That of the first; not after the first that is unknown.
            so: (steps,).
        """
        so = so[self._length - step :]
        count, begin = np.count_nonzero(so), self._length
        self._length += len(so)
        if not count:
            return
        goes_on = bool(self._ends) and self._ends[-1] == begin
        turns: list[int] = [0, len(so)]
        if count < len(so):
            turns = np.flatnonzero(np.diff(so, prepend=False, append=False)).tolist()
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

    def at(self, step: int, so: bool) -> SoFar:
        """What is known after `step` updates, all before them known.

        Args:
            step: How many.
            so: Whether it is so now.
        """
        first = self._first if self._first is not None and self._first < step else None
        if not so:
            return SoFar(None, first)
        return SoFar(self._since(step), step if first is None else first)

    def last(self, step: int, so: bool) -> tuple[int | None, int | None]:
        """The last stretch of a run that has come to `step`: where it begins, and the first step
        that is no longer in it; `None` for what is not, or what nobody knows any more.

        Args:
            step: How many updates, all before it known and none after.
            so: Whether it is so there.
        """
        if so:
            return self._since(step), None
        return (self._starts[-1], self._ends[-1]) if self._starts else (None, None)

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
