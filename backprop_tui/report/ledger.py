"""The ledger of a step: every parameter with what it was, what it was told, and what it became. An
update is an addition in one row, and a learner can check any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backprop_tui.engine import LayerCheck, Parameter, ParameterUpdate, StepRecord
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
        penalty: What of the gradient comes from the penalty of large weights.
        cut: What it loses after its change, where parameters decay.
        frozen: Whether it does not learn; descent, momentum and cut are 0 then.
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
    penalty: float
    cut: float
    frozen: bool
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
        for k, layer in enumerate(record.layers, start=1)
        for update in (layer.weights, layer.biases)
        if update is not None
        for entry in _entries(record, k, update, checks[k - 1] if checks else None)
    )


def _entries(
    record: StepRecord, k: int, update: ParameterUpdate, check: LayerCheck | None
) -> Iterator[Entry]:
    """The weights, or the biases, of one layer."""
    experiment, bias = record.experiment, update.before.ndim == 1
    numerical = relative = None
    if check is not None:
        numerical = check.numerical_biases if bias else check.numerical_weights
        relative = check.biases if bias else check.weights
    there = None if bias else experiment.links.linked(k)
    for place in np.ndindex(update.before.shape):
        if there is not None and not there[place]:
            continue
        # Of biases there is a vector: a unit has one of its own, or a layer has one.
        parameter = Parameter(k, None if bias else place[0], place[-1])
        gradient = float(update.gradient[place])
        frozen = update.learns is not None and not update.learns[place]
        before = float(update.before[place])
        yield Entry(
            parameter=parameter,
            name=parameter_name(experiment, parameter),
            before=before,
            gradient=gradient,
            descent=0.0 if frozen else -experiment.learning_rate * gradient,
            momentum=0.0 if frozen else experiment.momentum * float(update.previous[place]),
            penalty=0.0 if update.penalty is None else float(update.penalty[place]),
            cut=0.0 if frozen else -experiment.decay * (before + float(update.change[place])),
            frozen=frozen,
            after=float(update.after[place]),
            numerical=None if numerical is None else float(numerical[place]),
            relative=None if relative is None else float(relative[place]),
        )
