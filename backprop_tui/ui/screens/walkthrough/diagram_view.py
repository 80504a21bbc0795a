"""What the diagram shows in each phase: the numbers that are known by then on the units, the
numbers in question on the wires of the layer at work, and everything else dimmed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np

from backprop_tui.engine import LayerRecord, ParameterUpdate
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.names import layer_letter, subscript
from backprop_tui.report.walk import Part, Quantity
from backprop_tui.ui.diagram.strands import FAINTEST_SCALE
from backprop_tui.ui.overlay import DiagramOverlay, UnitValues
from backprop_tui.ui.screens.walkthrough.place import WITHOUT_WIRES, Place
from backprop_tui.ui.view import View


class OnUnits(NamedTuple):
    """What the units of a layer show.

    Attributes:
        symbol: How the caption writes it.
        values: The numbers, (cases, units).
    """

    symbol: str
    values: Callable[[LayerRecord], Array | None]


class OnWires(NamedTuple):
    """What the wires into a layer show.

    Attributes:
        symbol: How the caption writes it.
        values: The numbers, of weights or of biases.
    """

    symbol: str
    values: Callable[[ParameterUpdate], Array]


OUTPUTS = OnUnits("a", lambda layer: layer.activation)

ON_UNITS = {
    Quantity.SUM: OnUnits("z", lambda layer: layer.z),
    Quantity.ACTIVATION: OUTPUTS,
    Quantity.DELTA: OnUnits("δ", lambda layer: layer.delta),
    Quantity.ACTIVATION_GRADIENT: OnUnits("da", lambda layer: layer.activation_gradient),
}
"""What a phase leaves on the units of its layer."""

PARAMETERS = OnWires("w", lambda update: update.before)

ON_WIRES = {
    **dict.fromkeys(
        (Quantity.GRADIENT, Quantity.BIAS_GRADIENT),
        OnWires("∂E/∂w", lambda update: update.gradient),
    ),
    **dict.fromkeys(
        (Quantity.CHANGE, Quantity.BIAS_CHANGE, Quantity.WEIGHTS, Quantity.BIASES),
        OnWires("Δw", lambda update: update.change),
    ),
}
"""What its wires carry, where that is not the parameters before the step."""


HEADINGS = {
    Quantity.SUM: "━━▶ forward: what comes in × weights, added up",
    Quantity.ACTIVATION: "━━▶ forward: what each unit puts out",
    Quantity.DELTA: "◀━━ backward: the blame of each unit, δ",
    Quantity.GRADIENT: "◀━━ backward: what a wire carried × blame",
    Quantity.BIAS_GRADIENT: "◀━━ backward: blame, summed for each bias",
    Quantity.ACTIVATION_GRADIENT: "◀━━ backward: blame through the weights",
}
"""Which way something flows, and what it is."""

Shown: TypeAlias = dict[int, OnUnits]
"""For every layer whose units show something an entry of `ON_UNITS`."""


def diagram_view(place: Place, view: View) -> View:
    """The view that the diagram draws."""
    record, phase = place.record, place.phase
    case = int(record.cases[place.case])
    on_wires = ON_WIRES.get(phase.quantity, PARAMETERS)
    wires = [PARAMETERS] * len(record.layers)
    wires[phase.layer - 1] = on_wires
    layers = list(zip(wires, record.layers, strict=True))
    # ∂E/∂a comes back through the weights that its layer's outputs go through.
    comes_back = phase.quantity is Quantity.ACTIVATION_GRADIENT
    through = phase.layer + comes_back
    shown = _shown(place)
    overlay = DiagramOverlay(
        units=_units(place, view, shown),
        wires=tuple(shows.values(layer.weights) for shows, layer in layers),
        biases=tuple(shows.values(layer.biases) for shows, layer in layers if layer.biases) or None,
        least=FAINTEST_SCALE if phase.quantity not in ON_WIRES else 0.0,
        lit_wires=None if phase.quantity in WITHOUT_WIRES else through,
        lit_from=phase.layer if comes_back else None,
        lit_units=phase.layer if phase.quantity in ON_UNITS or phase.part is Part.LOSS else None,
        backward=phase.part is Part.BACKWARD,
        pulse=place.pulse,
        caption=_caption(place, shown, on_wires.symbol),
        carries=on_wires.symbol,
        heading=HEADINGS.get(phase.quantity, ""),
    )
    return view.overlaid(overlay, selected=case)


def _caption(place: Place, shown: Shown, on_wires: str) -> str:
    """What every layer's units and the wires into it show, for there is more than one thing."""
    phase, experiment = place.phase, place.record.experiment
    units = [
        f"{layer_letter(experiment, k)} {on_units.symbol}" for k, on_units in sorted(shown.items())
    ]
    wires = "w"
    if on_wires != "w":
        wires = f"{on_wires} in {subscript('W', phase.layer)}"
        wires += ", else w" if experiment.hidden else ""
    return f"units {', '.join(units)} · wires {wires}" if units else f"wires {wires}"


def _shown(place: Place) -> Shown:
    """What the units of every layer show: the latest; outputs, once the weights move."""
    if place.phase.part is Part.UPDATE:
        return dict.fromkeys(range(1, len(place.record.layers) + 1), OUTPUTS)
    return {
        phase.layer: ON_UNITS[phase.quantity]
        for phase in place.phases[: place.number + 1]
        if phase.quantity in ON_UNITS
    }


def _units(place: Place, view: View, shown: Shown) -> tuple[UnitValues | None, ...]:
    """The numbers of every layer."""
    inputs = place.record.inputs
    numbers: list[UnitValues | None] = [
        UnitValues(inputs[place.case], view.heat(0, inputs)[place.case])
    ]
    for k, layer in enumerate(place.record.layers, start=1):
        numbers.append(_unit_values(view, k, layer, shown[k], place.case) if k in shown else None)
    return tuple(numbers)


def _unit_values(view: View, k: int, layer: LayerRecord, shows: OnUnits, case: int) -> UnitValues:
    """One quantity of a layer for a case."""
    values = shows.values(layer)
    assert values is not None, "a phase leaves behind what it computes"
    if shows is OUTPUTS:
        return UnitValues(values[case], view.heat(k, values)[case])
    largest = float(np.nanmax(np.abs(values), initial=0.0)) or 1.0
    return UnitValues(values[case], values[case] / largest)
