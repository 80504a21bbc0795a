"""Symmetry as the figure of 1986 shows it: the weights of every hidden unit in a row, with a mirror
in the middle. What stands left of it stands right of it again with the other sign.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backprop_tui.report.findings.mirror import (
    NEAR,
    Mirror,
    added_up,
    mirror,
    off_text,
    percent,
    ratio_text,
    twins_text,
)
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import heat_cell
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.pictures.boxes import box, number
from backprop_tui.ui.pictures.picture import Picture, too_small
from backprop_tui.ui.view import View

FEWEST, NARROWEST, WIDEST = 4, 5, 30
"""Inputs at least, and columns of a weight."""

NAME = 4
"""Columns of a unit's name, the mark before it and the blank behind."""

TALLEST = 24
"""Rows of a unit at most, and no more than its boxes are wide."""


def hindrance(view: View, width: int, height: int) -> str:
    """It needs a hidden layer above a row of inputs, and a row for each of its units."""
    inputs, *others = view.sizes
    if len(others) < 2:
        return "it needs a hidden layer"
    if inputs < FEWEST:
        return f"a mirror needs {FEWEST} inputs or more"
    return too_small(width, height, NAME + 1 + NARROWEST * inputs, 2 + others[0])


def paint(canvas: Canvas, view: View) -> None:
    """A band for every hidden unit, with boxes and numbers, then what they come to."""
    found = mirror(view.snapshot)
    inputs, units = found.weights.shape
    lines, room = _lines(view, found, canvas.width - 1), canvas.height - 1
    lines = lines[: max(1, room - 2 * units)]
    most = (canvas.width - NAME - 1) // inputs
    tall = max(1, min(TALLEST, most // 2 + 1, (room - len(lines)) // units))
    cell = min(most, WIDEST if tall <= 2 else 2 * tall)
    middle = NAME + (inputs // 2) * cell
    columns = [NAME + k * cell + 2 * (k >= inputs / 2) for k in range(inputs)]
    if inputs % 2 == 0:
        for y in range(1 + tall * units):
            canvas.text(middle, y, "┃", canvas.palette.muted)
    for x, name in zip(columns, view.unit_names(0, max(5, cell - 1)), strict=True):
        canvas.centre(x, x + cell - 1, 0, name, canvas.palette.muted)
    for unit in range(units):
        _band(canvas, view, Unit(1, unit), found, 1 + unit * tall, tall, columns, cell - 1)
    for y, line in enumerate(lines, start=1 + tall * units):
        canvas.text(1, y, line)


def _band(
    canvas: Canvas,
    view: View,
    unit: Unit,
    found: Mirror,
    top: int,
    tall: int,
    columns: Sequence[int],
    width: int,
) -> None:
    """One unit: its name, and a box above a number for each of its weights."""
    finite = found.weights[np.isfinite(found.weights)]
    scale = float(np.abs(finite).max(initial=1e-9))
    palette, y = canvas.palette, top + tall - 1
    lit = view.gaze.inspected == unit
    canvas.text(0, y, "▸" if lit else "", palette.forward)
    canvas.text(1, y, view.unit_names(1)[unit.position], bold=True)
    for k, value in enumerate(found.weights[:, unit.position].tolist()):
        x = columns[k]
        if tall > 1:
            box(canvas, x, top, width, tall - 1, value, scale, 2 * k >= len(columns))
            canvas.centre(x, x + width, y, number(value, width), palette.signed(value), bold=lit)
        else:
            heat_cell(canvas, x, y, width, number(value, width), value / scale, lit)
    canvas.spot(0, top, canvas.width, tall, unit)


def _lines(view: View, found: Mirror, width: int) -> list[str]:
    """What stands below the boxes, the most telling first: the ratio, then sums of the case."""
    units = range(found.weights.shape[1])
    inspected = view.gaze.inspected
    chosen = inspected.position if inspected is not None and inspected.layer == 1 else 0
    names = view.unit_names(1)
    ratios = {unit: _ratio(found, unit, names[unit], width) for unit in units}
    lines = [ratios.pop(chosen)]
    if found.twins is not None:
        lines.append(twins_text(found.twins)[:width])
    lines += [sums for unit in units for sums in _sums(view, found, unit, width)]
    return lines + list(ratios.values())


def _ratio(found: Mirror, unit: int, name: str, width: int) -> str:
    """The ratio of a unit's pairs, in as many words as there is room for."""
    off, ratio = float(found.off[unit]), found.ratio(unit)
    if off > NEAR:
        return f"{name}  {off_text(off)}"
    pattern = ":".join(map(str, found.pattern(unit)))
    near = f" near {pattern}" if pattern else ""
    ways = (
        f"{name}  pairs {ratio_text(ratio, 2)}{near}, {off_text(off)}",
        f"{name} {ratio_text(ratio, 2)}{near}, off {percent(off)}",
        f"{name} {ratio_text(ratio, 1)}{near.replace('near', '≈')} off {percent(off)}",
        f"{name} {ratio_text(ratio, 1)} off {percent(off)}",
    )
    return next((said for said in ways if len(said) <= width), ways[-1])


def _sums(view: View, found: Mirror, unit: int, width: int) -> Sequence[str]:
    """What a unit adds up for the selected case, each half as it stands in the row."""
    added = added_up(view.snapshot, found, unit, view.gaze.selected)
    if added is None:
        return []
    (left, right), terms, total = added
    form = view.snapshot.experiment.bias_form
    letter = f"-{form.letter}" if form.is_threshold else form.letter
    bias = f" {letter} {terms[2]}" if len(terms) > 2 else ""
    name = view.unit_names(1)[unit]
    a = formats.activation(float(view.snapshot.activations[1][view.gaze.selected, unit])).strip()
    ways = (
        f"{name}  left {left} {terms[0]}  right {right} {terms[1]}{bias} {total}  a {a}",
        f"{name}  left {left} {terms[0]}  right {right} {terms[1]}{bias} {total}",
        f"{name} left {left} {terms[0]} right {right} {terms[1]}{bias} {total}",
        f"{name} {left} {terms[0]} {right} {terms[1]}{bias} {total}  a {a}",
        f"{name} {left} {terms[0]} {right} {terms[1]}{bias} {total}",
    )
    return [said for said in ways if len(said) <= width][:1]


def captions(view: View, width: int, height: int) -> Sequence[str]:
    """What the boxes are."""
    return ("weights around the mirror",)


def depends(view: View) -> object:
    """The moment, the selected case, of which sums are shown, and the unit that stands out."""
    return view.snapshot, view.gaze.selected, view.gaze.inspected


PICTURE = Picture(
    name="mirror",
    heading="Mirror",
    hindrance=hindrance,
    paint=paint,
    captions=captions,
    depends=depends,
    marks=(
        ("┃", "the mirror: in the middle of the inputs; a row is a hidden unit, a box its weight "
         "from the input above"),
        ("█ +14.2", "the larger the box, the larger |w|; blue is above zero, orange below, and "
         "without colours the number says it"),
        ("1 : 2 : 4", "how large the pairs around the mirror are, the smallest is 1; near (≈) "
         "1:2:4 or 2:3:4 if each is within 10 %: then no two pairs make up for each other"),
        ("off 0.04 %", "how far the two weights of a pair are from equal and opposite at most, "
         "of the largest weight: 'antisymmetric to'"),
        ("twins", "how far the two units are from each other's opposite, likewise"),
        ("left 101", "the inputs of the selected case left of the mirror, as they stand above, and "
         "what the unit adds up there; then those right of it; with the bias b that is z. Where "
         "the right half is the left one mirrored, both leave nothing but the bias"),
    ),
)  # fmt: skip
