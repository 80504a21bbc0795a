"""Which units have a row each where not all can, and which wires are drawn where all are too many:
those that the selected case turns on, and those that are strong.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.ui.diagram.rendering import CROWDED
from backprop_tui.ui.diagram.shown import is_on, wanted
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View


class Wire(NamedTuple):
    """A wire that is drawn.

    Attributes:
        row: Of the weights: the unit that it comes from.
        unit: The unit that it leads to.
        value: What it carries.
    """

    row: int
    unit: int
    value: float


def chosen(view: View, layer: int, room: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Rows of the weights into a layer, and its units, that are shown in so many rows.

    Targets come first, then units that put out much; of the units before it those inputs that are
    on, then those with the strongest wires. An inspected unit is always among them, and of those
    before it then its strongest alone.
    """
    units = _largest(_of_its_own(view, layer), room)
    strengths = _sizes(view.wires(layer))
    there, unit = view.links_there(layer), touched(view, layer)
    if there is not None:
        strengths = np.where(there, strengths, -1.0)
    if unit is not None and unit.layer == layer:
        return _largest(strengths[:, unit.position], room), units
    strengths = strengths[:, list(units)]
    score = strengths.max(axis=1) / max(1e-300, float(strengths.max()))
    for row in range(len(score)):
        source = view.source(layer, row)
        if source == unit:
            score[row] = np.inf
        elif source.layer == 0 and is_on(view, source.position):
            score[row] += 2
    return _largest(score, room), units


def _of_its_own(view: View, layer: int) -> Array:
    """How much each unit of a layer matters for the selected case."""
    numbers, inspected = view.unit_values(layer), view.gaze.inspected
    score = np.zeros(view.sizes[layer]) if numbers is None else _sizes(numbers.values)
    if layer == len(view.sizes) - 1:
        score = np.where(wanted(view), np.inf, score)
    if inspected is not None and inspected.layer == layer:
        score[inspected.position] = np.inf
    return score


def _sizes(values: Array) -> Array:
    """How large numbers are, whatever their sign; what is no number least."""
    sizes: Array = np.nan_to_num(np.abs(values), nan=0.0, posinf=1e300)
    return sizes


def _largest(score: Array, count: int) -> tuple[int, ...]:
    """The places of the largest, from first to last."""
    order = np.argsort(-score, kind="stable")[:count]
    return tuple(sorted(order.tolist()))


def strongest(
    view: View, layer: int, rows: tuple[int, ...], units: tuple[int, ...], each: int
) -> list[list[Wire]]:
    """For every unit its strongest wires from some rows, at most so many, from top to bottom.

    Of an inspected unit all wires are drawn, and no others.
    """
    matrix, there = view.wires(layer), view.links_there(layer)
    part = matrix[np.ix_(rows, units)]
    sizes = _sizes(part)
    if there is not None:
        sizes = np.where(there[np.ix_(rows, units)], sizes, -1.0)
    inspected = touched(view, layer)
    found: list[list[Wire]] = []
    for place, unit in enumerate(units):
        column = sizes[:, place]
        if inspected is None:
            order = sorted(np.argsort(-column, kind="stable")[:each].tolist())
        elif inspected == (layer, unit):
            order = list(range(len(rows)))
        else:
            order = [k for k, row in enumerate(rows) if view.source(layer, row) == inspected]
        found.append([Wire(rows[k], unit, float(part[k, place])) for k in order if column[k] >= 0])
    return found


def touched(view: View, layer: int) -> Unit | None:
    """The inspected unit if wires into a layer lead to it or come from it."""
    unit = view.gaze.inspected
    if unit is None or view.overlay is not None:
        return None
    before = view.snapshot.experiment.links.before(layer)
    return unit if unit.layer == layer or unit.layer in before else None


def wires_drawn(view: View, layer: int) -> list[tuple[float, int, int]]:
    """Strength, source and target of the wires to draw, the strongest last and so on top."""
    matrix = view.wires(layer)
    strengths = np.nan_to_num(np.abs(matrix), nan=0.0, posinf=np.finfo(float).max)
    order = np.argsort(strengths, axis=None, kind="stable")
    there, count = view.links_there(layer), view.wire_count(layer)
    order = order if there is None else order[there.ravel()[order]]
    if count > CROWDED:
        if view.gaze.inspected is not None or (
            view.overlay is not None and view.overlay.wire is not None
        ):
            order = np.array(
                [k for k in order if view.lit(layer, *divmod(int(k), matrix.shape[1]))], dtype=int
            )
        else:
            order = order[-shown_wires(count, matrix.shape[1]) :]
    sources, targets = np.unravel_index(order, matrix.shape)
    wires = zip(
        strengths[sources, targets].tolist(), sources.tolist(), targets.tolist(), strict=True
    )
    # Wires that step back are drawn first, under the lit ones.
    return sorted(wires, key=lambda wire: view.lit(layer, wire[1], wire[2]))


def shown_wires(count: int, targets: int) -> int:
    """How many of the wires into so many units are drawn."""
    return count if count <= CROWDED else max(12, int(2.2 * targets))
