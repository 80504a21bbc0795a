"""Where the matrices of a network stand: beside each other between the units they join, or, where
their numbers would have no room so, one below another. A matrix has a row per unit before and a
column per unit after, as in every formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.engine.shortening import LEAST
from backprop_tui.ui.diagram.rendering import any_size, input_width
from backprop_tui.ui.view import View

CELLS = (24, 20, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
"""Columns of a weight: four decimals down to 10, three at 9, two at 6, one at 4, a digit at 3, a
sign below.
"""

NUMBERED = 6
"""Columns from which a weight has two decimals; for them matrices stand one below another."""

GATHER, WIDEST_GATHER = 2, 12
"""Columns of the arrows after a matrix at least and at most."""

NUMBER, WIDE = 4, 6
"""Columns of a unit's number, and of one that may be as large as any."""

TALLEST = 9
"""Rows of a cell at most."""


class Rows(NamedTuple):
    """The rows of a matrix, or of the units of a layer.

    Attributes:
        first: The first row of the first.
        tall: Rows of each.
        places: Which of them there are, from 0: between two groups one is left out.
    """

    first: int
    tall: int
    places: tuple[int, ...]

    def top(self, k: int) -> int:
        """The first of the rows of the k-th."""
        return self.first + self.places[k] * self.tall

    @property
    def middles(self) -> list[int]:
        """The row of each in which its text stands."""
        return [self.top(k) + (self.tall - 1) // 2 for k in range(len(self.places))]


def rows_of(divided: Sequence[int], bias: bool, cell: int, top: int, room: int) -> Rows:
    """The rows of some units, and of their biases below them, in so many rows.

    Args:
        divided: Units of each group of the layer.
        bias: Whether there is a row for biases.
        cell: Columns of a cell, which is not much taller than it is wide.
        top: The first row that may be used.
        room: How many may be used.
    """
    groups = [group for group, units in enumerate(divided) for _ in range(units)]
    is_apart = len(groups) + len(divided) - 1 + bias <= room
    places = [k + group * is_apart for k, group in enumerate(groups)]
    if bias:
        places.append(places[-1] + 1)
    count = places[-1] + 1
    tall = max(1, min(TALLEST, room // count, cell // 2))
    return Rows(top + max(0, room - count * tall) // 2, tall, tuple(places))


class Plan(NamedTuple):
    """Columns of a matrix diagram.

    Attributes:
        cell: Columns of a weight.
        gather: Columns of arrows after each matrix.
        left: The first column.
        widths: Columns of every layer's units.
        before: Columns before each matrix: of a line, or of the names of its rows.
        counts: Weights in a row of each matrix.
        numbers: Columns of a unit's number, for each layer.
        letters: Of a unit's name at most.
        stacked: Whether matrices stand one below another.
    """

    cell: int
    gather: int
    left: int
    widths: list[int]
    before: list[int]
    counts: list[int]
    numbers: list[int]
    letters: int
    stacked: bool = False


def plan_for(view: View, width: int, height: int) -> Plan | None:
    """Columns that fit, or `None`; names are shorter if that leaves room for numbers."""
    usual = _plan_for(view, width, MOST_LETTERS)
    plan = usual
    if usual is None or usual.cell < NUMBERED + 1:
        short = _plan_for(view, width, LEAST)
        plan = short if short and (usual is None or short.cell > usual.cell) else usual
    if plan is None or plan.cell < NUMBERED:
        below = stack(view, width, height)
        plan = below if below and (plan is None or below.cell > plan.cell) else plan
    return plan


def _plan_for(view: View, width: int, letters: int) -> Plan | None:
    """Matrices beside each other, with names of so many letters at most."""
    usual = _plan(view, width, letters, [NUMBER] * len(view.sizes))
    wide = _plan(view, width, letters, [WIDE if wide else NUMBER for wide in any_size(view)])
    # The weights come first, but not more than two decimals of them.
    enough = NUMBERED + 1
    is_dear = wide is None or usual is None or wide.cell < min(usual.cell, enough)
    return usual if is_dear else wide


def _plan(view: View, width: int, letters: int, numbers: list[int]) -> Plan | None:
    """The same with so many columns for the number of a unit of each layer."""
    links, widths = view.snapshot.experiment.links, _widths(view, letters, numbers)
    counts = [after for _, after in links.shapes]
    # The units of several layers before do not stand in one column beside the rows.
    before = [
        1 if len(links.before(layer)) == 1 else 2 + max(map(len, view.source_names(layer)))
        for layer in range(1, len(view.sizes))
    ]
    free = width - sum(widths) - sum(before) - GATHER * len(counts)
    cell = next((cell for cell in CELLS if sum(counts) * cell <= free), None)
    if cell is None:
        return None
    gather = min(WIDEST_GATHER, GATHER + (free - sum(counts) * cell) // len(counts))
    total = sum(widths) + sum(before) + sum(counts) * cell + gather * len(counts)
    left = max(0, (width - total) // 2)
    return Plan(cell, gather, left, widths, before, counts, numbers, letters)


def _widths(view: View, letters: int, numbers: list[int]) -> list[int]:
    """Columns of the units of every layer."""
    names = [max(map(len, view.unit_names(k, letters))) for k in range(len(view.sizes))]
    inputs = input_width(view.snapshot.experiment.problem)
    each = [inputs, *numbers[1:]]
    return [name + number + 3 for name, number in zip(names, each, strict=True)]


def stack(view: View, width: int, height: int) -> Plan | None:
    """Matrices one below another, each beside the units that its rows are of."""
    links, bias = view.snapshot.experiment.links, bool(view.snapshot.experiment.bias)
    least, rows = sum(1 + before + bias for before, _ in links.shapes), links.shapes[-1][0] + bias
    # The output stands beside the rows of the last matrix.
    if least > height or view.sizes[-1] > rows:
        return None
    numbers = [WIDE if wide else NUMBER for wide in any_size(view)]
    widths = _widths(view, LEAST, numbers)
    counts, label = [after for _, after in links.shapes], max(widths[:-1]) + 1
    ends = [0] * (len(counts) - 1) + [GATHER + widths[-1]]
    cell = next(
        (
            cell for cell in CELLS
            if cell <= NUMBERED + 1 and all(label + count * cell + end <= width
                   for count, end in zip(counts, ends, strict=True))
        ),
        None,
    )  # fmt: skip
    if cell is None:
        return None
    total = max(label + count * cell + end for count, end in zip(counts, ends, strict=True))
    left = max(0, (width - total) // 2)
    return Plan(cell, GATHER, left, widths, [label] * len(counts), counts, numbers, LEAST, True)


def blocks(view: View, plan: Plan, height: int) -> list[Rows]:
    """The rows of every matrix of those that stand one below another."""
    links, bias = view.snapshot.experiment.links, bool(view.snapshot.experiment.bias)
    count = sum(before + bias for before, _ in links.shapes)
    headings = len(links.shapes)
    tall = max(1, min(TALLEST, plan.cell // 2, (height - 2 * headings + 1) // count))
    spare = height - headings - count * tall
    apart = min(2, spare // max(1, headings - 1)) if headings > 1 else 0
    y = max(0, (spare - apart * (headings - 1)) // 2)
    found = []
    for before, _ in links.shapes:
        found.append(Rows(y + 1, tall, tuple(range(before + bias))))
        y += 1 + (before + bias) * tall + apart
    return found


def beside(view: View, plan: Plan, height: int) -> tuple[list[Rows], list[Rows]]:
    """The rows of every matrix, and of the units of every layer, where all stand side by side."""
    links, bias = view.snapshot.experiment.links, bool(view.snapshot.experiment.bias)
    top = 2 if plan.cell >= 3 else 1
    room = height - top
    last = len(view.sizes) - 1
    units = [
        rows_of(links.division(k), bias and k < last, plan.cell, top, room)
        for k in range(last + 1)
    ]  # fmt: skip
    matrices = [
        units[layer - 1]
        if len(links.before(layer)) == 1
        else rows_of([links.shapes[layer - 1][0]], bias, plan.cell, top, room)
        for layer in range(1, last + 1)
    ]
    return matrices, units


def fits(view: View, width: int, height: int) -> bool:
    """Whether every weight has a cell."""
    plan = plan_for(view, width, height)
    if plan is None:
        return False
    links, bias = view.snapshot.experiment.links, bool(view.snapshot.experiment.bias)
    rows = [before + bias for before, _ in links.shapes]
    return plan.stacked or max(*rows, view.sizes[-1]) <= height - 2
