"""Ways for wires that skip layers: above the units that they pass or below, never through one.
Such a wire carries what its unit puts out past all that the layers between make of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from backprop_tui.engine.core.links import Links
from backprop_tui.ui.gaze import Unit

if TYPE_CHECKING:
    from backprop_tui.ui.diagram.geometry import Geometry

Point: TypeAlias = tuple[float, float]
"""A place in dots, two to a cell across and four down."""

APART = 4.0
"""Dots between two wires that pass a layer side by side, where there is room."""


def passing(links: Links, layer: int) -> tuple[list[Unit], list[Unit]]:
    """The units whose wires pass above a layer, and those that pass below, from top to bottom."""
    above: list[Unit] = []
    below: list[Unit] = []
    for before in range(layer) if links.direct else ():
        half = (links.sizes[before] + 1) // 2
        above += [Unit(before, k) for k in range(half)]
        below = [Unit(before, k) for k in range(half, links.sizes[before])] + below
    return above, below


def arriving(links: Links, layer: int) -> list[int]:
    """The rows of a layer's weights as their wires arrive, from top to bottom."""
    above, below = passing(links, layer - 1)
    beside = [Unit(layer - 1, k) for k in range(links.sizes[layer - 1])]
    return [links.rows(layer, unit.layer).start + unit.position for unit in above + beside + below]


def route(plan: Geometry, links: Links, source: Unit, layer: int, end: Point) -> list[Point]:
    """The corners of a wire from a unit to where it ends before a unit of another layer.

    Args:
        plan: Where everything is.
        links: Which layers see which.
        source: Where it begins.
        layer: The layer of the unit that it leads to.
        end: Its last point.
    """
    x = plan.columns[source.layer] + plan.widths[source.layer]
    corners = [(2 * x + 1.0, 4 * plan.rows[source.layer][source.position] + 1.5)]
    for passed in range(source.layer + 1, layer):
        numbers = plan.label_width if plan.labels[passed] else 0
        y = _height(plan, links, passed, source)
        left, right = plan.columns[passed] - numbers, plan.columns[passed] + plan.widths[passed]
        corners += [(2.0 * left - 1, y), (2.0 * right, y)]
    return [*corners, end]


def _height(plan: Geometry, links: Links, layer: int, source: Unit) -> float:
    """How far down a wire passes a layer, in dots."""
    above, below = passing(links, layer)
    first, last = plan.taken[layer]
    if source in above:
        return 4 * first - _away(above[::-1], source, first - int(plan.heading))
    return 4 * last + 3 + _away(below, source, plan.height - 1 - last)


def _away(units: Sequence[Unit], source: Unit, rows: int) -> float:
    """How many dots a wire keeps away from a layer; of the units the nearest is the first."""
    apart = min(APART, (4 * rows - 3) / len(units))
    return 2.5 + apart * units.index(source)
