"""A `Loss`: the error E that training descends, its gradient at the output, and the mean that is
displayed. E says in one number how wrong the network is; where its slope is taken, the blame starts
to flow back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeVar

import numpy as np

from backprop_tui.engine.core.activation import Activation
from backprop_tui.engine.core.calls import Array, Call

Number = TypeVar("Number", float, Array)
"""One number, or an array of them."""


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
        formula: It in terms of ŷ, y and z, and n, the number of targets of the step; those of
            all outputs of a case are `ŷᵢ`, `yᵢ` and `zᵢ` within `Σ(…)`.
        code: The same as a line of NumPy, in terms of yhat, y and z.
        sentence: What is said where δ of the output is made, in one or two plain sentences,
            with fields for the `{error}` and the `{factor}` of the loss and for n, the `{count}`
            of the targets.
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
        terms: What one output adds to E, in terms of ŷ, y, z and n, as in a `LossGradient`: one
            way to write it or more, the best first.
        code: E as a line of NumPy.
        factor: What is displayed is the mean of factor · E over what `mean_over` says.
        mean_over: All targets, or the cases; nothing where E is a mean already, and is displayed
            as it is.
        pull: How many times the error ŷ - y it pulls at an output, from the numbers of cases of
            a step and of outputs, where its gradient is a multiple of the error.
        refuses: Why it is not defined for targets (cases, outputs), and what is; else `None`.
        outputs: The output activations that it is defined for; empty means all.
        words: E in words, for the help; where they are empty, its formula says enough.
        least: The loss inputs with which cases of the same inputs cost least, from the means of
            their targets and the targets, both (cases, outputs); `None` if nobody knows them.
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
    mean_over: Literal["targets", "cases", ""] = "targets"
    pull: Callable[[int, int], float] = lambda cases, outputs: 1.0
    refuses: Callable[[Array], str | None] = lambda targets: None
    outputs: tuple[str, ...] = ()
    words: str = ""
    least: Callable[[Array, Array], Array] | None = None
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

    def mean(self, error: Number, shape: tuple[int, ...]) -> Number:
        """The displayed loss where E is `error` and the targets have this shape."""
        return self.factor * (error / self.parts(shape))

    def parts(self, shape: tuple[int, ...]) -> int:
        """What E is divided by for the displayed mean, of targets (cases, outputs) = `shape`."""
        cases, outputs = shape
        return {"targets": cases * outputs, "cases": cases, "": 1}[self.mean_over]

    @property
    def is_displayed(self) -> bool:
        """Whether what is displayed is E itself."""
        return not self.mean_over and self.factor == 1.0
