"""A number that changes its width makes everything beside it jump, fifteen times a second. So the
widths are proved for every float there is, and the digits are read back and compared.
"""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.ui import formats
from tests.ui.strategies import NUMBERS, quick


@quick(1000)
@given(NUMBERS)
def test_numbers_of_one_kind_are_all_as_wide(value: float) -> None:
    assert len(formats.weight(value)) == 5
    assert len(formats.short_weight(value)) == 4
    assert len(formats.activation(value)) == 4
    assert len(formats.activation(value, 3)) == 3
    assert len(formats.loss(abs(value))) <= 6


@quick(1000)
@given(NUMBERS)
def test_the_sign_of_a_weight_is_always_written_unless_it_reads_as_zero(value: float) -> None:
    for text, zero in ((formats.weight(value), 0.005), (formats.short_weight(value), 0.05)):
        if math.isnan(value):
            assert text.strip() == "nan"
        elif abs(value) < zero:
            assert float(text) == 0.0
            assert "-" not in text
        else:
            assert text.strip()[0] == ("-" if value < 0 else "+")


@quick(500)
@given(st.floats(-9999, 9999))
def test_a_weight_is_rounded_to_the_digits_that_are_shown(value: float) -> None:
    texts = [formats.weight(value)]
    if abs(value) < 999:
        texts.append(formats.short_weight(value))
    for text in texts:
        digits = len(text.partition(".")[2])
        assert abs(float(text) - value) <= 0.5 * 10.0**-digits + 1e-9
        assert digits == 0 or abs(value) < 100, "as many digits as there is room for"
    if abs(value) < 9.99:
        assert re.fullmatch(r"[ +-]\d\.\d\d", texts[0])


@quick(500)
@given(st.floats(0, 1))
def test_an_activation_is_rounded_to_two_digits_even_in_three_columns(value: float) -> None:
    assert abs(float(formats.activation(value)) - value) <= 0.005 + 1e-12
    assert abs(float(formats.activation(value, 3)) - value) <= 0.005 + 1e-12


@quick(500)
@given(st.floats(1e-300, 1e300))
def test_a_loss_keeps_its_leading_digits(value: float) -> None:
    assert float(formats.loss(value)) == pytest.approx(value, rel=0.51 if value < 1e-99 else 0.5)
    if 1e-9 < value < 1e9:
        assert float(formats.loss(value)) == pytest.approx(value, rel=0.051)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.264, "+5.26"), (-12.34, "-12.3"), (123.4, " +123"), (-0.004, " 0.00"), (0.0, " 0.00"),
        (9.994, "+9.99"), (9.996, "+10.0"), (99.96, " +100"), (-4e9, " -4e9"), (1e154, "+e154"),
        (math.inf, " +inf"), (-math.inf, " -inf"), (math.nan, "  nan"),
    ],
)  # fmt: skip
def test_a_weight_reads_like_this(value: float, text: str) -> None:
    assert formats.weight(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.2557, "0.2557"), (0.0, "0.0000"), (6.24e-4, "6.2e-4"), (1e-10, "1e-10"),
        (12.345, "12.35"), (1234.5, "1.2e3"), (math.inf, "+inf"), (math.nan, "nan"),
    ],
)  # fmt: skip
def test_a_loss_reads_like_this(value: float, text: str) -> None:
    assert formats.loss(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1/s"), (0.25, "0.25/s"), (512.0, "512/s"), (1024.0, "1,024/s"),
        (65_536.0, "66k/s"), (math.inf, "max"),
    ],
)  # fmt: skip
def test_a_speed_reads_like_this(value: float, text: str) -> None:
    assert formats.rate(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-3.0, "-3"),
        (0.05, "0.05"),
        (2001.0, "2001"),
        (1020.4, "1020"),
        (1e6, "1.0e6"),
        (-1.2e-9, "-1.2e-9"),
    ],
)
def test_an_input_is_as_short_as_it_is(value: float, text: str) -> None:
    assert formats.bits(value) == text


def test_subscripts_take_every_digit() -> None:
    assert formats.subscript("W", 1) == "W₁"
    assert formats.subscript("b", 1234567890) == "b₁₂₃₄₅₆₇₈₉₀"


def test_the_sign_of_a_huge_number_is_the_last_thing_to_go() -> None:
    assert [formats.enormous(-2e15, width) for width in (6, 5, 4, 2)] == [
        " -2e15", "-2e15", "-e15", " -",
    ]  # fmt: skip
    assert formats.enormous(2e15, 4, "") == "2e15"
