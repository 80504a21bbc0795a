"""Parity as a staircase: what each hidden unit puts out by the number of ones among the inputs. One
that has learnt it in the published way has a unit for every step of the stairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from backprop_tui.report.findings.staircase import Staircase, countable, staircase
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import activation_text, heat_cell
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.pictures.picture import Picture, too_small
from backprop_tui.ui.view import View

NARROWEST, WIDEST = 3, 12
"""Columns of a cell."""

BROAD, TALLEST = 6, 6
"""Columns of a taller cell for each of its rows, and its rows, at most."""

SPREAD = 4
"""Columns of a spread, after a blank."""

JUMP = 10
"""Columns of a jump, after a blank, where cells are wide all the same."""

ROOMY = 6
"""Columns of a cell from which there is room for jumps."""


def _rows(view: View, found: Staircase, height: int) -> list[int]:
    """The units that have a row, in the order of their jumps, the inspected one among them."""
    room, order = height - 2, found.order
    inspected = view.gaze.inspected
    at = 0
    if inspected is not None and inspected.layer == view.hidden_layer:
        at = order.index(inspected.position)
    top = max(0, min(at - room // 2, len(order) - room))
    return order[top : top + room]


def _names(view: View, layer: int) -> list[str]:
    return view.unit_names(layer, 5)


def _left(view: View) -> int:
    """Columns of the names, the mark before them and the blank behind."""
    layer = view.hidden_layer or 0
    names = [*_names(view, layer), *_names(view, len(view.sizes) - 1), "ones"]
    return 2 + max(map(len, names))


def hindrance(view: View, width: int, height: int) -> str:
    """It needs bits, a hidden layer, and a row and a few columns for each."""
    problem, layer = view.snapshot.experiment.problem, view.hidden_layer
    if layer is None:
        return "it needs a hidden layer"
    if not countable(problem):
        return "it counts ones, and needs cases of bits with different numbers of them"
    counts = len(set(problem.own_inputs.sum(axis=1).tolist()))
    rows = 2 + min(2, view.sizes[layer])
    return too_small(width, height, _left(view) + counts * NARROWEST + SPREAD, rows)


class _Grid(NamedTuple):
    """The cells: the first column, columns and rows of one, how many; whether jumps are said."""

    left: int
    cell: int
    tall: int
    counts: int
    jumps: bool

    @property
    def end(self) -> int:
        """The column after the last cell."""
        return self.left + self.counts * self.cell


def paint(canvas: Canvas, view: View) -> None:
    """A row for every hidden unit, a column for every number of ones; the output below."""
    layer, last = view.hidden_layer, len(view.sizes) - 1
    assert layer is not None
    found, outputs = staircase(view.snapshot, layer), staircase(view.snapshot, last)
    left, counts, palette = _left(view), len(found.counts), canvas.palette
    units = _rows(view, found, canvas.height)
    answers = range(min(view.sizes[last], canvas.height - 1 - len(units)))
    tall = max(1, min(TALLEST, (canvas.height - 3) // (len(units) + len(answers))))
    cell, narrower = ((canvas.width - left - SPREAD - more) // counts for more in (0, 1 + JUMP))
    jumps = narrower >= ROOMY
    widest = WIDEST if tall < 3 else BROAD * tall
    grid = _Grid(left, min(widest, narrower if jumps else cell), tall, counts, jumps)
    _headings(canvas, view, found, grid)
    y = 1
    for unit in units:
        _row(canvas, view, Unit(layer, unit), found, grid, y)
        if jumps:
            said, row = found.jump_said(unit), first_line(y, tall)
            canvas.flush_right(grid.end + SPREAD + JUMP, row, said, palette.muted)
        y += tall
    if canvas.height - y > len(answers) * tall:
        canvas.text(0, y, "─" * min(canvas.width, grid.end + SPREAD), palette.faint)
        y += 1
    for unit in answers:
        _row(canvas, view, Unit(last, unit), outputs, grid, y)
        y += tall
    if found.spread_said and y < canvas.height:
        canvas.text(1, y, found.spread_said[: canvas.width - 1], palette.muted)


def _headings(canvas: Canvas, view: View, found: Staircase, grid: _Grid) -> None:
    """What stands above the columns."""
    palette, problem = canvas.palette, view.snapshot.experiment.problem
    selected = int(problem.own_inputs[view.gaze.selected].sum())
    canvas.text(1, 0, "ones", palette.muted)
    for k, count in enumerate(found.counts):
        x = grid.left + k * grid.cell
        text = f"▸{count}" if count == selected else str(count)
        canvas.centre(x, x + grid.cell, 0, text, bold=count == selected)
    canvas.flush_right(grid.end + SPREAD - 1, 0, "Δ", palette.muted)
    if grid.jumps:
        canvas.flush_right(grid.end + SPREAD + JUMP, 0, "jump", palette.muted)


def first_line(y: int, tall: int) -> int:
    """The first row of two lines in the middle of so many rows."""
    return y + max(0, tall - 2) // 2


def _row(canvas: Canvas, view: View, unit: Unit, found: Staircase, grid: _Grid, y: int) -> None:
    """One unit: its mean outputs on their heat, and how far cases with equally many ones differ."""
    top, y = y, first_line(y, grid.tall)
    lit, muted = view.gaze.inspected == unit, canvas.palette.muted
    canvas.text(0, y, "▸" if lit else " ", canvas.palette.forward)
    canvas.text(1, y, _names(view, unit.layer)[unit.position], bold=True)
    means, spreads = (each[:, unit.position] for each in (found.means, found.spreads))
    heat = view.heat(unit.layer, means)
    for k in range(grid.counts):
        x, share = grid.left + k * grid.cell, float(heat[k])
        texts = (activation_text(float(means[k]), grid.cell), _apart(spreads[k], grid.cell))
        heat_cell(canvas, x, top, grid.cell, "", share, height=grid.tall)
        for row, text in enumerate(texts[: grid.tall]):
            heat_cell(canvas, x, y + row, grid.cell, text, share, lit and not row)
    most = activation_text(float(spreads.max()), SPREAD)
    canvas.flush_right(grid.end + SPREAD - 1, y, most, muted)
    canvas.spot(0, top, canvas.width, grid.tall, unit)


def _apart(spread: float, cell: int) -> str:
    """A spread below its mean, where that has room."""
    text = f"Δ{activation_text(float(spread), SPREAD).strip()}"
    return text if len(text) < cell else ""


def captions(view: View, width: int, height: int) -> Sequence[str]:
    """Whether the units depend on the count alone, and which of them are shown."""
    layer = view.hidden_layer
    assert layer is not None
    found = staircase(view.snapshot, layer)
    shown, units = len(_rows(view, found, height)), view.sizes[layer]
    alone = f"count alone: Δ{found.spreads.max():.2f}" if found.by_count_alone else ""
    few = f"{shown} of {units} units (u)" if shown < units else ""
    return [" · ".join(said) for said in ([alone, few], [few or alone]) if all(said)]


def depends(view: View) -> object:
    """The moment, the selected case's column, and the unit that stands out."""
    return view.snapshot, view.gaze.selected, view.gaze.inspected, view.hidden_layer


PICTURE = Picture(
    name="staircase",
    heading="Staircase",
    hindrance=hindrance,
    paint=paint,
    captions=captions,
    depends=depends,
    marks=(
        ("ones  0 1", "columns: how many inputs are 1; ▸ for the selected case. Rows: hidden "
         "units, in the order of their jumps, and below them the output"),
        ("0.97", "the unit's mean output over all cases with so many ones, on its heat"),
        ("Δ.02", "how far apart cases with equally many ones are, on the right at most; small: the "
         "unit depends on their number alone"),
        ("1→2 +0.97", "between which numbers of ones the mean changes most, and by how much"),
    ),
)  # fmt: skip
