"""The rows of the ledger on a canvas. Every row is one addition: before, minus the rate times the
gradient, plus momentum's share, less what decay cuts off, is after.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from backprop_tui.engine import Parameter
from backprop_tui.engine.core.gradcheck import TOLERANCE
from backprop_tui.report.ledger import Entry
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.screens.ledger import bars

NAME = 10
"""Columns of a parameter's name at least."""

NUMBER = 9
"""Columns of a number."""


FIRST_DIGITS, MOST_DIGITS = 2, 5
"""Digits that a number has beyond those in so few columns: before there are bars, and at most."""

SHORTEST_BAR = 24
"""Columns from which there are bars of the gradients."""

TALLEST = 2
"""Rows from a parameter to the next at most."""

FIRST = Parameter(1, 0, 0)

FROZEN = "frozen"
"""What stands in place of a step against the gradient."""

ROUNDING = 1e-7
"""Two gradients that are closer than this differ by rounding alone."""


@dataclass(frozen=True, eq=False)
class Page:
    """What the ledger shows.

    Attributes:
        all: All rows, in the order of the network.
        chosen: The parameter whose row is lit.
        sorted: Whether the largest changes come first.
        column: The first column after the name that is shown, where not all have room.
        step: Updates before the step.
        note: Why there are no numerical gradients, if there are none.
    """

    all: tuple[Entry, ...] = ()
    chosen: Parameter = FIRST
    sorted: bool = False
    column: int = 0
    step: int = 0
    note: str = ""

    @cached_property
    def row(self) -> int:
        """Where the chosen parameter stands; the first row if it is there no more."""
        rows = (k for k, entry in enumerate(self.entries) if entry.parameter == self.chosen)
        return next(rows, 0)

    @property
    def entry(self) -> Entry:
        """What the chosen row says."""
        return self.entries[self.row]

    @cached_property
    def name_width(self) -> int:
        """Columns of the longest name, its mark and a blank."""
        return max(NAME, 2 + max((len(entry.name) for entry in self.all), default=0))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All rows, in the order shown."""
        if not self.sorted:
            return self.all
        return tuple(sorted(self.all, key=lambda entry: -abs(entry.change)))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What its rows are made of."""
        return columns_of(self.all)

    @property
    def worst(self) -> Entry | None:
        """The row whose two gradients are furthest apart."""
        compared = [e for e in self.all if e.relative is not None and not math.isnan(e.relative)]
        return max(compared, key=lambda entry: entry.relative or 0.0, default=None)


def number(value: float, more: int = 0) -> str:
    """A number in eight columns, with its sign, or in some more with as many more digits."""
    if not math.isfinite(value):
        return f"{value:+}"
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 999.9995:
        digits = 5 if abs(value) < 9.999995 else 4 if abs(value) < 99.99995 else 3
        return f"{value:+.{digits + more}f}"
    text = formats.short_exponent(value, f"+.{1 + more}e")
    return text if len(text) < NUMBER + more else formats.short_exponent(value, f"+.{more}e")


SURE = 2
"""Digits more than it must that a nudged gradient has at most: those after them are rounding."""

Column: TypeAlias = tuple[str, Callable[[Entry, int], str]]
"""What stands above a column, and what it says of a row with so many more digits than it must."""

PENALTY: Column = ("penalty", lambda entry, more: number(entry.penalty, more))
DESCENT: Column = (
    "-ε·grad", lambda entry, more: FROZEN if entry.frozen else number(entry.descent, more)
)  # fmt: skip
MOMENTUM: Column = ("momentum", lambda entry, more: number(entry.momentum, more))
CUT: Column = ("decay", lambda entry, more: number(entry.cut, more))
"""What a row is made of that not every run has."""


def columns_of(entries: Sequence[Entry]) -> tuple[Column, ...]:
    """The columns after the name: where there is something besides the rule, no empty momentum."""
    penalty = any(entry.penalty for entry in entries)
    cut = any(entry.cut for entry in entries)
    momentum = any(entry.momentum for entry in entries)
    return (
        ("before", lambda entry, more: number(entry.before, more)),
        *[PENALTY] * penalty,
        ("gradient", lambda entry, more: number(entry.gradient, more)),
        DESCENT,
        *[MOMENTUM] * (momentum or not (penalty or cut)),
        *[CUT] * cut,
        ("after", lambda entry, more: number(entry.after, more)),
        (
            "nudged",
            lambda entry, more: (
                "·" if entry.numerical is None else number(entry.numerical, min(more, SURE))
            ),
        ),
        ("apart", lambda entry, more: "✗ " * wrong(entry) + apart(entry.relative)),
    )


