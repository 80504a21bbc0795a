"""The rendering of a network with one layer in focus: what leads into it, by names and numbers, and
of the others what they put out. Of hundreds of wires the strongest tell most; those of an
inspected unit are all there.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.report.names import subscript
from backprop_tui.ui.diagram.choosing import Wire, strongest, touched
from backprop_tui.ui.diagram.layer_plan import NUMBER, Aside, LayerPlan, in_focus, place
from backprop_tui.ui.diagram.rendering import bracket, pill
from backprop_tui.ui.diagram.shown import outputs, typed, wanted
from backprop_tui.ui.diagram.strands import BOLD_SHARE, FAINTEST_SCALE, Strand
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View

TARGET = "◀"


def fits(view: View, width: int, height: int) -> bool:
    """Whether there is room for names, wires and numbers of one layer."""
    return place(view, width, height) is not None


def paint(canvas: Canvas, view: View) -> None:
    """Draw headings, wires, numbers and units, back to front, then the layers beside them."""
    plan = place(view, canvas.width, canvas.height)
    if plan is None:
        return
    if plan.top:
        _headings(canvas, view, plan)
    wires = drawn(view, plan)
    _wires(canvas, view, plan, wires)
    _units(canvas, view, plan)
    for aside in plan.asides:
        _aside(canvas, view, aside)


def drawn(view: View, plan: LayerPlan) -> list[list[Wire]]:
    """The wires of every unit that is shown."""
    return strongest(view, plan.layer, plan.rows, plan.units, len(plan.numbers[0]))


def _headings(canvas: Canvas, view: View, plan: LayerPlan) -> None:
    """Name the layers and the weights between them; say of which not all units are there."""
    muted, links = canvas.palette.muted, view.snapshot.experiment.links
    before, units = links.shapes[plan.layer - 1]
    x, width = plan.before
    sources = links.before(plan.layer)
    said = view.layer_title(plan.layer - 1) if len(sources) == 1 else "inputs, hidden"
    if len(plan.rows) < before:
        said = f"{len(plan.rows)} of {before}"
    canvas.text(x, 0, said[: width + 4], muted)
    end = plan.after[0]
    said = view.layer_title(plan.layer)
    if len(plan.units) < units:
        said = f"{len(plan.units)} of {units}"
    canvas.text(min(end, canvas.width - len(said)), 0, said, canvas.palette.foreground, bold=True)
    canvas.centre(x + width + 1, end - 1, 0, subscript("W", plan.layer), muted)
    for aside in plan.asides:
        canvas.text(aside.x, 0, view.layer_letter(aside.layer), muted)


def _wires(canvas: Canvas, view: View, plan: LayerPlan, wires: list[list[Wire]]) -> None:
    """Draw wires and their numbers; those of an inspected unit have theirs at the other end."""
    unit = touched(view, plan.layer)
    overlay = view.overlay
    incoming = unit is not None and unit.layer == plan.layer
    x0 = sum(plan.before) + NUMBER * incoming
    x1 = plan.after[0] - NUMBER * (not incoming)
    least = FAINTEST_SCALE if overlay is None else overlay.least
    every = [wire for each in wires for wire in each]
    sizes = [abs(wire.value) for wire in every if np.isfinite(wire.value)]
    scale = max([least, *sizes]) or 1.0
    row_at = dict(zip(plan.rows, plan.row_at, strict=True))
    strands = []
    for each, y, numbers in zip(wires, plan.unit_at, plan.numbers, strict=True):
        first = (len(numbers) - len(each)) // 2
        for k, wire in enumerate(each):
            end = y if unit is not None else numbers[first + k]
            strands.append((abs(wire.value), Strand(
                2 * x0 + 1, 4 * row_at[wire.row] + 1.5, 2 * x1 - 2, 4 * end + 1.5,
                wire.value, view.lit(plan.layer, wire.row, wire.unit),
            ), wire, row_at[wire.row] if incoming else end))  # fmt: skip
    for size, strand, *_ in sorted(strands, key=lambda found: (found[1].lit, found[0])):
        strand.draw(canvas, view, scale, 2 if size >= BOLD_SHARE * scale else 1, (x0, x1))
    canvas.bake()
    half = max(sizes, default=0.0) / 2
    for size, _, wire, y in strands:
        x = sum(plan.before) + 1 if incoming else x1
        _number(canvas, view, plan, wire, x, y, size > half)
    if unit is None:
        for each, y, numbers in zip(wires, plan.unit_at, plan.numbers, strict=True):
            first = (len(numbers) - len(each)) // 2
            rows = numbers[first : first + len(each)]
            if rows:
                bracket(canvas, plan.after[0] - 1, y, rows, canvas.palette.faint)


def _number(
    canvas: Canvas, view: View, plan: LayerPlan, wire: Wire, x: int, y: int, strong: bool
) -> None:
    """What a wire carries, at its end."""
    palette, overlay = canvas.palette, view.overlay
    small = overlay is not None and not overlay.least
    lit = view.lit(plan.layer, wire.row, wire.unit)
    parameter = view.parameter(plan.layer, wire.row, wire.unit)
    ink = palette.signed(wire.value, 1e-300 if small else 0.005)
    if not lit:
        ink = palette.dim(ink, 0.4)
    elif view.frozen(parameter):
        ink = palette.muted
    written = (formats.small if small else formats.weight)(wire.value, NUMBER - 1)
    canvas.text(x, y, written, ink, bold=lit and strong)
    canvas.spot(x, y, NUMBER - 1, 1, parameter)


def _units(canvas: Canvas, view: View, plan: LayerPlan) -> None:
    """Units as rows with their names and what they put out."""
    x, width = plan.before
    for row, y in zip(plan.rows, plan.row_at, strict=True):
        unit = view.source(plan.layer, row)
        pill(canvas, view, unit, x, y, width, plan.digits[0], plan.letters)
    x, width = plan.after
    known = outputs(view, plan.layer)
    targets = wanted(view) if plan.layer == len(view.sizes) - 1 else ()
    for position, y in zip(plan.units, plan.unit_at, strict=True):
        heat = None if known is None else float(known.heat[position])
        unit = Unit(plan.layer, position)
        pill(canvas, view, unit, x, y, width, plan.digits[1], plan.letters, heat)
        if len(targets) and targets[position]:
            canvas.text(x + width, y, TARGET, bold=True)


def _aside(canvas: Canvas, view: View, aside: Aside) -> None:
    """A layer out of focus: a shade for each unit."""
    known, palette = outputs(view, aside.layer), canvas.palette
    down, wide = -(-len(aside.rows) // aside.lines), aside.width
    for k, y in enumerate(aside.rows):
        x = aside.x + k // down
        heat = float(known.heat[k]) if known is not None else float("nan")
        there = known is None or known.has(k)
        if canvas.glyphs.unicode:
            canvas.fill(x, y, wide, 1, palette.heat(heat) if there else palette.background)
        else:
            canvas.text(x, y, typed(heat) if there else "")
        canvas.spot(x, y, wide, 1, Unit(aside.layer, k))


def caption(view: View, width: int, height: int) -> str | None:
    """Which layer is in focus, and how many of the wires into it are drawn."""
    plan, unit = place(view, width, height), touched(view, in_focus(view))
    if plan is None:
        return None
    wires = drawn(view, plan)
    count, each = sum(map(len, wires)), max(map(len, wires))
    there = view.links_there(plan.layer)
    every = np.full(view.wires(plan.layer).shape, True) if there is None else there
    if unit is None:
        few = len(plan.rows) < len(every) or len(plan.units) < every.shape[1]
        which = (
            "each unit's strongest here"
            if few
            else f"each unit's strongest{f' {each}' if each > 1 else ''}"
        )
        return f"{count} of {view.wire_count(plan.layer)} wires: {which}"
    if unit.layer == plan.layer:
        of, way = int(every[:, unit.position].sum()), "into"
    else:
        row = view.snapshot.experiment.links.rows(plan.layer, unit.layer).start + unit.position
        of, way = int(every[row].sum()), "from"
    name = view.unit_names(unit.layer)[unit.position]
    some = f"the strongest {count} of" if way == "into" else f"{count} of"
    bias = _bias(view, unit) if way == "into" else ""
    return f"{'all' if count == of else some} {of} weights {way} {name}{bias}"


def _bias(view: View, unit: Unit) -> str:
    """What is said of the bias of a unit, if it has one."""
    biases, form = view.wire_biases, view.snapshot.experiment.bias_form
    if biases is None:
        return ""
    return (
        f" · {form.letter} {formats.weight(float(biases[unit.layer - 1][unit.position])).strip()}"
    )
