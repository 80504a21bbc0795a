"""The rendering of a network as wires between units, one a weight: blue and solid above zero,
orange and dotted below, bold when large. A wire ends at its own number, and a bracket gathers the
numbers into the unit that adds them up.
"""

from __future__ import annotations

from itertools import pairwise

from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.engine.shortening import LEAST
from backprop_tui.report.names import subscript
from backprop_tui.ui.diagram.choosing import shown_wires, wires_drawn
from backprop_tui.ui.diagram.geometry import FINE_SHARE, Geometry, geometry
from backprop_tui.ui.diagram.rendering import (
    CROWDED,
    Rendering,
    any_size,
    input_width,
    pill,
    signs,
)
from backprop_tui.ui.diagram.routes import route
from backprop_tui.ui.diagram.strands import (
    BOLD_SHARE,
    FAINTEST_SCALE,
    FINE_ZERO,
    WRITTEN_AS_ZERO,
    Strand,
)
from backprop_tui.ui.diagram.tiles import answers, has_square, paint_tile
from backprop_tui.ui.diagram.wire_numbers import write_numbers
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View

MOST_WIRES = 64
"""With more wires than this into a layer they cannot be told apart at all."""

SYMBOL = 2
"""Letters of names that are left as symbols, x1 and ŷ2, where that makes room for numbers."""


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
    if not signed and width / len(view.sizes) >= FINE_SHARE:
        fine = geometry(*settings, any_size(view), *linked, True)
        if fine.readable >= found.readable and fine.tile == found.tile:
            found = fine
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
        write_numbers(canvas, view, plan, layer)
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


def _place_of_number(view: View, layer: int, source: int, target: int) -> int:
    """Which of a unit's numbers is that of a wire, from 0."""
    there = view.links_there(layer)
    return source if there is None else int(there[:source, target].sum())


def _wires(canvas: Canvas, view: View, plan: Geometry, layer: int) -> None:
    """Draw the wires into one layer."""
    matrix, labels, links = view.wires(layer), plan.labels[layer], view.snapshot.experiment.links
    first = links.before(layer).start
    x0 = plan.columns[first] + plan.widths[first]
    x1 = plan.columns[layer] - (plan.label_width if labels else 0)
    wires, count = wires_drawn(view, layer), view.wire_count(layer)
    least = FAINTEST_SCALE if view.overlay is None else view.overlay.least
    scale = max([least, *(wire[0] for wire in wires)]) or 1.0
    zero = FINE_ZERO if plan.fine else WRITTEN_AS_ZERO
    for strength, source, target in wires:
        thick = 2 if strength / scale >= BOLD_SHARE and count <= CROWDED else 1
        number = _place_of_number(view, layer, source, target)
        end = labels[target][number] if labels else plan.rows[layer][target]
        corners = route(plan, links, view.source(layer, source), layer, (2 * x1 - 2, 4 * end + 1.5))
        value, lit = float(matrix[source, target]), view.lit(layer, source, target)
        for start, stop in pairwise(corners):
            Strand(*start, *stop, value, lit).draw(canvas, view, scale, thick, (x0, x1), zero)


def caption(view: View, width: int, height: int) -> str | None:
    """How many of the wires are drawn, where they are too many and nobody looks at some of them."""
    if view.gaze.inspected is not None or view.overlay is not None:
        return None
    layers = range(1, len(view.sizes))
    drawn = {k: shown_wires(view.wire_count(k), view.sizes[k]) for k in layers}
    cut = [layer for layer in layers if drawn[layer] < view.wire_count(layer)]
    if not cut:
        return None
    # Of the other layers all are drawn.
    named = "" if len(cut) == len(layers) else f"{' '.join(subscript('W', k) for k in cut)} "
    shown, there = sum(drawn[k] for k in cut), sum(map(view.wire_count, cut))
    return f"the strongest {shown} of {there} {named}wires"


WIRES = Rendering(
    "wires", fits, paint, signs("━━ +", "┄┄ −"), "bolder = larger |{}|", says=caption,
    explained=True, pulses=True,
)  # fmt: skip
