"""The rendering of a network as numbers: every weight is a cell of a matrix, in line with the unit
that it belongs to. A matrix with fewer targets than sources is written a row per source, so that
the numbers stay beside their units.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.engine.shortening import LEAST, shortened
from backprop_tui.report.names import subscript
from backprop_tui.ui.diagram.rendering import (
    BOX,
    Rendering,
    any_size,
    input_width,
    pill,
    signs,
)
from backprop_tui.ui.diagram.rows import grouped_rows
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import Unit, View

CELLS = (7, 6, 5, 4, 3, 2, 1)
"""Columns of a weight: a number down to 6, one decimal at 5 and 4, a digit at 3, a sign below."""

GAP = 3
"""Columns for the arrows beside a matrix at least."""

NUMBER, WIDE = 4, 6
"""Columns of a unit's number, and of one that may be as large as any."""


class Plan(NamedTuple):
    """Columns of a matrix diagram.

    Attributes:
        cell: Columns of a weight.
        gap: Columns of arrows beside each matrix.
        left: The first column.
        widths: Columns of every layer's units.
        counts: Weights in a row of each matrix, its bias included.
        by_source: Whether a matrix has a row per source, for each matrix.
        numbers: Columns of a unit's number, for each layer.
        letters: Of a unit's name at most.
    """

    cell: int
    gap: int
    left: int
    widths: list[int]
    counts: list[int]
    by_source: list[bool]
    numbers: list[int]
    letters: int


def plan_for(view: View, width: int) -> Plan | None:
    """Columns that fit `width`, or `None`; names are shorter if that leaves room for numbers."""
    usual = _plan_for(view, width, MOST_LETTERS)
    if usual is not None and usual.cell == CELLS[0]:
        return usual
    short = _plan_for(view, width, LEAST)
    return short if short and (usual is None or short.cell > usual.cell) else usual


def _plan_for(view: View, width: int, letters: int) -> Plan | None:
    """The same with names of so many letters at most."""
    usual = _plan(view, width, letters, [NUMBER] * len(view.sizes))
    wide = _plan(view, width, letters, [WIDE if wide else NUMBER for wide in any_size(view)])
    # The weights come first.
    return usual if wide is None or usual is None or wide.cell < usual.cell else wide


