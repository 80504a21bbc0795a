"""The losses of every step of a run in bounded memory, and what else is noted before each. A curve
of ten million steps has more points than any screen, so neighbours share a bucket that keeps their
extremes, and a spike of a single step stays visible for ever. Each time that buckets become twice
as large the smaller ones are put by, so that a branch is drawn as finely as if it stood alone.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.records import Curve, frozen
from backprop_tui.engine.runs.sizes import Sizes
from backprop_tui.engine.runs.stretches import Stretches

BUCKETS = 2048


class History:
    """The losses of every step so far, in bounded memory.

    Args:
        buckets: How many there are.
        losses: How many losses a step has, each with a curve of its own.

    Attributes:
        length: How many steps it knows, from step 0 on.
        right: Before which of them every case was right.
        sizes: How large the gradients were before some of them.
    """

    def __init__(self, buckets: int = BUCKETS, losses: int = 1) -> None:
        self.right = Stretches()
        self.sizes = Sizes()
        self._low: Array = np.full((losses, buckets), np.inf)
        self._high: Array = np.full((losses, buckets), -np.inf)
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.length = 0
        self._stride = 1
        # What the buckets were each time that they became too few, for a run that ends earlier.
        self._finer: list[tuple[Array, Array]] = []
        self._low[:] = np.inf
        self._high[:] = -np.inf
        self.right.clear()
        self.sizes.clear()

    @property
    def _buckets(self) -> int:
        return len(self._low[0])

    def extend(self, step: int, losses: Array) -> None:
        """Add the losses of step, step + 1, …; what is known already is not added twice.

        Args:
            step: That of the first.
            losses: (steps,), or of several losses (losses, steps).

        Raises:
            ValueError: If that would leave a gap.
        """
        if step > self.length:
            raise ValueError(f"losses from step {step} on leave a gap after step {self.length}")
        losses = np.atleast_2d(losses)[:, self.length - step :]
        if not losses.size:
            return
        end = self.length + losses.shape[1]
        while (end - 1) // self._stride >= self._buckets:
            room = self._buckets * self._stride - self.length
            self.extend(self.length, losses[:, :room])
            losses = losses[:, room:]
            self._fold()
        first = self.length // self._stride
        starts = np.arange(first, (end - 1) // self._stride + 1) * self._stride - self.length
        starts[0] = 0
        part = (slice(None), slice(first, first + len(starts)))
        np.fmin(self._low[part], np.minimum.reduceat(losses, starts, 1), out=self._low[part])
        np.fmax(self._high[part], np.maximum.reduceat(losses, starts, 1), out=self._high[part])
        self.length = end

    def _fold(self) -> None:
        """Let two neighbours share a bucket, so that half the room is free again."""
        half, low, high = self._buckets // 2, self._low, self._high
        self._finer.append((low.copy(), high.copy()))
        low[:, :half] = np.minimum(low[:, ::2], low[:, 1::2])
        high[:, :half] = np.maximum(high[:, ::2], high[:, 1::2])
        low[:, half:] = np.inf
        high[:, half:] = -np.inf
        self._stride *= 2

    def truncate(self, steps: int) -> int:
        """Forget all losses but the first few.

        A bucket with steps on both sides of the cut is forgotten as a whole, because its
        extremes may be those of the later ones. Buckets are as large as those of a run that has
        never been longer.

        Returns:
            How many are left: at most `steps`, less than one bucket fewer.
        """
        if steps < self.length:
            while self._finer and steps <= self._buckets * self._stride // 2:
                self._low[:], self._high[:] = self._finer.pop()
                self._stride //= 2
            count = steps // self._stride
            self._low[:, count:] = np.inf
            self._high[:, count:] = -np.inf
            self.length = count * self._stride
            self.right.truncate(self.length)
            self.sizes.truncate(self.length)
        return self.length

    def curve(self, which: int = 0) -> Curve:
        """All of the first loss or of another one; a copy that never changes."""
        count = -(-self.length // self._stride)
        low, high = (frozen(ends[which, :count]) for ends in (self._low, self._high))
        return Curve(self._stride, low, high, self.length)

    def copy(self) -> History:
        """Another one that knows the same."""
        other = History(self._buckets, len(self._low))
        other._low[:], other._high[:] = self._low, self._high
        other._stride, other.length = self._stride, self.length
        other._finer = self._finer.copy()
        other.right = self.right.copy()
        other.sizes = self.sizes.copy()
        return other
