"""The phases of a step in the order in which they happen: forward to the prediction, the error, the
blame back, the update. Each is one equation, so each can be followed with a pencil.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from backprop_tui.engine import StepRecord
from backprop_tui.engine.calls import Array
from backprop_tui.report.names import subscript
from backprop_tui.report.walk.matrices import BEFORE, CASE, ONE, UNIT, Matrices, largest
from backprop_tui.report.walk.phase import Matrix, Part, Phase, Quantity
from backprop_tui.report.walk.updates import Updates, rate_text
from backprop_tui.report.walk.work import Form, Work, formula, products, work_out

SAYS_OF_SLOPE = (
    "Error × slope: the blame of the output's sum. It is the gradient of E = {error}; "
    "the loss printed is the {displayed}: that constant is left to ε."
)
SAYS_WITHOUT_SLOPE = (
    "Only the error is left: cross-entropy's 1/(ŷ(1 - ŷ)) cancels the slope f′. "
    "It is the gradient of E, summed over the cases; the loss printed is its mean."
)


def walk(record: StepRecord) -> tuple[Phase, ...]:
    """Every phase of a step, in order."""
    matrices = Matrices(record)
    return (*_forward(matrices), _error(matrices), *_backward(matrices), *_update(matrices))


def _forward(m: Matrices) -> Iterator[Phase]:
    """z = a W + b and a = f(z), layer by layer."""
    for k in range(1, m.last + 1):
        parameters, source = Updates(m, k, bias=False), m.output_symbol(k - 1)
        z, activation = subscript("z", k), m.experiment.layer_activations[k - 1]
        before = m.output(k - 1)
        terms = [
            ("", _as_before(before)),
            ("·", parameters.before()),
        ]
        equation, code = f"{z} = {source} · {parameters.symbol}", f"z{k} = {_code(m, k - 1)} @ W{k}"
        if m.experiment.bias:
            terms.append(("+", Updates(m, k, bias=True).before()))
            equation, code = f"{equation} + {subscript('b', k)}", f"{code} + b{k}"
        yield Phase(
            f"z{k}", z, Quantity.SUM, Part.FORWARD, k, equation,
            "Each unit adds up what comes in, each number times its weight"
            + (", plus its bias." if m.experiment.bias else ".")
            + ("" if m.experiment.bias or k > 1 else " An input of 0 adds nothing."),
            code, (*terms, ("=", m.sums(k))),
        )  # fmt: skip
        symbol = m.output_symbol(k)
        yield Phase(
            f"a{k}", symbol, Quantity.ACTIVATION, Part.FORWARD, k,
            f"{symbol} = {activation.symbol}({z}) = {activation.formula}",
            "The prediction: the output's sum, squashed." if k == m.last
            else "Each unit squashes its sum: this is how active it is.",
            f"{_code(m, k)} = {activation.name}(z{k})",
            ((activation.symbol, m.sums(k)), ("=", m.output(k))),
        )  # fmt: skip


def _code(m: Matrices, k: int) -> str:
    """The outputs of a layer in a line of NumPy."""
    return "x" if k == 0 else "yhat" if k == m.last else f"a{k}"


def _as_before(matrix: Matrix) -> Matrix:
    """Outputs of the layer before: its units are the rows of the weights beside it."""
    return replace(matrix, axes=(CASE, BEFORE))


def _error(m: Matrices) -> Phase:
    """E, the sum that is descended, and the mean that is displayed."""
    record, loss = m.record, m.experiment.loss_function
    parts = _error_terms(m)
    total = _single(
        m, "E", record.error_before, [(part,) for part in parts.values.ravel().tolist()]
    )
    count = record.targets.size

    def mean(row: int, column: int) -> Work:
        form = formula("c·s/n", {"c": loss.factor, "s": record.error_before, "n": float(count)})
        return work_out("loss", record.loss_before, [[form]], abs(record.loss_before))

    shown = Matrix(
        "loss", np.array([[record.loss_before]]), ("",), ("loss",), (ONE, ONE), mean, False
    )
    return Phase(
        "E", "E", Quantity.ERROR, Part.LOSS, m.last, f"E = {loss.formula}",
        f"How wrong it is, in one number. Training descends the sum E; "
        f"the loss that is printed is the {loss.displayed}.",
        f"E = {loss.code}",
        (("", m.output(m.last)), (",", m.targets), ("→", parts), ("Σ", total), ("→", shown)),
    )  # fmt: skip


def _error_terms(m: Matrices) -> Matrix:
    """What each output of each case adds to E."""
    record, loss = m.record, m.experiment.loss_function
    z, y, prediction = m.layer(m.last).z, record.targets, m.outputs(m.last)
    witness = z if loss.witness == "z" else record.output_error
    with np.errstate(all="ignore"):
        flat = loss.totals(witness.reshape(-1, 1), y.reshape(-1, 1))
    values: Array = np.asarray(flat).reshape(y.shape)

    def work(row: int, column: int) -> Work:
        symbols = {
            "ŷ": float(prediction[row, column]),
            "y": float(y[row, column]),
            "z": float(z[row, column]),
        }
        forms = [formula(text, symbols) for text in loss.terms]
        name = f"E[{m.cases[row]},{m.units(m.last)[column]}]"
        return work_out(name, float(values[row, column]), [forms], max(1.0, abs(symbols["z"])))

    return Matrix("E of each", values, m.cases, m.units(m.last), (CASE, UNIT), work, False)


def _single(m: Matrices, symbol: str, value: float, terms: list[tuple[float, ...]]) -> Matrix:
    """One number, the sum of many."""

    def work(row: int, column: int) -> Work:
        forms: list[Form] = [products(terms)]
        return work_out(symbol, value, [forms], largest(terms))

    return Matrix(symbol, np.array([[value]]), ("",), (symbol,), (ONE, ONE), work, False)


def _backward(m: Matrices) -> Iterator[Phase]:
    """From the output back: δ, the gradients, the blame of the layer before."""
    for k in range(m.last, 0, -1):
        yield _delta(m, k)
        delta, gradient = m.deltas(k), m.gradient(k)
        source = m.output_symbol(k - 1)
        yield Phase(
            f"dW{k}", gradient.symbol, Quantity.GRADIENT, Part.BACKWARD, k,
            f"{gradient.symbol} = ∂E/∂{subscript('W', k)} = {source}ᵀ · {delta.symbol}",
            "What a wire carries × the blame at its end, summed over the cases. "
            "A 0 teaches its weights nothing.",
            f"dW{k} = {_code(m, k - 1)}.T @ d{k}",
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
                (("", delta), ("·", m.transposed(weights)), ("=", _as_before(blame))),
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


def _update(m: Matrices) -> Iterator[Phase]:
    """The weights move, the output layer's first; nothing before this has changed any."""
    experiment = m.experiment
    kinds = [(False, "W", Quantity.CHANGE, Quantity.WEIGHTS)]
    if experiment.bias:
        kinds.append((True, "b", Quantity.BIAS_CHANGE, Quantity.BIASES))
    for k in range(m.last, 0, -1):
        for bias, letter, change_kind, kind in kinds:
            updates = Updates(m, k, bias)
            yield from _parameters(m, k, updates, letter, change_kind, kind)


