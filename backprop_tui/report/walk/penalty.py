"""What large weights cost, in the phases of a step: a term of E, and in the gradient of every
weight a pull towards 0. The data do not come into it, so it is whole in every step, however few
cases the step looks at.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backprop_tui.engine.core.bug import Terms
from backprop_tui.engine.core.penalty import Penalty
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.arithmetic.forms import products
from backprop_tui.report.arithmetic.worked import WorkedNumber, given, work_out
from backprop_tui.report.names import subscript
from backprop_tui.report.walk.layers import BEFORE, ONE, Layers
from backprop_tui.report.walk.phase import Matrix, Phase


def penalty_terms(penalty: Penalty | None, w: float) -> Terms:
    """What it adds to the gradient of a weight."""
    if penalty is None:
        return []
    terms: Terms = [(penalty.l2, w)] if penalty.l2 else []
    return [*terms, (penalty.l1, float(np.sign(w)))] if penalty.l1 else terms


def cost(penalty: Penalty, weights: list[float]) -> Terms:
    """What the weights of a layer add to E."""
    terms: Terms = [(0.5, penalty.l2, w, w) for w in weights] if penalty.l2 else []
    return [*terms, *((penalty.l1, abs(w)) for w in weights)] if penalty.l1 else terms


def with_penalty(phase: Phase, layers: Layers) -> Phase:
    """The phase of E, with what the weights of every layer add to it."""
    penalty, record = layers.experiment.penalty, layers.record
    if penalty is None:
        return phase
    *before, (sigma, errors), shown = phase.terms
    columns = tuple(subscript("W", k) for k in range(1, layers.last + 1))
    each = [penalty.of(layer.weights.before) for layer in record.layers]

    def work(row: int, column: int) -> WorkedNumber:
        terms = cost(penalty, record.layers[column].weights.before.ravel().tolist())
        name = f"penalty[{columns[column]}]"
        return work_out(name, each[column], [products(terms)], each[column])

    def total(row: int, column: int) -> WorkedNumber:
        terms: Terms = [(record.data_before,), *((value,) for value in each)]
        return work_out("E", record.error_before, [products(terms)], abs(record.error_before))

    def errors_work(row: int, column: int) -> WorkedNumber:
        return replace(errors.work(row, column), name="errors")

    sum_of_errors = replace(errors, symbol="errors", columns=("errors",), work=errors_work)
    costs = Matrix("penalty", np.array([each]), ("",), columns, (ONE, BEFORE), work, False)
    whole = Matrix(
        "E", np.array([[record.error_before]]), ("",), ("E",), (ONE, ONE), total, False,
        total(0, 0).result,
    )  # fmt: skip
    return replace(
        phase,
        equation=f"{phase.equation} + {penalty.formula}",
        sentence=f"{phase.sentence} What large weights cost, the last of E, is not in that loss.",
        code=f"{phase.code} + {_code(penalty, layers.last)}",
        terms=(
            *before,
            (sigma, sum_of_errors),
            ("+", costs),
            ("=", whole),
            shown,
        ),
    )


def _code(penalty: Penalty, layers: int) -> str:
    """What is added to E, in NumPy."""
    weights = [f"W{k}" for k in range(1, layers + 1)]
    squares = " + ".join(f"np.sum({W} ** 2)" for W in weights)
    sizes = " + ".join(f"np.sum(np.abs({W}))" for W in weights)
    parts = [f"0.5 * {printed(penalty.l2, MOST)} * ({squares})"] * bool(penalty.l2)
    parts += [f"{printed(penalty.l1, MOST)} * ({sizes})"] * bool(penalty.l1)
    return " + ".join(parts)


def with_pull(phase: Phase, weights: Matrix, layers: Layers) -> Phase:
    """The phase of dW, with what the penalty adds to it.

    Args:
        phase: The right one or, where a bug multiplies the sum over the cases, the wrong one.
        weights: W before the step.
        layers: The step.
    """
    penalty = layers.experiment.penalty
    if penalty is None:
        return phase
    W, name = weights.symbol, f"W{phase.layer}"
    square, size = penalty.symbols
    equation, code, terms = phase.equation, phase.code, phase.terms[:-1]
    if penalty.l2:
        rate = printed(penalty.l2, MOST)
        equation, code = f"{equation} + {square} · {W}", f"{code} + {rate} * {name}"
        terms = (*terms, (f"+ {rate} ·", weights))
    if penalty.l1:
        rate = printed(penalty.l1, MOST)
        equation = f"{equation} + {size} · sign {W}"
        code = f"{code} + {rate} * np.sign({name})"
        terms = (*terms, (f"+ {rate} ·", _signs(weights)))
    return replace(
        phase,
        equation=equation,
        code=code,
        terms=(*terms, phase.terms[-1]),
        sentence=f"{phase.sentence} The penalty pulls each weight towards 0.",
    )


def _signs(weights: Matrix) -> Matrix:
    """The signs of weights; of 0, where |w| has a kink and no slope, it is taken as 0."""
    values, symbol = np.sign(weights.values), f"sign {weights.symbol}"

    def work(row: int, column: int) -> WorkedNumber:
        names = f"{weights.rows[row]},{weights.columns[column]}"
        return given(f"{symbol}[{names}]", float(values[row, column]), "before the step")

    return replace(weights, symbol=symbol, values=values, work=work)
