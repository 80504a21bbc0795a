"""The people of the family trees, or any inputs that a problem lays out in rows, as hidden units
weigh them. English above Italian, one sees that a unit has the same opinion of both families.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from backprop_tui.engine.shortening import LEAST, shortened
from backprop_tui.report.findings.people import People, people
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.pictures.boxes import box
from backprop_tui.ui.pictures.picture import Picture, too_small
from backprop_tui.ui.view import View

NARROWEST = LEAST + 1
"""Columns of a name with its sign before it."""

BOXED = 8
"""Columns from which a box stands under its name."""

MARGIN = 4
"""Columns of a unit's name beside its rows, where several units are shown."""

STYLES = ((7, BOXED), (0, NARROWEST))
"""Rows of a box at most, and columns of a name at least: boxes, then names on their heat."""


class _Plan(NamedTuple):
    """How the picture is laid out.

    Attributes:
        all: Whether all units are shown, and not one.
        left: Columns for the names of units.
        cell: Columns of an input's name.
        beside: Names beside each other; the rest of a row comes below.
        box: Rows of a box, 0 where a name stands on its heat instead.
        gap: Blank rows after a unit.
    """

    all: bool
    left: int
    cell: int
    beside: int
    box: int
    gap: int


def _plan(found: People, width: int, height: int) -> _Plan | None:
    """The best way that fits, all units before one, boxes before names; `None` if none does."""
    units, rows, columns = found.weights.shape
    room = height - 1
    # All units are never parted: one would no longer see where the next begins.
    parted = [(1, parts, 0) for parts in range(1, columns + 1)]
    for ways in ([(units, 1, MARGIN)], parted):
        for (most, narrowest), (shown, parts, left) in product(STYLES, ways):
            beside, lines = -(-columns // parts), rows * parts
            cell, box = (width - left) // beside, min(most, (room // shown - lines) // lines)
            tall = lines * (1 + box)
            if cell >= narrowest and box >= min(1, most) and shown * tall <= room:
                gap = int(shown * (tall + 1) - 1 <= room)
                return _Plan(shown == units, left, min(cell, 2 * box + 14), beside, box, gap)
    return None


def hindrance(view: View, width: int, height: int) -> str:
    """It needs inputs in rows, a hidden layer, and room for the names of one unit."""
    problem = view.snapshot.experiment.problem
    if len(view.sizes) < 3:
        return "it needs a hidden layer"
    if not problem.layout:
        return f"{problem.name} does not say in which rows its inputs stand"
    if _plan(people(view.snapshot), width, height) is not None:
        return ""
    rows, columns = len(problem.layout), len(problem.layout[0])
    return too_small(width, height, NARROWEST * -(-columns // 2), 2 * rows + 1) or (
        f"{columns} names beside each other need more than {width} columns: z zooms"
    )


def _chosen(view: View, found: People) -> int:
    """The place of the unit that is shown alone: the inspected one, if it sees the people."""
    inspected = view.gaze.inspected
    if inspected is not None and inspected.layer == 1 and inspected.position in found.units:
        return found.units.index(inspected.position)
    return 0


def paint(canvas: Canvas, view: View) -> None:
    """One unit or all, each in rows of names that its weights colour, or stand below in boxes."""
    found = people(view.snapshot)
    plan = _plan(found, canvas.width, canvas.height)
    assert plan is not None
    chosen, unit_names = _chosen(view, found), view.unit_names(1)
    rows, beside = len(found.names), plan.beside
    parts = -(-len(found.names[0]) // beside)
    names = _short(found.names, max(LEAST, plan.cell - 2))
    y = 0
    for place in range(len(found.units)) if plan.all else (chosen,):
        unit = Unit(1, found.units[place])
        if plan.left:
            canvas.text(0, y, "▸" if view.gaze.inspected == unit else "", canvas.palette.forward)
            canvas.text(1, y, unit_names[unit.position][: MARGIN - 1], bold=True)
        for row, column in product(range(rows), range(len(found.names[0]))):
            # The same part of all rows stands together, so that equals stay above each other.
            part, across = divmod(column, beside)
            at = plan.left + across * plan.cell, y + (part * rows + row) * (1 + plan.box)
            value = float(found.weights[place, row, column])
            _person(canvas, at, plan, names[row][column], value, found.scale)
        tall = parts * rows * (1 + plan.box)
        canvas.spot(0, y, canvas.width, tall, unit)
        y += tall + plan.gap
    if _has_line(found, plan, canvas.height):
        canvas.text(1, canvas.height - 2, _rows_text(view), canvas.palette.muted)
    canvas.text(1, canvas.height - 1, _strongest(found, chosen, unit_names, canvas.width - 1))


def _has_line(found: People, plan: _Plan, height: int) -> bool:
    """Whether a row is blank above the last one, in which can stand what the rows are."""
    units, rows, columns = found.weights.shape
    tall = rows * -(-columns // plan.beside) * (1 + plan.box)
    shown = units if plan.all else 1
    used: int = shown * (tall + plan.gap) - plan.gap
    return used < height - 1


def _rows_text(view: View) -> str:
    """What the rows are called, as they stand one over the other; empty if they have no names."""
    return " over ".join(view.snapshot.experiment.problem.layout_names)


@lru_cache(16)
def _short(names: tuple[tuple[str, ...], ...], letters: int) -> tuple[tuple[str, ...], ...]:
    """All names in so many letters, in their rows."""
    found = iter(shortened([name for row in names for name in row], letters))
    return tuple(tuple(next(found) for _ in row) for row in names)


def _strongest(found: People, chosen: int, unit_names: Sequence[str], width: int) -> str:
    """Whom a unit listens to most, as many as there is room for."""
    said = f"{unit_names[found.units[chosen]]} "
    for name, value in found.strongest(chosen, 9):
        longer = f"{said} {name} {formats.weight(value).strip()}"
        if len(longer) > width:
            break
        said = longer
    return said


def _person(
    canvas: Canvas, at: tuple[int, int], plan: _Plan, name: str, value: float, scale: float
) -> None:
    """A name with the sign of its weight, on its heat or above its box."""
    x, y = at
    palette = canvas.palette
    share = value / scale if scale else 0.0
    sign = "+" if value > 0 else "−" if value < 0 else " "
    width = plan.cell - 1
    if plan.box:
        ink = palette.signed(value, 0.0)
        canvas.text(x, y, sign, ink, bold=True)
        canvas.text(x + 1, y, name)
        box(canvas, x, y + 1, width, plan.box, value, scale)
        return
    shade = palette.heat(share) if canvas.glyphs.unicode else palette.background
    canvas.fill(x, y, plan.cell, 1, shade)
    canvas.text(x, y, sign, palette.ink(shade), bold=True)
    canvas.text(x + 1, y, name, palette.ink(shade), bold=abs(share) > 0.5)


def captions(view: View, width: int, height: int) -> Sequence[str]:
    """What the rows are, and how the other units are seen."""
    found = people(view.snapshot)
    plan = _plan(found, width, height)
    if plan is None:
        return ()
    rows = "" if _has_line(found, plan, height) else _rows_text(view)
    if plan.all:
        return (rows,) if rows else ()
    units = f"{len(found.units)} units: u, or z for all", f"{len(found.units)} units (u)"
    return (*(f"{rows} · {each}" for each in units if rows), *units)


def depends(view: View) -> object:
    """The moment, and the unit that is shown alone or stands out."""
    return view.snapshot, view.gaze.inspected


PICTURE = Picture(
    name="people",
    heading="People",
    hindrance=hindrance,
    paint=paint,
    captions=captions,
    depends=depends,
    marks=(
        ("+Colin", "the weight from an input to a hidden unit: + and blue above zero, − and orange "
         "below; its ground is the stronger, or its box the larger, the larger |w|"),
        ("rows", "as the problem lays its inputs out; in the family trees the English (the first "
         "12 names) over the Italians (the last 12), each with the same place in both families"),
        ("6 units", "one at a time where there is little room: u shows the next, z may have room "
         "for all"),
        ("h1 Colin", "below: whom the unit listens to most, with the weights"),
    ),
)  # fmt: skip
