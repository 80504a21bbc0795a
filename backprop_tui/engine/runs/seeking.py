"""Going to any moment of a run: back to the nearest keyframe, then forward step by step. Nothing of
it is new: the same losses, events and weights come again, bit for bit.
"""

from __future__ import annotations

from backprop_tui.engine.runs.loop import Loop
from backprop_tui.engine.runs.past import Moment


class UnderWay(RuntimeError):
    """A run that is on its way to another step stands nowhere, so nothing can be done to it."""


class Journey:
    """A way to another moment of a run, gone bit by bit. Until it is over, the run stays where it
    was: whoever breaks off has lost nothing but time.

    Args:
        loop: The run.
        step: Where to; earlier or later.

    Attributes:
        step: Where it leads; less than was asked for only if the run diverges before.
        total: Steps that it takes in all.

    Raises:
        ValueError: If `step` is negative.
    """

    def __init__(self, loop: Loop, step: int) -> None:
        _require(step)
        self.step = step
        self._loop = loop
        self._way: Loop | None = None
        if step != loop.step_number:
            self._way = loop.copy()
            _approach(self._way, step)
        self.total = self.left
        self.go(0)

    @property
    def left(self) -> int:
        """Steps that it still takes."""
        return 0 if self._way is None else self.step - self._way.step_number

    @property
    def is_over(self) -> bool:
        """Whether the run is where the journey leads, or it was given up."""
        return self._way is None

    def go(self, most: int) -> int:
        """Take at most so many of its steps; after the last the run is there.

        Returns:
            How many were taken.
        """
        way = self._way
        if way is None:
            return 0
        wanted = min(most, self.left)
        taken = way.advance(wanted)
        if taken < wanted:
            self.step = way.step_number
        if not self.left:
            way.arrive()
            self._loop.become(way)
            self._way = None
        return taken

    def give_up(self) -> None:
        """Break off; the run is where it was, bit for bit, and knows what it knew."""
        self._way = None


def seek(loop: Loop, step: int) -> int:
    """Go to the moment after `step` updates, earlier or later.

    Returns:
        The step reached; less than `step` only if the run diverges before.

    Raises:
        ValueError: If `step` is negative.
    """
    _require(step)
    _approach(loop, step)
    loop.advance(step - loop.step_number)
    loop.arrive()
    return loop.step_number


def _require(step: int) -> None:
    """Check that there can be such a step."""
    if step < 0:
        raise ValueError(f"there is no step {step}")


def _approach(loop: Loop, step: int) -> None:
    """Go as near to a step as can be without taking one, and not beyond it."""
    past, here = loop.past, loop.step_number
    known = min(step, past.history.length)
    if known == here:
        return
    if here == past.history.length:
        past.leave_end(here, loop.learner)
    kept, *moment = past.keyframes.before(known)
    if step < here or kept > here:
        past.withdrawable.clear()
        loop.put(kept, Moment(past.timeline.wind(kept, past.beginning), *moment))


def end_here(loop: Loop) -> None:
    """Forget what lies ahead, because it will never be."""
    step, past = loop.step_number, loop.past
    if past.cut_losses(step) < step:
        # The losses of the bucket that was cut through come back the way they came.
        _approach(loop, past.history.length)
        loop.advance(step - loop.step_number)
    past.cut(step)
