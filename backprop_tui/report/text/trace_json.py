"""One step for a program: every array of its record by its own name, at full precision, so that
anybody's back-propagation can be compared with this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from backprop_tui.engine import LayerRecord, ParameterUpdate, StepRecord
from backprop_tui.engine.core.biases import BiasForm
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems.chosen import scaling_facts
from backprop_tui.report.text.numbers import to_json

STEP_VALUES: dict[str, Callable[[StepRecord], Any]] = {
    "step": lambda record: record.step,
    "cases": lambda record: [
        record.experiment.problem.rows[case] for case in record.cases.tolist()
    ],
    "inputs": lambda record: record.inputs.tolist(),
    "targets": lambda record: record.targets.tolist(),
    "output_error": lambda record: record.residual.tolist(),
    "error_before": lambda record: record.error_before,
    "loss_before": lambda record: record.loss_before,
    "error_after": lambda record: record.error_after,
    "loss_after": lambda record: record.loss_after,
}
"""What a step's object holds, by the keys under which programs look for it."""


def of_biases(
    part: Callable[[ParameterUpdate], Array | None],
) -> Callable[[LayerRecord], Array | None]:
    """A part of what became of a layer's biases, if it has any."""
    return lambda layer: None if layer.biases is None else part(layer.biases)


LAYER_ARRAYS: dict[str, Callable[[LayerRecord], Array | None]] = {
    "weights": lambda layer: layer.weights.before,
    "biases": of_biases(lambda update: update.before),
    "z": lambda layer: layer.z,
    "activation": lambda layer: layer.activation,
    "slope": lambda layer: layer.slope,
    "blame": lambda layer: layer.activation_gradient,
    "delta": lambda layer: layer.delta,
    "gradient": lambda layer: layer.weights.gradient,
    "bias_gradient": of_biases(lambda update: update.gradient),
    "previous_change": lambda layer: layer.weights.previous,
    "previous_bias_change": of_biases(lambda update: update.previous),
    "change": lambda layer: layer.weights.change,
    "bias_change": of_biases(lambda update: update.change),
    "weights_after": lambda layer: layer.weights.after,
    "biases_after": of_biases(lambda update: update.after),
}
"""What a layer's object holds, likewise."""

PENALTY_VALUES: dict[str, Callable[[StepRecord], Any]] = {
    "penalty_before": lambda record: record.penalty_before,
    "penalty_after": lambda record: record.penalty_after,
}
"""What it holds besides where the size of weights is added to E."""

PENALTY_ARRAYS: dict[str, Callable[[LayerRecord], Array | None]] = {
    "penalty_gradient": lambda layer: layer.weights.penalty,
}
"""Likewise of a layer."""

MASK_ARRAYS: dict[str, Callable[[LayerRecord], Array | None]] = {
    "learns": lambda layer: layer.weights.learns,
    "bias_learns": of_biases(lambda update: update.learns),
}
"""What a layer's object holds besides where something is frozen: 1 for what learns, 0 for what
does not."""

CARRIED_ARRAYS: dict[str, Callable[[LayerRecord], Array | None]] = {
    "carried_gradient": lambda layer: layer.weights.carried,
    "carried_bias_gradient": of_biases(lambda update: update.carried),
}
"""What it holds besides where a bug carries gradients from step to step."""


def trace_json(record: StepRecord) -> Iterator[str]:
    """The step as one object in one line; with a bug, the right step within it."""
    yield to_json(_step(record))


def _step(record: StepRecord) -> dict[str, Any]:
    """A step as plain values."""
    values = STEP_VALUES | PENALTY_VALUES if record.experiment.penalty else STEP_VALUES
    content = {key: value(record) for key, value in values.items()}
    if record.experiment.groups:
        content["groups"] = [list(division) for division in record.experiment.groups]
    if record.experiment.standardize:
        content |= scaling_facts(record.experiment)
    content["layers"] = [_layer(layer, record.experiment.bias_form) for layer in record.layers]
    if record.reference is not None:
        content |= {"bug": record.experiment.bug, "right": _step(record.reference)}
    return content


def _layer(layer: LayerRecord, form: BiasForm) -> dict[str, Any]:
    """A layer as nested lists; what is told of biases is told of thresholds by that name."""
    weights, arrays = layer.weights, LAYER_ARRAYS
    for there, more in (
        (weights.carried, CARRIED_ARRAYS),
        (weights.penalty, PENALTY_ARRAYS),
        (weights.learns, MASK_ARRAYS),
    ):
        arrays = arrays if there is None else arrays | more
    named = {key: key for key in arrays}
    if form.is_threshold:
        named = {
            key: key.replace("biases", form.several).replace("bias", form.called) for key in arrays
        }
    return {named[key]: _plain(array(layer)) for key, array in arrays.items()}


def _plain(array: Array | None) -> Any:
    """An array as nested lists."""
    return None if array is None else array.tolist()
