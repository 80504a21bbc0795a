"""A number that changes its width makes everything beside it jump, fifteen times a second. So the
widths are proved for every float there is, and the digits are read back and compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.ui.drawing import formats
from tests.ui.reading import true_to
from tests.ui.strategies import NUMBERS

SIZES = NUMBERS | st.builds(
    lambda size, power: size * 10.0**power, st.floats(-9.99, 9.99), st.integers(-320, 307)
)
"""Numbers of every order of magnitude there is."""

WRITTEN: dict[str, tuple[Callable[[float], str], int, int]] = {
    "weight": (formats.weight, 5, 5),
    "weight up to 6": (lambda value: formats.weight(value, 6), 5, 6),
    "weight in 9": (lambda value: formats.weight(value, 9), 5, 9),
    "short weight": (formats.short_weight, 4, 4),
    "short weight in 3": (lambda value: formats.short_weight(value, 3), 3, 3),
    "short weight up to 5": (lambda value: formats.short_weight(value, 4, 5), 4, 5),
    "activation": (formats.activation, 4, 4),
    "activation in 3": (lambda value: formats.activation(value, 3), 3, 3),
    "activation in 2": (lambda value: formats.activation(value, 2), 2, 2),
    "activation up to 6": (lambda value: formats.activation(value, 4, 6), 4, 6),
    "small": (formats.small, 5, 5),
    "small up to 6": (lambda value: formats.small(value, 6), 5, 6),
    "signed in 6": (lambda value: formats.signed(value, 6), 6, 6),
    "signed up to 7": (lambda value: formats.signed(value, 5, 7), 5, 7),
}
"""Every way to write a number, with its least and its largest width."""


@pytest.mark.parametrize("name", WRITTEN)
@settings(max_examples=400)
@given(value=SIZES)
def test_a_number_keeps_its_columns_and_its_first_digit(name: str, value: float) -> None:
    write, least, most = WRITTEN[name]
    text = write(value)
    assert least <= len(text) <= most
    assert true_to(text, value), (text, value)
    if least == most - 1 and len(text) == most:
        assert "e" in text or "big" in text or "tiny" in text, "only what has no room is longer"


@settings(max_examples=500)
@given(value=SIZES.filter(math.isfinite))
def test_losses_and_inputs_are_short_and_keep_their_first_digit(value: float) -> None:
    assert len(formats.loss(abs(value))) <= 6
    assert true_to(formats.loss(abs(value)), abs(value))
    for width in (6, 7, 10):
        for text in (formats.size(abs(value), width), formats.length(abs(value), width)):
            assert len(text) == width
            assert true_to(text, abs(value)), (text, value)
    assert len(formats.bits(value)) <= 7
    assert true_to(formats.bits(value), value)


@settings(max_examples=400)
@given(value=SIZES)
def test_with_room_enough_no_number_becomes_a_word(value: float) -> None:
    for text in (
        formats.weight(value, 6), formats.activation(value, 4, 6), formats.signed(value, 5, 7),
    ):  # fmt: skip
        assert re.search(r"\d", text) or not math.isfinite(value)


@settings(max_examples=400)
@given(
    value=st.builds(lambda whole, power: whole / 10**power, st.integers(-99_999, 99_999),
                    st.integers(0, 5)),
    most=st.integers(5, 9),
)  # fmt: skip
def test_an_input_is_exact_where_it_has_room(value: float, most: int) -> None:
    text = formats.bits(value, most)
    assert len(text) <= most
    plain = f"{value:.5f}".rstrip("0").rstrip(".")
    assert float(text) == value or len(plain) > most
    assert true_to(text, value)


@settings(max_examples=400)
@given(value=SIZES)
def test_only_nothing_is_shown_as_no_gradient(value: float) -> None:
    for text in (formats.small(value), formats.small(value, 6), formats.signed(value, 6)):
        assert (text.strip() == ".000") == (value == 0)
        if re.search(r"\d", text) and abs(value) < 0.1:
            assert float(text) == pytest.approx(value, rel=0.5), "never twice as much"


@settings(max_examples=1000)
@given(st.floats(-0.6, 0.6), st.sampled_from([2, 3, 4]))
def test_an_activation_that_reads_as_zero_has_no_sign(value: float, width: int) -> None:
    text = formats.activation(value, width)
    assert float(text) != 0 or "-" not in text
    assert value >= 0 or width == 4 or text[0] in " -", "apart from its neighbour"


@settings(max_examples=1000)
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


@settings(max_examples=500)
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


@settings(max_examples=500)
@given(st.floats(0, 1))
def test_an_activation_is_rounded_to_two_digits_even_in_three_columns(value: float) -> None:
    assert abs(float(formats.activation(value)) - value) <= 0.005 + 1e-12
    assert abs(float(formats.activation(value, 3)) - value) <= 0.005 + 1e-12


@settings(max_examples=500)
@given(st.floats(1e-300, 1e300))
def test_a_loss_keeps_its_leading_digits(value: float) -> None:
    assert float(formats.loss(value)) == pytest.approx(value, rel=0.51 if value < 1e-99 else 0.5)
    if 1e-9 < value < 1e9:
        assert float(formats.loss(value)) == pytest.approx(value, rel=0.051)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.264, "+5.26"), (-12.34, "-12.3"), (123.4, " +123"), (-0.004, " 0.00"), (0.0, " 0.00"),
        (9.994, "+9.99"), (9.996, "+10.0"), (99.96, " +100"), (-4e9, " -4e9"), (1e154, " +big"),
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
        (1020.4, "1020.4"),
        (1020.456, "1020"),
        (0.9996, "0.9996"),
        (12.345, "12.345"),
        (-0.123456, "-0.123"),
        (0.123456, ".123456"),
        (123456.0, "123456"),
        (1e6, "1000000"),
        (1e7, "1.0e7"),
        (123456.7, "123457"),
        (-0.0, "0"),
        (-1.2e-9, "-1.2e-9"),
    ],
)
def test_an_input_reads_like_this(value: float, text: str) -> None:
    assert formats.bits(value) == text


@pytest.mark.parametrize(
    ("value", "most", "text"),
    [
        (-2e15, 5, "-2e15"), (-2e15, 4, "-big"), (2e15, 4, "+big"), (-2e15, 3, "-…"),
        (3e-10, 6, "+3e-10"), (3e-10, 5, "+tiny"), (-9e93, 5, "-9e93"), (-9.9e99, 5, "-big"),
    ],
)  # fmt: skip
def test_what_has_no_room_becomes_a_word_with_its_sign(value: float, most: int, text: str) -> None:
    assert formats.scientific(value, most) == text


@pytest.mark.parametrize(
    ("value", "width", "text"),
    [
        (0.91, 4, "0.91"), (-0.91, 4, "-.91"), (-12.3, 4, " -12"), (-12.3, 3, "-12"),
        (0.91, 3, ".91"), (1.0, 3, "1.0"), (0.91, 2, ".9"), (0.96, 2, " 1"), (12.3, 2, "12"),
        (123.0, 2, " …"), (-9e93, 4, "-big"), (1e154, 4, " big"), (1e154, 3, "big"),
        (-math.inf, 4, "-inf"), (-math.inf, 3, " -…"), (math.inf, 3, "inf"),
    ],
)  # fmt: skip
def test_an_activation_reads_like_this(value: float, width: int, text: str) -> None:
    assert formats.activation(value, width) == text


def test_sizes_of_any_order_can_be_compared() -> None:
    sizes = (2.91699e-3, 4.1e-12, 0.0, 0.4949, 8.647, 123.456, 12347.0, math.inf, math.nan)
    assert [formats.size(size).strip() for size in sizes] == [
        *("2.92e-3", "4.1e-12", "0", "0.4949", "8.647", "123.5", "1.235e4"), "inf", "nan",
    ]  # fmt: skip
    lengths = (10.838, 0.004, 999.994, 1234.5, math.nan)
    assert [formats.length(each).strip() for each in lengths] == [
        *("10.84", "4.0e-3", "999.99", "1.23e3"), "nan",
    ]  # fmt: skip
