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
        keeps: Whether the steps taken so far stay when it is given up.
    """

    sought: Sought
    keeps: bool

    @property
    def reached(self) -> int:
        """The step to which it has come."""

    @property
    def is_over(self) -> bool:
        """Whether it is at its end."""

    @property
    def has_failed(self) -> bool:
        """Whether what was looked for is nowhere in the run."""

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
        keeps: Whether the steps taken so far stay when it is given up, for all of them are new.
    """

    def __init__(self, runs: Runs, sought: Sought, clock: Callable[[], float]) -> None:
        self.sought, self._clock = sought, clock
        self._chunk = runs.chunk
        self._search = None if sought.below is None else runs.search(sought.step, sought.below)
        self._journey = self._search or runs.journey(sought.step)
        self.keeps = self._journey.is_new

    @property
    def reached(self) -> int:
        """The step to which it has come."""
        return self._journey.reached

    @property
    def is_over(self) -> bool:
        """Whether the way is at its end."""
        return self._journey.is_over

    @property
    def has_failed(self) -> bool:
        """Whether what was looked for is nowhere in the run."""
        return self._search is not None and self._search.has_failed

    @property
    def percent(self) -> int:
        """How much of the way is done; to look for something takes what is left of it."""
        total = max(1, self._journey.total)
        return min(99, 100 * (total - self._journey.left) // total)

    def take(self, deadline: float) -> None:
        """Go on until the deadline, or to the end."""
        while not self.is_over:
            self._journey.go(self._chunk)
            if self._clock() >= deadline:
                return

    def give_up(self) -> None:
        """Stay where it began, as if nobody had gone anywhere; or where it has come to, if nothing
        that was known is left for that.
        """
        if self.keeps:
            self._journey.stay()
        else:
            self._journey.give_up()
