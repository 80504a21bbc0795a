"""The gradients of the ledger as bars, one a row. Digits tell how large one gradient is; which of
them are large, and which way they pull, is seen at a glance.
"""

from __future__ import annotations

import math

from backprop_tui.ui.drawing.canvas import Canvas


def head(canvas: Canvas, x: int, width: int, end: str) -> None:
    """Write above the bars what they show, and how far their ends are from the middle."""
    muted = canvas.palette.muted
    canvas.text(x + 1, 0, end.replace("+", "-"), muted)
    canvas.flush_right(x + width - 1, 0, end, muted)
    if width >= len("gradient") + 2 * len(end) + 6:
        canvas.centre(x, x + width, 0, "gradient", muted)
    else:
        canvas.text(x + width // 2, 0, "0", muted)


def bar(canvas: Canvas, x: int, y: int, width: int, value: float, scale: float) -> None:
    """A gradient as a bar from the middle, to the left below zero and to the right above it."""
    palette, half = canvas.palette, width // 2
    middle = x + half
    canvas.text(middle, y, "│", palette.faint)
    if not scale or not math.isfinite(value):
        return
    halves = round(abs(value) / scale * half * 2)
    whole, rest = halves // 2, halves % 2
    if not canvas.glyphs.unicode:
        mark = "+" if value > 0 else "-"
        canvas.text(middle + 1 if value > 0 else middle - whole, y, mark * whole)
    elif value > 0:
        canvas.text(middle + 1, y, "━" * whole + "╸" * rest, palette.positive)
    else:
        canvas.text(middle - whole - rest, y, "╺" * rest + "━" * whole, palette.negative)
