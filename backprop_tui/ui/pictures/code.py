"""An encoder's code: every case as the bits that the hidden units write for it, and where there are
two or three units as a corner of a square or a cube.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from backprop_tui.engine.problems import Problem
from backprop_tui.report.findings.code import (
    HALF,
    HIGH,
    LOW,
    NONE,
    OFF,
    ON,
    Code,
    code,
    code_text,
    is_bounded,
)
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import activation_text, heat_cell, middle_row
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.order import Window
from backprop_tui.ui.pictures.cube import Cube
from backprop_tui.ui.pictures.picture import Picture, too_small
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.cases import labels

BIT, NUMBER = 3, 4
"""Columns of a bit, and of the number behind it where there is room."""

FINE, WIDEST, TALLEST = 8, 16, 5
"""Columns of a number with four decimals; columns and rows of a cell at most."""

MARK = 2
"""Columns before a label."""

LABEL = 10
"""Columns of a label at most."""

CUBES = {2: (14, 5), 3: (22, 7)}
"""Columns and rows that a square of two units needs at least, and a cube of three."""


@lru_cache(16)
def _names(problem: Problem) -> tuple[str, ...]:
    """What the cases are called: by the one input that is 1 if there is one, else as anywhere."""
    inputs = problem.own_inputs
    if bool(((inputs == 0) | (inputs == 1)).all()) and bool((inputs.sum(axis=1) == 1).all()):
        names = [problem.source.input_names[k][:LABEL] for k in inputs.argmax(axis=1).tolist()]
        if len(set(names)) == len(names):
            width = max(map(len, names))
            return tuple(name.ljust(width) for name in names)
    return labels(problem, LABEL).names


class _Plan(NamedTuple):
    """How cases stand side by side: which, how many in a block, columns of a bit and a block."""

    window: Window
    rows: int
    cell: int
    block: int

    @property
    def width(self) -> int:
        """Columns of all blocks."""
        return -(-len(self.window.cases) // self.rows) * self.block


def _plan(view: View, layer: int, width: int, height: int) -> _Plan:
    """The fewest blocks that show all cases, or as many as there is room for."""
    label, units = MARK + len(_names(view.snapshot.experiment.problem)[0]) + 1, view.sizes[layer]
    rows, cases = height - 2, len(view.snapshot.right)
    blocks = -(-cases // rows)
    cell = BIT + NUMBER
    if blocks * (label + units * cell + 1) > width:
        cell = BIT
    block = label + units * cell + 1
    blocks = max(1, min(blocks, (width + 1) // block))
    return _Plan(view.window(rows * blocks), rows, cell, block)


def hindrance(view: View, width: int, height: int) -> str:
    """It needs a hidden layer whose outputs are bounded, and room for one row of bits."""
    layer = view.hidden_layer
    if layer is None:
        return "it needs a hidden layer"
    if not is_bounded(view.snapshot, layer):
        activation = view.snapshot.experiment.layer_activations[layer - 1]
        return f"bits need an activation with two bounds, and {activation.name} has none"
    label = len(_names(view.snapshot.experiment.problem)[0])
    return too_small(width, height, MARK + label + 2 + BIT * view.sizes[layer], 3)


def paint(canvas: Canvas, view: View) -> None:
    """Bits on their heat, below them what there is to say, beside them the cube."""
    layer = view.hidden_layer
    assert layer is not None
    found = code(view.snapshot, layer)
    plan = _plan(view, layer, canvas.width, canvas.height)
    units = view.sizes[layer]
    room = canvas.width - plan.width - 1
    columns, rows = CUBES.get(units, (canvas.width, canvas.height))
    if room < columns and plan.cell > BIT:
        narrow = plan._replace(cell=BIT, block=plan.block - units * NUMBER)
        if canvas.width - narrow.width - 1 >= columns:
            plan, room = narrow, canvas.width - narrow.width - 1
    shown = plan.window.cases
    tall = 1
    if len(shown) <= plan.rows:
        # What a cube does not need makes wider cells, and higher ones.
        tall = max(1, min(TALLEST, plan.rows // max(1, len(shown))))
        free = canvas.width - plan.width - (2 * columns if units in CUBES else 1)
        wider = min(WIDEST, plan.cell + max(0, free) // units)
        if wider >= BIT + FINE:
            plan = plan._replace(cell=wider, block=plan.block + units * (wider - plan.cell))
            room = canvas.width - plan.width - 1
    for block in range(-(-len(shown) // plan.rows)):
        cases = shown[block * plan.rows : (block + 1) * plan.rows]
        _block(canvas, view, layer, found, cases, block * plan.block, (plan.cell, tall))
    canvas.text(1, canvas.height - 1, _summary(found, canvas.width - 1), canvas.palette.foreground)
    if room >= columns and canvas.height - 1 >= rows:
        cube = Cube.within(plan.width + 1, 0, room, canvas.height - 1, units)
        cube.edges(canvas, units)
        names = [str(case + 1) for case in range(len(found.shares))]
        cube.points(canvas, found.shares, names, view.gaze.selected)


def _block(
    canvas: Canvas, view: View, layer: int, found: Code, cases: Sequence[int], left: int,
    size: tuple[int, int],
) -> None:  # fmt: skip
    """Some cases, in cells of so many columns and rows."""
    cell, tall = size
    names = _names(view.snapshot.experiment.problem)
    first = left + MARK + len(names[0]) + 1
    for unit, name in enumerate(view.unit_names(layer, 5)):
        lit = view.gaze.inspected == (layer, unit)
        canvas.centre(first + unit * cell, first + (unit + 1) * cell, 0, name[:cell], bold=lit)
        canvas.spot(first + unit * cell, 0, cell, 1, Unit(layer, unit))
    digits = {OFF: "0", HALF: "½" if canvas.glyphs.unicode else ".", ON: "1", NONE: "-"}
    outputs = view.snapshot.activations[layer]
    heat = view.heat(layer, outputs)
    for k, case in enumerate(cases):
        selected, y = case == view.gaze.selected, 1 + k * tall
        middle = middle_row(y, tall)
        canvas.text(left, middle, "▸" if selected else " ", canvas.palette.forward, bold=True)
        canvas.text(left + MARK, middle, names[case], bold=selected)
        for unit in range(outputs.shape[1]):
            text = f" {digits[int(found.digits[case, unit])]} "
            value = float(outputs[case, unit])
            if cell >= BIT + FINE:
                text += formats.fine(value, 4, FINE - 1)
            elif cell > BIT:
                text += activation_text(value, NUMBER).strip().ljust(NUMBER)
            x, share = first + unit * cell, float(heat[case, unit])
            heat_cell(canvas, x, y, cell, text, share, selected, tall)
        canvas.spot(left, y, first - left + outputs.shape[1] * cell, tall, case)


def _summary(found: Code, width: int) -> str:
    """How many codes differ, in as many words as there is room for."""
    cases, _ = found.digits.shape
    ways = (
        code_text(found),
        f"{found.different} of {cases} differ, {found.halves} between {LOW} and {HIGH}",
        f"{found.different} of {cases} differ",
    )
    return next((said for said in ways if len(said) <= width), "")


def captions(view: View, width: int, height: int) -> Sequence[str]:
    """Which layer it is of several, and which cases are shown of many."""
    layer = view.hidden_layer
    assert layer is not None
    said = [f"layer {layer} of {len(view.sizes) - 2} (h)"] if len(view.sizes) > 3 else []
    window, cases = _plan(view, layer, width, height).window, len(view.snapshot.right)
    if len(window.cases) < cases:
        said.append(f"{window.said} of {cases}")
    return [" · ".join(said)] if said else []


def depends(view: View) -> object:
    """The moment, the order of the cases, the selected one, and the unit that stands out."""
    gaze = view.gaze
    return view.snapshot, view.order, gaze.selected, gaze.inspected, view.hidden_layer


PICTURE = Picture(
    name="code",
    heading="Code",
    hindrance=hindrance,
    paint=paint,
    captions=captions,
    depends=depends,
    marks=(
        ("0  ½  1", f"what a hidden unit puts out for a case, as a bit: ½ (in plain letters a "
         f"point) from {LOW} to {HIGH} of the way between its bounds; on its heat, with room the "
         "number itself"),
        ("x5", "a case by the one input that is 1 in it; any other as in every table"),
        ("differ", "how many rows of bits are different, ½ being a bit of its own"),
        ("corners", "how many are if every unit counts as 0 or 1, whichever is nearer"),
        ("cube", "of three units, with room: h1 to the right, h2 upwards, h3 to the back; a number "
         "is a case, and 101 the corner where h1 and h3 are on; of two units a square"),
    ),
)  # fmt: skip
