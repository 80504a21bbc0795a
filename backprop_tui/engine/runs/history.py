"""The losses of every step of a run in bounded memory, and what else is noted before each. A curve
of ten million steps has more points than any screen, so neighbours share a bucket that keeps their
extremes, and a spike of a single step stays visible for ever. What the curve was before its
buckets grew is kept as well, so that the beginning of a run never blurs.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.records import Curve, frozen
from backprop_tui.engine.runs.sizes import Sizes

BUCKETS = 2048


class History:
    """The losses of every step so far, in bounded memory.

    Args:
        buckets: How many there are.
        losses: How many losses a step has, each with a curve of its own.

    Attributes:
        length: How many steps it knows, from step 0 on.
        sizes: How large the gradients were before some of them.
    """

    def __init__(self, buckets: int = BUCKETS, losses: int = 1) -> None:
        self.sizes = Sizes()
        self._low: Array = np.full((losses, buckets), np.inf)
        self._high: Array = np.full((losses, buckets), -np.inf)
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.length = 0
        self._stride = 1
        self._finer: list[Curve | None] = [None] * len(self._low)
        self._low[:] = np.inf
        self._high[:] = -np.inf
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
        while losses.size:
            room = self._buckets * self._stride - self.length
            if room:
                self._add(losses[:, :room])
                losses = losses[:, room:]
            else:
                self._fold()

    def _add(self, losses: Array) -> None:
        """Add some for which there is room, (losses, steps)."""
        end = self.length + losses.shape[1]
        first = self.length // self._stride
        starts = np.arange(first, (end - 1) // self._stride + 1) * self._stride - self.length
        starts[0] = 0
        part = (slice(None), slice(first, first + len(starts)))
        np.fmin(self._low[part], np.minimum.reduceat(losses, starts, 1), out=self._low[part])
        np.fmax(self._high[part], np.maximum.reduceat(losses, starts, 1), out=self._high[part])
        self.length = end

    def _fold(self) -> None:
        """Let two neighbours share a bucket, so that half the room is free again."""
        self._finer = [self.curve(which) for which in range(len(self._low))]
        half, low, high = self._buckets // 2, self._low, self._high
        low[:, :half] = np.minimum(low[:, ::2], low[:, 1::2])
        high[:, :half] = np.maximum(high[:, ::2], high[:, 1::2])
        low[:, half:] = np.inf
        high[:, half:] = -np.inf
        self._stride *= 2

    def truncate(self, steps: int) -> int:
        """Forget all losses but the first few.

        The stride becomes what it was. A bucket with steps on both sides of the cut is forgotten
        as a whole, because its extremes may be those of the later ones.

        Returns:
            How many are left: at most `steps`, less than one bucket fewer.
        """
        if steps < self.length:
            self._unfold(steps)
            count = steps // self._stride
            self._low[:, count:] = np.inf
            self._high[:, count:] = -np.inf
            self.length = count * self._stride
            self.sizes.truncate(self.length)
        return self.length

    def _unfold(self, steps: int) -> None:
        """Be again as when there were only so many steps, and some more."""
        while self._finer[0] is not None and steps <= self._finer[0].length:
            for which, finer in enumerate(self._finer):
                assert finer is not None, "all are folded together"
                self._low[which], self._high[which] = finer.low, finer.high
                self._stride, self.length = finer.stride, finer.length
                self._finer[which] = finer.finer

    def curve(self, which: int = 0) -> Curve:
        """All of the first loss or of another one; a copy that never changes."""
        count = -(-self.length // self._stride)
        low, high = (frozen(ends[which, :count]) for ends in (self._low, self._high))
        return Curve(self._stride, low, high, self.length, self._finer[which])

    def copy(self) -> History:
        """Another one that knows the same."""
        other = History(self._buckets, len(self._low))
        other._low[:], other._high[:] = self._low, self._high
        other._stride, other.length = self._stride, self.length
        other._finer = self._finer.copy()
        other.sizes = self.sizes.copy()
        return other
