"""A matrix stands in several equations of a step, as a result, then as an operand beside others.
Its numbers stay; only what its rows and columns line up with changes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from backprop_tui.report.walk.matrices import BEFORE, CASE, ONE, UNIT, Matrices
from backprop_tui.report.walk.phase import Matrix


def output_code(m: Matrices, k: int) -> str:
    """The outputs of a layer in a line of NumPy."""
    return "x" if k == 0 else "yhat" if k == m.last else f"a{k}"


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
    )


def code_of(code: str, symbol: str, name: str) -> str:
    """A line of NumPy with the name of an array in place of its symbol."""
    return re.sub(rf"\b{symbol}\b", name, code)
