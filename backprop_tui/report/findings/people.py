"""What hidden units know of the inputs that a problem lays out in rows. In the network for family
trees each unit that sees the people has a weight for every one of them, and beside each other they
show what it has found: which family, which generation, which branch (Rumelhart, Hinton and
Williams, Nature 1986, figure 4, where each unit is two rows of twelve, English above Italian).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backprop_tui.engine import Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.names import unit_names


class People(NamedTuple):
    """The weights of the units that see the inputs of a layout.

    Attributes:
        units: Those units of the first hidden layer, from 0.
        names: Of the inputs, row by row.
        weights: (units, rows, columns), as the problem lays its inputs out.
    """

    units: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    weights: Array

    @property
    def scale(self) -> float:
        """The largest magnitude that is a number."""
        finite = self.weights[np.isfinite(self.weights)]
        return float(np.abs(finite).max(initial=0.0))

    def strongest(self, place: int, most: int) -> list[tuple[str, float]]:
        """The inputs that a unit listens to most, each with its weight.

        Args:
            place: The unit's, among `units`.
            most: How many.
        """
        values = self.weights[place].ravel()
        order = np.argsort(-np.abs(np.nan_to_num(values)), kind="stable")[:most].tolist()
        names = [name for row in self.names for name in row]
        return [(names[k], float(values[k])) for k in order]


def people(snapshot: Snapshot) -> People:
    """The weights from the inputs that the problem lays out."""
    problem = snapshot.experiment.problem
    weights = np.moveaxis(snapshot.weights[0][np.array(problem.layout)], 2, 0)
    linked = snapshot.experiment.links.linked(1)
    inputs = [k for row in problem.layout for k in row]
    units = [unit for unit in range(len(weights)) if linked is None or linked[inputs, unit].any()]
    names = tuple(tuple(problem.input_names[k] for k in row) for row in problem.layout)
    return People(tuple(units), names, weights[units])


def said(snapshot: Snapshot) -> str:
    """Whom every unit listens to most, in one line; empty if nothing is laid out."""
    experiment = snapshot.experiment
    if len(experiment.sizes) < 3 or not experiment.problem.layout:
        return ""
    found, names = people(snapshot), unit_names(experiment, 1)
    units = []
    for place, unit in enumerate(found.units):
        strongest = (f"{name} {value:+.2f}" for name, value in found.strongest(place, 3))
        units.append(f"{names[unit]} {', '.join(strongest)}")
    return f"listens most to: {'; '.join(units)}"
