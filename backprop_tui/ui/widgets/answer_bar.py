"""An answer as a bar from the lowest to the highest target. It says at a glance what digits say to
those who read them: on which side of the middle an answer is, and how far.
"""

from __future__ import annotations

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import middle_row
from backprop_tui.ui.drawing.large import ROOM
from backprop_tui.ui.view import View

THIN, THICK = ("━", "╸"), ("█", "▌")
"""What a bar of one row, and of three, is made of: a cell and half a cell."""


def paint_bar(
    canvas: Canvas, view: View, x: int, rows: range, width: int, shown: float, ink: int
) -> None:
    """A bar of so many columns in the middle of some rows, in half cells."""
    low, high = view.own_target_range
    y, thick = middle_row(rows.start, len(rows)), len(rows) >= ROOM
    halves = round(min(1.0, max(0.0, (shown - low) / (high - low))) * width * 2)
    every = range(y - thick, y + thick + 1)
    if not canvas.glyphs.unicode:
        full = halves // 2
        for row in every:
            rest = "." if row == y else " "
            canvas.text(x, row, "#" * full + rest * (width - full))
        return
    rest = "─" * (width // 2) + "┼" + "─" * (width - width // 2 - 1)
    canvas.text(x, y, rest, canvas.palette.faint)
    whole, half = THICK if thick else THIN
    for row in every:
        canvas.text(x, row, whole * (halves // 2) + half * (halves % 2), ink)
