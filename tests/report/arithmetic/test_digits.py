"""Printed digits tell the truth about a number. Beside another number they also tell whether it is
another one.
"""

from __future__ import annotations

import re

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


def sizes(least: float, most: float) -> st.SearchStrategy[float]:
    """Numbers of so many places, of either sign; both ends of the range among them."""
    ends = st.sampled_from([least, 1.5 * least, 0.875 * most])
    size = ends | st.floats(least, most, exclude_max=True)
    return st.builds(float.__mul__, size, st.sampled_from([1.0, -1.0]))


@given(sizes(1.0, 10.0) | sizes(1e6, 1e7) | sizes(1.0, 1e7), st.integers(1, 6))
def test_below_ten_million_every_digit_before_the_point_is_printed(
    value: float, digits: int
) -> None:
    text = printed(value, digits)
    assert "e" not in text
    assert abs(float(text) - value) <= 0.5


@given(sizes(1e7, 1e8) | sizes(1e7, 1e15) | sizes(1e15, 1e300), st.integers(1, 6))
def test_from_ten_million_on_zeros_that_are_not_exact_are_powers_of_ten(
    value: float, digits: int
) -> None:
    text = printed(value, digits)
    if float(text) == value:
        return
    found = re.fullmatch(r"-?(\d)(?:\.(\d+))?e(\d+)", text)
    assert found
    leading, others, power = found.groups("")
    is_rounded_up = leading == "1" and others.count("0") == digits
    assert len(leading + others) == digits + is_rounded_up
    assert abs(float(text) - value) <= 0.5000001 * 10.0 ** (int(power) - len(others))


@given(sizes(1e-4, 1e-3) | sizes(1e-4, 1.0), st.integers(1, 6))
def test_down_to_a_ten_thousandth_zeros_are_written_after_the_point(
    value: float, digits: int
) -> None:
    assert "e" not in printed(value, digits)


@given(sizes(1e-6, 0.94e-4), st.integers(1, 4))
def test_what_is_smaller_is_a_power_of_ten(value: float, digits: int) -> None:
    """Up to what one digit would round to 0.0001."""
    assert "e-" in printed(value, digits)


@given(st.integers(10**7, 10**15 - 1))
def test_a_whole_number_is_printed_whole_where_that_is_exact(value: int) -> None:
    assert printed(float(value), MOST) == str(value)
    assert "e" in printed(value * 1e8, MOST)
