"""Printed digits tell the truth about a number. Beside another number they also tell that it is one,
or that it is not.
"""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from backprop_tui.report.walk.digits import MOST, printed, told_apart

NUMBERS = st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-9)


@given(NUMBERS, NUMBERS)
def test_two_numbers_are_told_apart_by_the_fewest_digits_that_do(one: float, other: float) -> None:
    assume(one != other)
    text = told_apart(one, other)
    digits = next(n for n in range(5, MOST + 1) if printed(one, n) == text)
    assert printed(other, digits) != text
    assert all(printed(one, n) == printed(other, n) for n in range(5, digits))


@given(NUMBERS)
def test_with_all_digits_a_number_is_itself(value: float) -> None:
    assert float(printed(value, MOST)) == value
    assert float(told_apart(value, value)) == value
