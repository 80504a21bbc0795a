"""A matrix stands in several equations of a step, as a result, then as an operand beside others.
Its numbers stay; only what its rows and columns line up with changes.
"""

from __future__ import annotations

from dataclasses import replace

from backprop_tui.report.walk.layers import BEFORE, CASE, ONE, UNIT
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.notation import enclosed, named
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
