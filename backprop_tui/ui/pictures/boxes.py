"""Weights as boxes, as in the figures of 1986: the larger the box, the larger the weight, and its
colour and its mark say the sign. The area counts, not the side.
"""

from __future__ import annotations

import math

from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas

HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄"}
"""A cell by its upper and its lower half."""


def number(value: float, cell: int) -> str:
    """A weight in as many digits as fit in a cell of four columns or more."""
    if cell > 6 and 9.995 <= abs(value) < 99.995:
        return f"{value:+.2f}"
    return formats.weight(value, cell) if cell >= 5 else formats.short_weight(value, cell)


def box(
    canvas: Canvas,
    x: int,
    y: int,
    width: int,
    height: int,
    value: float,
    scale: float,
    turned: bool = False,
) -> None:
    """A weight as a box in the middle of so many cells; nothing where it is none.

    Args:
        canvas: Where.
        x: The first column.
        y: The first row.
        width: Columns for the largest.
        height: Rows for the largest; with one row the box is a bar.
        value: The weight.
        scale: The largest one.
        turned: Whether what is not quite in the middle is further right, and not left.
    """
    share = min(1.0, abs(value) / scale) if scale > 0 and math.isfinite(value) else 0.0
    palette = canvas.palette
    ink = palette.positive if value > 0 else palette.negative
    if height == 1:
        columns = round(share * width)
        letter = "█" if canvas.glyphs.unicode else "+" if value > 0 else "-"
        canvas.text(x + (width - columns + turned) // 2, y, letter * columns, ink)
        return
    most = min(width, 2 * height)
    side = round(math.sqrt(share) * most)
    if not side:
        canvas.text(x + width // 2, y + height // 2, "·" if share else " ", ink)
        return
    left = x + (width - side + turned) // 2
    if not canvas.glyphs.unicode:
        rows = max(1, side // 2)
        for row in range(rows):
            canvas.text(
                left, y + (height - rows) // 2 + row, ("+" if value > 0 else "-") * side, ink
            )
        return
    first = (2 * height - side) // 2
    for row in range(height):
        halves = tuple(first <= 2 * row + half < first + side for half in (0, 1))
        if any(halves):
            canvas.text(left, y + row, HALVES[halves[0], halves[1]] * side, ink)
