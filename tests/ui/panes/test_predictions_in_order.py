"""Sorted, scrolled, with cases put aside, in any room: a row always says what belongs to its case,
and the case that is followed always has one.
"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.ui.order import Aside, off
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_bits import AnswerBits, row_of
from backprop_tui.ui.widgets.answer_columns import columns
from backprop_tui.ui.widgets.answer_forms import answer_labels
from tests.ui.drawn import UNICODE, painted, predictions
from tests.ui.reading import true_to
from tests.ui.strategies import HEIGHTS, views


@settings(max_examples=200)
@given(seen=views(units=6), width=st.integers(38, 120), height=HEIGHTS)
def test_every_row_says_what_belongs_to_its_case(seen: View, width: int, height: int) -> None:
    snapshot = seen.snapshot
    canvas = painted(predictions().paint, seen, width, height, UNICODE)
    text = canvas.rows()
    problem = snapshot.experiment.problem
    learnt = [spot for spot in canvas.spots if isinstance(spot.target, int)]
    places = [seen.order.place(spot.target) for spot in learnt if isinstance(spot.target, int)]
    assert places == list(range(places[0], places[0] + len(places))) if places else height < 2
    for spot in canvas.spots:
        block = slice(spot.x, spot.x + spot.width)
        labels = answer_labels(seen, spot.width)
        written = [row[block] for row in text[spot.y : spot.y + spot.height]]
        row = next(row for row in written if row[2 : 2 + labels.width].strip())
        if isinstance(spot.target, Aside):
            assert snapshot.held_out is not None
            case, whole = spot.target.case, snapshot.held_out.problem
            predicted, right = snapshot.held_out.predictions, snapshot.held_out.right
            names, marked = labels.of(whole).names, "t"
        else:
            assert isinstance(spot.target, int)
            case, whole = spot.target, problem
            predicted, right = snapshot.predictions, snapshot.right
            names, marked = labels.names, "▸" if case == seen.gaze.selected else " "
        assert row[0] == marked
        assert row[2:].startswith(names[case])
        assert ("✓" in row, "✗" in row) == (bool(right[case]), not right[case])
        worst = float(off(whole, predicted, slice(case, case + 1))[0])
        if problem.answer is not Answer.VALUES and spot.height == 1 and np.isfinite(worst):
            shown = _error(problem, labels.of(whole).width, labels.passed, row)
            assert not shown.strip() or true_to(shown, worst)
    if height > 1:
        assert seen.gaze.selected in [spot.target for spot in learnt]


def _error(problem: Problem, label: int, passed: int, row: str) -> str:
    """How far off a row says that an answer is, without its sign; blank where there is no room."""
    if AnswerBits().suits(problem):
        place = row_of(problem.targets.shape[1], label, len(row))
        return row[place.error : place.error + place.number]
    table = columns(problem, len(row), passed)
    at = table.residual
    return row[at : at + table.detail.number].replace("-", " ").replace("+", " ")
