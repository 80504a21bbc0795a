"""Between which values numbers are drawn, and how far towards an end each of them is. A colour or
the length of a bar says nothing by itself: it means a share of a scale, which must be one for all.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.engine.records import Snapshot


def heat(snapshot: Snapshot, layer: int, values: Array) -> Array:
    """Outputs of a layer on the scale of the heat ramp, -1…1, whatever its activation.

    Args:
        snapshot: The moment.
        layer: Which one; 0 is the input.
        values: Of its units, (cases, units).
    """
    experiment = snapshot.experiment
    if layer == 0:
        largest = np.abs(experiment.problem.inputs).max(axis=0)
        # Inputs are of one kind, or are made so; features of them never are.
        scale = largest if experiment.problem.features else largest.max()
        shades: Array = values / np.maximum(1.0, scale)
        return shades
    if layer == len(experiment.sizes) - 1:
        low, high = target_range(experiment.problem, experiment.problem.targets)
        with np.errstate(over="ignore"):
            return (values - (low + high) / 2) / ((high - low) / 2)
    low_bound, high_bound = experiment.layer_activations[layer - 1].bounds
    if low_bound is not None and high_bound is not None:
        return values
    with np.errstate(invalid="ignore"):
        largest = float(np.nanmax(np.abs(snapshot.activations[layer]), initial=1e-9))
    return values / largest if np.isfinite(largest) else np.full_like(values, np.nan)


def target_range(problem: Problem, targets: Array) -> tuple[float, float]:
    """The values between which predictions are drawn: the lowest and the highest target.

    Those of bits and classes are their levels, 0 and 1; where all targets are one value, so may it
    be.

    Args:
        problem: Says what its targets are.
        targets: Those of the problem, (cases, outputs), perhaps in their own units.
    """
    if problem.answer is not Answer.VALUES:
        return problem.levels
    low, high = float(targets.min()), float(targets.max())
    return (low, high) if low < high else (min(0.0, low), max(1.0, high))
