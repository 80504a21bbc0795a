"""The loss says in one number how wrong the network is, and its slope at the output is where the
blame starts to flow back. Training descends the error E, a sum over all cases as in the 1986 paper;
people compare the mean, so that is what is displayed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backprop_tui.engine.core.calls import Array, Call


def _half_squares(residual: Array, targets: Array) -> Array:
    """E = ½ Σ (ŷ - y)², for each row of residuals (rows, n·outputs)."""
    squares = residual * residual
    total: Array = 0.5 * np.add.reduce(squares, axis=1)
    return total


def _cross_entropy(z: Array, targets: Array) -> Array:
    """E = -Σ [y ln ŷ + (1 - y) ln(1 - ŷ)] for each row of output sums (rows, n·outputs).

    With ŷ = σ(z) it equals Σ [max(z, 0) - y z + ln(1 + e^-|z|)], which cannot overflow.
    """
    terms = np.maximum(z, 0.0) - targets * z + np.log1p(np.exp(-np.abs(z)))
    total: Array = np.add.reduce(terms, axis=1)
    return total


@dataclass(frozen=True)
class Loss:
    """The error E that training descends and the mean that is displayed.

    Attributes:
        name: The name on the command line.
        formula: E, the quantity whose gradient is followed.
        short: E in at most six columns, for narrow headers.
        displayed: What the displayed loss is.
        displayed_short: The same in at most twelve columns.
        delta_formula: δ = ∂E/∂z at the output.
        loss_input: Which output array of a step E can be computed from afterwards:
            `"residual"` is ŷ - y, `"z"` the weighted sum.
        totals: E of many steps at once: loss inputs (rows, n·outputs) and targets
            (n·outputs,) to (rows,).
        delta: The calls that fill δ from the residual and the output's slope, all (n, outputs).
        terms: What one output adds to E, in terms of ŷ, y and z: one way to write it or
            more, the best first.
        code: E as a line of NumPy.
        factor: Displayed loss = factor · E / number of targets.
        outputs: The output activations that it is defined for; empty means all.
    """

    name: str
    formula: str
    short: str
    displayed: str
    displayed_short: str
    delta_formula: str
    loss_input: Literal["residual", "z"]
    totals: Callable[[Array, Array], Array]
    delta: Callable[[Array, Array, Array], list[Call]]
    terms: tuple[str, ...]
    code: str
    factor: float
    outputs: tuple[str, ...] = ()

    @property
    def cancels_slope(self) -> bool:
        """Whether δ of the output does without f′, because the loss's own slope cancels it."""
        residual, slope, delta = np.ones(1), np.ones(1), np.ones(1)
        return not any(
            part is slope for call in self.delta(residual, slope, delta) for part in call
        )

    def mean(self, error: float, count: int) -> float:
        """The displayed loss of `count` targets whose error is E = `error`."""
        return self.factor * (error / count)


LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        Loss(
            name="mse",
            formula="½ Σ (ŷ - y)²",
            short="½Σe²",
            displayed="mean (y - ŷ)²",
            displayed_short="mean (y-ŷ)²",
            delta_formula="(ŷ - y) ⊙ f′",
            loss_input="residual",
            totals=_half_squares,
            delta=lambda residual, slope, delta: [(np.multiply, residual, slope, delta)],
            terms=("½(ŷ - y)²",),
            code="0.5 * np.sum((yhat - y) ** 2)",
            factor=2.0,
        ),
        Loss(
            name="bce",
            formula="-Σ [y ln ŷ + (1 - y) ln(1 - ŷ)]",
            short="-Σln p",
            displayed="mean -[y ln ŷ + (1 - y) ln(1 - ŷ)]",
            displayed_short="mean -ln p",
            delta_formula="ŷ - y",
            loss_input="z",
            totals=_cross_entropy,
            # σ′ in the chain cancels against the loss's own 1/(ŷ(1 - ŷ)).
            delta=lambda residual, slope, delta: [(np.copyto, delta, residual)],
            terms=("-(y·ln(ŷ) + (1 - y)·ln(1 - ŷ))", "ln(1 + e^z) - y·z"),
            code="-np.sum(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))",
            factor=1.0,
            outputs=("sigmoid",),
        ),
    )
}
"""Every loss by its name; a new one is one more entry here."""
