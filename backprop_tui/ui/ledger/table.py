"""The rows of the ledger on a canvas. Every row is one addition: before, minus the rate times the
gradient, plus momentum's share, is after.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from backprop_tui.engine.gradcheck import TOLERANCE
from backprop_tui.report.ledger import Entry
from backprop_tui.ui import formats
from backprop_tui.ui.canvas import Canvas

NAME = 10
"""Columns of a parameter's name."""

NUMBER = 9
"""Columns of a number."""


ROUNDING = 1e-7
"""Two gradients that are closer than this differ by rounding alone."""


@dataclass(frozen=True, eq=False)
class Page:
    """What the ledger shows.

    Attributes:
        all: All rows, in the order of the network.
        chosen: The row that is lit.
        sorted: Whether the largest changes come first.
        column: The first column after the name that is shown, where not all have room.
        step: Updates before the step.
        note: Why there are no numerical gradients, if there are none.
    """

    all: tuple[Entry, ...] = ()
    chosen: int = 0
    sorted: bool = False
    column: int = 0
    step: int = 0
    note: str = ""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All rows, in the order shown."""
        if not self.sorted:
            return self.all
        return tuple(sorted(self.all, key=lambda entry: -abs(entry.change)))

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
    if 1e-3 <= abs(value) < 1000:
        return f"{value:+.5f}"[:8]
    return formats.short_exponent(value, "+.1e")


COLUMNS: tuple[tuple[str, Callable[[Entry], str]], ...] = (
    ("before", lambda entry: number(entry.before)),
    ("gradient", lambda entry: number(entry.gradient)),
    ("-ε·grad", lambda entry: number(entry.descent)),
    ("momentum", lambda entry: number(entry.momentum)),
    ("after", lambda entry: number(entry.after)),
    ("nudged", lambda entry: "·" if entry.numerical is None else number(entry.numerical)),
    ("apart", lambda entry: apart(entry.relative)),
)
"""The columns after the name."""


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


def columns(width: int, first: int) -> range:
    """The columns that have room in so many cells, from `first` on or as near as there are."""
    count = max(1, min(len(COLUMNS), (width - NAME) // NUMBER))
    first = max(0, min(len(COLUMNS) - count, first))
    return range(first, first + count)


def paint(canvas: Canvas, page: Page) -> None:
    """Draw the heading and as many rows as fit, the chosen one among them."""
    palette = canvas.palette
    fitting = columns(canvas.width, page.column)
    shown = COLUMNS[fitting.start : fitting.stop]
    if len(shown) < len(COLUMNS):
        canvas.text(1, 0, "← → more", palette.forward)
    x = NAME
    for title, _ in shown:
        canvas.right(x + NUMBER - 1, 0, title, palette.muted)
        x += NUMBER
    room = canvas.height - 1
    first = max(0, min(page.chosen - room // 2, len(page.entries) - room))
    for y, index in enumerate(range(first, min(len(page.entries), first + room)), start=1):
        entry, chosen = page.entries[index], index == page.chosen
        if chosen:
            canvas.fill(0, y, canvas.width, 1, palette.row)
            canvas.text(0, y, "▸", palette.forward, bold=True)
        canvas.text(1, y, entry.name[: NAME - 1], bold=chosen)
        x = NAME
        for title, text in shown:
            ink = palette.error if title in ("apart", "gradient") and wrong(entry) else None
            canvas.right(x + NUMBER - 1, y, text(entry), ink, bold=chosen)
            x += NUMBER
        canvas.spot(0, y, canvas.width, 1, index)
