"""Answers as bars from the lowest to the highest target. Of bits these are their levels, 0 and 1 or
what stands for them, and in the middle an answer turns from the one into the other.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_columns import Columns

WITH_MIDDLE = 9
"""Columns of a bar from which its middle is named."""


def side_ink(canvas: Canvas, view: View, shown: float) -> int:
    """The colour of the side that an answer is on."""
    if not np.isfinite(shown):
        return canvas.palette.error
    low, high = view.own_target_range
    return canvas.palette.positive if shown > (low + high) / 2 else canvas.palette.negative


def paint_bar(canvas: Canvas, view: View, table: Columns, y: int, shown: float) -> None:
    """A bar from the low to the high end of the targets, in half cells."""
    (low, high), x, width = view.own_target_range, table.bar, table.length
    halves = round(min(1.0, max(0.0, (shown - low) / (high - low))) * width * 2)
    if not canvas.glyphs.unicode:
        full = halves // 2
        canvas.text(x, y, "#" * full + "." * (width - full))
        return
    rest = "─" * (width // 2) + "┼" + "─" * (width - width // 2 - 1)
    canvas.text(x, y, rest, canvas.palette.faint)
    canvas.text(x, y, "━" * (halves // 2) + "╸" * (halves % 2), side_ink(canvas, view, shown))


def paint_scale(canvas: Canvas, view: View, table: Columns) -> None:
    """Write above the bars where they begin and end, and of bits what lies between."""
    low, high = view.own_target_range
    ends, muted = (formats.bits(low), formats.bits(high)), canvas.palette.muted
    # Without a blank between them they would be read as one number.
    if len(" ".join(ends)) > table.length:
        return
    canvas.text(table.bar, 0, ends[0], muted)
    canvas.flush_right(table.bar + table.length - 1, 0, ends[1], muted)
    if (low, high) != view.snapshot.experiment.problem.levels or table.length < WITH_MIDDLE:
        return
    middle = formats.bits((low + high) / 2)
    middle = middle.removeprefix("0") or middle
    x = table.length // 2 - len(middle) // 2
    if len(ends[0]) < x and x + len(middle) < table.length - len(ends[1]):
        canvas.text(table.bar + x, 0, middle, muted)
