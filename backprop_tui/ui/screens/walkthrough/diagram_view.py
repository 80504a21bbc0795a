"""What the diagram shows in each phase: the numbers that are known by then on the units, the
numbers in question on the wires of the gap at work, and everything else dimmed.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from backprop_tui.engine import LayerRecord
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.names import subscript, unit_names
from backprop_tui.report.walk import Part, Quantity
from backprop_tui.ui.diagram.wires import FAINTEST_SCALE
from backprop_tui.ui.overlay import DiagramOverlay, UnitValues
from backprop_tui.ui.screens.walkthrough.place import Place
from backprop_tui.ui.view import View

ON_UNITS = {
    Quantity.SUM: ("z", "z"),
    Quantity.ACTIVATION: ("activation", "a"),
    Quantity.DELTA: ("delta", "δ"),
    Quantity.ACTIVATION_GRADIENT: ("activation_gradient", "da"),
}
"""What a phase leaves on the units of its layer: the record's name and the symbol."""

ON_WIRES = {
    Quantity.GRADIENT: ("gradient", "bias_gradient", "∂E/∂w"),
    Quantity.BIAS_GRADIENT: ("gradient", "bias_gradient", "∂E/∂w"),
    **dict.fromkeys(
        (Quantity.CHANGE, Quantity.BIAS_CHANGE, Quantity.WEIGHTS, Quantity.BIASES),
        ("change", "bias_change", "Δw"),
    ),
}
"""What its wires carry, where that is not the weights: names for weights and biases, the symbol."""


Shown: TypeAlias = dict[int, tuple[str, str]]
"""For every layer whose units show something an entry of `ON_UNITS`."""


def diagram_view(place: Place, view: View) -> View:
    """The view that the diagram draws."""
    record, phase = place.record, place.phase
    case = int(record.cases[place.case])
    names = ON_WIRES.get(phase.quantity, ("weights", "biases", "w"))
    at_work = phase.layer - 1
    wires = [layer.weights for layer in record.layers]
    biases = [layer.biases for layer in record.layers]
    wires[at_work] = getattr(record.layers[at_work], names[0])
    biases[at_work] = getattr(record.layers[at_work], names[1])
    gap = {Quantity.ACTIVATION_GRADIENT: phase.layer, Quantity.ACTIVATION: None,
           Quantity.DELTA: None, Quantity.ERROR: None}.get(phase.quantity, at_work)  # fmt: skip
    shown = _shown(place)
    known = tuple(vector for vector in biases if vector is not None)
    overlay = DiagramOverlay(
        units=_units(place, view, shown),
        wires=tuple(wires),
        biases=known or None,
        least=FAINTEST_SCALE if phase.quantity not in ON_WIRES else 0.0,
        gap=gap,
        layer=phase.layer if phase.quantity in ON_UNITS or phase.part is Part.LOSS else None,
        backward=phase.part is Part.BACKWARD,
        pulse=place.pulse,
        caption=_caption(place, shown, names[2]),
        carries=names[2],
        heading={Part.FORWARD: "━━▶ forward", Part.BACKWARD: "◀━━ backward"}.get(phase.part, ""),
    )
    return view.overlaid(overlay, selected=case)


def _caption(place: Place, shown: Shown, on_wires: str) -> str:
    """What every layer's units and every gap's wires show, for there is more than one thing."""
    phase, sizes = place.phase, place.record.experiment.sizes
    units = [
        f"{unit_names(sizes, k)[0].rstrip('1')} {symbol}"
        for k, (_, symbol) in sorted(shown.items())
    ]
    wires = "w"
    if on_wires != "w":
        wires = f"{on_wires} in {subscript('W', phase.layer)}"
        wires += ", else w" if len(sizes) > 2 else ""
    return f"units {', '.join(units)} · wires {wires}" if units else f"wires {wires}"


def _shown(place: Place) -> Shown:
    """What the units of every layer show: the latest; outputs, once the weights move."""
    if place.phase.part is Part.UPDATE:
        return dict.fromkeys(range(1, len(place.record.layers) + 1), ON_UNITS[Quantity.ACTIVATION])
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
        numbers.append(
            _unit_values(view, k, layer, shown[k][0], place.case) if k in shown else None
        )
    return tuple(numbers)


def _unit_values(view: View, k: int, layer: LayerRecord, name: str, case: int) -> UnitValues:
    """One quantity of a layer for a case."""
    values: Array = getattr(layer, name)
    if name == "activation":
        return UnitValues(values[case], view.heat(k, values)[case])
    largest = float(np.nanmax(np.abs(values), initial=0.0)) or 1.0
    return UnitValues(values[case], values[case] / largest)
