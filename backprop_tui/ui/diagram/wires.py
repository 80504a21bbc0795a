"""The rendering of a network as wires between units, one a weight: blue and solid above zero,
orange and dotted below, bold when large. A wire ends at its own number, and a bracket gathers the
numbers into the unit that adds them up.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.engine.shortening import LEAST
from backprop_tui.report.names import subscript
from backprop_tui.ui.diagram.geometry import Geometry, geometry
from backprop_tui.ui.diagram.rendering import (
    CROWDED,
    Rendering,
    any_size,
    bracket,
    input_width,
    pill,
    signs,
)
from backprop_tui.ui.diagram.routes import route
from backprop_tui.ui.diagram.tiles import answers, has_square, paint_tile
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.strokes import line
from backprop_tui.ui.view import Unit, View

MOST_WIRES = 64
"""With more wires than this into a layer they cannot be told apart at all."""

FAINTEST_SCALE = 2.5
"""Weights are drawn relative to this at least, so that a fresh network looks faint and grows."""

SYMBOL = 2
"""Letters of names that are left as symbols, x1 and ŷ2, where that makes room for numbers."""

LONGEST = 6
"""Columns of a number at most; nearly all take five."""

BOLD_SHARE = 0.55
"""Share of the scale from which a wire is two dots thick."""


def place(view: View, width: int, height: int, glyphs_unicode: bool = True) -> Geometry:
    """The geometry of this network in so many cells; names are shorter if that shows more."""
    every = (True, len(view.sizes) - 1)
    usual = _place(view, width, height, glyphs_unicode, MOST_LETTERS)
    if usual.readable == every:
        return usual
    short = _place(view, width, height, glyphs_unicode, LEAST)
    symbols = _place(view, width, height, glyphs_unicode, SYMBOL)
    # A symbol says less than a name: it must leave no number out.
    if short.readable != every and symbols.readable == every:
        return symbols
    return short if short.readable > usual.readable else usual


def _place(view: View, width: int, height: int, glyphs_unicode: bool, letters: int) -> Geometry:
    """The same with names of so many letters at most."""
    experiment = view.snapshot.experiment
    names = tuple(
        max(len(name) for name in view.unit_names(layer, letters))
        + (0 if glyphs_unicode or layer < len(view.sizes) - 1 else 1)
        for layer in range(len(view.sizes))
    )
    inputs = input_width(experiment.problem)
    signed = view.overlay is not None
    tiles = glyphs_unicode and not signed and has_square(experiment.problem)
    settings = (view.sizes, bool(experiment.bias), names, inputs, width, height, tiles, signed)
    linked = experiment.direct, experiment.groups
    wide, usual = (geometry(*settings, each, *linked) for each in (any_size(view), ()))
    # Wires and their numbers come first.
    lost = any((a is None) > (b is None) for a, b in zip(wide.labels, usual.labels, strict=True))
    found = usual if lost or wide.roomy < usual.roomy else wide
    return found._replace(letters=letters)


def fits(view: View, width: int, height: int) -> bool:
    """Whether wires can still be told apart."""
    links = view.snapshot.experiment.links
    if max(map(view.wire_count, range(1, len(links.sizes)))) > MOST_WIRES:
        return False
    # Wires that skip a layer pass above it and below it.
    tallest = max(links.sizes) + 2 * links.skipping
    return tallest < height and place(view, width, height).roomy


def paint(canvas: Canvas, view: View) -> None:
    """Draw the whole diagram: headings, wires, numbers, units, back to front."""
    plan = place(view, canvas.width, canvas.height, canvas.glyphs.unicode)
    if plan.heading:
        _headings(canvas, view, plan)
    for layer in range(1, len(view.sizes)):
        _wires(canvas, view, plan, layer)
    canvas.bake()
    for layer in range(1, len(view.sizes)):
        _numbers(canvas, view, plan, layer)
    tiles = answers(view, plan) if plan.tile else None
    for layer, size in enumerate(view.sizes):
        for index in range(size):
            unit = Unit(layer, index)
            x, y = plan.columns[layer], plan.rows[layer][index]
            if tiles is not None and layer:
                paint_tile(canvas, view, plan, unit, tiles[layer][index])
            else:
                pill(
                    canvas, view, unit, x, y, plan.widths[layer], plan.numbers[layer], plan.letters
                )


def _headings(canvas: Canvas, view: View, plan: Geometry) -> None:
    """Name the layers and the weight matrices between them."""
    muted = canvas.palette.muted
    for layer in range(len(view.sizes)):
        title = view.layer_title(layer)
        if len(view.sizes) > 4 and canvas.width < 90:
            title = title.replace("hidden ", "h.")
        middle = plan.columns[layer] + (plan.widths[layer] - len(title)) // 2
        canvas.text(max(0, min(middle, canvas.width - len(title))), 0, title, muted)
    shapes = view.snapshot.experiment.links.shapes
    for layer, (before, after) in enumerate(shapes, start=1):
        x0, x1 = plan.columns[layer - 1] + plan.widths[layer - 1], plan.columns[layer]
        if x1 - x0 >= 10:
            name = subscript("W", layer)
            mark = view.snapshot.experiment.bias_form.mark
            said = f"{name} {before}×{after}"
            longer = f"{said} {mark}" if mark and x1 - x0 >= 13 else said
            canvas.centre(x0, x1, 0, longer, muted)


def _drawn(view: View, layer: int) -> list[tuple[float, int, int]]:
    """Strength, source and target of the wires to draw, the strongest last and so on top."""
    matrix = view.wires(layer)
    strengths = np.nan_to_num(np.abs(matrix), nan=0.0, posinf=np.finfo(float).max)
    order = np.argsort(strengths, axis=None, kind="stable")
    there, count = view.links_there(layer), view.wire_count(layer)
    order = order if there is None else order[there.ravel()[order]]
    if count > CROWDED:
        if view.gaze.inspected is not None or (
            view.overlay is not None and view.overlay.wire is not None
        ):
            order = np.array(
                [k for k in order if view.lit(layer, *divmod(int(k), matrix.shape[1]))], dtype=int
            )
        else:
            order = order[-shown_wires(count, matrix.shape[1]) :]
    sources, targets = np.unravel_index(order, matrix.shape)
    wires = zip(
        strengths[sources, targets].tolist(), sources.tolist(), targets.tolist(), strict=True
    )
    # Wires that step back are drawn first, under the lit ones.
    return sorted(wires, key=lambda wire: view.lit(layer, wire[1], wire[2]))


def shown_wires(count: int, targets: int) -> int:
    """How many of the wires into so many units are drawn."""
    return count if count <= CROWDED else max(12, int(2.2 * targets))


def _place_of_number(view: View, layer: int, source: int, target: int) -> int:
    """Which of a unit's numbers is that of a wire, from 0."""
    there = view.links_there(layer)
    return source if there is None else int(there[:source, target].sum())


