"""What all ways to look into the hidden space have in common: whose eyes are looked through, and
how each case is marked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from backprop_tui.engine import Answer, Problem, Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.geometry.hidden_space import HiddenSpace, Points, hidden_space
from backprop_tui.report.names import case_names
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.field import Field
from backprop_tui.ui.drawing.field_marks import Mark
from backprop_tui.ui.view import View

LETTERS = 4
"""Of a name in a box at most; where one is longer, cases are called by their places."""


class Plot(NamedTuple):
    """A field with cases on it.

    Attributes:
        field: Where it stands, and its axes.
        heat: Shades in -1…1, (2 · rows, columns), from the top; `None` for none.
        scores: Where the answer is above the middle, these are above 0, likewise; `None` without
            a boundary.
        marks: The cases.
        above: On which side of the boundary each lies; empty where the field has another boundary
            for each.
    """

    field: Field
    heat: Array | None
    scores: Array | None
    marks: list[Mark]
    above: tuple[bool, ...] = ()


class Way(NamedTuple):
    """A way to look at a hidden space.

    Attributes:
        name: What the gaze calls it.
        suits: Whether it can show a space.
        plot: What it shows in so many columns and rows.
        frame: Draws what stands around the cases, such as axes.
        heading: What the title adds.
        sides: What a border says of the two sides, with the names of what is answered there.
        shaded: Whether the sides have shades.
    """

    name: str
    suits: Callable[[HiddenSpace], bool]
    plot: Callable[[View, HiddenSpace, int, int], Plot]
    frame: Callable[[Canvas, View, HiddenSpace, Plot], None]
    heading: Callable[[View, HiddenSpace], str]
    sides: Callable[[str, str], tuple[str, ...]]
    shaded: bool = True


def shown_output(view: View) -> int:
    """The output whose eyes are looked through: the one that is inspected, or the first."""
    unit, last = view.gaze.inspected, len(view.sizes) - 1
    return unit.position if unit is not None and unit.layer == last else 0


def space_of(view: View) -> HiddenSpace | None:
    """The space as that output sees it; `None` without a hidden layer."""
    return _space(view.snapshot, shown_output(view))


@lru_cache(2)
def _space(snapshot: Snapshot, output: int) -> HiddenSpace | None:
    """The same once for all that is drawn of a moment."""
    return hidden_space(snapshot, output)


@lru_cache(16)
def names(problem: Problem) -> tuple[str, ...]:
    """What cases are called in a box: as anywhere if that is short, or by their places."""
    called = case_names(problem.source)
    if problem.source.case_names or max(map(len, called)) > LETTERS or called[0][0] == "#":
        return tuple(str(row + 1) for row in problem.rows)
    return case_names(problem)


def marks(
    view: View, space: HiddenSpace, place: Callable[[Points], tuple[Array, Array]]
) -> list[Mark]:
    """All cases, each where `place` puts it: along both axes, (cases,) each."""
    last = len(view.sizes) - 1
    found = []
    for points in (space.learnt, space.aside):
        if points is None:
            continue
        aside = points is space.aside
        across, up = (numbers.tolist() for numbers in place(points))
        target = view.heat(last, points.targets[:, None])[:, 0].tolist()
        values = points.problem.answer is Answer.VALUES
        for case, name in enumerate(names(points.problem)):
            found.append(
                Mark(
                    across[case],
                    up[case],
                    name,
                    lit=target[case] > 0,
                    wrong=not points.right[case],
                    chosen=not aside and case == view.gaze.selected,
                    aside=aside,
                    heat=target[case] if values else None,
                    target=None if aside else case,
                )
            )
    return found
