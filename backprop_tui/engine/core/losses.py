"""The losses, by their names: the error E that training descends, its gradient at the output, and
the mean that is displayed. E says in one number how wrong the network is, a sum over all cases as
in the 1986 paper; where its slope is taken, the blame starts to flow back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from backprop_tui.engine.core.activations import Activation
from backprop_tui.engine.core.calls import Array, Call


class OutputArrays(NamedTuple):
    """What a step knows at the output when the way back begins, all (n, outputs).

    Attributes:
        z: The weighted sums.
        prediction: ŷ.
        targets: y.
        residual: ŷ - y.
    """

    z: Array
    prediction: Array
    targets: Array
    residual: Array


class LossGradient(NamedTuple):
    """Where the blame starts to flow back: ∂E/∂ŷ, or where that is simpler at once δ = ∂E/∂z.

    Attributes:
        formula: It in terms of ŷ, y and z; those of all outputs of a case are `ŷᵢ`, `yᵢ` and
            `zᵢ` within `Σ(…)`.
        code: The same as a line of NumPy, in terms of yhat, y and z.
        sentence: What is said where δ of the output is made, in one or two plain sentences,
            with fields for the `{error}` and the `{factor}` of the loss.
        calls: The calls that fill it; `None` where it is the residual ŷ - y itself.
        cancels: Whether it is δ, because the loss's own slope cancels that of the activation.
        minus: The formula with its sign turned, where that is more than a minus before it.
        shown: The operands of δ where it cancels, with the operator before each.
        forms: Other ways to write `formula`, for numbers whose digits the first one loses.
    """

    formula: str
    code: str
    sentence: str
    calls: Callable[[OutputArrays, Array], list[Call]] | None
    cancels: bool = False
    minus: str | None = None
    shown: tuple[tuple[str, Literal["ŷ", "y", "z"]], ...] = (("", "ŷ"), (",", "y"))
    forms: tuple[str, ...] = ()


class Loss(NamedTuple):
    """The error E that training descends and the mean that is displayed.

    Attributes:
        name: The name on the command line.
        formula: E, the quantity whose gradient is followed.
        short: E in at most six columns, for narrow headers.
        displayed: What the displayed loss is.
        displayed_short: The same in at most twelve columns.
        loss_input: Which output array of a step E can be computed from afterwards:
            `"residual"` is ŷ - y, `"z"` the weighted sum.
        each: What every output of every case adds to E: loss inputs (…, n, outputs) and
            targets (n, outputs) to (…, n, outputs).
        gradient: Where its way back begins.
        terms: What one output adds to E, in terms of ŷ, y and z, as in a `LossGradient`: one
            way to write it or more, the best first.
        code: E as a line of NumPy.
        factor: Displayed loss = factor · E / number of targets.
        outputs: The output activations that it is defined for; empty means all.
        words: E in words, for the help; where they are empty, its formula says enough.
        least_at_mean: Whether cases with the same inputs cost least where ŷ is the mean of their
            targets, and how much can be computed from ŷ - y.
        kinks: The loss inputs at which its gradient jumps.
        quick: E of many steps at once by a shorter way than adding up `each`: loss inputs
            (steps, n, outputs) and targets (n, outputs) to (steps,).
    """

    name: str
    formula: str
    short: str
    displayed: str
    displayed_short: str
    loss_input: Literal["residual", "z"]
    each: Callable[[Array, Array], Array]
    gradient: LossGradient
    terms: tuple[str, ...]
    code: str
    factor: float
    outputs: tuple[str, ...] = ()
    words: str = ""
    least_at_mean: bool = False
    kinks: tuple[float, ...] = ()
    quick: Callable[[Array, Array], Array] | None = None

    def input_of(self, z: Array, prediction: Array, targets: Array) -> Array:
        """Its input at the output of a forward pass, all (n, outputs)."""
        return z if self.loss_input == "z" else prediction - targets

    def totals(self, loss_inputs: Array, targets: Array) -> Array:
        """E of many steps at once: (steps, n, outputs) and targets (n, outputs) to (steps,)."""
        if self.quick:
            return self.quick(loss_inputs, targets)
        each = self.each(loss_inputs, targets)
        total: Array = np.add.reduce(each.reshape(len(each), -1), axis=1)
        return total

    def delta(
        self,
        activation: Activation,
        output: OutputArrays,
        loss_gradient: Array,
        slope: Array,
        delta: Array,
    ) -> list[Call]:
        """The calls that fill δ = ∂E/∂z of the output, all arrays (n, outputs).

        Args:
            activation: That of the output.
            output: What is known there.
            loss_gradient: Room for the loss's gradient; the residual itself where that is it.
            slope: f′ of the output.
            delta: δ.
        """
        if self.gradient.cancels:
            return [(np.copyto, delta, loss_gradient)]
        return activation.back(loss_gradient, slope, output.prediction, delta)

    def mean(self, error: float, count: int) -> float:
        """The displayed loss of `count` targets whose error is E = `error`."""
        return self.factor * (error / count)


def _half_squares(residual: Array, targets: Array) -> Array:
    """½ Σ (ŷ - y)², with one multiplication a step by ½."""
    squares = residual * residual
    total: Array = 0.5 * np.add.reduce(squares.reshape(len(squares), -1), axis=1)
    return total


def _cross_entropies(z: Array, targets: Array) -> Array:
    """-[y ln ŷ + (1 - y) ln(1 - ŷ)] of every output.

    With ŷ = σ(z) it equals max(z, 0) - y z + ln(1 + e^-|z|), which cannot overflow.
    """
    each: Array = np.maximum(z, 0.0) - targets * z + np.log1p(np.exp(-np.abs(z)))
    return each


LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        Loss(
            name="mse",
            formula="½ Σ (ŷ - y)²",
            short="½Σe²",
            displayed="mean (y - ŷ)²",
            displayed_short="mean (y-ŷ)²",
            loss_input="residual",
            each=lambda residual, targets: 0.5 * (residual * residual),
            quick=_half_squares,
            words="½ Σ (ŷ − y)² over all cases",
            least_at_mean=True,
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
        ),
        Loss(
            name="bce",
            formula="-Σ [y ln ŷ + (1 - y) ln(1 - ŷ)]",
            short="-Σln p",
            displayed="mean -[y ln ŷ + (1 - y) ln(1 - ŷ)]",
            displayed_short="mean -ln p",
            loss_input="z",
            each=_cross_entropies,
            gradient=LossGradient(
                formula="ŷ - y",
                code="yhat - y",
                minus="y - ŷ",
                sentence=(
                    "Only the error is left: cross-entropy's 1/(ŷ(1 - ŷ)) cancels the slope f′. "
                    "It is the gradient of E, summed over the cases; the loss printed is its mean."
                ),
                calls=None,
                cancels=True,
                shown=(("", "ŷ"), ("-", "y")),
            ),
            terms=(
                "-(y·ln(ŷ) + (1 - y)·ln(1 - ŷ))",
                "ln(1 + e^z) - y·z",
                "max(0, z) - y·z + ln(1 + e^-max(z, -z))",
            ),
            code="-np.sum(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))",
            factor=1.0,
            outputs=("sigmoid",),
            words="-Σ ln of the probability given to the right answer",
        ),
    )
}
"""Every loss by its name; a new one is one more entry here."""
