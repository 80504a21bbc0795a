"""Printed digits tell the truth about a number. Beside another number they also tell whether it is
another one.
"""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from backprop_tui.report.arithmetic.digits import MOST, printed, told_apart

NUMBERS = st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-9)
LEAST = st.integers(1, 8)


@given(NUMBERS, NUMBERS, LEAST)
def test_two_numbers_are_told_apart_by_the_fewest_digits_that_do(
    one: float, other: float, least: int
) -> None:
    assume(one != other)
    texts = told_apart(one, other, least)
    assert float(texts[0]) != float(texts[1])
    digits = next(
        n for n in range(least, MOST + 1) if texts == (printed(one, n), printed(other, n))
    )
    for n in range(least, digits):
        assert float(printed(one, n)) == float(printed(other, n))


@given(NUMBERS)
def test_with_all_digits_a_number_is_itself(value: float) -> None:
    assert float(printed(value, MOST)) == value
    assert told_apart(value, value, 4) == (printed(value, MOST),) * 2
