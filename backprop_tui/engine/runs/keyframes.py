"""`Keyframes`: what a run was at some of its earlier steps, in bounded memory. The same experiment
gives the same bits, so any step is reached again from the nearest keyframe before it.
"""

from __future__ import annotations

from copy import copy
from itertools import pairwise

from backprop_tui.engine.core.calls import Array

Frame = tuple[Array, Array]
"""Parameters and what the rule remembers."""


class Keyframes:
    """Parameters and the rule's memory at some earlier steps, at distances that grow with the run.

    Beside those there are some that somebody wants at hand, at any step.

    Args:
        parameters: How many there are.

    Attributes:
        most_pinned: How many are kept of those that somebody wants at hand.
    """

    FIRST = 256
    BYTES = 4 * 2**20
    MOST = 2048
    MOST_PINNED = 256

    def __init__(self, parameters: int) -> None:
        room = self.BYTES // (parameters * 16)
        self._most = max(8, min(self.MOST, room))
        self.most_pinned = max(8, min(self.MOST_PINNED, room))
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._distance = self.FIRST
        self._frames: dict[int, Frame] = {}
        self._pinned: dict[int, Frame] = {}

    def copy(self) -> Keyframes:
        """Another one that has the same moments; what was kept never changes."""
        other = copy(self)
        other._frames, other._pinned = self._frames.copy(), self._pinned.copy()
        return other

    def truncate(self, step: int) -> None:
        """Forget the moments after `step` updates and later."""
        self._distance = self.FIRST
        self._frames = {kept: frame for kept, frame in self._frames.items() if kept < step}
        self._pinned = {kept: frame for kept, frame in self._pinned.items() if kept < step}

    def offer(self, step: int, parameters: Array, memory: Array) -> None:
        """Keep this moment if it is due."""
        if step % self._distance or step in self._frames:
            return
        self._frames[step] = (parameters.copy(), memory.copy())
        if len(self._frames) > self._most:
            self._distance *= 2
            self._frames = {
                step: frame for step, frame in self._frames.items() if step % self._distance == 0
            }

    def pin(self, step: int, parameters: Array, memory: Array) -> None:
        """Keep this moment whether it is due or not; of too many the one goes that is the fewest
        steps after another.
        """
        if step in self._pinned:
            return
        self._pinned[step] = (parameters.copy(), memory.copy())
        if len(self._pinned) > self.most_pinned:
            del self._pinned[self._nearest_to_another()]

    def _nearest_to_another(self) -> int:
        """The one of those pinned that is reached soonest if it is not kept."""
        steps = sorted(self._pinned)
        away = {
            step: step - max(before, self._due(max(0, step - 1)))
            for before, step in pairwise([0, *steps])
        }
        return min(steps, key=away.__getitem__)

    def unpin(self, step: int) -> None:
        """Keep it no longer, unless it is due."""
        self._pinned.pop(step, None)

    def before(self, step: int) -> tuple[int, Array, Array]:
        """The latest moment kept that is not after `step`; step 0 is always kept."""
        nearest = self._due(step)
        pinned = max((kept for kept in self._pinned if kept <= step), default=-1)
        if pinned > nearest:
            return (pinned, *self._pinned[pinned])
        return (nearest, *self._frames[nearest])

    def _due(self, step: int) -> int:
        """The latest of those that were due and are not after `step`."""
        nearest = step - step % self._distance
        while nearest not in self._frames:
            nearest -= self._distance
        return nearest
