"""Beside a wrong number stands the right one. Whoever compares the two must see that they differ,
which digits that were rounded away would hide. And whoever checks a line against the one above it,
term by term, must find the very digits.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment
from backprop_tui.report.arithmetic.calculator import calculate
from backprop_tui.report.arithmetic.digits import MOST, last_place, printed, rounded
from backprop_tui.report.arithmetic.forms import products
from backprop_tui.report.arithmetic.worked import WorkedNumber, with_reference, work_out
from backprop_tui.report.walk import Quantity, walk
from tests.engine.strategies import WRONG, experiments
from tests.report.walk.test_walk import agrees, record, typed

NUMBERS = st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-6)


@pytest.mark.parametrize(
    ("value", "result", "right", "note"),
    [
        (0.0321612, "0.03216", 0.0327831, "right: 0.03278"),
        (0.2480835, "0.24808", 0.2480784, "0.248084; right: 0.248078"),
        (0.5, "0.5", 0.5, "right: the same"),
        (0.5, "0.5", 0.50000001, "right: 0.50000001"),
        (float("nan"), "nan", 0.25, "right: 0.25"),
    ],
)
def test_the_right_number_has_as_many_digits_as_tell_it_apart(
    value: float, result: str, right: float, note: str
) -> None:
    assert with_reference(WorkedNumber("w", (), result), value, right).note == note
    assert (
        with_reference(WorkedNumber("w", (), result, "given"), value, right).note
        == f"given; {note}"
    )


@given(NUMBERS, st.floats(-1e-3, 1e-3), st.integers(1, 9))
def test_what_is_read_as_wrong_and_as_right_is_never_the_same(
    value: float, share: float, digits: int
) -> None:
    right, work = value * (1 + share), WorkedNumber("w", (), printed(value, digits))
    note = with_reference(work, value, right).note
    if value == right:
        assert note == "right: the same"
        return
    found = re.fullmatch(r"(?:(.*); )?right: (.*)", note)
    assert found is not None
    wrong = found[1] or work.result
    assert float(wrong) != float(found[2])
    shown = len(Decimal(work.result).normalize().as_tuple().digits)
    alike = [n for n in range(shown, MOST + 1) if found[2] == printed(right, n)]
    assert any(wrong == printed(value, n) for n in alike)


def closes(work: WorkedNumber) -> bool:
    """Whether every term of a line is what a calculator gives for the one above it."""
    for above, below in pairwise(line.split(" + ") for line in work.lines):
        assert len(above) == len(below)
        for term, text in zip(above, below, strict=True):
            shown = Decimal(text.strip("()"))
            unit = Decimal(1).scaleb(int(shown.as_tuple().exponent))
            if {typed(term).quantize(unit, way) for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)} != {
                shown
            }:
                return False
    return all(agrees(line, work.result) for line in work.lines)


@settings(max_examples=40)
@given(experiments() | WRONG, st.integers(0, 500), st.randoms(use_true_random=False))
def test_every_line_closes_with_the_line_above_it(
    experiment: Experiment, steps: int, random: Random
) -> None:
    step = record(experiment, steps)
    for phase in walk(step):
        for matrix in filter(None, (phase.result, phase.reference)):
            row, column = (random.randrange(length) for length in matrix.values.shape)
            work = matrix.work(row, column)
            assert closes(work), work
            if phase.quantity is Quantity.GRADIENT and len(step.cases) > 1:
                assert len(work.lines) in (0, 2), "every contribution to a gradient is shown"


@pytest.mark.parametrize("bug", [None, "uncleared", "summed"])
def test_every_contribution_to_every_gradient_closes(bug: str | None) -> None:
    experiment = Experiment(hidden=(5,), problem=PROBLEMS["parity-3"], bug=bug)
    for phase in walk(record(experiment, 40)):
        if phase.quantity is Quantity.GRADIENT:
            rows, columns = phase.result.values.shape
            assert all(closes(phase.result.work(i, j)) for i in range(rows) for j in range(columns))


def test_contributions_have_the_digits_of_a_calculator_and_no_more_than_close() -> None:
    """0.5·0.11041 is 0.055205; the computer, which has 0.110406…, makes 0.055203 of it."""
    gradient = next(phase for phase in walk(record(Experiment(), 0)) if phase.key == "dW2")
    assert gradient.result.work(0, 0).lines == (
        "0.5·0.11041 + 0.47076·(-0.13966) + 0.56177·(-0.14020) + 0.53277·0.10001",
        "0.055205 + (-0.065746) + (-0.078760) + 0.053282",
    )


def test_a_half_that_calculators_round_apart_is_printed_with_one_digit_more() -> None:
    # 0.85 · 0.809 = 0.68765 exactly; to four digits it is a half, and no digit of 0.809 helps.
    product = 0.85 * -0.8089999999999999
    work = work_out("dW", product, [products([(0.85, -0.8089999999999999)])], 1.0)
    assert work.lines == ("0.85·(-0.8090)",)
    assert work.result == "-0.68765"


def test_a_small_difference_of_large_numbers_that_is_exact_is_shown() -> None:
    """Its digits lie where those of such large numbers are mostly noise."""
    form = products([(1e13 + 0.125,), (-1e13,)])
    work = work_out("z", 0.125, [form], 1e13)
    assert work.result == "0.125"
    assert work.lines == ("10000000000000.125 + (-10000000000000)",)


SHARES = st.floats(0.001, 1.0, allow_subnormal=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(SHARES, min_size=1, max_size=20), st.booleans())
def test_terms_that_cancel_add_to_the_0_that_is_printed_or_say_what_they_leave(
    shares: list[float], in_order: bool
) -> None:
    """Behind softmax the blame of all outputs is 0 in sum, which rounding may hide."""
    terms = [*shares, -sum(shares)] if in_order else [-sum(shares), *reversed(shares)]
    value = sum(terms)
    work = work_out("db", value, [products([(term,) for term in terms])], max(map(abs, terms)))
    assert abs(Decimal(work.result)) < Decimal("1e-10")
    (line,) = work.lines
    left = calculate(line) - Decimal(work.result)
    if Decimal(work.result) == 0 and left:
        said = re.fullmatch(r"as printed (\S+), which is rounding", work.note)
        assert said is not None
        assert Decimal(said[1]) == Decimal(rounded(left, last_place(left, 2))) != 0
    else:
        assert work.note == ""


def test_what_a_calculator_shows_in_place_of_a_0_is_said() -> None:
    """Three thirds in decimals are never 1."""
    thirds = work_out("db", 0.0, [products([(1 / 3,), (1 / 3,), (1 / 3,), (-1.0,)])], 1.0)
    assert thirds.lines == ("0.33333333333333 + 0.33333333333333 + 0.33333333333333 + (-1)",)
    assert thirds.result == "0"
    assert thirds.note == "as printed -1e-14, which is rounding"