def _plan(view: View, width: int, letters: int, numbers: list[int]) -> Plan | None:
    """Columns with so many for the number of a unit of each layer."""
    sizes, bias = view.sizes, bool(view.snapshot.experiment.bias)
    names = [max(map(len, view.unit_names(layer, letters))) for layer in range(len(sizes))]
    inputs = input_width(view.snapshot.experiment.problem)
    widths = [names[0] + inputs + 3]
    widths += [name + number + 3 for name, number in zip(names[1:], numbers[1:], strict=True)]
    links = view.snapshot.experiment.links
    # The units of several layers before do not stand in one column beside the rows.
    by_source = [
        after < before == beside
        for beside, (before, after) in zip(sizes, links.shapes, strict=False)
    ]
    counts = [
        after if rows else before + bias
        for (before, after), rows in zip(links.shapes, by_source, strict=True)
    ]
    free = width - sum(widths) - GAP * (len(sizes) - 1)
    cell = next((cell for cell in CELLS if sum(counts) * cell <= free), None)
    if cell is None:
        return None
    gap = min(14, GAP + (free - sum(counts) * cell) // (len(sizes) - 1))
    total = sum(widths) + sum(counts) * cell + gap * (len(sizes) - 1)
    return Plan(
        cell, gap, max(0, (width - total) // 2), widths, counts, by_source, numbers, letters
    )


def fits(view: View, width: int, height: int) -> bool:
    """Whether every weight has a cell."""
    return max(view.sizes) <= height - 2 and plan_for(view, width) is not None


def paint(canvas: Canvas, view: View) -> None:
    """Draw units and matrices in turn, from left to right."""
    plan = plan_for(view, canvas.width)
    if plan is None:
        return
    top = 2 if plan.cell >= 3 else 1
    room = canvas.height - top
    cap = min(8, 2 * max(1, (room - 1) // max(1, max(view.sizes) - 1)))
    divisions = map(view.snapshot.experiment.links.division, range(len(view.sizes)))
    rows = [grouped_rows(division, top, room, cap, 0, 1) for division in divisions]
    x = plan.left
    for layer, width in enumerate(plan.widths):
        if layer:
            x = _matrix(canvas, view, plan, rows, layer, x)
        title = view.layer_title(layer)
        canvas.centre(
            max(0, x - 1), min(canvas.width, x + width + 1), 0, title, canvas.palette.muted
        )
        for index, y in enumerate(rows[layer]):
            pill(canvas, view, Unit(layer, index), x, y, width, plan.numbers[layer], plan.letters)
        x += width


def _matrix(
    canvas: Canvas, view: View, plan: Plan, rows: list[list[int]], layer: int, x: int
) -> int:
    """Draw the weights into a layer, beginning at column x; returns the column after."""
    palette, cell, by_source = canvas.palette, plan.cell, plan.by_source[layer - 1]
    matrix, biases = view.wires(layer), view.wire_biases
    letter = view.snapshot.experiment.bias_form.letter
    count = plan.counts[layer - 1]
    before = 1 if by_source else plan.gap - 2
    left = x + before
    end = left + count * cell
    names = view.unit_names(layer) if by_source else view.source_names(layer)
    if not by_source and biases is not None:
        names = [*names, letter]
        matrix = np.vstack([matrix, biases[layer - 1]])
    canvas.centre(left - 2, end + 2, 0, subscript("W", layer), palette.muted)
    scale = max(1e-9, float(np.nanmax(np.abs(matrix), initial=0.0)))
    for column, name in enumerate(headings(tuple(names), cell) if cell >= 3 else ()):
        canvas.centre(left + column * cell, left + (column + 1) * cell, 1, name, palette.muted)
    for k, y in enumerate(rows[layer - 1 if by_source else layer]):
        for column in range(count):
            value = float(matrix[k, column] if by_source else matrix[column, k])
            wire = (layer, k, column) if by_source else (layer, column, k)
            if wire[1] < len(view.wires(layer)) and not view.linked(*wire):
                continue
            _cell(canvas, view, left + column * cell, y, cell, value, value / scale, wire)
        if by_source and canvas.glyphs.unicode:
            # A typed dash would be read as a sign of the number after it.
            canvas.text(x, y, "─" * before, palette.faint)
        elif not by_source:
            canvas.text(
                end,
                y,
                "─" * (x + before + count * cell + plan.gap - before - end - 1) + "▶",
                palette.faint,
            )
    if by_source:
        _gather(canvas, plan, rows[layer - 1], rows[layer], end, end + plan.gap - before)
        # Below its unit there is room for the number where the matrix has none.
        if biases is not None and (cell >= 5 or plan.widths[layer] >= 8):
            for k, y in enumerate(rows[layer]):
                if y + 1 < canvas.height and y + 1 not in rows[layer]:
                    text = f"{letter} {formats.weight(float(biases[layer - 1][k]), 6)}"
                    canvas.text(end + plan.gap - before + 1, y + 1, text, palette.muted)
    return x + count * cell + plan.gap


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
    canvas: Canvas, view: View, x: int, y: int, width: int, value: float, share: float,
    wire: tuple[int, int, int],
) -> None:  # fmt: skip
    """One weight on its heat."""
    palette = canvas.palette
    layer, row, target = wire
    source = None if row == len(view.wires(layer)) else row
    lit = view.lit(layer, source, target)
    shade = palette.heat(share) if canvas.glyphs.unicode else palette.background
    if not lit:
        shade = palette.dim(shade, 0.3)
    if width >= 6:
        text = formats.weight(value, 6)
    elif width == 5:
        text = formats.short_weight(value, 4, 5)
    elif width >= 3:
        # Its sign tells it from its neighbour.
        text = formats.short_weight(value, width)
        # Zero has none.
        text = "0" if width == 3 and text == "0.0" else text
    else:
        text = "?" if np.isnan(value) else "+" if value >= 0 else "-"
    canvas.fill(x, y, width, 1, shade)
    canvas.spot(x, y, width, 1, view.parameter(layer, source, target))
    canvas.centre(x, x + width, y, text, palette.ink(shade) if lit else palette.muted)


def _gather(
    canvas: Canvas, plan: Plan, sources: list[int], targets: list[int], x0: int, x1: int
) -> None:
    """Lead the rows of a matrix into the few units after it."""
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
