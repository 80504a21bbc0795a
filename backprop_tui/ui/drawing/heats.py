"""Brushes of what units put out, for tables and pictures alike: a number on its heat, and an
activation in as many columns as there are. One is left for a sign, so that neighbours are told
apart.
"""

from __future__ import annotations

from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas


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
    """A text in the middle of a cell, in the first of its rows, on the shade of a value in -1…1."""
    palette = canvas.palette
    shade = palette.heat(heat) if canvas.glyphs.unicode else palette.background
    canvas.fill(x, y, width, height, shade)
    canvas.centre(x, x + width, y, text, palette.ink(shade), bold=bold)


def activation_text(value: float, cell: int) -> str:
    """An activation in a cell of three columns or more; a blank or its sign sets it apart."""
    if cell == 3:
        return formats.activation(value, 3 if value < 0 else 2).rjust(3)
    return formats.activation(value, min(4, cell - 1), cell - 1)
