"""Where everything goes when one layer is in focus: the units before it and its own as rows with
names, wires between them with their numbers, and the other layers beside them as narrow columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.engine.shortening import LEAST
from backprop_tui.ui.diagram.choosing import chosen
from backprop_tui.ui.diagram.rendering import any_size, input_width
from backprop_tui.ui.diagram.rows import label_rows, unit_rows
from backprop_tui.ui.diagram.shown import groups_of
from backprop_tui.ui.view import View

HEADED = 9
"""Rows of a pane from which the first names the layers."""

LOWEST = 3
"""Rows below the heading at least."""

NARROWEST = 13
"""Columns between the two layers at least: a number, and a wire that can be followed."""

WIDEST = 56
"""Columns between them at most."""

NUMBER = 7
"""Columns that a weight's number takes, a blank before it and the bracket after it included."""

BETWEEN, FARTHEST = 2, 6
"""Columns between two other layers, at least and at most."""

MOST_NUMBERS = 5
"""Wires into a unit that are drawn at most while none is inspected."""


class Aside(NamedTuple):
    """A layer out of focus.

    Attributes:
        layer: From 0.
        x: Its first column.
        lines: Columns of cells.
        rows: The row of every unit's cell.
    """

    layer: int
    x: int
    lines: int
    rows: tuple[int, ...]

    @property
    def width(self) -> int:
        """Columns of a cell."""
        return 2 if self.lines == 1 else 1


class LayerPlan(NamedTuple):
    """Places in cells.

    Attributes:
        layer: The one in focus.
        top: The first row below the heading.
        height: Rows of the pane.
        letters: Of a name at most.
        rows: The rows in the weights of the units before it that are shown, from top to bottom.
        row_at: The row of the pane of each.
        units: The units of the layer that are shown, from top to bottom.
        unit_at: The row of the pane of each.
        numbers: For each unit shown the rows of the pane of its wires' numbers.
        before: First column and columns of the units before it.
        after: The same of its own.
        digits: Columns of a unit's number, before and in the layer.
        asides: The layers out of focus.
    """

    layer: int
    top: int
    height: int
    letters: int
    rows: tuple[int, ...]
    row_at: tuple[int, ...]
    units: tuple[int, ...]
    unit_at: tuple[int, ...]
    numbers: tuple[tuple[int, ...], ...]
    before: tuple[int, int]
    after: tuple[int, int]
    digits: tuple[int, int]
    asides: tuple[Aside, ...]


def in_focus(view: View) -> int:
    """The layer in focus: that at work in a step that is taken apart, else that looked at."""
    overlay = view.overlay
    if overlay is None:
        return view.focus
    found = overlay.lit_units if overlay.lit_wires is None else overlay.lit_wires
    return found or len(view.sizes) - 1


def place(view: View, width: int, height: int) -> LayerPlan | None:
    """The plan in so many cells; `None` if there is no room for numbers and wires."""
    for letters in (MOST_LETTERS, LEAST):
        plan = _place(view, width, height, letters)
        if plan is not None:
            return plan
    return None


def _place(view: View, width: int, height: int, letters: int) -> LayerPlan | None:
    """The same with names of so many letters at most."""
    layer, top = in_focus(view), int(height >= HEADED)
    room = height - top
    if room < LOWEST:
        return None
    sources = view.snapshot.experiment.links.before(layer)
    digits = (_digits(view, sources), _digits(view, range(layer, layer + 1)))
    before = max(_name(view, k, letters) for k in sources) + digits[0] + 3
    after = _name(view, layer, letters) + digits[1] + 3
    divisions = groups_of(view)
    others = [*range(sources.start), *range(layer + 1, len(view.sizes))]
    lines = {k: -(-view.sizes[k] // room) for k in others}
    narrow = {k: max(2, count) for k, count in lines.items()}
    # What marks a target stands after the outputs.
    marks = int(layer == len(view.sizes) - 1)
    free = width - before - after - marks - sum(narrow.values())
    gap = free - BETWEEN * len(others)
    if gap < NARROWEST:
        return None
    between = min(FARTHEST, BETWEEN + max(0, gap - WIDEST) // max(1, len(others)))
    gap = min(WIDEST, free - between * len(others))
    x, asides, ends = (free - gap - between * len(others)) // 2, [], ((0, 0), (0, 0))
    for k in range(len(view.sizes)):
        if k in narrow:
            asides.append(Aside(k, x, lines[k], _stacked(divisions[k], lines[k], top, room)))
            x += narrow[k] + between
        elif k == layer:
            ends = (x, before), (x + before + gap, after)
            x += before + gap + after + between
    rows, units = chosen(view, layer, room)
    row_at = _spread(rows, [size for k in sources for size in divisions[k]], top, room)
    unit_at, numbers = _numbered(len(units), len(rows), top, room)
    return LayerPlan(
        layer, top, height, letters, rows, row_at, units, unit_at, numbers,
        *ends, digits, tuple(asides),
    )  # fmt: skip


def _name(view: View, layer: int, letters: int) -> int:
    """Columns of the widest name of a layer."""
    return max(map(len, view.unit_names(layer, letters)))


def _digits(view: View, layers: range) -> int:
    """Columns of the number of a unit of some layers."""
    wide, inputs = any_size(view), input_width(view.snapshot.experiment.problem)
    return max(6 if wide[k] else 3 if k else inputs for k in layers)


def _stacked(division: Sequence[int], lines: int, top: int, room: int) -> tuple[int, ...]:
    """Rows of small cells, one below another; in a single line groups stand apart."""
    size = sum(division)
    if lines == 1 and size + len(division) - 1 <= room:
        group = np.repeat(np.arange(len(division)), division)
        first = top + (room - size - len(division) + 1) // 2
        return tuple((first + np.arange(size) + group).tolist())
    rows = -(-size // lines)
    return tuple(top + (room - rows) // 2 + k % rows for k in range(size))


def _spread(chosen: Sequence[int], division: Sequence[int], top: int, room: int) -> tuple[int, ...]:
    """Rows of the pane, with one free between two groups if there is room."""
    group = np.repeat(np.arange(len(division)), division)[list(chosen)]
    gaps = np.concatenate([[0], np.cumsum(np.diff(group) > 0)]).astype(int)
    if len(chosen) + int(gaps[-1]) > room:
        gaps[:] = 0
    slots = unit_rows(len(chosen) + int(gaps[-1]), top, room, 4, 0, 1)
    return tuple(slots[k + gap] for k, gap in enumerate(gaps.tolist()))


def _numbered(
    units: int, before: int, top: int, room: int
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Rows of the units, and of as many numbers of each as there is room for."""
    for count in range(min(before, MOST_NUMBERS), 0, -1):
        rows = unit_rows(units, top, room, room, count // 2, count)
        apart = min((b - a for a, b in pairwise(rows)), default=room)
        found = [label_rows(row, count, apart) for row in rows]
        known = tuple(each for each in found if each is not None)
        if len(known) == len(rows) and known[0][0] >= top and known[-1][-1] < top + room:
            return tuple(rows), known
    return tuple(rows), tuple((row,) for row in rows)
