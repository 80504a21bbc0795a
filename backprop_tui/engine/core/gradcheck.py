"""The gradient check: each gradient of back-propagation beside the one that a nudge of the weight
gives. It believes nothing: nudge one weight, see how much the error changes, compare. That takes
two forward passes for every single weight; back-propagation gets all of them from one pass back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Forward, Network, Parameters, error_of
from backprop_tui.engine.step_record import StepRecord

NUDGE = float(np.cbrt(np.finfo(np.float64).eps))
"""h for a weight of size 1: where rounding and curvature cost a central difference alike."""

SMALL = 1e-3
"""Gradients below this, relative to E, are compared absolutely: their differences are rounding."""

TOLERANCE = 1e-5
"""A relative error above this means that a gradient is wrong."""


@dataclass(frozen=True, eq=False)
class LayerCheck:
    """The two gradients of one layer.

    Attributes:
        weights: Relative error of every weight's gradient, (units before, units); NaN where
            the error has a kink within the nudge and so no slope to compare.
        biases: The same for biases, (units,) or (1,), or `None`.
        numerical_weights: (E(w + h) - E(w - h)) / 2h of every weight.
        numerical_biases: The same for biases, or `None`.
        count: How many weights there are; of a link that is not there all is 0.
    """

    weights: Array
    biases: Array | None
    numerical_weights: Array
    numerical_biases: Array | None
    count: int

    @cached_property
    def largest(self) -> float:
        """The largest relative error; 0 if there is nothing to compare."""
        parts = [self.weights.ravel()] + ([self.biases] if self.biases is not None else [])
        errors = np.concatenate(parts)
        compared = errors[~np.isnan(errors)]
        return float(compared.max()) if len(compared) else 0.0

    @property
    def kinks(self) -> int:
        """How many parameters could not be compared."""
        count = int(np.isnan(self.weights).sum())
        return count + (int(np.isnan(self.biases).sum()) if self.biases is not None else 0)


def check_gradients(record: StepRecord) -> tuple[LayerCheck, ...]:
    """Compare every gradient of a step with the central difference of E.

    The differences use the plain forward pass, not the code that training runs. The
    relative error is |g - n| / max(|g|, |n|, SMALL · max(1, E)).

    Args:
        record: The step whose gradients to check.

    Returns:
        One comparison a layer.
    """
    experiment = record.experiment
    network = Network(experiment)
    network.parameters.vector[:] = _flat(update.before for update in record.updates)
    gradient = _flat(update.gradient for update in record.updates)
    numerical = Parameters(experiment.arrangement)
    numerical.vector[:] = list(_differences(network, record))
    floor = SMALL * max(1.0, abs(record.error_before))
    size = np.maximum(np.abs(gradient), np.abs(numerical.vector))
    relative = Parameters(experiment.arrangement)
    with np.errstate(all="ignore"):
        errors = np.abs(gradient - numerical.vector) / np.maximum(size, floor)
    kinks = np.isnan(numerical.vector) & np.isfinite(gradient)
    # What cannot be compared for any other reason than a kink is wrong.
    relative.vector[:] = np.where(np.isnan(errors) & ~kinks, np.inf, errors)
    return tuple(
        LayerCheck(
            weights=relative.weights[k],
            biases=relative.biases[k] if relative.biases is not None else None,
            numerical_weights=numerical.weights[k],
            numerical_biases=numerical.biases[k] if numerical.biases is not None else None,
            count=experiment.links.count(k + 1),
        )
        for k in range(len(record.layers))
    )


def _flat(arrays: Iterable[Array]) -> Array:
    """The numbers of all of them, (parameters,)."""
    return np.concatenate([array.ravel() for array in arrays])


def _differences(network: Network, record: StepRecord) -> Iterator[float]:
    """The central difference of E by every parameter in turn; NaN across a kink, 0 for none."""
    vector, penalty = network.parameters.vector, record.experiment.penalty
    penalised = sum(weights.size for weights in network.parameters.weights) if penalty else 0
    connected = record.experiment.connected
    for index, value in enumerate(vector.tolist()):
        if connected is not None and not connected[index]:
            yield 0.0
            continue
        nudge = NUDGE * max(1.0, abs(value))
        vector[index] = value + nudge
        above = network.forward(record.inputs)
        vector[index] = value - nudge
        below = network.forward(record.inputs)
        vector[index] = value
        bends = index < penalised and penalty and penalty.bends(value - nudge, value + nudge)
        if bends or _crosses_kink(network, above, below, record.targets):
            yield np.nan
            continue
        rise = error_of(record.experiment, above, record.targets) - error_of(
            record.experiment, below, record.targets
        )
        if penalty and index < penalised:
            # That of this weight alone: the others' is the same on both sides.
            rise += penalty.of(np.array(value + nudge)) - penalty.of(np.array(value - nudge))
        yield rise / (2 * nudge) if math.isfinite(rise) else math.inf


def _crosses_kink(network: Network, above: Forward, below: Forward, targets: Array) -> bool:
    """Whether a sum or an output lies on different sides of a kink in the two passes."""
    experiment, loss = network.experiment, network.experiment.loss_function
    layers = zip(experiment.layer_activations, above.z, below.z, strict=True)
    sides = [(activation.kinks, high, low) for activation, high, low in layers]
    high, low = (
        loss.input_of(passed.z[-1], passed.activations[-1], targets) for passed in (above, below)
    )
    sides.append((loss.kinks, high, low))
    # At a jump it matters on which side the kink itself is.
    return any(
        bool((((high > kink) != (low > kink)) | ((high >= kink) != (low >= kink))).any())
        for kinks, high, low in sides
        for kink in kinks
    )
