"""An order is a permutation, and what has room of it is a part without gaps: so whatever is sorted,
scrolled and put aside, every case can be reached and no row stands twice.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import Experiment, Problem, Trainer
from backprop_tui.engine.core.calls import Array
from backprop_tui.ui.order import Order, as_given, by_error, off
from backprop_tui.ui.view import View
from tests.ui.drawn import answering
from tests.ui.panes.test_predictions import table
from tests.ui.strategies import NUMBERS, views

ORDERS = st.builds(
    lambda cases, aside: Order(np.array(cases), np.array(aside, dtype=int)),
    st.integers(1, 30).flatmap(lambda count: st.permutations(range(count))),
    st.integers(0, 20).flatmap(lambda count: st.permutations(range(count))),
)


@settings(max_examples=300)
@given(order=ORDERS, case=st.integers(0, 29), beyond=st.integers(0, 25), rows=st.integers(-2, 60))
def test_rows_are_neighbours_in_the_order_with_the_case_among_them(
    order: Order, case: int, beyond: int, rows: int
) -> None:
    case %= len(order.cases)
    window, tests = order.windows(case, beyond, rows)
    for part, whole in ((window, order.cases), (tests, order.tested)):
        first, count = part.span
        assert list(part.cases) == whole[first : first + count].tolist()
    assert (case in window.cases) == (rows > 0)
    assert len(window.cases) + len(tests.cases) <= max(0, rows)
    fits = len(order.cases) + len(order.tested) <= rows
    assert not fits or len(window.cases) + len(tests.cases) == len(order.cases) + len(order.tested)
    if order.keeps(rows) and rows > 0:
        assert len(tests.cases) == len(order.tested)


@given(order=ORDERS, rows=st.integers(2, 12))
def test_all_that_is_put_aside_comes_into_sight(order: Order, rows: int) -> None:
    last = int(order.cases[-1])
    seen: list[int] = []
    for beyond in range(len(order.tested) + 1):
        window, tests = order.windows(last, beyond, rows)
        assert last in window.cases
        seen += tests.cases
    assert set(seen) == set(order.tested.tolist())
    assert order.windows(last, len(order.tested), rows)[1].cases[-1:] == tuple(order.tested[-1:])


@settings(max_examples=100)
@given(seen=views(units=3))
def test_sorted_cases_are_the_same_cases_with_errors_that_never_grow(seen: View) -> None:
    snapshot = seen.snapshot
    order = by_error(snapshot)
    assert sorted(order.cases.tolist()) == as_given(snapshot).cases.tolist()
    assert sorted(order.tested.tolist()) == as_given(snapshot).tested.tolist()
    assert [order.place(case) for case in order.cases] == list(range(len(order.cases)))
    parts: list[tuple[Problem, Array, list[int]]] = [
        (snapshot.experiment.problem, snapshot.predictions, order.cases.tolist())
    ]
    if snapshot.held_out is not None:
        held_out = snapshot.held_out
        parts.append((held_out.problem, held_out.predictions, order.tested.tolist()))
    for problem, predictions, cases in parts:
        errors = off(problem, predictions)[cases].tolist()
        ranks = [(-np.inf, -np.inf) if np.isnan(error) else (0, -error) for error in errors]
        assert ranks == sorted(ranks), "what is no number comes first, then the largest"
        for (rank, case), (following, other) in zip(
            list(zip(ranks, cases, strict=True)), list(zip(ranks, cases, strict=True))[1:],
            strict=False,
        ):  # fmt: skip
            assert rank != following or case < other, "ties keep the order of the table"


@given(answers=st.lists(NUMBERS, min_size=4, max_size=4))
def test_the_error_of_a_case_is_that_of_its_output_that_is_furthest_off(
    answers: list[float],
) -> None:
    bits = table([[1, 1], [0, 0]])
    outputs = np.array(answers).reshape(2, 2)
    with np.errstate(over="ignore", invalid="ignore"):
        expected = [max(abs(a - y) for a in row) for row, y in zip(outputs, (1, 0), strict=True)]
    for error, said, row in zip(off(bits, outputs), expected, outputs, strict=True):
        assert np.isnan(error) if np.isnan(row).any() else error == said


def test_of_classes_it_is_what_the_right_one_lacks() -> None:
    classes = table([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    outputs = np.array([[0.7, 0.9, 0.9], [0.0, 1.25, 0.0], [0.9, 0.9, 0.4]])
    assert off(classes, outputs) == pytest.approx([0.3, 0.25, 0.6])
    shown = by_error(answering(classes, outputs))
    assert shown.cases.tolist() == [2, 0, 1]


def test_cases_that_are_put_aside_are_sorted_among_themselves() -> None:
    problem = table([[k % 2] for k in range(9)], [[k, 1.5] for k in range(9)])
    snapshot = Trainer(Experiment(problem=problem, test=4)).snapshot()
    held_out = snapshot.held_out
    assert held_out is not None
    errors = np.abs(held_out.predictions - held_out.problem.targets)[:, 0]
    assert by_error(snapshot).tested.tolist() == np.argsort(-errors, kind="stable").tolist()


@pytest.mark.parametrize(
    ("cases", "aside", "rows", "keeps"),
    [(20, 5, 9, True), (20, 5, 8, False), (3, 5, 8, True), (3, 5, 7, False), (20, 0, 1, True)],
)
def test_what_is_put_aside_stays_in_sight_if_it_takes_half_of_the_rows_or_all_have_room(
    cases: int, aside: int, rows: int, keeps: bool
) -> None:
    """Five test cases of nine rows leave four; of eight they would leave fewer than they take."""
    assert Order(np.arange(cases), np.arange(aside)).keeps(rows) == keeps
