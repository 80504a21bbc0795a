"""Bars that say how much: one from the left, of shares that may be any power of ten, and one to
both sides of zero. What is above zero is solid and goes to the right, what is below is broken and
goes to the left.
"""

from __future__ import annotations

import math

from backprop_tui.ui.drawing.canvas import Canvas

FEWEST_DECADES = -6
"""The power of ten at which a bar of shares is empty; at 1 it is full."""

THICK = 3
"""Rows from which a bar is a block; the last of them stays empty."""


def share_bar(canvas: Canvas, x: int, y: int, width: int, share: float) -> None:
    """A share from 1e-6 to 1 on a logarithmic scale, in half cells; 1e-3 is marked."""
    if math.isnan(share):
        return
    power = math.log10(share) if share > 0 else -math.inf
    halves = round(min(1.0, max(0.0, 1 - power / FEWEST_DECADES)) * width * 2)
    if not canvas.glyphs.unicode:
        track = "." * (width // 2) + "|" + "." * (width - width // 2 - 1)
        canvas.text(x, y, track, canvas.palette.faint)
        canvas.text(x, y, "#" * (halves // 2), canvas.palette.backward)
        return
    track = "─" * (width // 2) + "┼" + "─" * (width - width // 2 - 1)
    canvas.text(x, y, track, canvas.palette.faint)
    canvas.text(x, y, "━" * (halves // 2) + "╸" * (halves % 2), canvas.palette.backward)


def signed_bar(canvas: Canvas, area: tuple[int, int, int, int], share: float) -> None:
    """A share in -1…1 to the right or to the left of the middle, in (x, y, columns, rows).

    NaN has no bar.
    """
    x, y, width, rows = area
    half = (width - 1) // 2
    middle = x + half
    high = rows - 1 if rows >= THICK else 1
    solid, broken = ("█", "▒") if high > 1 else ("━", "╸")
    if not canvas.glyphs.unicode:
        solid, broken = "#", "-"
    palette = canvas.palette
    cells = 0 if math.isnan(share) else round(min(1.0, abs(share)) * half)
    for row in range(y, y + high):
        canvas.text(middle, row, "│", palette.faint)
        if share > 0:
            canvas.text(middle + 1, row, solid * cells, palette.positive)
        elif cells:
            canvas.text(middle - cells, row, broken * cells, palette.negative)
