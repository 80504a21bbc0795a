"""The losses that add up squares of the error ŷ - y. Books write the same idea with and without the
½ and as a sum or a mean, so their gradients differ by a factor, which is why a learning rate means
nothing without its loss.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array, Call, constant
from backprop_tui.engine.core.loss import Loss, LossGradient, OutputArrays

MARGIN = 0.2
"""An output above 0.8 that should be 1, or below 0.2 that should be 0, is near enough."""

_TWO, _MARGIN = constant(2.0), constant(MARGIN)


def _half_squares(residual: Array, targets: Array) -> Array:
    """½ Σ (ŷ - y)², with one multiplication a step by ½."""
    squares = residual * residual
    total: Array = 0.5 * np.add.reduce(squares.reshape(len(squares), -1), axis=1)
    return total


HALF_SSE = Loss(
    name="half-sse",
    formula="½ Σ (ŷ - y)²",
    short="½Σe²",
    displayed="mean (y - ŷ)²",
    displayed_short="mean e²",
    loss_input="residual",
    each=lambda residual, targets: 0.5 * (residual * residual),
    quick=_half_squares,
    words="½ Σ (ŷ − y)² over all cases, with e = ŷ − y",
    least=lambda means, targets: means - targets,
    gradient=LossGradient(
        formula="ŷ - y",
        code="yhat - y",
        minus="y - ŷ",
        sentence=(
            "Error × slope: the output's blame. It is the gradient of E = {error}; "
            "the loss printed is the mean, {factor:g}/N of E: that factor is left to ε."
        ),
        calls=None,
    ),
    terms=("½(ŷ - y)²",),
    code="0.5 * np.sum((yhat - y) ** 2)",
    factor=2.0,
)
"""Half the sum of squared errors, equation 3 of the 1986 paper."""


SSE = Loss(
    name="sse",
    formula="Σ (ŷ - y)²",
    short="Σe²",
    displayed="mean (y - ŷ)²",
    displayed_short="mean e²",
    loss_input="residual",
    each=lambda residual, targets: residual * residual,
    words="Σ (ŷ − y)², without the ½: gradients are twice as large",
    least=lambda means, targets: means - targets,
    gradient=LossGradient(
        formula="2(ŷ - y)",
        code="2 * (yhat - y)",
        minus="2(y - ŷ)",
        sentence=(
            "Twice the error × slope: without a ½ before E the 2 of the square stays. It is the "
            "gradient of E = {error}; the loss printed is the mean, {factor:g}/N of E."
        ),
        calls=lambda output, gradient: [(np.multiply, output.residual, _TWO, gradient)],
    ),
    terms=("(ŷ - y)²",),
    code="np.sum((yhat - y) ** 2)",
    factor=1.0,
    pull=lambda cases, outputs: 2.0,
)
"""The sum of squared errors without a ½."""


def _shares(output: OutputArrays, gradient: Array) -> list[Call]:
    """2(ŷ - y)/n."""
    share = constant(2.0 / output.targets.size)
    return [(np.multiply, output.residual, share, gradient)]


MEAN = Loss(
    name="mean",
    formula="mean (ŷ - y)²",
    short="Σe²/n",
    displayed="mean (y - ŷ)²",
    displayed_short="mean e²",
    loss_input="residual",
    each=lambda residual, targets: residual * residual / targets.size,
    words="the mean of (ŷ − y)² over the targets of a step, as PyTorch's MSELoss",
    least=lambda means, targets: means - targets,
    gradient=LossGradient(
        formula="2(ŷ - y)/n",
        code="2 * (yhat - y) / y.size",
        minus="2(y - ŷ)/n",
        sentence=(
            "Twice the error × slope, divided by the number of targets of the step, n = {count}: "
            "the gradient of the very mean that is printed, as PyTorch's MSELoss has it."
        ),
        calls=_shares,
    ),
    terms=("(ŷ - y)²/n",),
    code="np.mean((yhat - y) ** 2)",
    factor=1.0,
    mean_over="",
    pull=lambda cases, outputs: 2.0 / (cases * outputs),
)
"""The mean of squared errors over all targets of a step."""


def _beyond(output: OutputArrays, gradient: Array) -> list[Call]:
    """ŷ - y, and 0 within the margin."""
    return [
        (np.abs, output.residual, gradient),
        (np.greater, gradient, _MARGIN, gradient),
        (np.multiply, gradient, output.residual, gradient),
    ]


def _no_bits(targets: Array) -> str | None:
    """Why these are no units that should be on or off."""
    if ((targets == 0) | (targets == 1)).all():
        return None
    other = float(targets[(targets != 0) & (targets != 1)].ravel()[0])
    return f"targets of 0 and 1, units that should be off or on; {other:g} is neither"


_FAR = "abs(ŷ - y) > 0.2"

MARGIN_RULE = Loss(
    name="margin",
    formula="½ Σ (ŷ - y)² where |ŷ - y| > 0.2",
    short="½Σ>.2",
    displayed="mean (y - ŷ)², 0 within 0.2",
    displayed_short="mean e²>.2",
    loss_input="residual",
    each=lambda residual, targets: np.where(
        np.abs(residual) > MARGIN, 0.5 * (residual * residual), 0.0 * residual
    ),
    words="½ Σ (ŷ − y)², but 0 for an output above 0.8 that should be 1 or below 0.2 that should "
    "be 0, the rule of the 1986 paper for family trees; E jumps there",
    gradient=LossGradient(
        formula=f"ŷ - y if {_FAR} else 0",
        code="(yhat - y) * (np.abs(yhat - y) > 0.2)",
        minus=f"y - ŷ if {_FAR} else 0",
        sentence=(
            "Error × slope, and no blame at all for an output that is within 0.2 of its target: "
            "above 0.8 is on, below 0.2 is off, as for the family trees of the 1986 paper."
        ),
        calls=_beyond,
    ),
    terms=(f"½(ŷ - y)² if {_FAR} else 0",),
    code="0.5 * np.sum((yhat - y) ** 2 * (np.abs(yhat - y) > 0.2))",
    factor=2.0,
    refuses=_no_bits,
    outputs=("sigmoid",),
    # E itself jumps there, by 0.02; beside it the gradient is that of E.
    kinks=(-MARGIN, MARGIN),
)
"""The squared error with the margin of the 1986 paper's family trees."""
