"""Backward, from the error to every weight's share in it: the chain rule, one factor a phase. The
blame of a unit is what all it feeds were blamed for, each times the weight between.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.report.names import subscript
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.operands import as_before, code_of, output_code, transposed
from backprop_tui.report.walk.phase import Part, Phase, Quantity
from backprop_tui.report.walk.spoilt_phases import spoil
from backprop_tui.report.walk.updates import Updates

SAYS_OF_SLOPE = (
    "Error × slope: the output's blame. It is the gradient of E = {error}; "
    "the loss printed is the mean, {factor:g}/N of E: that factor is left to ε."
)
SAYS_WITHOUT_SLOPE = (
    "Only the error is left: cross-entropy's 1/(ŷ(1 - ŷ)) cancels the slope f′. "
    "It is the gradient of E, summed over the cases; the loss printed is its mean."
)


def backward(m: Matrices) -> Iterator[Phase]:
    """From the output back: δ, the gradients, the blame of the layer before."""
    for k in range(m.last, 0, -1):
        if k == m.last:
            yield spoil("output delta", spoil("slope", _output_delta(m), m), m)
        else:
            yield spoil("slope", _delta(m, k), m)
        yield spoil("gradient", _gradient(m, k), m)
        if m.experiment.bias:
            yield spoil("gradient", _bias_gradient(m, k), m)
        if k > 1:
            yield spoil("blame", _blame(m, k - 1), m)


def _gradient(m: Matrices, k: int) -> Phase:
    """∂E/∂W."""
    delta, gradient, source = m.deltas(k), m.gradient(k), m.output(k - 1)
    return Phase(
        f"dW{k}", gradient.symbol, Quantity.GRADIENT, Part.BACKWARD, k,
        f"{gradient.symbol} = ∂E/∂{subscript('W', k)} = {source.symbol}ᵀ · {delta.symbol}",
        "Input × blame at its end, summed over cases: an input of 0 teaches nothing."
        if k == 1
        else "What a wire carries × the blame at its end, summed over the cases.",
        f"dW{k} = {output_code(m, k - 1)}.T @ d{k}",
        (("", transposed(source)), ("·", delta), ("=", gradient)),
    )  # fmt: skip


def _bias_gradient(m: Matrices, k: int) -> Phase:
    """∂E/∂b."""
    delta, gradient = m.deltas(k), m.bias_gradient(k)
    return Phase(
        f"db{k}", gradient.symbol, Quantity.BIAS_GRADIENT, Part.BACKWARD, k,
        f"{gradient.symbol} = ∂E/∂{subscript('b', k)} = Σ {delta.symbol}",
        "A bias is a weight from a unit that is always 1: its gradient is the blame alone.",
        f"db{k} = d{k}.sum(axis=0)",
        (("Σ", delta), ("=", gradient)),
    )  # fmt: skip


def _blame(m: Matrices, k: int) -> Phase:
    """∂E/∂a of hidden layer k."""
    blame, delta, weights = m.blame(k), m.deltas(k + 1), Updates(m, k + 1, bias=False).before()
    return Phase(
        f"da{k}", blame.symbol, Quantity.BLAME, Part.BACKWARD, k,
        f"{blame.symbol} = ∂E/∂{m.output_symbol(k)} = {delta.symbol} · {weights.symbol}ᵀ",
        f"The blame flows back through the same weights, {weights.symbol} as it was "
        "before the step.",
        f"da{k} = d{k + 1} @ W{k + 1}.T",
        (("", delta), ("·", transposed(weights)), ("=", as_before(blame))),
    )  # fmt: skip


def _delta(m: Matrices, k: int) -> Phase:
    """δ = ∂E/∂z of hidden layer k."""
    delta, blame, slope = m.deltas(k), m.blame(k), m.slopes(k)
    return Phase(
        f"delta{k}", delta.symbol, Quantity.DELTA, Part.BACKWARD, k,
        f"{delta.symbol} = {blame.symbol} ⊙ {slope.symbol},  {_slope_formula(m, k)}",
        "Blame × the unit's own slope: a unit stuck where it is flat hears little.",
        f"d{k} = da{k} * {_slope_code(m, k)}",
        (("", blame), ("⊙", slope), ("=", delta)),
    )  # fmt: skip


def _output_delta(m: Matrices) -> Phase:
    """δ = ∂E/∂z of the output."""
    k, loss = m.last, m.experiment.loss_function
    delta, slope = m.deltas(k), m.slopes(k)
    if m.slope_counts:
        return Phase(
            f"delta{k}", delta.symbol, Quantity.DELTA, Part.BACKWARD, k,
            f"{delta.symbol} = (ŷ - y) ⊙ {slope.symbol},  {_slope_formula(m, k)}",
            SAYS_OF_SLOPE.format(error=loss.formula, factor=loss.factor),
            f"d{k} = (yhat - y) * {_slope_code(m, k)}",
            (("", m.errors), ("⊙", slope), ("=", delta)),
        )  # fmt: skip
    return Phase(
        f"delta{k}", delta.symbol, Quantity.DELTA, Part.BACKWARD, k,
        f"{delta.symbol} = {loss.delta_formula}",
        SAYS_WITHOUT_SLOPE,
        f"d{k} = yhat - y",
        (("", m.output(k)), ("-", m.targets), ("=", delta)),
    )  # fmt: skip


def _slope_code(m: Matrices, k: int) -> str:
    """`a1 * (1 - a1)`."""
    return code_of(m.experiment.layer_activations[k - 1].slope_code, "a", output_code(m, k))


def _slope_formula(m: Matrices, k: int) -> str:
    """`f′₁ = a(1 - a)`."""
    return f"{m.slopes(k).symbol} = {m.experiment.layer_activations[k - 1].slope_formula}"