def _wires(canvas: Canvas, view: View, plan: Geometry, layer: int) -> None:
    """Draw the wires into one layer."""
    matrix, palette = view.wires(layer), canvas.palette
    labels, links = plan.labels[layer], view.snapshot.experiment.links
    first = links.before(layer).start
    x0 = plan.columns[first] + plan.widths[first]
    x1 = plan.columns[layer] - (plan.label_width if labels else 0)
    wires, count = _drawn(view, layer), view.wire_count(layer)
    least = FAINTEST_SCALE if view.overlay is None else view.overlay.least
    scale = max([least, *(wire[0] for wire in wires)]) or 1.0
    pulse = view.overlay.pulsing(x0, x1) if view.overlay is not None else None
    for strength, source, target in wires:
        value = float(matrix[source, target])
        lit = view.lit(layer, source, target)
        ink = palette.wire(value, scale) if lit else palette.dim(palette.wire(value, scale), 0.3)
        thick = 2 if lit and strength / scale >= BOLD_SHARE and count <= CROWDED else 1
        number = _place_of_number(view, layer, source, target)
        end = labels[target][number] if labels else plan.rows[layer][target]
        corners = route(plan, links, view.source(layer, source), layer, (2 * x1 - 2, 4 * end + 1.5))
        for (xa, ya), (xb, yb) in pairwise(corners):
            if not canvas.glyphs.unicode:
                _typed(
                    canvas, int(xa) // 2, int(ya) // 4, int(xb) // 2, int(yb) // 4, value < 0, ink
                )
                continue
            stroke = line(xa, ya, xb, yb, thick, value < 0, canvas.width, canvas.height)
            canvas.stroke(stroke, ink)
            if lit and pulse is not None:
                backward = view.overlay is not None and view.overlay.backward
                bright = palette.backward if backward else palette.forward
                canvas.stroke(stroke.between(*pulse), bright)


def _typed(canvas: Canvas, x0: int, y0: int, x1: int, y1: int, negative: bool, ink: int) -> None:
    """A wire of slashes and dashes, or of dots below zero."""
    last = y0
    for x in range(x0, x1 + 1):
        y = round(y0 + (y1 - y0) * (x - x0 + 0.5) / max(1, x1 - x0 + 1))
        mark = "." if negative else "-" if y == last else "\\" if y > last else "/"
        last = y
        canvas.text(x, y, mark, ink)


def _numbers(canvas: Canvas, view: View, plan: Geometry, layer: int) -> None:
    """Write every weight at the end of its wire and gather them with brackets."""
    labels, palette = plan.labels[layer], canvas.palette
    matrix = view.wires(layer)
    if labels is None:
        if view.gaze.inspected is not None and matrix.size > 1:
            _inspected_numbers(canvas, view, plan, layer)
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
            parameter = view.parameter(layer, None if bias else source, target)
            if lit and view.frozen(parameter):
                ink = palette.muted
            canvas.text(min(left, x - len(number)), y, number, ink, bold=strong)
            canvas.spot(left - 1, y, 6, 1, parameter)
            if bias:
                letter = view.snapshot.experiment.bias_form.letter
                canvas.text(left - 1, y, letter, palette.muted if lit else ink)
        ink = palette.muted if view.lit(layer, None, target) else palette.faint
        bracket(canvas, x, plan.rows[layer][target], rows, ink)


def _inspected_numbers(canvas: Canvas, view: View, plan: Geometry, layer: int) -> None:
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


WIRES = Rendering("wires", fits, paint, signs("━━ +", "┄┄ −"), "bolder = larger |{}|")
