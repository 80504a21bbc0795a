"""A way to another moment of a run, gone in slices so short that nobody who waits for something
else notices. It ends where it was to go or where it began, and nowhere between.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from backprop_tui.engine.runs.group import Runs
from backprop_tui.report.going import Sought


class Way(Protocol):
    """A way that is gone in slices.

    Attributes:
        sought: The moment that it leads to.
        is_over: Whether it is at its end.
        has_failed: Whether what was looked for is nowhere in the run.
        keeps: Whether the steps taken so far stay when it is given up.
    """

    sought: Sought
    is_over: bool
    has_failed: bool
    keeps: bool

    @property
    def reached(self) -> int:
        """The step to which it has come."""

    @property
    def percent(self) -> int:
        """How much of the way is done."""

    def take(self, deadline: float) -> None:
        """Go on until the deadline, or to the end."""

    def give_up(self) -> None:
        """Go no further."""


class Quest:
    """The way from the present of some runs to another moment of them.

    Args:
        runs: Which ones.
        sought: The moment.
        clock: Seconds that only ever grow.

    Attributes:
        sought: The moment.
        origin: The step where it began.
        is_over: Whether the way is at its end.
        has_failed: Whether what was looked for is nowhere in the run.
        keeps: Whether the steps taken so far stay when it is given up, for all of them are new.
    """

    def __init__(self, runs: Runs, sought: Sought, clock: Callable[[], float]) -> None:
        self.sought, self.origin = sought, runs.step_number
        self.is_over = self.has_failed = False
        self._runs, self._clock = runs, clock
        self._journey = runs.journey(sought.step)
        self.keeps = self._journey.is_new

    @property
    def reached(self) -> int:
        """The step to which it has come."""
        return self._journey.reached

    @property
    def percent(self) -> int:
        """How much of the way is done; to look for something takes what is left of it."""
        total = max(1, self._journey.total)
        return min(99, 100 * (total - self._journey.left) // total)

    def take(self, deadline: float) -> None:
        """Go on until the deadline, or to the end."""
        while not self.is_over:
            if not self._journey.is_over:
                self._journey.go(self._runs.chunk)
            elif self._is_there():
                self.is_over = True
            elif self._runs.step_number >= self._runs.shown.length or not self._runs.step():
                self.give_up()
                self.has_failed = True
            if self._clock() >= deadline:
                return

    def _is_there(self) -> bool:
        """Whether this is the moment."""
        below = self.sought.below
        return below is None or self._runs.main.snapshot().loss < below

    def give_up(self) -> None:
        """Be where it began, as if nobody had gone anywhere; or where it has come to, if nothing
        that was known is left for that.
        """
        if self._journey.is_over:
            self._runs.seek(self.origin)
        elif self.keeps:
            self._journey.stay()
        else:
            self._journey.give_up()
        self.is_over = True
