"""Somebody who reads a case in one table must find it in the other: same name, same letters, at any
size of the terminal.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Problem
from backprop_tui.report.names import case_names
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_forms import answer_labels, cell_width, unit_labels
from tests.ui.drawn import view
from tests.ui.strategies import views


def names_at(seen: View, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What both tables call the cases, without what stands beside the names."""
    answers = answer_labels(seen, width)
    units = unit_labels(seen, seen.hidden_layer or 1, width)
    first, second = (
        tuple(name.split()[0] for name in found.names) if found.numbered else found.names
        for found in (answers, units)
    )
    return first, second


@settings(max_examples=150)
@given(seen=views(units=12), width=st.integers(10, 120))
def test_both_tables_call_a_case_the_same(seen: View, width: int) -> None:
    if len(seen.sizes) > 2:
        first, second = names_at(seen, width)
        assert first == second
        assert len(set(first)) == len(first)


@pytest.mark.parametrize("width", [38, 39, 48, 58, 78, 98, 118])
@pytest.mark.parametrize("name", ["family-trees", "parity-8", "encoder-8-3-8", "xor", "symmetry"])
@pytest.mark.parametrize("hidden", [(2,), (4,), (8,), (12, 6), (40,)])
def test_so_they_do_with_the_problems_that_there_are(
    name: str, width: int, hidden: tuple[int, ...]
) -> None:
    first, second = names_at(view(problem=PROBLEMS[name], hidden=hidden), width)
    assert first == second
    assert len(set(first)) == len(PROBLEMS[name].inputs)


def test_a_name_gives_way_to_numbers_but_not_for_nothing() -> None:
    problem = PROBLEMS["family-trees"]
    longest = max(map(len, case_names(problem)))
    for hidden, width, letters in (((4,), 98, longest), ((12,), 58, 14), ((12,), 78, 14)):
        seen = view(problem=problem, hidden=hidden)
        assert unit_labels(seen, 1, width).width == letters
    # In 58 columns a unit of twelve has three with ten letters too; in 78 with fourteen five.
    seen = view(problem=problem, hidden=(12,))
    assert cell_width(unit_labels(seen, 1, 58), 12, 58) == 3
    assert cell_width(unit_labels(seen, 1, 78), 12, 78) == 5


def test_cases_that_are_put_aside_are_called_as_among_all() -> None:
    problem = PROBLEMS["family-trees"]
    seen = view(problem=problem, test=4)
    held_out = seen.snapshot.held_out
    assert held_out is not None
    for width in (30, 38, 58, 98):
        labels = answer_labels(seen, width)
        aside = labels.of(held_out.problem)
        assert aside.width == labels.width
        every = answer_labels(view(problem=problem), width).names
        assert [every[row] for row in held_out.problem.rows] == list(aside.names)


def test_a_place_is_a_name_and_inputs_stand_beside_it_where_there_is_room() -> None:
    stream = np.random.RandomState(1)
    points = Problem(
        "points", "", stream.normal(size=(200, 2)).round(1), stream.randint(0, 2, (200, 1))
    )
    seen = view(problem=points, hidden=(8,))
    answers, units = answer_labels(seen, 38), unit_labels(seen, 1, 38)
    assert answers.numbered
    assert units.names[199] == "#200"
    assert answers.names[199].startswith("#200 ")
    assert len(answers.names[199].split()) == 3
