"""What the units of a layer show where each has a cell of its own: what they put out or, beside an
inspected unit, the weights between it and them. So a layer becomes a picture of what a unit of the
next one listens to.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems import Problem
from backprop_tui.ui.view import View


class Shown(NamedTuple):
    """What the cells of a layer show.

    Attributes:
        values: A number a unit.
        heat: The same on the scale of the heat ramp.
        weights: Whether these are the weights between the layer and the inspected unit.
        there: Which units have one; `None` if all have.
    """

    values: Array
    heat: Array
    weights: bool
    there: NDArray[np.bool_] | None = None

    def has(self, position: int) -> bool:
        """Whether a unit has a number: a link between two groups is not there."""
        return self.there is None or bool(self.there[position])


def groups_of(view: View) -> tuple[tuple[int, ...], ...]:
    """The groups of units of every layer; of inputs those that belong together at least."""
    experiment = view.snapshot.experiment
    first, *others = (experiment.links.division(layer) for layer in range(len(view.sizes)))
    return first if len(first) > 1 else experiment.problem.groups or first, *others


def shown(view: View, layer: int) -> Shown | None:
    """Outputs for the selected case; beside an inspected unit the weights from it or into it."""
    beside = weights_beside(view, layer)
    if beside is not None:
        wires, there = beside
        largest = float(np.nanmax(np.abs(wires), initial=0.0))
        with np.errstate(invalid="ignore"):
            return Shown(wires, wires / max(largest, 1e-9), True, there)
    return outputs(view, layer)


def outputs(view: View, layer: int) -> Shown | None:
    """What the units of a layer put out for the selected case; `None` if it is not known yet."""
    numbers = view.unit_values(layer)
    if numbers is None:
        return None
    if layer < len(view.sizes) - 1 or view.overlay is not None:
        return Shown(numbers.values, numbers.heat, False)
    # Of many outputs one is on, or few: what is off steps back.
    return Shown(numbers.values, np.maximum(numbers.heat, -1.0) / 2 + 0.5, False)


def weights_beside(view: View, layer: int) -> tuple[Array, NDArray[np.bool_] | None] | None:
    """The weights between a layer and the inspected unit, and which there are; `None` for none."""
    unit, links = view.gaze.inspected, view.snapshot.experiment.links
    if unit is None or view.overlay is not None:
        return None
    one = slice(unit.position, unit.position + 1)
    if unit.layer and layer in links.before(unit.layer):
        into, rows, columns = unit.layer, links.rows(unit.layer, layer), one
    elif layer in links.after(unit.layer):
        first = links.rows(layer, unit.layer).start + unit.position
        into, rows, columns = layer, slice(first, first + 1), slice(None)
    else:
        return None
    there = view.links_there(into)
    wires = view.wires(into)[rows, columns].ravel()
    return wires, None if there is None else there[rows, columns].ravel()


def wanted(view: View) -> NDArray[np.bool_]:
    """Which outputs should be high for the selected case, (outputs,)."""
    low, high = view.target_range
    targets = view.snapshot.experiment.problem.targets[view.gaze.selected]
    found: NDArray[np.bool_] = targets > (low + high) / 2
    return found


@lru_cache(16)
def are_bits(problem: Problem) -> bool:
    """Whether all inputs are on or off, 1 or 0."""
    return bool(((problem.inputs == 0) | (problem.inputs == 1)).all())


def is_on(view: View, place: int) -> bool:
    """Whether an input is on for the selected case, where inputs are on or off."""
    numbers = view.unit_values(0)
    bits = are_bits(view.snapshot.experiment.problem)
    return bits and numbers is not None and bool(numbers.values[place])


def typed(heat: float) -> str:
    """A shade where there are only letters: 1…9 above zero, a…i below, a dot for zero."""
    if np.isnan(heat):
        return "?"
    size = round(9 * min(1.0, abs(heat)))
    return ".123456789"[size] if heat >= 0 else ".abcdefghi"[size]
