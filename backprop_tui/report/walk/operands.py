"""A matrix stands in several equations of a step, as a result, then as an operand beside others.
Its numbers stay; only what its rows and columns line up with changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from backprop_tui.report.arithmetic.worked import WorkedNumber
from backprop_tui.report.walk.layers import BEFORE, CASE, ONE, UNIT
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.notation import enclosed, named
from backprop_tui.report.walk.phase import Matrix


def output_code(m: Matrices, k: int) -> str:
    """The outputs of a layer in a line of NumPy."""
    return "x" if k == 0 else "yhat" if k == m.last else f"a{k}"


def seen(m: Matrices, k: int) -> Matrix:
    """What layer k sees: the outputs of the layer before, or of all before side by side."""
    outputs = [m.output(before) for before in m.links.before(k)]
    return side_by_side(m.seen_symbol(k), outputs)


def seen_code(m: Matrices, k: int) -> str:
    """The same in a line of NumPy."""
    outputs = [output_code(m, before) for before in m.links.before(k)]
    return outputs[0] if len(outputs) == 1 else f"np.hstack([{', '.join(outputs)}])"


def side_by_side(symbol: str, matrices: Sequence[Matrix]) -> Matrix:
    """Matrices with the same rows as one; one alone stays what it is."""
    if len(matrices) == 1:
        return matrices[0]
    places = [(matrix, k) for matrix in matrices for k in range(len(matrix.columns))]

    def work(row: int, column: int) -> WorkedNumber:
        matrix, place = places[column]
        return matrix.work(row, place)

    return replace(
        matrices[0],
        symbol=symbol,
        values=np.hstack([matrix.values for matrix in matrices]),
        columns=tuple(matrix.columns[place] for matrix, place in places),
        work=work,
        signed=any(matrix.signed for matrix in matrices),
        there=_there_side_by_side(matrices),
    )


def _there_side_by_side(matrices: Sequence[Matrix]) -> NDArray[np.bool_] | None:
    """Which of their numbers there are; `None` if all are."""
    if all(matrix.there is None for matrix in matrices):
        return None
    return np.hstack(
        [np.full(m.values.shape, True) if m.there is None else m.there for m in matrices]
    )


def part_seeing(m: Matrices, k: int, above: int, weights: Matrix) -> Matrix:
    """Of the weights of layer `above` those of the outputs of layer k: `W₂[a₁]`."""
    rows = m.links.rows(above, k)
    return replace(
        weights,
        symbol=part_symbol(m, k, above, weights.symbol),
        values=weights.values[rows],
        rows=weights.rows[rows],
        there=None if weights.there is None else weights.there[rows],
        work=lambda row, column: weights.work(rows.start + row, column),
    )


def part_symbol(m: Matrices, k: int, above: int, symbol: str) -> str:
    """How that part is written; the symbol alone where it is all of them."""
    return f"{symbol}[{m.output_symbol(k)}]" if len(m.links.before(above)) > 1 else symbol


def rows_code(m: Matrices, k: int, above: int) -> str:
    """What takes that part of a matrix in a line of NumPy: `[2:3]`, or nothing."""
    rows = m.links.rows(above, k)
    return f"[{rows.start}:{rows.stop}]" if len(m.links.before(above)) > 1 else ""


def as_before(matrix: Matrix) -> Matrix:
    """Outputs of the layer before: its units are the rows of the weights beside it."""
    return replace(matrix, axes=(CASE, BEFORE))


def transposed(matrix: Matrix) -> Matrix:
    """The same matrix with rows and columns exchanged, as the equations of the way back ask."""
    rows, columns = matrix.axes
    # The units of the layer before are the rows of what lies between two layers.
    swap = {CASE: CASE, UNIT: BEFORE, BEFORE: UNIT, ONE: ONE}
    same = CASE not in matrix.axes
    axes = (columns, rows) if same else (swap[columns], swap[rows])
    return Matrix(
        f"{matrix.symbol}ᵀ",
        matrix.values.T,
        matrix.columns,
        matrix.rows,
        axes,
        lambda row, column: matrix.work(column, row),
        matrix.signed,
        there=None if matrix.there is None else matrix.there.T,
    )


def activation_code(m: Matrices, k: int, z: str) -> str:
    """f of an array in a line of NumPy."""
    return named(m.activation(k).code, {"z": z})


def slope_code(m: Matrices, k: int, z: str, a: str) -> str:
    """f′ in a line of NumPy, where the sums are `z` and the outputs `a`."""
    return named(m.activation(k).slope_code, {"z": z, "a": a})


def loss_gradient_code(m: Matrices) -> str:
    """Where the way back begins, in a line of NumPy."""
    return named(m.experiment.loss_function.gradient.code, {"z": f"z{m.last}"})


def activation_gradient_code(m: Matrices, k: int) -> str:
    """∂E/∂a of a layer as a factor in a line of NumPy."""
    return f"da{k}" if k < m.last else enclosed(loss_gradient_code(m))
