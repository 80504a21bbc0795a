"""A view answers the questions that several panes ask: what is the state, what are the units
called, which rows fit. If two panes worked these out for themselves, they could disagree.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Problem
from backprop_tui.ui.gaze import Gaze
from backprop_tui.ui.run_state import State
from backprop_tui.ui.view import View
from tests.ui.drawn import answering, experiment, respoken, view
from tests.ui.strategies import views

FRESH, SOLVED = view(), view(5000)
GONE = FRESH.at(respoken(FRESH.snapshot, loss=float("nan")))


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (FRESH, State.PAUSED),
        (FRESH.running(stop=0), State.PAUSED),
        (FRESH.running(training=True), State.TRAINING),
        (SOLVED, State.SOLVED),
        (SOLVED.running(training=True), State.SOLVING),
        (SOLVED.running(stop=5000), State.SOLVED),
        (view(50, stop=50), State.DONE),
        (view(51, stop=50), State.PAUSED),
        (GONE, State.DIVERGED),
        (GONE.running(training=True), State.DIVERGED),
    ],
)
def test_the_state_is_told_by_what_the_run_does(seen: View, state: State) -> None:
    assert seen.state is state


@pytest.mark.parametrize("hidden", [(), (1,), (2,), (3,) * 4, (2,) * 16])
def test_no_two_units_are_called_the_same(hidden: tuple[int, ...]) -> None:
    seen = view(hidden=hidden)
    names = [name for layer in range(len(seen.sizes)) for name in seen.unit_names(layer)]
    assert len(set(names)) == len(names) == sum(seen.sizes)
    assert names[:2] == ["x1", "x2"]
    assert names[-1] == "ŷ"
    if hidden:
        assert names[2] == ("h" if hidden[0] == 1 else "h1")


def test_layers_are_named_by_their_place() -> None:
    shallow, deep = view(hidden=(4,)), view(hidden=(3, 3))
    assert [shallow.layer_title(layer) for layer in range(3)] == ["input", "hidden", "output"]
    assert [deep.layer_title(layer) for layer in range(4)] == [
        "input", "hidden 1", "hidden 2", "output",
    ]  # fmt: skip


@settings(max_examples=100)
@given(cases=st.integers(1, 64), selected=st.integers(0, 63), rows=st.integers(-2, 70))
def test_the_selected_case_is_always_among_the_rows(cases: int, selected: int, rows: int) -> None:
    snapshot = replace(FRESH.snapshot, right=np.zeros(cases, dtype=bool))
    selected %= cases
    shown = View(snapshot, gaze=Gaze(selected=selected)).window(rows).cases
    assert len(shown) == max(0, min(rows, cases))
    assert rows < 1 or selected in shown
    assert all(0 <= case < cases for case in shown)


@settings(max_examples=100)
@given(seen=views(odd=False))
def test_heat_lies_between_minus_one_and_one(seen: View) -> None:
    for layer, values in enumerate(seen.snapshot.activations[:-1]):
        heat = seen.heat(layer, values)
        assert heat.shape == values.shape
        finite = heat[np.isfinite(heat)]
        assert (np.abs(finite) <= 1 + 1e-12).all()
        assert (heat[np.isfinite(heat)] * values[np.isfinite(heat)] >= 0).all(), "the same sign"


def test_inputs_and_hidden_units_are_grey_at_zero_and_outputs_in_the_middle() -> None:
    zeros, halves = np.zeros((1, 4)), np.full((1, 1), 0.5)
    assert (FRESH.heat(0, zeros[:, :2]) == 0).all()
    assert (FRESH.heat(1, zeros) == 0).all()
    assert FRESH.heat(2, halves) == 0
    assert FRESH.heat(2, halves + 0.5) == 1
    assert FRESH.heat(2, halves - 0.5) == -1
    assert FRESH.heat(2, halves * 3e308) == np.inf, "and no warning"


def test_units_without_bounds_are_measured_by_the_largest_of_their_layer() -> None:
    seen = view(20, hidden=(3,), activation="relu", bias=True)
    values = seen.snapshot.activations[1]
    assert np.abs(seen.heat(1, values)).max() == pytest.approx(1)
    assert values.max() < 10 * seen.heat(1, values).max()
    wild = respoken(
        seen.snapshot, weights=(seen.snapshot.weights[0] * np.inf, seen.snapshot.weights[1])
    )
    assert np.isnan(replace(seen, snapshot=wild).heat(1, wild.activations[1])).all()


def test_values_are_drawn_between_the_lowest_and_the_highest_of_them() -> None:
    assert view().target_range == (0.0, 1.0), "bits"
    for targets, expected in (
        ([[-3.0], [0.5]], (-3.0, 0.5)),
        ([[100.0], [200.0]], (100.0, 200.0)),
        ([[0.2], [0.4]], (0.2, 0.4)),
        ([[5.0], [5.0]], (0.0, 5.0)),
        ([[-5.0], [-5.0]], (-5.0, 1.0)),
    ):
        table = Problem("t", "", np.eye(2), np.array(targets), ("a", "b"), ("y",))
        seen = View(answering(table, np.zeros((2, 1))))
        assert seen.target_range == expected
        assert seen.heat(2, np.array(targets)).tolist()[0][0] <= 1
        ends = np.array(expected)
        assert seen.heat(2, ends).tolist() == pytest.approx([-1, 1])


def test_sizes_are_those_of_the_experiment() -> None:
    assert view(problem=PROBLEMS["parity-3"], hidden=(5, 2)).sizes == (3, 5, 2, 1)
    assert experiment(hidden=()).sizes == (2, 1)
