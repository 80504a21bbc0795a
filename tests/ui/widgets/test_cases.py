"""Two cases with one label cannot be told apart, and one case with two labels is not found again.
So labels are compared with the inputs behind them, and with each other.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Problem
from backprop_tui.report.names import case_names
from backprop_tui.ui.widgets.cases import labels, ways
from tests.ui.panes.test_predictions import table
from tests.ui.strategies import problems


def with_inputs(*rows: list[float]) -> Problem:
    return table([[0.0]] * len(rows), list(rows))


@settings(max_examples=200)
@given(problem=problems(), room=st.integers(0, 60))
def test_no_two_cases_look_the_same_and_all_begin_with_their_names(
    problem: Problem, room: int
) -> None:
    names = case_names(problem)
    for found in (labels(problem, room), *ways(problem)):
        assert len(set(found.names)) == len(problem.inputs)
        assert len({len(name) for name in found.names}) == 1
        assert len(found.heading) <= found.width
        begun = [label.split()[0] if found.numbered else label for label in found.names]
        if not found.numbered:
            assert [label.replace(" ", "") for label in begun] == list(names)
        elif names[0].startswith("#"):
            assert begun == list(names)


@pytest.mark.parametrize(("room", "label"), [(99, "11000111"), (8, "11000111"), (7, "#200")])
def test_a_case_has_its_bits_where_they_fit_and_else_its_number(room: int, label: str) -> None:
    assert labels(PROBLEMS["parity-8"], room).names[199].strip() == label


def test_names_are_those_of_the_walk_through() -> None:
    for name in ("parity-4", "parity-8"):
        problem = PROBLEMS[name]
        assert labels(problem, 20).names == case_names(problem)
    assert ways(PROBLEMS["xor"])[-1].names == case_names(PROBLEMS["xor"])


def test_a_few_inputs_have_a_column_each_beside_the_place() -> None:
    problem = with_inputs([0.5, 2001.0], [-3.0, 0.0])
    found = labels(problem, 20)
    assert found.names == ("#1  0.5 2001", "#2   -3    0")
    assert found.heading == "#    x0   x1"
    assert labels(problem, 11).names == ("#1", "#2")
    assert labels(problem, 11).heading == "#"


def test_inputs_that_rounding_makes_alike_are_told_by_their_place() -> None:
    found = labels(with_inputs([20012.25, 0.0], [20012.31, 0.0]), 40)
    assert found.names == ("#1 20012     0", "#2 20012     0")


def test_a_relation_is_read_whole_where_a_person_is_cut() -> None:
    problem = PROBLEMS["family-trees"]
    full, *shorter = ways(problem)
    assert [found.width for found in shorter] == [14, 10]
    for short, kept in zip(shorter, (8, 4), strict=True):
        for whole, label in zip(full.names, short.names, strict=True):
            person, relation = whole.split()
            first, last = label.split()
            assert person.startswith(first.partition("~")[0])
            assert last == relation or (relation.startswith(last) and len(last) >= kept)
