"""A wide matrix is cut into blocks, yet every number must be found under its column and beside its
row, exactly once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from backprop_tui.engine.core.calls import Array
from backprop_tui.report.text.table import table

MATRICES = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=25),
    elements=st.floats(width=64),
)


def cells(lines: Iterator[str]) -> dict[tuple[str, str], float]:
    """The numbers of a printed table by the names of row and column."""
    found: dict[tuple[str, str], float] = {}
    columns: list[str] = []
    for line in lines:
        if line.startswith(" "):
            columns = line.split()
            continue
        row, *numbers = line.split()
        for column, number in zip(columns, numbers, strict=True):
            assert (row, column) not in found
            found[row, column] = float(number)
    return found


@given(MATRICES)
def test_every_number_stands_once_in_its_place_within_80_columns(matrix: Array) -> None:
    rows = [f"r{i}" for i in range(matrix.shape[0])]
    columns = [f"c{i}" for i in range(matrix.shape[1])]
    lines = list(table(matrix, rows, columns))
    assert max(map(len, lines)) <= 80
    found = cells(iter(lines))
    assert len(found) == matrix.size
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            assert found[row, column] == pytest.approx(matrix[i, j], rel=5e-6, nan_ok=True)


def test_decimal_points_stand_below_each_other() -> None:
    matrix = np.array([[0.25, 1.0], [-12.5, 1e-7]])
    assert list(table(matrix, ["x1", "x2"], ["h1", "h2"])) == [
        "        h1     h2",
        "x1    0.25  1",
        "x2  -12.5   1e-07",
    ]


def test_a_long_name_leaves_room_for_numbers() -> None:
    lines = list(table(np.zeros((1, 9)), ["case 1"], ["a name " * 20] * 9))
    assert max(map(len, lines)) <= 80
    assert lines[0].split("  ")[-1] == "a name a name~"
