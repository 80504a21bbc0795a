"""The numbers of a wire diagram: each stands at the end of its wire, and a bracket leads them to
the unit that adds them up. Where not all have room, those of an inspected unit stand at
the other end.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.ui.diagram.geometry import Geometry
from backprop_tui.ui.diagram.rendering import bracket
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View

FINEST = 8
"""Columns of a number with four decimals, `-10.1234`."""

LONGEST = 6
"""Columns of a number at most; nearly all take five."""


def write_numbers(canvas: Canvas, view: View, plan: Geometry, layer: int) -> None:
    """Write every weight at the end of its wire and gather them with brackets."""
    labels, palette = plan.labels[layer], canvas.palette
    matrix = view.wires(layer)
    if labels is None:
        if view.gaze.inspected is not None and matrix.size > 1:
            _inspected(canvas, view, plan, layer)
        return
    biases = view.wire_biases
    half = float(np.nanmax(np.abs(matrix), initial=0.0)) / 2
    small_numbers = view.overlay is not None and not view.overlay.least
    written = formats.small if small_numbers else formats.weight
    small = 1e-300 if small_numbers else 0.005
    x = plan.columns[layer] - 1
    left = x - plan.label_width + (2 if biases else 1)
    room = x - left
    every = range(matrix.shape[0] + 1)
    for target, rows in enumerate(labels):
        linked = [k for k in every if k == matrix.shape[0] or view.linked(layer, k, target)]
        # The last is the bias, if there is one.
        for source, y in zip(linked, rows, strict=False):
            bias = source == matrix.shape[0]
            value = float(biases[layer - 1][target] if bias and biases else matrix[source, target])
            lit = view.lit(layer, None if bias else source, target)
            ink = palette.signed(value, small) if lit else palette.dim(palette.signed(value), 0.4)
            strong = lit and not bias and abs(value) > half
            # A long number may cover the end of its wire, but not the letter of a bias.
            number = written(value, room if bias else LONGEST)
            if plan.fine:
                number = formats.fine(value, 4, FINEST, "+")
            parameter = view.parameter(layer, None if bias else source, target)
            if lit and view.frozen(parameter):
                ink = palette.muted
            canvas.text(min(left, x - len(number)), y, number, ink, bold=strong)
            canvas.spot(left - 1, y, max(6, x - left + 1), 1, parameter)
            if bias:
                letter = view.snapshot.experiment.bias_form.letter
                canvas.text(left - 1, y, letter, palette.muted if lit else ink)
        ink = palette.muted if view.lit(layer, None, target) else palette.faint
        bracket(canvas, x, plan.rows[layer][target], rows, ink)


def _inspected(canvas: Canvas, view: View, plan: Geometry, layer: int) -> None:
    """Where there is no room for all numbers: those of the inspected unit, along its wires."""
    inspected, matrix = view.gaze.inspected, view.wires(layer)
    # At the other unit's end of the wire every number has a row of its own.
    for row, target in np.ndindex(matrix.shape):
        if not view.linked(layer, row, target):
            continue
        source, value = view.source(layer, row), float(matrix[row, target])
        if inspected == (layer, target):
            beside = source.layer + 1
            x = plan.columns[source.layer] + plan.widths[source.layer] + 1
            y = plan.rows[source.layer][source.position]
        elif inspected == source:
            beside = layer
            x, y = plan.columns[layer] - 6, plan.rows[layer][target]
        else:
            continue
        gap = plan.columns[beside] - plan.columns[beside - 1] - plan.widths[beside - 1]
        if plan.labels[beside] is None and gap >= 9:
            number = formats.weight(value, LONGEST)
            canvas.text(x, y, number, canvas.palette.signed(value), bold=True)
