"""One step for a program: every array of its record by its own name, at full precision, so that
anybody's back-propagation can be compared with this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backprop_tui.engine import LayerRecord, StepRecord
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.text.numbers import to_json

STEP_ARRAYS = {
    "cases": "cases",
    "inputs": "inputs",
    "targets": "targets",
    "output_error": "residual",
}
"""Arrays of a step, by the keys under which they are printed."""

STEP_NUMBERS = ("error_before", "loss_before", "error_after", "loss_after")

LAYER_KEYS = (
    *("weights", "biases", "z", "activation", "slope", "activation_gradient", "delta"),
    *("gradient", "bias_gradient", "previous_change", "previous_bias_change"),
    *("change", "bias_change", "weights_after", "biases_after"),
)
"""What a layer's object holds, by the names that `LayerRecord` gives them."""

KEYS = {"activation_gradient": "blame"}
"""Names that are printed as another key, which programs have read ever since."""

CARRIED_KEYS = ("carried_gradient", "carried_bias_gradient")
"""What it holds besides where a bug carries gradients from step to step."""


def trace_json(record: StepRecord) -> Iterator[str]:
    """The step as one object in one line; with a bug, the right step within it."""
    yield to_json(_step(record))


def _step(record: StepRecord) -> dict[str, Any]:
    """A step as plain values."""
    content: dict[str, Any] = {"step": record.step}
    content |= {key: getattr(record, name).tolist() for key, name in STEP_ARRAYS.items()}
    content |= {name: getattr(record, name) for name in STEP_NUMBERS}
    content["layers"] = [_layer(layer) for layer in record.layers]
    if record.reference is not None:
        content |= {"bug": record.experiment.bug, "right": _step(record.reference)}
    return content


def _layer(layer: LayerRecord) -> dict[str, Any]:
    """A layer as nested lists."""
    names = LAYER_KEYS if layer.carried_gradient is None else (*LAYER_KEYS, *CARRIED_KEYS)
    return {KEYS.get(name, name): _plain(getattr(layer, name)) for name in names}


def _plain(array: Array | None) -> Any:
    """An array as nested lists."""
    return None if array is None else array.tolist()
