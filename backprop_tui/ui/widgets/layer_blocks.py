"""The layers of a network, each with all there is to say of how strongly it is told to change, and
a curve with axes: what the table says of them, where there is room to read the numbers off.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop_tui.engine.gradients import LayerGradient
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.curves import power_text
from backprop_tui.ui.widgets.layer_sizes import History, name_of, paint_moved

FULL_SIZE = 10
"""Columns of a size where there is room for all that one reads."""

FEWEST_CHART_ROWS = 3
"""Rows of a curve that has an axis."""

ABOVE_CHART, BELOW_CHART = 2, 1
"""Rows of a block above and below its curve."""

AXIS = 7
"""Columns of the numbers beside a curve, with the line between."""


def paint_blocks(
    canvas: Canvas, width: int, layers: Sequence[LayerGradient], history: History
) -> bool:
    """Draw every layer with all its numbers and a curve with axes, one below the other.

    Returns:
        Whether there is room for that; nothing is drawn if there is none.
    """
    each = (canvas.height - 1) // len(layers)
    rows = each - ABOVE_CHART - BELOW_CHART
    if rows < FEWEST_CHART_ROWS:
        return False
    name = max(len(name_of(layer)) for layer in layers)
    left = max(name, AXIS) + 1
    bar = left + len("|ΔW|/|W| ")
    bar_width = width - bar - FULL_SIZE - 1
    for mark, at in (("1e-6", 0), ("1e-3", bar_width // 2 - 1), ("1", bar_width - 1)):
        canvas.text(bar + at, 0, mark, canvas.palette.muted)
    for place, layer in enumerate(layers):
        y = 1 + place * each
        canvas.text(0, y, name_of(layer), bold=True)
        canvas.text(left, y, _numbers(layer, width - left))
        canvas.text(left, y + 1, "|ΔW|/|W|", canvas.palette.muted)
        if history.goes_on:
            paint_moved(canvas, bar, y + 1, bar_width, layer, FULL_SIZE)
        area = (left, y + ABOVE_CHART, width - left, rows)
        _axes(canvas, area, history, is_last=place == len(layers) - 1)
        history.draw(canvas, area, layer)
    return True


def _numbers(layer: LayerGradient, width: int) -> str:
    """Everything that there is to say of a layer, as much as has room."""
    facts = [
        f"|∂E/∂W| {formats.size(layer.gradient, FULL_SIZE).strip()}",
        f"|W| {layer.weights:.6g}",
        f"|ΔW| {formats.size(layer.moved, FULL_SIZE).strip()}",
    ]
    if layer.bias_gradient is not None:
        facts.append(f"|∂E/∂b| {formats.size(layer.bias_gradient, FULL_SIZE).strip()}")
    if layer.learns < layer.count:
        facts.append(f"{layer.learns:,} of {layer.count:,} weights learn")
    text = ""
    for fact in facts:
        longer = f"{text}   {fact}" if text else fact
        if len(longer) > width:
            break
        text = longer
    return text


def _axes(canvas: Canvas, area: tuple[int, int, int, int], history: History, is_last: bool) -> None:
    """The powers of ten beside a curve, and below the last one its steps."""
    x, y, columns, rows = area
    scale, palette = history.scale, canvas.palette
    for row in range(y, y + rows):
        canvas.text(x - 1, row, "│", palette.faint)
    for power in scale.marks(max(2, rows // 2)):
        row = y + round((scale.high - power) / (scale.high - scale.low) * (rows - 1))
        canvas.flush_right(x - 2, row, power_text(power), palette.muted)
        canvas.text(x - 1, row, "┤", palette.faint)
    if is_last:
        canvas.text(x - 1, y + rows, f"0{'step':^{max(0, columns - 2)}}", palette.muted)
        canvas.flush_right(x + columns - 1, y + rows, f"{history.steps[-1]:,}", palette.muted)
