"""A unit is saturated when its sum is so large that f is flat there: blame comes back multiplied by
a slope of nearly 0, and nothing is learnt. One such unit is common; half a layer is a standstill.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Activation, Experiment, Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.names import unit_names

FLAT_SLOPE = 1e-3
"""A slope below this share of the largest that the activation has is flat."""


def saturated_layer(snapshot: Snapshot) -> str | None:
    """Which layer is saturated, with the slope that shows it; `None` if none is."""
    found = _still_layer(snapshot)
    if found is None:
        return None
    layer, function, slope = found
    units, count = layer_text(snapshot.experiment, layer), snapshot.experiment.sizes[layer]
    if function.kinks:
        return f"{units} dead: the slope f′ is 0 there for every input"
    their = "its" if count == 1 else "their"
    is_output = layer == len(snapshot.experiment.layer_activations)
    where = " where the answer is wrong" if is_output and snapshot.right.any() else ""
    return f"{units} saturated: {their} typical slope f′ is {slope:.1g}{where}"


def dead_layer(snapshot: Snapshot) -> int | None:
    """The layer that stands still, if its slope is 0 for good, as that of relu can be."""
    found = _still_layer(snapshot)
    if found is None or not found[1].kinks:
        return None
    # With direct links the layers before it learn on, and may rouse it.
    return found[0] if found[0] == 1 or not snapshot.experiment.links.skipping else None


def _still_layer(snapshot: Snapshot) -> tuple[int, Activation, float] | None:
    """The first layer that stands still, its activation and its typical slope."""
    experiment = snapshot.experiment
    for layer, function in enumerate(experiment.layer_activations, start=1):
        # A slope that is 0 by nature is no unit's fault.
        if function.flat or not experiment.slope_counts[layer - 1]:
            continue
        sums, outputs = snapshot.z[layer - 1], snapshot.activations[layer]
        is_output = layer == len(experiment.layer_activations)
        if is_output and not function.kinks and not snapshot.right.all():
            # Where an output is right it is as flat as it should be.
            sums, outputs = sums[~snapshot.right], outputs[~snapshot.right]
        slope, limit = _typical_slope(function, sums, outputs)
        if slope <= limit:
            return layer, function, slope
    return None


def layer_text(experiment: Experiment, layer: int) -> str:
    """The units of a layer as the subject of a sentence: `units h1 to h4 are`."""
    names = unit_names(experiment, layer)
    if len(names) == 1:
        return f"unit {names[0]} is"
    return f"units {names[0]} {'and' if len(names) == 2 else 'to'} {names[-1]} are"


def _typical_slope(function: Activation, sums: Array, outputs: Array) -> tuple[float, float]:
    """The slope that tells about a layer, and the one at which it stands still."""
    slopes = function.slope_at(sums, outputs)
    if function.kinks:
        # Half the slopes of a good layer of relu may be 0; all of them may not.
        return float(slopes.max()), 0.0
    zero = np.zeros(1)
    steepest = float(function.slope_at(zero, function(zero))[0])
    return float(np.median(slopes)), FLAT_SLOPE * steepest
