"""Answers on a plane are forward passes of the plain loop, which knows nothing of the engine; the
line between them is where a straight or a known boundary lies.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Problem, Runs, Snapshot
from backprop_tui.report.surface.answers import (
    answers,
    crossings,
    flat,
    places,
    right_at,
    winners,
)
from backprop_tui.report.surface.plane import by_class, has_winner, plane_of
from tests.engine.plain import PlainNetwork
from tests.ui.drawn import after, answering, experiment, respoken

THREE = Problem(
    "three",
    "",
    [[0.0, 0.0], [2.0, 0.0], [1.0, 2.0], [0.5, 0.2]],
    np.eye(3)[[0, 1, 2, 0]],
    class_names=("a", "b", "c"),
)

NETWORKS: list[dict[str, Any]] = [
    {},
    {"hidden": ()},
    {"hidden": (3, 2), "activation": "tanh", "bias": True},
    {"hidden": (2,), "direct": True, "bias": True},
    {"problem": PROBLEMS["parity-4"], "bias": True},
    {"problem": PROBLEMS["hills"], "output_activation": "linear", "learning_rate": 0.001},
    {"problem": THREE, "output_activation": "softmax", "loss": "ce", "learning_rate": 0.01},
    {"levels": (-1.0, 1.0), "activation": "tanh", "output_activation": "tanh"},
]


@pytest.mark.parametrize("settings", NETWORKS)
def test_every_answer_is_a_forward_pass_of_the_plain_loop(settings: dict[str, Any]) -> None:
    snapshot = after(60, **settings)
    problem = snapshot.experiment.problem
    plane = plane_of(problem, len(problem.inputs) - 1, 1)
    across, up = np.linspace(-1, 2, 5), np.linspace(-0.5, 1.5, 4)
    weights, biases = (
        [array.copy() for array in arrays or ()] for arrays in (snapshot.weights, snapshot.biases)
    )
    plain = PlainNetwork(snapshot.experiment, weights, biases or None)
    found = answers(snapshot, plane, across, up)
    first, second = plane.inputs
    for row, upwards in enumerate(up):
        for column, to_the_right in enumerate(across):
            point = problem.own_inputs[-1].copy()
            point[first], point[second] = to_the_right, upwards
            expected = plain.forward(point[np.newaxis])[1][-1][0]
            assert found[row, column] == pytest.approx(expected, abs=1e-12)


def slope() -> Snapshot:
    """A network without hidden units whose answer crosses ½ on x1 + 2·x2 = 1."""
    snapshot = after(0, hidden=(), bias=True)
    return respoken(snapshot, weights=(np.array([[1.0], [2.0]]),), biases=(np.array([-1.0]),))


def test_a_straight_line_is_found_to_the_last_digits() -> None:
    snapshot = slope()
    up = np.linspace(-0.25, 1.25, 13)
    found = crossings(snapshot, plane_of(snapshot.experiment.problem, 0), up, up, 0)
    assert len(found) == sum(-0.25 <= 1 - 2 * row < 1.25 for row in up)
    for x1, x2 in found:
        assert x1 + 2 * x2 == pytest.approx(1, abs=1e-12)


def test_where_nothing_changes_no_line_is_found() -> None:
    snapshot = slope()
    plane = plane_of(snapshot.experiment.problem, 0)
    assert crossings(snapshot, plane, np.array([5.0, 6.0]), np.array([1.0]), 0) == []


def test_between_classes_the_line_is_where_two_outputs_are_even() -> None:
    snapshot = after(
        400, problem=THREE, output_activation="softmax", loss="ce", learning_rate=0.05, bias=True
    )
    problem = snapshot.experiment.problem
    plane, across = plane_of(problem, 0), np.linspace(-1, 3, 30)
    found = crossings(snapshot, plane, across, np.linspace(-1, 3, 9), 0)
    assert found
    for place in found:
        first, second = np.sort(snapshot.forward(np.array([place])).activations[-1][0])[:0:-1]
        assert first == pytest.approx(second, abs=1e-9)
    wins = winners(snapshot.predictions.T)
    assert wins.tolist() == snapshot.predictions.argmax(axis=1).tolist()


def test_values_have_no_line() -> None:
    snapshot = after(10, problem=PROBLEMS["plane"], output_activation="linear", learning_rate=1e-4)
    problem = snapshot.experiment.problem
    ends = np.array([-6.0, 6.0])
    assert not has_winner(problem)
    assert not by_class(problem)
    assert crossings(snapshot, plane_of(problem, 0), ends, ends, 0) == []


def test_what_is_no_number_wins_nothing() -> None:
    assert winners(np.array([[np.nan, -0.3, 0.2]])).tolist() == [-1, 0, 1]
    assert winners(np.array([[0.1], [np.nan], [0.3]])).tolist() == [-1]


def shrunk(size: float) -> Snapshot:
    """The same without a bias and with weights so small: a line through the middle of all inputs
    that are nought.
    """
    snapshot = after(0, hidden=())
    return respoken(snapshot, weights=(np.array([[1.0], [2.0]]) * size,))


@pytest.mark.parametrize("size", [1e-4, 1e-7])
def test_a_crossing_has_all_its_digits_where_the_answers_have_none(size: float) -> None:
    snapshot = shrunk(size)
    up = np.linspace(-0.25, 0.5, 7)
    found = crossings(snapshot, plane_of(snapshot.experiment.problem, 0), 4 * up - 0.2, up, 0)
    assert len(found) > 3
    for x1, x2 in found:
        assert x1 == pytest.approx(-2 * x2, abs=1e-12)


def test_answers_that_differ_by_rounding_alone_have_no_line() -> None:
    for size, said in ((1e-16, "every answer is 0.5 to 1e-15"), (0.0, "every answer is 0.5")):
        snapshot = shrunk(size)
        plane, up = plane_of(snapshot.experiment.problem, 0), np.linspace(-0.25, 1.25, 13)
        assert flat(snapshot, plane, 0) == said
        assert crossings(snapshot, plane, up, up, 0) == []
    even = after(0, problem=THREE, hidden=(), output_activation="softmax", loss="ce")
    even = respoken(even, weights=(np.full((2, 3), 1e-17) * [1, 2, 3],))
    plane = plane_of(THREE, 0)
    assert flat(even, plane, 0).startswith("every class puts out the same")
    assert crossings(even, plane, np.linspace(-1, 3, 9), np.linspace(-1, 3, 9), 0) == []


def test_cases_lie_at_their_inputs_and_are_right_or_wrong_as_everywhere() -> None:
    runs = Runs(experiment(problem=PROBLEMS["circle"], test=0.25, bias=True, learning_rate=0.01))
    runs.step(50)
    snapshot = runs.snapshot()
    assert snapshot.held_out is not None
    found = places(snapshot, plane_of(snapshot.experiment.problem, 0), 0)
    parts = (snapshot.experiment.problem, snapshot.right), (
        snapshot.held_out.problem, snapshot.held_out.right,
    )  # fmt: skip
    for aside, (problem, right) in enumerate(parts):
        mine = [place for place in found if place.aside == aside]
        assert [place.inputs for place in mine] == list(map(tuple, problem.own_inputs.tolist()))
        assert [place.right for place in mine] == right.tolist()
        assert [place.case for place in mine] == list(range(len(right)))
        assert all(place.within for place in mine), "there are no other inputs"


def test_a_case_lies_in_the_plane_if_what_is_held_is_its_own() -> None:
    snapshot = after(0, problem=PROBLEMS["parity-4"])
    problem, case = snapshot.experiment.problem, 6
    plane = plane_of(problem, case, 1)
    assert plane.inputs == (0, 2)
    found = places(snapshot, plane, 0)
    here = problem.inputs[case]
    expected = (problem.inputs[:, 1] == here[1]) & (problem.inputs[:, 3] == here[3])
    assert [place.within for place in found] == expected.tolist()


def test_of_several_bits_each_is_right_or_wrong_by_itself() -> None:
    problem = Problem("two", "", [[0, 0], [1, 1]], [[0, 1], [1, 1]])
    predictions = np.array([[0.2, 0.3], [np.nan, 0.9]])
    snapshot = answering(problem, predictions)
    assert right_at(problem, predictions, 0).tolist() == [True, False]
    assert right_at(problem, predictions, 1).tolist() == [False, True]
    first = places(snapshot, plane_of(problem, 0), 1)[0]
    assert (first.target, first.answer, first.right) == (1.0, 0.3, False)


def test_a_value_is_right_within_the_tenth_of_its_range_and_a_class_if_it_wins() -> None:
    values = Problem("values", "", [[0, 0], [1, 1]], [0.0, 10.0])
    assert right_at(values, np.array([[0.9], [8.5]]), 0).tolist() == [True, False]
    given = np.array([[0.1, 0.7, 0.2], [0.1, 0.7, 0.2], [0.1, 0.2, 0.7], [0.6, 0.2, 0.2]])
    assert right_at(THREE, given, 0).tolist() == THREE.right(given).tolist()
    found = places(answering(THREE, given), plane_of(THREE, 0), 2)
    assert [(place.target, place.answer) for place in found] == [(0, 1), (1, 1), (2, 2), (0, 0)]


@pytest.mark.parametrize(
    "problem", [Problem("values", "", [[0], [1]], [0.0, 8.0]), PROBLEMS["xor"]]
)
def test_at_its_very_limit_an_answer_is_what_it_is_everywhere_else(problem: Problem) -> None:
    limit = problem.tolerance[0] if not has_winner(problem) else problem.levels.half
    for off in (limit, -limit, np.nextafter(limit, 9), np.nextafter(limit, 0)):
        given = problem.targets + off
        assert right_at(problem, given, 0).tolist() == problem.right(given).tolist()