def apart(relative: float | None) -> str:
    """A relative error; a kink has none."""
    if relative is None:
        return "·"
    if relative < ROUNDING:
        return f"<{ROUNDING:.0e}"
    return "kink" if math.isnan(relative) else f"{relative:.0e}"


def wrong(entry: Entry) -> bool:
    """Whether the gradient is not what a nudge gives."""
    return entry.relative is not None and entry.relative > TOLERANCE


def verdict(worst: Entry) -> tuple[str, ...]:
    """What the check found in the words of the columns, the longest first."""
    if not wrong(worst):
        return "check right: gradient and nudged agree", "check right"
    far = f"check WRONG: gradient and nudged {apart(worst.relative)} apart"
    return f"{far} at {worst.name}", far, "check WRONG"


def rows(height: int) -> int:
    """How many parameters have a row, below the heading."""
    return height - 1


def columns(page: Page, width: int) -> range:
    """The columns that have room in so many cells, those from the page's first on if they can."""
    first = page.column
    most = len(page.columns)
    count = max(1, min(most, (width - page.name_width) // NUMBER))
    first = max(0, min(most - count, first))
    return range(first, first + count)


class Widths(NamedTuple):
    """How the table uses the columns that there are.

    Attributes:
        number: Columns of a number.
        more: Digits of it beyond those that it has anywhere.
        bar: Columns of the bars, 0 for none.
    """

    number: int = NUMBER
    more: int = 0
    bar: int = 0


def widths(page: Page, width: int) -> Widths:
    """Digits and bars share what a table with all its columns leaves free."""
    count = len(page.columns)
    free = width - page.name_width - count * NUMBER
    if free < FIRST_DIGITS * count + SHORTEST_BAR:
        each = max(0, min(FIRST_DIGITS, free // count))
        return Widths(NUMBER + each, each)
    each = min(MOST_DIGITS + 2, (free - SHORTEST_BAR) // count)
    bar = free - each * count
    return Widths(NUMBER + each, min(each, MOST_DIGITS), bar - 1 + bar % 2)


def paint(canvas: Canvas, page: Page) -> None:
    """Draw the heading and as many rows as fit, the chosen one among them."""
    palette = canvas.palette
    fitting = columns(page, canvas.width)
    shown = page.columns[fitting.start : fitting.stop]
    if len(fitting) < len(page.columns):
        canvas.text(1, 0, "← → more", palette.forward)
    size = widths(page, canvas.width) if len(fitting) == len(page.columns) else Widths()
    x = page.name_width
    for title, _ in shown:
        canvas.flush_right(x + size.number - 1, 0, title, palette.muted)
        x += size.number
    scale = max((abs(e.gradient) for e in page.all if math.isfinite(e.gradient)), default=0.0)
    if size.bar:
        bars.head(canvas, x + 1, size.bar, number(scale))
    room = rows(canvas.height)
    tall = max(1, min(TALLEST, room // max(1, len(page.entries))))
    first = max(0, min(page.row - room // 2, len(page.entries) - room))
    for index in range(first, min(len(page.entries), first + room)):
        entry, chosen, y = page.entries[index], index == page.row, 1 + (index - first) * tall
        if chosen:
            canvas.fill(0, y, canvas.width, 1, palette.row)
            canvas.text(0, y, "▸", palette.forward, bold=True)
        canvas.text(1, y, entry.name, bold=chosen)
        x = page.name_width
        for title, text in shown:
            said = text(entry, size.more)
            ink = palette.error if title in ("apart", "gradient") and wrong(entry) else None
            ink = palette.muted if said == FROZEN else ink
            canvas.flush_right(x + size.number - 1, y, said, ink, bold=chosen)
            x += size.number
        if size.bar:
            bars.bar(canvas, x + 1, y, size.bar, entry.gradient, scale)
        canvas.spot(0, y, canvas.width, tall, index)