def _parameters(
    m: Matrices, k: int, updates: Updates, letter: str, change_kind: Quantity, kind: Quantity
) -> Iterator[Phase]:
    """The update of one layer's weights or biases."""
    record, experiment = m.record, m.experiment
    rate, symbol = rate_text(experiment.learning_rate), updates.symbol
    gradient = updates.gradient
    after = updates.after()
    end = (
        f" Loss of these cases: {record.loss_before:.6g} before the step, "
        f"{record.loss_after:.6g} after it."
    )
    descent = f"- {rate} ·"
    code = f"{letter}{k} = {letter}{k} - {experiment.learning_rate:g} * d{letter}{k}"
    terms: tuple[tuple[str, Matrix], ...] = (
        ("", updates.before()), (descent, gradient), ("=", after),
    )  # fmt: skip
    equation = f"{symbol} ← {symbol} - ε · {gradient.symbol}"
    if experiment.momentum:
        change = updates.change()
        keep = rate_text(experiment.momentum)
        yield Phase(
            f"{change_kind.value}{k}", change.symbol, change_kind, Part.UPDATE, k,
            f"{change.symbol} = -ε · {gradient.symbol} + α · {change.symbol} of the step before",
            "Momentum: a share α of the last change is made again.",
            f"D{letter}{k} = -{experiment.learning_rate:g} * d{letter}{k} "
            f"+ {experiment.momentum:g} * D{letter}{k}",
            ((descent, gradient), (f"+ {keep} ·", updates.previous()), ("=", change)),
        )  # fmt: skip
        terms = (("", updates.before()), ("+", change), ("=", after))
        equation = f"{symbol} ← {symbol} + {change.symbol}"
        code = f"{letter}{k} = {letter}{k} + D{letter}{k}"
    final = k == 1 and (letter == "b" or not experiment.bias)
    yield Phase(
        f"{letter}{k}", symbol, kind, Part.UPDATE, k, equation,
        "A small step against the gradient." + (end if final else ""),
        code, terms,
    )  # fmt: skip
