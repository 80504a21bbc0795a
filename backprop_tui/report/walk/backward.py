"""Backward, from the error to every weight's share in it: the chain rule, one factor a phase. A wrong
back-propagation goes wrong in one of these, and shows its own rule there.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.report.names import subscript
from backprop_tui.report.walk.matrices import Matrices, as_before, output_code
from backprop_tui.report.walk.phase import Matrix, Part, Phase, Quantity
from backprop_tui.report.walk.updates import Updates

SAYS_OF_SLOPE = (
    "Error × slope: the blame of the output's sum. It is the gradient of E = {error}; "
    "the loss printed is the {displayed}: that constant is left to ε."
)
SAYS_WITHOUT_SLOPE = (
    "Only the error is left: cross-entropy's 1/(ŷ(1 - ŷ)) cancels the slope f′. "
    "It is the gradient of E, summed over the cases; the loss printed is its mean."
)


def backward(m: Matrices) -> Iterator[Phase]:
    """From the output back: δ, the gradients, the blame of the layer before."""
    for k in range(m.last, 0, -1):
        yield _delta(m, k)
        delta, gradient = m.deltas(k), m.gradient(k)
        source = m.output_symbol(k - 1)
        yield Phase(
            f"dW{k}", gradient.symbol, Quantity.GRADIENT, Part.BACKWARD, k,
            f"{gradient.symbol} = ∂E/∂{subscript('W', k)} = {source}ᵀ · {delta.symbol}",
            "Input × blame at its end, summed over cases: an input of 0 teaches nothing."
            if k == 1
            else "What a wire carries × the blame at its end, summed over the cases.",
            f"dW{k} = {output_code(m, k - 1)}.T @ d{k}",
            (("", m.transposed(m.output(k - 1))), ("·", delta), ("=", gradient)),
        )  # fmt: skip
        if m.experiment.bias:
            bias_gradient = m.bias_gradient(k)
            yield Phase(
                f"db{k}", bias_gradient.symbol, Quantity.BIAS_GRADIENT, Part.BACKWARD, k,
                f"{bias_gradient.symbol} = ∂E/∂{subscript('b', k)} = Σ {delta.symbol}",
                "A bias is a weight from a unit that is always 1: its gradient is the blame alone.",
                f"db{k} = d{k}.sum(axis=0)",
                (("Σ", delta), ("=", bias_gradient)),
            )  # fmt: skip
        if k > 1:
            blame, weights = m.blame(k - 1), Updates(m, k, bias=False).before()
            yield Phase(
                f"da{k - 1}", blame.symbol, Quantity.BLAME, Part.BACKWARD, k - 1,
                f"{blame.symbol} = ∂E/∂{m.output_symbol(k - 1)} = {delta.symbol} · "
                f"{weights.symbol}ᵀ",
                f"The blame flows back through the same weights, {weights.symbol} as it was "
                "before the step.",
                f"da{k - 1} = d{k} @ W{k}.T",
                (("", delta), ("·", m.transposed(weights)), ("=", as_before(blame))),
            )  # fmt: skip


def _delta(m: Matrices, k: int) -> Phase:
    """δ = ∂E/∂z of a layer."""
    delta, loss = m.deltas(k), m.experiment.loss_function
    slope, activation = m.slopes(k), m.experiment.layer_activations[k - 1]
    formula_of_slope = f"{slope.symbol} = {activation.slope_formula}"
    code_of_slope = f"slope{k}"
    if k < m.last:
        come = m.blame(k)
        equation = f"{delta.symbol} = {come.symbol} ⊙ {slope.symbol},  {formula_of_slope}"
        sentence = "Blame × the unit's own slope: a unit stuck where it is flat hears little."
        code = f"d{k} = da{k} * {code_of_slope}"
        terms: tuple[tuple[str, Matrix], ...] = (("", come), ("⊙", slope), ("=", delta))
    elif m.slope_counts:
        equation = f"{delta.symbol} = (ŷ - y) ⊙ {slope.symbol},  {formula_of_slope}"
        sentence = SAYS_OF_SLOPE.format(error=loss.formula, displayed=loss.displayed)
        code = f"d{k} = (yhat - y) * {code_of_slope}"
        terms = (("", m.errors), ("⊙", slope), ("=", delta))
    else:
        equation = f"{delta.symbol} = {loss.delta_formula}"
        sentence = SAYS_WITHOUT_SLOPE
        code = f"d{k} = yhat - y"
        terms = (("", m.output(k)), ("-", m.targets), ("=", delta))
    return Phase(
        f"delta{k}", delta.symbol, Quantity.DELTA, Part.BACKWARD, k, equation, sentence, code, terms
    )
