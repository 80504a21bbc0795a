"""What large weights cost, in the phases of a step: a term of E, and in the gradient of every
weight a pull towards 0. The data do not come into it, so it is whole in every step, however few
cases the step looks at.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backprop_tui.engine.core.bug import Terms
from backprop_tui.engine.core.penalty import Cost, Penalty
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.arithmetic.forms import products
from backprop_tui.report.arithmetic.worked import WorkedNumber, given, work_out
from backprop_tui.report.names import subscript
from backprop_tui.report.walk.layers import BEFORE, ONE, Layers
from backprop_tui.report.walk.phase import Matrix, Phase


def penalty_terms(penalty: Penalty | None, w: float) -> Terms:
    """What it adds to the gradient of a weight."""
    rates = () if penalty is None else penalty.rates
    return [(rate, float(cost.slope_of(np.array(w)))) for cost, rate in rates]


def cost(penalty: Penalty, weights: list[float]) -> Terms:
    """What the weights of a layer add to E."""
    return [
        (*([cost.factor] * (cost.factor != 1)), rate, *cost.factors(w))
        for cost, rate in penalty.rates
        for w in weights
    ]


def with_penalty(phase: Phase, layers: Layers) -> Phase:
    """The phase of E, with what the weights of every layer add to it."""
    penalty, record = layers.experiment.penalty, layers.record
    if penalty is None:
        return phase
    *before, (sigma, errors), shown = phase.terms
    columns = tuple(subscript("W", k) for k in range(1, layers.last + 1))
    each = [penalty.of(layer.weights.before) for layer in record.layers]

    def work(row: int, column: int) -> WorkedNumber:
        weights = record.layers[column].weights.before
        there = layers.links.linked(column + 1)
        terms = cost(penalty, (weights.ravel() if there is None else weights[there]).tolist())
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
    parts = []
    for cost, rate in penalty.rates:
        sums = " + ".join(cost.code.format(W=f"W{k}") for k in range(1, layers + 1))
        factor = "" if cost.factor == 1 else f"{cost.factor} * "
        parts.append(f"{factor}{printed(rate, MOST)} * ({sums})")
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
    equation, code, terms = phase.equation, phase.code, phase.terms[:-1]
    for cost, number, symbol in penalty.parts:
        rate, pull = printed(number, MOST), _pull(cost, weights)
        equation = f"{equation} + {symbol} · {pull.symbol}"
        code = f"{code} + {rate} * {cost.pull[1].format(W=f'W{phase.layer}')}"
        terms = (*terms, (f"+ {rate} ·", pull))
    return replace(
        phase,
        equation=equation,
        code=code,
        terms=(*terms, phase.terms[-1]),
        sentence=f"{phase.sentence} The penalty pulls each weight towards 0.",
    )


def _pull(cost: Cost, weights: Matrix) -> Matrix:
    """The slope of what weights cost; of |w| it is their sign, which at its kink is taken as 0."""
    if cost.slope is None:
        return weights
    values, symbol = cost.slope_of(weights.values), cost.pull[0].format(W=weights.symbol)

    def work(row: int, column: int) -> WorkedNumber:
        names = f"{weights.rows[row]},{weights.columns[column]}"
        return given(f"{symbol}[{names}]", float(values[row, column]), "before the step")

    return replace(weights, symbol=symbol, values=values, work=work)
