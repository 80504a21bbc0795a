"""Bits are read back from the row and compared with the numbers behind them: what is marked wrong
must be what makes the case wrong, in any width and at any levels.
"""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Answer, Experiment
from backprop_tui.report.hair import by_a_hair
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_bits import AnswerBits, bits_of
from tests.ui.drawn import ASCII, PALETTE, UNICODE, answering, painted, predictions
from tests.ui.panes.test_predictions import row_of, table
from tests.ui.reading import true_to

ADDITION = PROBLEMS["addition"]


def drawn(answers: list[float], width: int, look: Look = UNICODE) -> Canvas:
    """The sums of two bits each, all answered the same."""
    seen = View(answering(ADDITION, np.tile(answers, (16, 1))))
    return painted(predictions().paint, seen, width, 18, look)


def test_a_sum_is_read_from_one_row() -> None:
    """11 + 10 is 101; of the three outputs the second is answered wrong, and most wrong."""
    canvas = drawn([0.75, 0.625, 0.5625], 58)
    assert canvas.rows()[0].split() == ["x", "y", "ŷ", "ŷ1", "ŷ2", "ŷ3", "error"]
    y, row = row_of(canvas, 14)
    assert row.split() == ["1110", "101", "≠", "111", "0.7500", "0.6250", "0.5625", "0.62", "✗"]
    bits = row.index("111", 8)
    inks = [int(ink) for ink in canvas.ink[y, bits : bits + 3]]
    assert inks == [PALETTE.foreground, PALETTE.error, PALETTE.foreground]


@settings(max_examples=150)
@example([1.4999985, 0.0, 1.499997], 57, ASCII)
@example([0.0, 0.5000001, 0.0], 58, UNICODE)
@given(
    answers=st.lists(st.floats(-2, 2) | st.just(float("nan")), min_size=3, max_size=3),
    width=st.integers(30, 110),
    look=st.sampled_from([UNICODE, ASCII]),
)
def test_a_case_is_wrong_where_a_bit_is_marked_and_its_numbers_are_true(
    answers: list[float], width: int, look: Look
) -> None:
    canvas = drawn(answers, width, look)
    outputs = np.tile(answers, (16, 1))
    right, close = ADDITION.right(outputs), by_a_hair(ADDITION, outputs)
    for spot in canvas.spots:
        case = spot.target
        assert isinstance(case, int)
        row = canvas.rows()[spot.y].replace("!=", "≠ ").replace(">", "→")
        row = re.sub(r"[━╸─┼]{3,}|[#.]{3,}", "", row)
        found = re.search(r"([01]{3}) ([→≠]) +([-+01~?]{3})(.*?)([ ≈~])(✓|✗|ok|NO) *$", row)
        assert found is not None, row
        wanted, between, bits, numbers, hair, mark = found.groups()
        assert wanted == "".join(f"{bit:.0f}" for bit in ADDITION.targets[case])
        assert (between == "→") == (wanted == bits) == bool(right[case])
        assert (mark in ("✓", "ok")) == bool(right[case])
        assert (hair == look.glyphs("≈")) == bool(close[case])
        values = numbers.split()
        assert len(values) in (0, 1, 4)
        expected = [*answers, float(np.abs(answers - ADDITION.targets[case]).max())]
        for text, number in zip(values, expected[-len(values) :] if values else [], strict=True):
            assert text == "nan" if np.isnan(number) else true_to(text, number)


@pytest.mark.parametrize(
    ("levels", "outputs", "bits"),
    [
        ((0, 1), [0.49, 0.5, 0.51, -0.5, -0.49, 1.49, 1.5, np.nan], "0~1-01+?"),
        ((-1, 1), [-0.1, 0.0, 0.1, -2.0, -1.9, 1.9, np.inf, -np.inf], "0~1-01+-"),
    ],
)
def test_a_bit_is_what_an_output_is_near_enough_to(
    levels: tuple[float, float], outputs: list[float], bits: str
) -> None:
    problem = Experiment(table([[1, 1, 0, 0, 1, 1, 0, 0], [0] * 8]), levels=levels).problem
    assert bits_of(problem, outputs) == bits


@pytest.mark.parametrize("answer", [-9e93, 1e154, -1e300, 123456.0])
@pytest.mark.parametrize("width", [38, 58, 98])
def test_an_error_that_ran_away_keeps_its_first_digit(answer: float, width: int) -> None:
    canvas = drawn([answer, 0.0, 0.0], width)
    *_, error, mark = row_of(canvas, 0)[1].split()
    assert true_to(error, abs(answer))
    assert mark == "✗"


def test_a_few_bits_are_read_together_and_eight_have_room_in_a_narrow_pane() -> None:
    bits = AnswerBits()
    assert bits.suits(ADDITION)
    assert not bits.suits(table([[1], [0]]))
    assert not bits.suits(table([[1] * 9, [0] * 9]))
    assert not bits.suits(table([[1, 0], [0, 1]], answer=Answer.VALUES))
    encoder = PROBLEMS["encoder-8-3-8"]
    canvas = painted(predictions().paint, View(answering(encoder, np.eye(8)[::-1])), 38, 10)
    assert row_of(canvas, 1)[1].split() == [
        "01000000", "01000000", "≠", "00000010", "1.00", "✗",
    ]  # fmt: skip
