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
    experiment, moved = record.experiment, record.layers[k].moved(bias)
    numerical = relative = None
    if check is not None:
        numerical = check.numerical_biases if bias else check.numerical_weights
        relative = check.biases if bias else check.weights
    for row, target in np.ndindex(moved.before.shape):
        parameter = Parameter(k + 1, None if bias else row, target)
        # Of biases the check has a vector.
        place = target if bias else (row, target)
        slope = float(moved.gradient[row, target])
        yield Entry(
            parameter=parameter,
            name=parameter_name(experiment.sizes, parameter),
            before=float(moved.before[row, target]),
            gradient=slope,
            descent=-experiment.learning_rate * slope,
            momentum=experiment.momentum * float(moved.previous[row, target]),
            after=float(moved.after[row, target]),
            numerical=None if numerical is None else float(numerical[place]),
            relative=None if relative is None else float(relative[place]),
        )
