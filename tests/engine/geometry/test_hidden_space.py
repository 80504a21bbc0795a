"""Where the hidden layer puts the cases is exact: x is the output's own sum, y lies at right angles
to its weights and spreads the most, and the boundary is where the answer changes sides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backprop_tui.engine import Answer, Experiment, Problem, Snapshot, Start, Trainer, find_problem
from backprop_tui.engine.geometry.direction import starting
from backprop_tui.engine.geometry.hidden_space import HiddenSpace, hidden_space
from tests.engine.plain import PlainNetwork
from tests.engine.plain import hidden_space as plain_space
from tests.engine.strategies import experiments, table


def snapshot(steps: int = 0, **settings: Any) -> Snapshot:
    trainer = Trainer(Experiment(**settings))
    trainer.step(steps)
    return trainer.snapshot()


def space_of(moment: Snapshot, output: int = 0) -> HiddenSpace:
    space = hidden_space(moment, output)
    assert space is not None
    return space


def by_hand(**settings: Any) -> HiddenSpace:
    """XOR by two sums: h1 = relu(x1 + x2), h2 = relu(x1 + x2 - 1), z = h1 - 2 h2 - ½."""
    start = Start(
        weights=(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([[1.0], [-2.0]])),
        biases=(np.array([0.0, -1.0]), np.array([-0.5])),
        path="by hand",
    )
    moment = snapshot(hidden=(2,), activation="relu", bias=True, start=start, **settings)
    return space_of(moment)


def test_the_example_worked_by_hand() -> None:
    space = by_hand()
    assert space.layer == 1
    assert space.learnt.hidden.tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert space.learnt.sums.tolist() == [-0.5, 0.5, 0.5, -0.5]
    # w = (1, -2), a quarter turned (2, 1), of length √5: y = (2 h1 + h2)/√5.
    assert space.direction == pytest.approx(np.array([2, 1]) / 5**0.5)
    assert space.learnt.across == pytest.approx(np.array([0, 2, 2, 5]) / 5**0.5)
    assert space.boundary == 0
    assert space.is_above(space.learnt.sums).tolist() == [False, True, True, False]
    line = space.line(0)
    assert line is not None
    assert line[0].tolist() == [1, -2]
    assert line[1] == -0.5
    assert space.learnt.right.all()
    assert space.is_straight
    assert not space.is_shared_out
    assert space.is_finite


@given(experiments(), st.integers(0, 12), st.integers(0, 2))
def test_it_is_that_of_the_plain_loop(experiment: Experiment, steps: int, which: int) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    moment = trainer.snapshot()
    output = which % experiment.sizes[-1]
    space = hidden_space(moment, output)
    assert (space is None) == (not experiment.hidden)
    if space is None or moment.diverged:
        return
    network = PlainNetwork(experiment, list(moment.weights), list(moment.biases or ()) or None)
    expected = plain_space(moment.experiment, network, output)
    points, w, d = space.learnt, space.weights, space.direction
    assert points.sums == pytest.approx(expected["x"], rel=1e-9, abs=1e-9)
    assert points.hidden == pytest.approx(expected["h"], rel=1e-9, abs=1e-12)
    assert w == pytest.approx(expected["w"])
    assert np.linalg.norm(d) == pytest.approx(1)
    assert points.across == pytest.approx(points.hidden @ d)
    if len(w) > 1:
        assert abs(w @ d) <= 1e-9 * (1.0 + float(np.linalg.norm(w)))
        spread = np.linalg.norm(points.across - points.across.mean())
        assert spread == pytest.approx(expected["widest"], rel=1e-6, abs=1e-7)


@given(experiments(), st.integers(0, 12))
def test_x_is_the_sum_of_the_snapshot_and_alone_decides_the_answer(
    experiment: Experiment, steps: int
) -> None:
    assume(experiment.hidden)
    trainer = Trainer(experiment)
    trainer.step(steps)
    moment = trainer.snapshot()
    for output in range(experiment.sizes[-1]):
        space = space_of(moment, output)
        points = space.learnt
        if not space.is_shared_out:
            assert np.array_equal(points.sums, moment.z[-1][:, output], equal_nan=True)
        if not space.is_finite:
            continue
        assert space.answers(points.sums) == pytest.approx(points.answers, rel=1e-9, abs=1e-12)
        # Where large numbers cancel each other, rounding is a share of them.
        size = 1e-9 * (1 + float(np.abs(points.hidden).max() * np.abs(moment.weights[-1]).max()))
        size += 1e-9 * float(np.abs(points.rest).max())
        for case in range(len(points.sums)):
            again = space.sums_at(points.hidden[case], case)
            assert again == pytest.approx(points.sums[case], rel=1e-7, abs=size)
            line = space.line(case)
            if line is not None and space.boundary is not None:
                beyond = float(points.hidden[case] @ line[0] + line[1])
                assert beyond == pytest.approx(
                    points.sums[case] - space.boundary, rel=1e-7, abs=size
                )


@given(experiments(), st.integers(0, 12))
def test_a_bit_is_right_where_it_lies_on_the_side_of_its_target(
    experiment: Experiment, steps: int
) -> None:
    assume(experiment.hidden and experiment.problem.answer is Answer.BITS)
    trainer = Trainer(experiment)
    trainer.step(steps)
    moment = trainer.snapshot()
    spaces = [space_of(moment, output) for output in range(experiment.sizes[-1])]
    each = [space.learnt.right for space in spaces]
    assert np.logical_and.reduce(each).tolist() == moment.right.tolist()
    for space in spaces:
        points, middle = space.learnt, space.middle
        assert middle is not None
        clear = np.abs(points.answers - middle) > 1e-9
        sides = space.is_above(points.sums) == (points.targets > middle)
        in_range = np.abs(points.answers - middle) < experiment.problem.levels.half
        assert (sides & in_range)[clear].tolist() == (points.right & in_range)[clear].tolist()


@pytest.mark.parametrize(
    ("settings", "boundary"),
    [
        ({}, 0.0),
        ({"output_activation": "sigmoid:4"}, 0.0),
        ({"output_activation": "tanh"}, np.arctanh(0.5)),
        ({"output_activation": "tanh", "levels": (-1.0, 1.0)}, 0.0),
        ({"output_activation": "linear"}, 0.5),
        ({"output_activation": "relu"}, 0.5),
        ({"output_activation": "relu", "levels": (-1.0, 1.0)}, 0.0),
        ({"output_activation": "step"}, 0.0),
        ({"levels": (0.25, 0.5)}, np.log(0.375 / 0.625)),
        ({"levels": (1.0, 3.0)}, None),
        ({"levels": (0.5, 1.5)}, None),
        ({"levels": (-3.0, 1.0)}, None),
    ],
)
def test_the_boundary_is_where_the_answer_crosses_the_middle(
    settings: dict[str, Any], boundary: float | None
) -> None:
    space = space_of(snapshot(**settings))
    assert space.boundary == (None if boundary is None else pytest.approx(boundary, abs=1e-15))
    if boundary is None:
        assert space.line(0) is None
        return
    near = np.array([boundary - 1e-6, boundary + 1e-6])
    assert space.is_above(near).tolist() == [False, True]


def test_values_have_no_boundary() -> None:
    space = space_of(snapshot(problem=find_problem("plane"), output_activation="linear"))
    assert (space.middle, space.boundary, space.line(0)) == (None, None, None)
    assert not space.is_above(space.learnt.sums).any()
    assert space.learnt.right.tolist() == space.snapshot.right.tolist()


def test_of_several_values_each_is_right_by_itself() -> None:
    problem = Problem("two", "", [[0.0], [1.0]], [[0.25, 0.5], [0.75, 1.5]])
    moment = snapshot(problem=problem)
    right = [space_of(moment, output).learnt.right for output in (0, 1)]
    assert np.logical_and.reduce(right).tolist() == moment.right.tolist()


@pytest.mark.parametrize("classes", [2, 3])
def test_shares_are_those_of_the_odds(classes: int) -> None:
    stream = np.random.RandomState(3)
    problem = Problem("c", "", stream.randn(9, 2), np.eye(classes)[stream.randint(classes, size=9)])
    moment = snapshot(20, problem=problem, output_activation="softmax", loss="ce", bias=True)
    for output in range(classes):
        space, p = space_of(moment, output), moment.predictions[:, output]
        assert space.is_shared_out
        assert space.learnt.sums == pytest.approx(np.log(p / (1 - p)))
        assert space.learnt.right is moment.right
        assert space.boundary == 0
        assert space.is_straight is (classes == 2)
        line = space.line(0)
        assert (line is not None) is (classes == 2)
        if line is not None:
            assert moment.predictions[:, output] == pytest.approx(
                1 / (1 + np.exp(-(space.learnt.hidden @ line[0] + line[1])))
            )


def test_what_is_put_aside_lies_in_the_same_space() -> None:
    space = space_of(snapshot(30, problem=find_problem("circle"), cases=20, test=0.25, hidden=(3,)))
    moment = space.snapshot
    assert moment.held_out is not None
    assert space.aside is not None
    passed = moment.forward(moment.held_out.problem.inputs)
    assert space.aside.sums.tolist() == passed.z[-1][:, 0].tolist()
    assert space.aside.across == pytest.approx(passed.activations[-2] @ space.direction)
    assert space.aside.right.tolist() == moment.held_out.right.tolist()
    assert space.is_finite


def test_with_direct_links_the_line_lies_elsewhere_for_every_case() -> None:
    space = space_of(snapshot(200, hidden=(2,), direct=True, bias="threshold"))
    weights, thresholds = space.snapshot.weights[-1], space.snapshot.biases
    assert thresholds is not None
    assert space.weights.tolist() == weights[2:, 0].tolist()
    for case, inputs in enumerate(space.snapshot.activations[0]):
        line = space.line(case)
        assert line is not None
        assert line[1] == pytest.approx(float(inputs @ weights[:2, 0] - thresholds[-1][0]))


@pytest.mark.parametrize("seed", [42, 45, 50, 61])
@pytest.mark.parametrize("hidden", [2, 3, 4])
def test_it_does_not_turn_round_from_one_look_to_the_next(hidden: int, seed: int) -> None:
    trainer = Trainer(Experiment(hidden=(hidden,), seed=seed))
    before = space_of(trainer.snapshot())
    turned = 0
    for _ in range(300):
        trainer.step(10)
        space = space_of(trainer.snapshot())
        turned += bool(before.direction @ space.direction < -0.5)
        before = space
    assert turned <= (hidden > 2)


def test_later_cases_lie_higher_at_the_start() -> None:
    space = space_of(snapshot(hidden=(5,), seed=7))
    assert (np.arange(4) - 1.5) @ space.learnt.across > 0
    assert starting(space.snapshot.experiment).hidden == pytest.approx(space.learnt.hidden)


@pytest.mark.parametrize("hidden", [1, 2, 3, 7])
def test_units_that_all_do_the_same_spread_in_no_direction(hidden: int) -> None:
    space = space_of(snapshot(hidden=(hidden,), init="zeros"))
    assert np.linalg.norm(space.direction) == pytest.approx(1)
    assert np.ptp(space.learnt.across) == pytest.approx(0)
    assert not space.learnt.sums.any()


def test_weights_without_spread_leave_any_direction_at_right_angles() -> None:
    """All cases in one place, seen with weights that are not 0."""
    start = Start((np.zeros((2, 3)), np.array([[0.0], [0.0], [2.0]])), None, "by hand")
    space = space_of(snapshot(hidden=(3,), start=start))
    assert space.direction @ [0, 0, 2] == pytest.approx(0)
    assert np.linalg.norm(space.direction) == pytest.approx(1)


@pytest.mark.parametrize("hidden", [1, 2, 3])
def test_a_run_that_diverged_has_no_numbers_and_still_a_direction(hidden: int) -> None:
    moment = snapshot(hidden=(hidden,))
    weights = tuple(np.full(each.shape, np.nan) for each in moment.weights)
    passed = replace(moment, weights=weights).forward(moment.activations[0])
    broken = replace(moment, weights=weights, z=passed.z, activations=passed.activations)
    space = space_of(broken)
    assert not space.is_finite
    assert space.direction.tolist() == [1.0, *[0.0] * (hidden - 1)]
    assert not space.learnt.right.any()


def test_large_numbers_do_not_overflow() -> None:
    moment = snapshot(hidden=(3,), activation="relu", problem=table(3, 6, 2, 1))
    huge = tuple(1e200 * each for each in moment.weights)
    passed = replace(moment, weights=huge).forward(moment.activations[0] * 1e100)
    space = space_of(replace(moment, weights=huge, z=passed.z, activations=passed.activations))
    assert np.isfinite(space.direction).all()
    assert space.weights @ space.direction / 1e200 == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("size", "even", "has_line"),
    [(0.0, "", False), (1e-15, " to 1e-15", False), (1e-6, None, True)],
)
def test_weights_of_rounding_alone_draw_no_line(
    size: float, even: str | None, has_line: bool
) -> None:
    start = Start(
        weights=(np.eye(2), np.array([[1.0], [-2.0]]) * size), biases=None, path="by hand"
    )
    experiment = Experiment(hidden=(2,), activation="relu", start=start)
    space = hidden_space(Trainer(experiment).snapshot())
    assert space is not None
    assert space.even == even
    assert (space.line(0) is not None) is has_line


def test_cases_that_all_lie_on_a_line_are_even_and_the_line_stays() -> None:
    start = Start(weights=(-np.eye(2), np.array([[1.0], [-2.0]])), biases=None, path="by hand")
    experiment = Experiment(hidden=(2,), activation="relu", start=start)
    space = hidden_space(Trainer(experiment).snapshot())
    assert space is not None
    assert space.even == ""
    assert space.line(0) is not None


def test_values_are_never_even() -> None:
    experiment = Experiment(find_problem("plane"), hidden=(2,), output_activation="linear")
    space = hidden_space(Trainer(experiment).snapshot())
    assert space is not None
    assert space.even is None
