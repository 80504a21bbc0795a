"""Going to any moment of a run: back to the nearest keyframe, then forward step by step. Nothing of
it is new: the same losses, events and weights come again, bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterable

from backprop_tui.engine.runs.loop import Loop
from backprop_tui.engine.runs.past import Moment


class UnderWay(RuntimeError):
    """A run that is on its way to another step stands nowhere, so nothing can be done to it."""


class _Way:
    """One run's part of a journey, gone by a copy of it.

    Args:
        loop: The run.
        step: Where to.
    """

    def __init__(self, loop: Loop, step: int) -> None:
        self._loop, self._step = loop, step
        self._copy: Loop | None = None
        self.lead_to(step)

    def lead_to(self, step: int) -> None:
        """Lead there, from wherever that is near."""
        self._step = step
        if self._copy is None and step != self._loop.step_number:
            self._copy = self._loop.copy()
        if self._copy is not None:
            _approach(self._copy, step)

    @property
    def reached(self) -> int:
        """The step to which it has come."""
        return self._loop.step_number if self._copy is None else self._copy.step_number

    @property
    def left(self) -> int:
        """Steps that it still takes."""
        return self._step - self.reached

    @property
    def loss(self) -> float:
        """The loss where it has come to."""
        return (self._copy or self._loop).learner.loss

    def go(self, most: int) -> int:
        """Take at most so many of its steps; where the run diverges, the way ends.

        Returns:
            How many were taken.
        """
        wanted = min(most, self.left)
        taken = 0 if self._copy is None else self._copy.advance(wanted)
        if taken < wanted:
            self._step = self.reached
        return taken

    def arrive(self) -> None:
        """Let the run be where the way has come to."""
        if self._copy is not None:
            self._copy.arrive()
            self._loop.become(self._copy)


class Journey:
    """A way to another moment of a run, gone bit by bit. Until it is over, the run stays where it
    was: whoever breaks off has lost nothing but time.

    Args:
        loop: The run.
        step: Where to; earlier or later.
        beside: Others that come along, as far as each gets before it diverges.

    Attributes:
        step: Where it leads; less than was asked for only if the run diverges before.
        total: Steps that it takes in all, those of the others among them.
        is_new: Whether it takes none but new steps, from the end of what is known on.

    Raises:
        ValueError: If `step` is negative.
    """

    def __init__(self, loop: Loop, step: int, beside: Iterable[Loop] = ()) -> None:
        _require(step)
        self.step = step
        self.is_new = loop.step_number == loop.past.history.length < step
        self._ways = [_Way(each, step) for each in (loop, *beside)]
        self.total = self.left
        self.go(0)

    @property
    def left(self) -> int:
        """Steps that it still takes."""
        return sum(way.left for way in self._ways)

    @property
    def is_over(self) -> bool:
        """Whether the run is where the journey leads, or it was given up."""
        return not self._ways

    def go(self, most: int) -> int:
        """Take at most so many of its steps; after the last the run is there.

        Returns:
            How many were taken.
        """
        taken = 0
        while taken < most and self.left:
            # Side by side, so that whoever breaks off has all of them nearly at the same step.
            way = max(self._ways, key=lambda each: each.left)
            taken += way.go(most - taken)
            if way is self._ways[0] and not way.left and way.reached != self.step:
                self._lead_to(way.reached)
        if not self.left:
            self._arrive()
        return taken

    def _lead_to(self, step: int) -> None:
        """Lead all of them there, the run itself unless it is there."""
        self.step = step
        for way in self._ways:
            way.lead_to(step)

    def _arrive(self) -> None:
        """Let all of them be where they have come to."""
        for way in self._ways:
            way.arrive()
        self._ways = []

    @property
    def reached(self) -> int:
        """The step to which the run itself has come."""
        return self._ways[0].reached if self._ways else self.step

    def stay(self) -> None:
        """Break off where the run has come to, which loses nothing if all of it is new."""
        self._lead_to(self.reached)
        self.go(self.left)

    def give_up(self) -> None:
        """Break off; the run is where it was, bit for bit, and knows what it knew."""
        self._ways = []


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
