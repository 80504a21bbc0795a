"""The order in which tables show the cases, and which of them have room. There is one order for all
tables: what stands in a row of one is found beside it in the next, sorted or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.engine.records import Snapshot

ALL = slice(None)


class Window(NamedTuple):
    """The cases that have room.

    Attributes:
        first: The place of the first in its order, from 0.
        cases: All of them, as they are shown.
    """

    first: int
    cases: tuple[int, ...]

    @property
    def span(self) -> tuple[int, int]:
        """The place of the first, and how many there are."""
        return self.first, len(self.cases)

    @property
    def said(self) -> str:
        """The places, from 1: `rows 1–5`."""
        last = self.first + len(self.cases)
        return f"rows {self.first + 1}–{last}" if last > self.first + 1 else f"row {last}"


class Aside(NamedTuple):
    """A case that is put aside, by its place among those; it has a row and can be pointed at."""

    case: int


@dataclass(frozen=True, eq=False)
class Order:
    """In which order cases are shown.

    Attributes:
        cases: Those that are learnt, (cases,), the first one on top.
        tested: Those that are put aside, likewise; they come after all others.
    """

    cases: NDArray[np.intp]
    tested: NDArray[np.intp]

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        """Where each case stands."""
        places = np.empty_like(self.cases)
        places[self.cases] = np.arange(len(self.cases))
        return places

    def place(self, case: int) -> int:
        """Where a case stands, from 0; a case that is there no more stands where the last does."""
        return int(self._places[min(case, len(self._places) - 1)])

    def window(self, case: int, rows: int) -> Window:
        """What so many rows show, with this case among them, in the middle if it can be."""
        rows, cases = max(0, rows), len(self.cases)
        first = max(0, min(self.place(case) - rows // 2, cases - rows))
        return Window(first, tuple(self.cases[first : first + rows].tolist()))

    def windows(self, case: int, beyond: int, rows: int) -> tuple[Window, Window]:
        """What rows for all cases show of those that are learnt, and below of the others.

        Those that are put aside stay in sight if they take no more than half of the rows. If they
        take more, they have what is left, and `beyond` of them are scrolled to.
        """
        cases, aside = len(self.cases), len(self.tested)
        below = aside if self.keeps(rows) else max(min(beyond, rows - 1), min(aside, rows - cases))
        below = max(0, min(below, aside))
        first = max(0, min(beyond, aside) - below)
        tested = Window(first, tuple(self.tested[first : first + below].tolist()))
        return self.window(case, rows - below), tested

    def keeps(self, rows: int) -> bool:
        """Whether all cases that are put aside are always in sight."""
        aside = len(self.tested)
        return (aside < rows and 2 * aside <= rows + 1) or len(self.cases) + aside <= rows


def as_given(snapshot: Snapshot) -> Order:
    """The order of the table."""
    aside = 0 if snapshot.held_out is None else len(snapshot.held_out.right)
    return _as_given(len(snapshot.right), aside)


@lru_cache(4)
def _as_given(cases: int, aside: int) -> Order:
    """The same for so many cases."""
    return Order(np.arange(cases), np.arange(aside))


def by_error(snapshot: Snapshot) -> Order:
    """Cases that are furthest off first; those that are as far off as others as in the table."""
    held_out = snapshot.held_out
    return Order(
        _furthest_first(off(snapshot.experiment.problem, snapshot.predictions)),
        np.arange(0)
        if held_out is None
        else _furthest_first(off(held_out.problem, held_out.predictions)),
    )


def off(problem: Problem, predictions: Array, cases: slice = ALL) -> Array:
    """How far the answer to each case is off, (cases,), at the output that is furthest off.

    Of classes it is what the right one lacks, because that is the error that is shown.
    """
    targets = problem.targets[cases]
    with np.errstate(over="ignore", invalid="ignore"):
        residuals = np.abs(predictions[cases] - targets)
    if problem.answer is Answer.CLASSES:
        right = targets.argmax(axis=1)[:, None]
        return np.take_along_axis(residuals, right, axis=1)[:, 0]
    largest: Array = residuals.max(axis=1)
    return largest


def _furthest_first(errors: Array) -> NDArray[np.intp]:
    """Places of errors, the largest first and before them what is no number."""
    order: NDArray[np.intp] = np.lexsort((-errors, ~np.isnan(errors)))
    return order
