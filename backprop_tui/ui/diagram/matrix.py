"""The rendering of a network as numbers: every weight is a cell of a matrix with a row per unit
before and a column per unit after. It stands as in the walk-through, in a file of weights and in
the formula x·W, so a number is found at the same place in all of them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.shortening import LEAST, shortened
from backprop_tui.report.names import subscript
from backprop_tui.ui.diagram.matrix_plan import (
    NUMBERED,
    Plan,
    Rows,
    beside,
    blocks,
    fits,
    plan_for,
)
from backprop_tui.ui.diagram.rendering import BOX, Rendering, pill, signs
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import heat_cell, weight_text
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View


def paint(canvas: Canvas, view: View) -> None:
    """Draw units and matrices, beside each other or one below another."""
    plan = plan_for(view, canvas.width, canvas.height)
    if plan is not None:
        (_stacked if plan.stacked else _side_by_side)(canvas, view, plan)


def _side_by_side(canvas: Canvas, view: View, plan: Plan) -> None:
    """Units and matrices in turn, from left to right."""
    matrices, units = beside(view, plan, canvas.height)
    x, muted = plan.left, canvas.palette.muted
    for layer, width in enumerate(plan.widths):
        rows = units[layer].middles[: view.sizes[layer]]
        if layer:
            start, before = x, plan.before[layer - 1]
            _matrix(canvas, view, plan, matrices[layer - 1], layer, x + before)
            x += before + plan.counts[layer - 1] * plan.cell
            if before == 1:
                _lines(canvas, matrices[layer - 1], start)
            else:
                names = view.source_names(layer)
                for name, y in zip(names, matrices[layer - 1].middles, strict=False):
                    canvas.flush_right(start + before - 2, y, name, muted)
            _gather(canvas, matrices[layer - 1].middles, rows, x, x + plan.gather)
            x += plan.gather
        title = view.layer_title(layer)
        canvas.centre(max(0, x - 1), min(canvas.width, x + width + 1), 0, title, muted)
        for index, y in enumerate(rows):
            pill(canvas, view, Unit(layer, index), x, y, width, plan.numbers[layer], plan.letters)
        x += width


def _stacked(canvas: Canvas, view: View, plan: Plan) -> None:
    """Every matrix beside the units of its rows, and beside the last one the output."""
    every = blocks(view, plan, canvas.height)
    for layer, rows in enumerate(every, start=1):
        left = plan.left + plan.before[layer - 1]
        _matrix(canvas, view, plan, rows, layer, left)
        for row, y in enumerate(rows.middles[: len(view.wires(layer))]):
            source = view.source(layer, row)
            width = plan.widths[source.layer]
            number = plan.numbers[source.layer]
            pill(canvas, view, source, left - 1 - width, y, width, number, plan.letters)
    last, rows = len(view.sizes) - 1, every[-1]
    x = plan.left + plan.before[-1] + plan.counts[-1] * plan.cell
    end = rows.first + rows.tall * len(rows.places)
    first = (rows.first + end - 1) // 2 - (view.sizes[last] - 1) // 2
    targets = list(range(first, first + view.sizes[last]))
    _gather(canvas, rows.middles, targets, x, x + plan.gather)
    for index, y in enumerate(targets):
        unit = Unit(last, index)
        pill(canvas, view, unit, x + plan.gather, y, plan.widths[last], plan.numbers[last],
             plan.letters)  # fmt: skip


def _matrix(canvas: Canvas, view: View, plan: Plan, rows: Rows, layer: int, left: int) -> None:
    """Draw the weights into a layer, and below them its biases, from column `left` on."""
    palette, cell = canvas.palette, plan.cell
    matrix, biases = view.wires(layer), view.wire_biases
    sources, targets = matrix.shape
    values: Array = matrix if biases is None else np.vstack([matrix, biases[layer - 1]])
    end = left + targets * cell
    row = rows.first - 1 if plan.stacked else 0
    title = subscript("W", layer)
    if plan.stacked:
        canvas.flush_right(left - 2, row, f"{title} {sources}×{targets}", palette.muted)
    else:
        full = f"{title} {sources}×{targets}"
        room = end - left + 2
        canvas.centre(left - 2, end + 2, row, full if len(full) <= room else title, palette.muted)
    if cell >= 3:
        names = headings(tuple(view.unit_names(layer)), cell)
        for column, name in enumerate(names):
            x, y = left + column * cell, row if plan.stacked else max(1, rows.first - 1)
            canvas.centre(x, x + cell, y, name, palette.muted)
    scale = max(1e-9, float(np.nanmax(np.abs(values), initial=0.0)))
    for k in range(len(values)):
        if k == sources:
            letter = view.snapshot.experiment.bias_form.letter
            canvas.flush_right(left - 2, rows.middles[k], letter, palette.muted)
        for column in range(targets):
            if k < sources and not view.linked(layer, k, column):
                continue
            value, x = float(values[k, column]), left + column * cell
            place = (x, rows.top(k), cell, rows.tall)
            _cell(canvas, view, place, value, value / scale, (layer, k, column))


@lru_cache(64)
def headings(names: tuple[str, ...], cell: int) -> tuple[str, ...]:
    """What stands above columns: names that leave a blank between them, else places."""
    longest = max(map(len, names))
    if longest < max(cell, 4):
        return names
    if cell > LEAST:
        return shortened(names, cell - 1)
    return tuple(str(place) for place in range(1, len(names) + 1))


def _cell(
    canvas: Canvas, view: View, place: tuple[int, int, int, int], value: float, share: float,
    wire: tuple[int, int, int],
) -> None:  # fmt: skip
    """One weight on its heat, in a place of so many columns and rows."""
    palette, (x, y, width, height) = canvas.palette, place
    layer, row, target = wire
    source = None if row == len(view.wires(layer)) else row
    text = cell_text(value, width)
    if view.lit(layer, source, target):
        heat_cell(canvas, x, y, width, text, share, height=height)
    else:
        shade = palette.heat(share) if canvas.glyphs.unicode else palette.background
        canvas.fill(x, y, width, height, palette.dim(shade, 0.3))
        canvas.centre(x, x + width, y + (height - 1) // 2, text, palette.muted)
    canvas.spot(x, y, width, height, view.parameter(layer, source, target))


def cell_text(value: float, width: int) -> str:
    """A weight in a cell of so many columns: its sign tells it from its neighbour."""
    if width > NUMBERED + 1:
        return weight_text(value, width)
    if width >= NUMBERED:
        return formats.weight(value, 6)
    if width == 5:
        return formats.short_weight(value, 4, 5)
    if width >= 3:
        text = formats.short_weight(value, width)
        # Zero has none.
        return "0" if width == 3 and text == "0.0" else text
    return "?" if np.isnan(value) else "+" if value >= 0 else "-"


def _lines(canvas: Canvas, rows: Rows, x: int) -> None:
    """Lead the units before a matrix into its rows."""
    # A typed dash would be read as a sign of the number after it.
    for y in rows.middles if canvas.glyphs.unicode else ():
        canvas.text(x, y, "─", canvas.palette.faint)


def _gather(canvas: Canvas, sources: list[int], targets: list[int], x0: int, x1: int) -> None:
    """Lead the rows of a matrix, which are added up, into the units after it."""
    faint = canvas.palette.faint
    middle = x0 + max(0, (x1 - x0) // 2 - 1)
    low, high = min(sources[0], targets[0]), max(sources[-1], targets[-1])
    for y in range(low, high + 1):
        arms = (int(y > low), int(y < high), int(y in sources), int(y in targets))
        canvas.text(middle, y, BOX.get(arms, " "), faint)
    for y in sources:
        canvas.text(x0, y, "─" * (middle - x0), faint)
    for y in targets:
        canvas.text(middle + 1, y, "─" * (x1 - middle - 2) + "▶", faint)


MATRIX = Rendering(
    "matrix", fits, paint, signs("■ +", "■ −"), "stronger = larger |{}|",
    grey="light +  dark −", typed="every sign as written",
)  # fmt: skip
