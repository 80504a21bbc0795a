"""The rendering of a network as a ladder of layers, each a block of cells: the stronger one is, the
more its unit puts out for the selected case. It is how figure 3 of "Learning representations by
back-propagating errors" (1986) shows a network of five layers: what is on, and what that makes.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.engine.shortening import LEAST
from backprop_tui.ui.diagram.blocks import Block, Ladder, ladder
from backprop_tui.ui.diagram.rendering import any_size, unit_text
from backprop_tui.ui.diagram.shown import (
    Shown,
    are_bits,
    groups_of,
    shown,
    typed,
    wanted,
    weights_beside,
)
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.palette import Rgb
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View

LONG = 12
"""Letters of a name at most, where there is room for more than elsewhere."""

HALF = 0.5
"""Share of the scale from which a unit counts as on."""

TARGET, CHOSEN = "◀", "▸"
"""What marks an output that should be high, and the inspected unit."""


def place(view: View, width: int, height: int) -> Ladder | None:
    """Where everything goes in so many cells."""
    layers = range(len(view.sizes))
    names = tuple(
        (letters, tuple(max(map(len, view.unit_names(layer, letters))) for layer in layers))
        for letters in (LONG, MOST_LETTERS, LEAST)
    )
    numbers = tuple(_number_width(view, layer) for layer in layers)
    return ladder(groups_of(view), names, numbers, _are_bits(view), width, height)


def _are_bits(view: View) -> bool:
    """Whether inputs are shown that are on or off."""
    return are_bits(view.snapshot.experiment.problem) and weights_beside(view, 0) is None


def _number_width(view: View, layer: int) -> int:
    """Columns of a number in a cell."""
    if layer == 0:
        return 3
    return 5 if weights_beside(view, layer) is not None or any_size(view)[layer] else 3


def fits(view: View, width: int, height: int) -> bool:
    """Whether every unit has a cell."""
    return place(view, width, height) is not None


def paint(canvas: Canvas, view: View) -> None:
    """Draw block after block."""
    plan = place(view, canvas.width, canvas.height)
    if plan is None:
        return
    targets = frozenset(np.flatnonzero(wanted(view)).tolist())
    for layer, block in enumerate(plan.blocks):
        _label(canvas, view, plan, layer)
        known = shown(view, layer)
        names = view.unit_names(layer, plan.letters)
        on = targets if layer == len(view.sizes) - 1 else frozenset[int]()
        for k in range(view.sizes[layer]):
            _cell(canvas, view, block, Unit(layer, k), known, names[k], k in on)
        if block.words is not None:
            _words(canvas, view, block, layer, known, on)


def _label(canvas: Canvas, view: View, plan: Ladder, layer: int) -> None:
    """The letter of a layer, or its title."""
    block, palette = plan.blocks[layer], canvas.palette
    lit = view.overlay is not None and view.overlay.lit_units == layer
    ink = palette.muted
    if lit and view.overlay is not None:
        ink = palette.backward if view.overlay.backward else palette.forward
    title = view.layer_title(layer)
    said = title if len(title) < plan.label else view.layer_letter(layer)
    canvas.text(0, block.top, said, ink, bold=lit)


def _cell(
    canvas: Canvas,
    view: View,
    block: Block,
    unit: Unit,
    known: Shown | None,
    name: str,
    target: bool,
) -> None:
    """One unit: a shade, and with more room a number and a name."""
    palette, (x, y) = canvas.palette, block.places[unit.position]
    wide = max(1, block.columns - 1)
    heat = float(known.heat[unit.position]) if known is not None else float("nan")
    there = known is None or known.has(unit.position)
    shade: Rgb = palette.heat(heat) if there else palette.background
    if canvas.glyphs.unicode:
        canvas.fill(x, y, wide, block.cell.rows, shade)
        if block.columns == 2:
            canvas.text(x + 1, y, "▌", shade)
    elif not block.cell.numbers:
        canvas.text(x, y, typed(heat) if there else "")
    ink = palette.ink(shade) if canvas.glyphs.unicode else palette.foreground
    ink = ink if there else palette.muted
    if block.cell.names:
        canvas.text(x, y, name[:wide], ink, bold=True)
    if block.cell.numbers:
        number = _number(view, unit, known, wide)
        canvas.flush_right(x + wide - 1, y + block.cell.rows - 1, number, ink)
    if target and block.columns > 1:
        canvas.text(x + wide, y + block.cell.rows - 1, TARGET, palette.foreground, bold=True)
    if view.gaze.inspected == unit:
        canvas.text(x - 1, y, CHOSEN, palette.foreground, palette.background, bold=True)
    canvas.spot(x, y, wide, block.cell.rows, unit)


def _number(view: View, unit: Unit, known: Shown | None, width: int) -> str:
    """What a unit's cell says."""
    if known is None:
        return "·"
    if not known.has(unit.position):
        return ""
    if known.weights:
        value = float(known.values[unit.position])
        return formats.weight(value, width) if width >= 5 else formats.short_weight(value, width)
    return unit_text(view, unit, min(width, 4) if view.overlay is None else width)


def _words(
    canvas: Canvas, view: View, block: Block, layer: int, known: Shown | None, on: frozenset[int]
) -> None:
    """The names of what is on, the targets first, with numbers; as many as there is room for."""
    assert block.words is not None
    if known is None:
        return
    x, y, columns, rows = block.words
    order = np.argsort(-np.nan_to_num(np.abs(known.heat)), kind="stable").tolist()
    order = [k for k in order if known.has(k)]
    likely = {k for k in order if abs(known.heat[k]) >= HALF} | set(order[: len(on) and 1])
    chosen = sorted(on) + [k for k in order if k in likely - on]
    palette, names = canvas.palette, view.unit_names(layer)
    column, row = x, y
    for k in chosen:
        width = 6 if view.overlay is not None and layer else 5 if known.weights else 3
        number = _number(view, Unit(layer, k), known, width).strip()
        said = "" if layer == 0 and number == "1" else f" {number}"
        text = f"{names[k]}{said}{TARGET if k in on else ''}"
        if column > x and column + len(canvas.glyphs(text)) > x + columns:
            column, row = x, row + 1
        if row >= y + rows:
            break
        end = canvas.text(column, row, names[k], palette.foreground, bold=True)
        end = canvas.text(end, row, said, palette.muted)
        end = canvas.text(end, row, TARGET if k in on else "", palette.foreground)
        canvas.spot(column, row, end - column, 1, Unit(layer, k))
        column = end + 2


def caption(view: View, width: int, height: int) -> str | None:
    """What stands in the cells, if it is not what every unit puts out."""
    unit = view.gaze.inspected
    if unit is None or view.overlay is not None:
        return None
    links, name = view.snapshot.experiment.links, view.unit_names(unit.layer)[unit.position]
    before = links.before(unit.layer) if unit.layer else range(0)
    into, out = (
        ", ".join(view.layer_letter(k) for k in layers)
        for layers in (before, links.after(unit.layer))
    )
    said = [f"{into}: weights into {name}"] if into else []
    said += [f"{out}: weights from {'it' if into else name}"] if out else []
    return " · ".join(said)
