"""Brushes of what units put out, for tables and pictures alike: a number on its heat, with as many
digits as its cell has room for. A column is left for a sign, so that neighbours are told apart.
"""

from __future__ import annotations

from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.large import ROOM, ROWS, large, large_width

LEAST = 2
"""Decimals of a number in an ordinary cell."""

DECIMALS = ((14, 4), (10, 3), (0, LEAST))
"""From how many columns of a cell on a number has how many decimals, the widest first."""

FULL = 5
"""Columns from which a weight has its two decimals."""

LARGE = frozenset("0123456789.+-")
"""What is large in large digits."""


def heat_cell(
    canvas: Canvas,
    x: int,
    y: int,
    width: int,
    text: str,
    heat: float,
    bold: bool = False,
    height: int = 1,
) -> None:
    """A text in the middle of a cell on the shade of a value in -1…1, large where it has room."""
    palette = canvas.palette
    shade = palette.heat(heat) if canvas.glyphs.unicode else palette.background
    canvas.fill(x, y, width, height, shade)
    ink = palette.ink(shade)
    if is_large(canvas, text, width, height):
        for row, part in enumerate(large(text), start=y + (height - ROWS) // 2):
            canvas.centre(x, x + width, row, part, ink, bold=bold)
    else:
        canvas.centre(x, x + width, middle_row(y, height), text, ink, bold=bold)


def middle_row(y: int, height: int) -> int:
    """The row in the middle of so many, or the one above it."""
    return y + (height - 1) // 2


def is_large(canvas: Canvas, text: str, width: int, height: int) -> bool:
    """Whether a number is written in large digits in so many columns and rows."""
    if height < ROOM or not canvas.glyphs.unicode or not set(text) <= LARGE:
        return False
    return large_width(text) <= width - 2


def write_large(
    canvas: Canvas, x: int, y: int, text: str, room: int, ink: int | None = None
) -> bool:
    """Write a number in large digits around row y, at the right of so many columns, if they do."""
    if not set(text) <= LARGE or large_width(text) > room:
        return False
    for row, part in enumerate(large(text), start=y - ROWS // 2):
        canvas.text(x + room - len(part), row, part, ink)
    return True


def decimals(cell: int) -> int:
    """How many a number has in a cell of so many columns."""
    return next(count for columns, count in DECIMALS if cell >= columns)


def activation_text(value: float, cell: int) -> str:
    """An activation in a cell of three columns or more; a blank or its sign sets it apart."""
    if cell == 3:
        return formats.activation(value, 3 if value < 0 else 2).rjust(3)
    if decimals(cell) > LEAST:
        return formats.fine(value, decimals(cell), cell - 2)
    return formats.activation(value, min(4, cell - 1), cell - 1)


def weight_text(value: float, cell: int) -> str:
    """A weight in a cell of three columns or more; its sign tells it from its neighbour."""
    if decimals(cell) > LEAST:
        return formats.fine(value, decimals(cell), cell - 2, "+")
    return formats.weight(value, cell) if cell >= FULL else formats.short_weight(value, cell)
