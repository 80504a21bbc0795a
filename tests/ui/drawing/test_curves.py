"""A curve on a logarithmic scale goes up by as much for every factor, and all curves of a scale can
be compared: what is larger is never drawn lower.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.curves import (
    BLOCKS,
    MOST_DECADES,
    TYPED_BLOCKS,
    LogScale,
    draw_curve,
    power_text,
    sampled,
)
from tests.ui.drawn import ASCII, PALETTE, UNICODE, dots

SIZES = st.builds(
    lambda digits, power: digits * 10.0**power, st.floats(1, 9.99), st.integers(-300, 300)
)


@given(st.lists(SIZES | st.sampled_from([0.0, math.nan, math.inf]), min_size=1, max_size=9))
def test_a_scale_holds_all_numbers_that_have_a_logarithm(values: list[float]) -> None:
    numbers = np.array(values)
    scale = LogScale.of(numbers)
    assert 1 <= scale.high - scale.low <= MOST_DECADES
    known = [value for value in values if 0 < value < math.inf]
    if known:
        assert math.log10(max(known)) <= scale.high
        spanned = math.log10(max(known)) - math.log10(min(known))
        assert math.log10(min(known)) >= scale.low or spanned > MOST_DECADES - 2
    shares = scale.shares(numbers)
    assert np.isnan(shares).tolist() == [not 0 < value < math.inf for value in values]
    order = np.argsort(numbers[~np.isnan(shares)])
    assert (np.diff(shares[~np.isnan(shares)][order]) >= 0).all()


def test_equal_factors_are_equal_heights() -> None:
    scale = LogScale.of(np.array([1e-4, 1.0]))
    assert scale == (-4, 0)
    assert_allclose(scale.shares(np.array([1e-4, 1e-3, 1e-2, 1e-1, 1.0])), [0, 0.25, 0.5, 0.75, 1])
    assert LogScale.of(np.array([0.5])) == (-1, 0), "a single number has a decade"
    assert LogScale.of(np.array([0.01])) == (-2, -1)


@given(st.integers(-20, 20), st.integers(1, MOST_DECADES), st.integers(2, 12))
def test_marks_are_powers_of_the_scale(low: int, span: int, most: int) -> None:
    scale = LogScale(low, low + span)
    marks = scale.marks(most)
    assert marks[0] == scale.high
    assert 2 <= len(marks) <= most
    assert marks[-1] >= low
    assert len(set(np.diff(marks))) == 1


def test_a_power_is_written_as_short_as_can_be() -> None:
    assert [power_text(power) for power in (-12, -1, 0, 2, 4)] == [
        *("1e-12", "1e-1", "1", "100", "1e4"),
    ]  # fmt: skip


def test_a_curve_is_straight_between_what_is_known_and_ends_with_it() -> None:
    steps, shares = np.array([0, 10, 20]), np.array([0.0, 1.0, 0.5])
    assert_allclose(sampled(steps, shares, 5), [0.0, 0.5, 1.0, 0.75, 0.5])
    start = sampled(np.array([0]), np.array([0.3]), 4)
    assert start[0] == 0.3, "before the first step there is one moment"
    assert np.isnan(start[1:]).all()


@pytest.mark.parametrize(("look", "marks"), [(UNICODE, BLOCKS), (ASCII, TYPED_BLOCKS)])
def test_in_one_row_the_mark_says_how_high(look: object, marks: str) -> None:
    canvas = Canvas(8, 1, UNICODE if look is UNICODE else ASCII)
    draw_curve(canvas, (0, 0, 8, 1), np.array([0, 7]), np.array([0.0, 1.0]), PALETTE.backward)
    assert canvas.rows() == [marks]


def test_in_several_rows_it_has_a_dot_in_every_column_and_no_gap_where_it_is_steep() -> None:
    canvas = Canvas(6, 3, UNICODE)
    draw_curve(canvas, (1, 0, 4, 3), np.array([0, 1]), np.array([1.0, 1.0]), PALETTE.backward)
    assert [row.rstrip() for row in canvas.rows()] == [" ⠉⠉⠉⠉", "", ""]
    steep = Canvas(2, 5, UNICODE)
    draw_curve(steep, (0, 0, 2, 5), np.array([0, 1]), np.array([1.0, 0.0]), PALETTE.backward)
    steep.bake()
    assert dots(steep) >= 20, "one in each of its rows"
    typed = Canvas(3, 3, ASCII)
    draw_curve(typed, (0, 0, 3, 3), np.array([0, 2]), np.array([0.0, 1.0]), PALETTE.backward)
    assert typed.rows() == ["  *", " * ", "*  "]


def test_what_has_no_logarithm_is_left_out() -> None:
    for look in (UNICODE, ASCII):
        canvas = Canvas(5, 2, look)
        nothing = np.full(3, np.nan)
        draw_curve(canvas, (0, 0, 5, 2), np.array([0, 1, 2]), nothing, PALETTE.backward)
        draw_curve(canvas, (0, 0, 0, 1), np.array([0]), np.array([1.0]), PALETTE.backward)
        assert not "".join(canvas.rows()).strip()
