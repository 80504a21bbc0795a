"""The rows of the ledger on a canvas. Every row is one addition: before, minus the rate times the
gradient, plus momentum's share, less what decay cuts off, is after.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from backprop_tui.engine import Parameter
from backprop_tui.engine.core.gradcheck import TOLERANCE
from backprop_tui.report.ledger import Entry
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas

NAME = 10
"""Columns of a parameter's name at least."""

NUMBER = 9
"""Columns of a number."""


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


def number(value: float) -> str:
    """A number in eight columns, with its sign."""
    if not math.isfinite(value):
        return f"{value:+}"
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 999.9995:
        digits = 5 if abs(value) < 9.999995 else 4 if abs(value) < 99.99995 else 3
        return f"{value:+.{digits}f}"
    text = formats.short_exponent(value, "+.1e")
    return text if len(text) < NUMBER else formats.short_exponent(value, "+.0e")


Column: TypeAlias = tuple[str, Callable[[Entry], str]]

PENALTY: Column = ("penalty", lambda entry: number(entry.penalty))
DESCENT: Column = ("-ε·grad", lambda entry: FROZEN if entry.frozen else number(entry.descent))
MOMENTUM: Column = ("momentum", lambda entry: number(entry.momentum))
CUT: Column = ("decay", lambda entry: number(entry.cut))
"""What a row is made of that not every run has."""


def columns_of(entries: Sequence[Entry]) -> tuple[Column, ...]:
    """The columns after the name: where there is something besides the rule, no empty momentum."""
    penalty = any(entry.penalty for entry in entries)
    cut = any(entry.cut for entry in entries)
    momentum = any(entry.momentum for entry in entries)
    return (
        ("before", lambda entry: number(entry.before)),
        *[PENALTY] * penalty,
        ("gradient", lambda entry: number(entry.gradient)),
        DESCENT,
        *[MOMENTUM] * (momentum or not (penalty or cut)),
        *[CUT] * cut,
        ("after", lambda entry: number(entry.after)),
        ("nudged", lambda entry: "·" if entry.numerical is None else number(entry.numerical)),
        ("apart", lambda entry: "✗ " * wrong(entry) + apart(entry.relative)),
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


def paint(canvas: Canvas, page: Page) -> None:
    """Draw the heading and as many rows as fit, the chosen one among them."""
    palette = canvas.palette
    fitting = columns(page, canvas.width)
    shown = page.columns[fitting.start : fitting.stop]
    if len(fitting) < len(page.columns):
        canvas.text(1, 0, "← → more", palette.forward)
    x = page.name_width
    for title, _ in shown:
        canvas.flush_right(x + NUMBER - 1, 0, title, palette.muted)
        x += NUMBER
    room = rows(canvas.height)
    first = max(0, min(page.row - room // 2, len(page.entries) - room))
    for y, index in enumerate(range(first, min(len(page.entries), first + room)), start=1):
        entry, chosen = page.entries[index], index == page.row
        if chosen:
            canvas.fill(0, y, canvas.width, 1, palette.row)
            canvas.text(0, y, "▸", palette.forward, bold=True)
        canvas.text(1, y, entry.name, bold=chosen)
        x = page.name_width
        for title, text in shown:
            said = text(entry)
            ink = palette.error if title in ("apart", "gradient") and wrong(entry) else None
            ink = palette.muted if said == FROZEN else ink
            canvas.flush_right(x + NUMBER - 1, y, said, ink, bold=chosen)
            x += NUMBER
        canvas.spot(0, y, canvas.width, 1, index)
