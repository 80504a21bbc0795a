"""Backward, from the error to every weight's share in it: the chain rule, one factor a phase. The
blame of a unit is what all it feeds were blamed for, each times the weight between.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine.core.biases import BiasForm
from backprop_tui.report.names import beside, subscript
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.notation import enclosed, named
from backprop_tui.report.walk.operands import (
    activation_gradient_code,
    as_before,
    loss_gradient_code,
    output_code,
    part_seeing,
    rows_code,
    seen,
    seen_code,
    side_by_side,
    slope_code,
    transposed,
)
from backprop_tui.report.walk.penalty import with_pull
from backprop_tui.report.walk.phase import Matrix, Part, Phase, Quantity
from backprop_tui.report.walk.update import Updates
from backprop_tui.report.walk.wrong_numbers import pull_stands_alone
from backprop_tui.report.walk.wrong_phases import with_bug

FLAT = "Blame × slope, and that is 0 everywhere: no weight learns through these units."
"""What is said of a layer that no blame gets through."""


def backward(m: Matrices) -> Iterator[Phase]:
    """From the output back: δ, the gradients, the blame of the layer before."""
    for k in range(m.last, 0, -1):
        if k == m.last:
            yield with_bug("output delta", with_bug("slope", _output_delta(m), m), m)
        else:
            yield with_bug("slope", _delta(m, k), m)
        yield _weight_gradient(m, k)
        if m.experiment.bias:
            yield with_bug("gradient", _bias_gradient(m, k), m)
        if k > 1:
            yield with_bug("activation gradient", _activation_gradient(m, k - 1), m)


def _weight_gradient(m: Matrices, k: int) -> Phase:
    """∂E/∂W with what a penalty and a bug make of it, in the order in which they do."""
    weights = Updates(m, k, bias=False).before()
    if pull_stands_alone(m.record):
        return with_pull(with_bug("gradient", _gradient(m, k), m), weights, m)
    return with_bug("gradient", with_pull(_gradient(m, k), weights, m), m)


def _gradient(m: Matrices, k: int) -> Phase:
    """∂E/∂W."""
    delta, gradient, source, there = m.deltas(k), m.gradient(k), seen(m, k), m.there(k)
    product, code = f"{source.symbol}ᵀ · {delta.symbol}", f"{seen_code(m, k)}.T @ d{k}"
    said = (
        "Input × blame at its end, summed over cases: an input of 0 teaches nothing."
        if k == 1
        else "What a wire carries × the blame at its end, summed over the cases."
    )
    if there is not None:
        product, code = f"{there.symbol} ⊙ ({product})", f"M{k} * ({code})"
        said += f" {there.symbol}: 1 for a link, 0 for none."
    return Phase(
        f"dW{k}", gradient.symbol, Quantity.GRADIENT, Part.BACKWARD, k,
        f"{gradient.symbol} = ∂E/∂{subscript('W', k)} = {product}", said, f"dW{k} = {code}",
        (("", transposed(source)), ("·", delta), ("=", gradient)),
    )  # fmt: skip


def _bias_gradient(m: Matrices, k: int) -> Phase:
    """∂E/∂b, or ∂E/∂θ."""
    delta, gradient, form = m.deltas(k), m.bias_gradient(k), m.experiment.bias_form
    name, summed = f"d{form.code}{k}", "-Σ" if form.is_threshold else "Σ"
    return Phase(
        name, gradient.symbol, Quantity.BIAS_GRADIENT, Part.BACKWARD, k,
        f"{gradient.symbol} = ∂E/∂{subscript(form.letter, k)} = {summed} {delta.symbol}",
        _says_of_bias(form, len(gradient.columns), m.layer(k).z.shape[1]),
        f"{name} = {summed.removesuffix('Σ')}d{k}.sum({'' if form.shared else 'axis=0'})",
        ((summed, delta), ("=", gradient)),
    )  # fmt: skip


def _says_of_bias(form: BiasForm, biases: int, units: int) -> str:
    """Why the gradient of a bias is what it is."""
    if form.is_threshold:
        return "A threshold is a weight from a unit that is always -1: minus the blame alone."
    if biases < units:
        return (
            "One bias is the weight of a constant 1 into all units of the layer: its gradient is "
            "the blame of them all, summed over units and cases."
        )
    return "A bias is a weight from a unit that is always 1: its gradient is the blame alone."


def _activation_gradient(m: Matrices, k: int) -> Phase:
    """∂E/∂a of hidden layer k."""
    came_back, seeing = m.activation_gradient(k), m.links.after(k)
    weights = [part_seeing(m, k, above, Updates(m, above, bias=False).before()) for above in seeing]
    deltas = [m.deltas(above) for above in seeing]
    products = [
        f"{delta.symbol} · {matrix.symbol}ᵀ" for delta, matrix in zip(deltas, weights, strict=True)
    ]
    codes = [f"d{above} @ W{above}{rows_code(m, k, above)}.T" for above in seeing]
    symbols = [matrix.symbol for matrix in weights]
    said = f"{' and '.join(symbols[:3])}{' …' * (len(symbols) > 3)} as "
    said += "it was before the step" if len(symbols) == 1 else "they were before the step"
    if m.links.skipping:
        said += f"; [{m.output_symbol(k)}]: the rows for what layer {k} puts out"
    return Phase(
        f"da{k}", came_back.symbol, Quantity.ACTIVATION_GRADIENT, Part.BACKWARD, k,
        f"{came_back.symbol} = ∂E/∂{m.output_symbol(k)} = {' + '.join(products)}",
        f"The blame flows back through the same weights, {said}.",
        f"da{k} = {' + '.join(codes)}",
        (
            ("", side_by_side(beside([delta.symbol for delta in deltas]), deltas)),
            ("·", transposed(side_by_side(beside(symbols), weights))),
            ("=", as_before(came_back)),
        ),
    )  # fmt: skip


def _delta(m: Matrices, k: int) -> Phase:
    """δ = ∂E/∂z of hidden layer k."""
    sentence = "Blame × the unit's own slope: a unit stuck where it is flat hears little."
    return _back_through_activation(m, k, m.activation_gradient(k), sentence)


def _output_delta(m: Matrices) -> Phase:
    """δ = ∂E/∂z of the output."""
    k, loss = m.last, m.experiment.loss_function
    gradient, delta = loss.gradient, m.deltas(k)
    sentence = gradient.sentence.format(
        error=loss.formula, factor=loss.factor, count=m.record.targets.size
    )
    if not gradient.cancels:
        return _back_through_activation(m, k, m.loss_gradient, sentence)
    operands = tuple((sign, m.at_output(symbol)) for sign, symbol in gradient.shown)
    gives = "→" if any(sign == "," for sign, _ in operands) else "="
    return Phase(
        f"delta{k}", delta.symbol, Quantity.DELTA, Part.BACKWARD, k,
        f"{delta.symbol} = {gradient.formula}", sentence,
        f"d{k} = {loss_gradient_code(m)}", (*operands, (gives, delta)),
    )  # fmt: skip


def _back_through_activation(m: Matrices, k: int, gradient: Matrix, sentence: str) -> Phase:
    """From ∂E/∂a to ∂E/∂z: times the slope, or through all slopes of the row."""
    delta, output, coupling = m.deltas(k), m.output(k), m.activation(k).coupling
    gradient_symbol, a = enclosed(gradient.symbol), output_code(m, k)
    if coupling is None:
        slope = m.slopes(k)
        if m.activation(k).flat:
            sentence = FLAT
        equation = f"{gradient_symbol} ⊙ {slope.symbol},  {_slope_formula(m, k)}"
        code = f"{activation_gradient_code(m, k)} * {slope_code(m, k, f'z{k}', a)}"
        terms = (("", gradient), ("⊙", slope), ("=", delta))
    else:
        sentence = coupling.sentence
        equation = named(coupling.formula, {"g": gradient_symbol, "a": output.symbol})
        code = named(coupling.code, {"g": activation_gradient_code(m, k), "a": a})
        terms = (("", gradient), (",", output), ("→", delta))
    return Phase(
        f"delta{k}", delta.symbol, Quantity.DELTA, Part.BACKWARD, k,
        f"{delta.symbol} = {equation}", sentence, f"d{k} = {code}", terms,
    )  # fmt: skip


def _slope_formula(m: Matrices, k: int) -> str:
    """`f′₁ = a(1 - a)`."""
    return f"{m.slopes(k).symbol} = {m.activation(k).slope_formula}"
