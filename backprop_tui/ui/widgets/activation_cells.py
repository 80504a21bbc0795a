"""Activations as numbers on their heat, a row per case and a column per unit, in cells that grow
with the room for them. Below a single hidden layer stands how the output weighs each unit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import activation_text, heat_cell, middle_row, weight_text
from backprop_tui.ui.drawing.large import ROOM
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_forms import FULL_CELL, NARROWEST_CELL
from backprop_tui.ui.widgets.cases import MARK, Labels, ways
from backprop_tui.ui.widgets.side_by_side import blocks

TALLEST = 12
"""Rows of a cell at most."""

WIDEST = 24
"""Columns of a cell of one row at most."""

BROAD = 6
"""Columns of a taller cell at most, for each of its rows."""


def after(found: Labels) -> int:
    """The first column after the labels."""
    return MARK + found.width + 1


def cell_size(cell: int, units: int, cases: int, width: int, height: int) -> tuple[int, int]:
    """Columns and rows of a cell of so many units and cases that share so many columns and rows.

    A cell grows with the room for it, but stays no wider than a number on it can be found.

    Args:
        cell: Columns that it has at least.
        units: Cells side by side.
        cases: Cells one above another.
        width: Columns for all of them.
        height: Their rows.
    """
    tall = max(1, min(TALLEST, height // cases))
    return max(cell, min(width // units, max(WIDEST, BROAD * tall))), tall


def case_row(canvas: Canvas, view: View, found: Labels, case: int, y: int, height: int) -> None:
    """Begin the rows of a case, and let all of them stand for the case."""
    found.paint(canvas, case, middle_row(y, height), case == view.gaze.selected)
    canvas.spot(0, y, canvas.width, height, case)


def paint_cells(canvas: Canvas, view: View, layer: int, found: Labels, cell: int) -> None:
    """Numbers on their heat, in several blocks if there are many cases and much room."""
    cases, units = view.snapshot.activations[layer].shape
    found, narrow = _fitting(canvas, view, units, (found, min(cell, FULL_CELL)))
    least = after(found) + units * narrow
    table, weights_row = blocks(cases, least, canvas.width, canvas.height), False
    if _has_weights_row(view):
        shorter = blocks(cases, least, canvas.width, canvas.height - 1)
        if shorter.all_rows >= cases:
            table, weights_row = shorter, True
    room, rows = table.width - after(found), table.rows - weights_row
    cell = min(cell, room // units) if table.across > 1 else cell
    cell, height = cell_size(cell, units, -(-cases // table.across), room, rows)
    if weights_row:
        # Beyond large digits for the cases come those for the weights below them.
        height = min(height, max(ROOM + 1, (rows + 1 - ROOM) // cases))
    each = table.rows // height
    window = view.window(table.across * each)
    for block in range(table.across):
        shown = window.cases[block * each : (block + 1) * each]
        with canvas.part(table.left(block), table.width) as part:
            _block(part, view, layer, found, shown, (cell, height))
            if weights_row:
                end = 1 + len(window.cases[:each]) * height
                _weights_row(part, view, after(found), (cell, height), end)
    lit = len(window.cases[:each]) * height
    canvas.scrolled(1, lit, *window.span, cases)


def _fitting(
    canvas: Canvas, view: View, units: int, usual: tuple[Labels, int]
) -> tuple[Labels, int]:
    """Labels and columns of a cell, less than usual if that shows all cases side by side."""
    cases, every = len(view.snapshot.right), ways(view.snapshot.experiment.problem)
    for cell in range(usual[1], NARROWEST_CELL, -1):
        for labels in (usual[0], *every[usual[0].passed + 1 :]):
            least = after(labels) + units * cell
            table = blocks(cases, least, canvas.width, canvas.height)
            if table.across > 1 and table.all_rows >= cases:
                return labels, cell
    return usual


def _block(
    canvas: Canvas, view: View, layer: int, found: Labels, rows: Sequence[int],
    size: tuple[int, int],
) -> None:  # fmt: skip
    """Some cases, below the names of the units."""
    left, (cell, height) = after(found), size
    canvas.text(MARK, 0, found.heading, canvas.palette.muted)
    for unit, name in enumerate(view.unit_names(layer)):
        x = left + unit * cell
        lit = view.gaze.inspected == (layer, unit)
        canvas.centre(x, x + cell, 0, f"▸{name}" if lit else name, bold=True)
        canvas.spot(x, 0, cell, 1, Unit(layer, unit))
    values = view.snapshot.activations[layer][list(rows)]
    heat = view.heat(layer, values)
    for k, case in enumerate(rows):
        y, selected = 1 + k * height, case == view.gaze.selected
        case_row(canvas, view, found, case, y, height)
        for unit, (value, share) in enumerate(zip(values[k], heat[k], strict=True)):
            text, x = activation_text(float(value), cell), left + unit * cell
            heat_cell(canvas, x, y, cell, text, float(share), selected, height)


def _has_weights_row(view: View) -> bool:
    """Whether there is one output and one hidden layer, so that W₂ is one row."""
    return len(view.sizes) == 3 and view.sizes[-1] == 1


def _weights_row(canvas: Canvas, view: View, left: int, size: tuple[int, int], y: int) -> None:
    """How the output weighs each unit, in cells of the same size if they have room."""
    palette, (cell, height) = canvas.palette, size
    if canvas.height > y + 1:
        canvas.text(0, y, "─" * canvas.width, palette.faint)
        y += 1
    height = max(1, min(height, canvas.height - y))
    rows = view.snapshot.experiment.links.rows(2, 1)
    weights = view.snapshot.weights[1][rows, 0]
    scale = max(1e-9, float(np.nanmax(np.abs(weights), initial=0.0)))
    names = (canvas.glyphs(name) for name in ("W₂→ŷ", "W₂"))
    name = next((name for name in names if len(name) <= left - 2), "")
    canvas.text(1, middle_row(y, height), name, palette.muted)
    for unit, value in enumerate(weights.tolist()):
        x, text = left + unit * cell, weight_text(value, cell)
        heat_cell(canvas, x, y, cell, text, value / scale, height=height)
