"""The ledger of a step: every parameter with what it was, what it was told, and what it became. An
update is an addition in one row, and a learner can check any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backprop_tui.engine import LayerCheck, Parameter, StepRecord
from backprop_tui.report.names import parameter_name


@dataclass(frozen=True)
class Entry:
    """One parameter in one step.

    Attributes:
        parameter: Which one.
        name: `W₁ x1→h2`, `b₁ h2`.
        before: Its value before.
        gradient: ∂E/∂w.
        descent: -ε ∂E/∂w.
        momentum: α Δw of the step before.
        after: Its value after.
        numerical: The gradient that a nudge of it gives; `None` if it was not looked for.
        relative: How far the two gradients are apart; NaN across a kink.
    """

    parameter: Parameter
    name: str
    before: float
    gradient: float
    descent: float
    momentum: float
    after: float
    numerical: float | None
    relative: float | None

    @property
    def change(self) -> float:
        """Δw."""
        return self.after - self.before


def ledger(record: StepRecord, checks: Sequence[LayerCheck] | None) -> tuple[Entry, ...]:
    """Every parameter of a step, layer by layer, weights before biases.

    Args:
        record: The step.
        checks: Its gradients compared with numerical ones, if they were.
    """
    return tuple(
        entry
        for layer in range(len(record.layers))
        for bias in (False, True)
        for entry in _entries(record, layer, bias, checks[layer] if checks else None)
    )


def _entries(record: StepRecord, k: int, bias: bool, check: LayerCheck | None) -> Iterator[Entry]:
    """The weights, or the biases, of one layer."""
    layer, experiment = record.layers[k], record.experiment
    columns = (
        (layer.biases, layer.bias_gradient, layer.previous_bias_change, layer.biases_after)
        if bias
        else (layer.weights, layer.gradient, layer.previous_change, layer.weights_after)
    )
    compared = None
    if check is not None:
        compared = (
            (check.numerical_biases, check.biases)
            if bias
            else (check.numerical_weights, check.weights)
        )
    if columns[0] is None:
        return
    before, gradient, previous, after = (
        np.atleast_2d(np.zeros(0) if column is None else column) for column in columns
    )
    for row, target in np.ndindex(before.shape):
        numerical, relative = (None, None)
        if compared is not None and compared[0] is not None and compared[1] is not None:
            numerical = float(np.atleast_2d(compared[0])[row, target])
            relative = float(np.atleast_2d(compared[1])[row, target])
        slope = float(gradient[row, target])
        parameter = Parameter(k, None if bias else row, target)
        yield Entry(
            parameter=parameter,
            name=parameter_name(experiment.sizes, parameter),
            before=float(before[row, target]),
            gradient=slope,
            descent=-experiment.learning_rate * slope,
            momentum=experiment.momentum * float(previous[row, target]),
            after=float(after[row, target]),
            numerical=numerical,
            relative=relative,
        )
