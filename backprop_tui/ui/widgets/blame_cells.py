"""δ of every hidden unit for every case, a table for each layer. What reaches the first layers has
gone through the weights and slopes of all behind them, and here one sees what is left of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backprop_tui.engine.gradients import LayerGradient
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import heat_cell
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.blame_bars import (
    FULL_NUMBER,
    blame_labels,
    end_text,
    number_text,
    scale_end,
)
from backprop_tui.ui.widgets.cases import MARK

NARROWEST, WIDEST = 6, 12
"""Columns of a number, a blank among them."""

HEADINGS = 2
"""Rows above the cases of a layer: its name, and the names of its units."""


def paint_hidden_blame(
    canvas: Canvas, view: View, x: int, y: int, layers: Sequence[LayerGradient]
) -> None:
    """Draw the hidden layers for which there is room from a place on, the last one first.

    Args:
        canvas: Where.
        view: What is looked at.
        x: The first column.
        y: The first row.
        layers: All layers of the network.
    """
    cases = len(view.snapshot.right)
    for layer in reversed(layers[:-1]):
        if y + HEADINGS + cases > canvas.height:
            return
        if _layer(canvas, view, x, y, layer):
            y += HEADINGS + cases + 1


def _layer(canvas: Canvas, view: View, x: int, y: int, layer: LayerGradient) -> bool:
    """One layer; whether there was room for its units."""
    palette, delta = canvas.palette, layer.delta
    found = blame_labels(view, canvas.width - x)
    left = x + MARK + found.width + 1
    cell = min(WIDEST, (canvas.width - left) // delta.shape[1])
    if cell < NARROWEST:
        return False
    end = scale_end(delta)
    canvas.text(x, y, f"δ of {view.layer_title(layer.layer)} units", palette.muted)
    canvas.flush_right(canvas.width - 1, y, end_text(end), palette.muted)
    for unit, name in enumerate(view.unit_names(layer.layer)):
        at, lit = left + unit * cell, view.gaze.inspected == (layer.layer, unit)
        canvas.centre(at, at + cell, y + 1, f"▸{name}" if lit else name, bold=True)
        canvas.spot(at, y + 1, cell, 1, Unit(layer.layer, unit))
    for row, case in enumerate(view.order.cases.tolist(), start=y + HEADINGS):
        selected = case == view.gaze.selected
        if selected:
            canvas.text(x, row, "▸", palette.forward, bold=True)
        canvas.text(x + MARK, row, found.names[case], bold=selected)
        for unit, value in enumerate(delta[case].tolist()):
            text = number_text(value, FULL_NUMBER if cell > FULL_NUMBER else min(6, cell - 1))
            share = float(np.clip(value / end, -1.0, 1.0))
            heat_cell(canvas, left + unit * cell, row, cell, text, share, selected)
        canvas.spot(x, row, canvas.width - x, 1, case)
    return True
