"""Every two values of two settings meet in a row, and few rows do it.
What is left out must be nothing that two settings do to each other.
"""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.covering import covering, pairwise

SIZES = st.lists(st.integers(1, 6), min_size=2, max_size=5)


@given(SIZES)
def test_any_two_values_of_two_settings_meet(sizes: list[int]) -> None:
    rows = pairwise(*sizes)
    for i, j in combinations(range(len(sizes)), 2):
        met = {(row[i], row[j]) for row in rows}
        assert met == set(product(range(sizes[i]), range(sizes[j])))


@given(SIZES)
def test_rows_are_hardly_more_than_there_must_be(sizes: list[int]) -> None:
    *_, second, largest = sorted(sizes)
    assert second * largest <= len(pairwise(*sizes)) <= 2 * second * largest


def test_rows_hold_the_values_themselves() -> None:
    rows = covering("ab", [1, 2], [None])
    assert sorted(rows, key=str) == [(x, y, None) for x in "ab" for y in (1, 2)]
