"""Blame is multiplied by a slope in every layer that it passes on its way back, and that of the
sigmoid is a quarter at most. After several layers next to nothing is left: the last layer learns
what it can from a first one that has not begun to.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from backprop_tui.engine import Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.advice.ahead import learns
from backprop_tui.report.advice.cause import Advice

LITTLE = 0.001
"""Where a smaller part of the blame arrives the first layer learns next to nothing.

It is measured case by case, before it is summed: on a plateau the gradients of all layers are small
sums of large numbers, and their ratio says nothing of what got lost on the way.
"""

REMEDIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("--activation tanh --bias", {"activation": "tanh", "bias": True}),
    ("--activation relu --bias", {"activation": "relu", "bias": True}),
    ("--hidden 4", {"hidden": (4,)}),
    ("--hidden 8 --bias", {"hidden": (8,), "bias": True}),
)
"""What may help: steeper slopes, or fewer of them."""


def vanishing(snapshot: Snapshot) -> Advice | None:
    """That the first layer is told next to nothing, with what was tried and helps."""
    if len(snapshot.experiment.hidden) < 2:
        return None
    from backprop_tui.engine.gradients import layer_gradients

    first, *_, last = (_typical(layer.delta) for layer in layer_gradients(snapshot))
    if not 0 < first < LITTLE * last:
        return None
    said = (
        f"The gradient vanishes on its way back: δ is {last:.1g} at the output, {first:.1g} in the "
        f"first layer, {first / last:.1g} times as much."
    )
    for options, changes in REMEDIES:
        if learns(snapshot.experiment, changes):
            return Advice(f"{said} Try {options}.", "e sets it.")
    return Advice(said)


def _typical(values: Array) -> float:
    """The size of numbers: the root of the mean of their squares."""
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.mean(values**2)))
