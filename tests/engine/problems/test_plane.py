"""The points of TensorFlow Playground: where they lie, what is answered to them, what noise does,
and that the same few numbers draw the same points to the last bit. The plain functions here are
written point by point, from what its data sets are said to be.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, SETTINGS, Answer, Experiment, Journal, Problem, Trainer
from backprop_tui.engine.problems import find_problem
from backprop_tui.engine.problems.plane import PLANES, drawn
from backprop_tui.engine.problems.recipe import Recipe
from tests.engine.refusals import refused
from tests.engine.strategies import SEEDS

NAMES = st.sampled_from(sorted(PLANES))
RECIPES = st.builds(Recipe, NAMES, st.integers(2, 300), st.floats(0, 0.5), SEEDS)

TOPS = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}


def height(x: float, y: float) -> float:
    """Of the hill or the hollow whose top is nearest."""
    top = min(TOPS, key=lambda place: math.dist(place, (x, y)))
    return TOPS[top] * max(0.0, 1 - math.dist(top, (x, y)) / 2)


MEANT: dict[str, Any] = {
    "circle": lambda x, y: math.hypot(x, y) < 2.5,
    "quadrants": lambda x, y: x * y >= 0,
    "plane": lambda x, y: (x + y) / 10,
    "hills": height,
}
"""What is answered without noise, where it hangs on the place alone."""


def points(problem: Problem) -> list[tuple[float, float, float]]:
    """Every point with its answer."""
    return [
        (*x, y[0]) for x, y in zip(problem.inputs.tolist(), problem.targets.tolist(), strict=True)
    ]


@given(st.sampled_from(sorted(MEANT)), st.integers(2, 300), SEEDS)
def test_without_noise_a_point_is_answered_by_where_it_lies(
    name: str, cases: int, seed: int
) -> None:
    for x, y, answer in points(drawn(Recipe(name, cases, 0.0, seed))):
        assert answer == pytest.approx(float(MEANT[name](x, y)), abs=1e-12)


@given(RECIPES)
def test_points_lie_where_playground_has_them(recipe: Recipe) -> None:
    problem = drawn(recipe)
    assert problem.inputs.shape == (recipe.cases, 2)
    assert problem.targets.shape == (recipe.cases, 1)
    assert problem.answer is PLANES[recipe.plane].answer
    radius = np.hypot(*problem.inputs.T)
    largest = float(np.abs(problem.inputs).max())
    if recipe.plane == "circle":
        inside = radius <= 2.5
        assert inside.sum() == (recipe.cases + 1) // 2
        assert (radius[~inside] >= 3.5 - 1e-12).all()
        assert radius.max() <= 5 + 1e-12
    elif recipe.plane == "quadrants":
        assert largest <= 5.3
        assert np.abs(problem.inputs).min() >= 0.3
    elif recipe.plane in ("plane", "hills"):
        assert largest <= 6
    elif recipe.plane == "spiral":
        assert largest <= 5 + recipe.noise
    if PLANES[recipe.plane].moves:
        assert problem.targets.sum() == (recipe.cases + 1) // 2


@given(st.integers(2, 300), SEEDS)
def test_an_arm_of_the_spiral_goes_round_once_and_three_quarters(cases: int, seed: int) -> None:
    problem = drawn(Recipe("spiral", cases, 0.0, seed))
    for answer, count, start in ((1, (cases + 1) // 2, 0.0), (0, cases // 2, math.pi)):
        expected = [
            (5 * k / count * math.sin(angle), 5 * k / count * math.cos(angle))
            for k in range(count)
            for angle in [1.75 * 2 * math.pi * k / count + start]
        ]
        found = problem.inputs[problem.targets[:, 0] == answer]
        found = found[np.argsort(np.hypot(*found.T), kind="stable")]
        assert np.allclose(found, expected, atol=1e-12)


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_noise_is_the_variance_of_the_two_clouds(noise: float, variance: float) -> None:
    problem = drawn(Recipe("gaussians", 10_000, noise, 1))
    for answer, middle in ((1, 2.0), (0, -2.0)):
        cloud = problem.inputs[problem.targets[:, 0] == answer]
        assert np.allclose(cloud.mean(axis=0), middle, atol=0.1)
        assert np.allclose(cloud.var(axis=0), variance, rtol=0.06)


@given(st.sampled_from(sorted(MEANT)), st.integers(2, 300), st.floats(0.01, 0.5), SEEDS)
def test_noise_changes_answers_and_leaves_points_where_they_are(
    name: str, cases: int, noise: float, seed: int
) -> None:
    clear, noisy = (drawn(Recipe(name, cases, n, seed)) for n in (0.0, noise))
    assert np.array_equal(clear.inputs, noisy.inputs)
    # A place that is up to so far away along both axes is what was answered.
    reach = noise * (6 if name in ("plane", "hills") else 5)
    for x, y, answer in points(noisy):
        if name == "plane":
            assert abs(answer - (x + y) / 10) <= 2 * reach / 10 + 1e-12
        elif name == "hills":
            # It is nowhere steeper than a half.
            assert abs(answer - height(x, y)) <= math.hypot(reach, reach) / 2 + 1e-12
        elif name == "circle" and abs(math.hypot(x, y) - 2.5) > math.hypot(reach, reach):
            assert answer == (math.hypot(x, y) < 2.5)
        elif name == "quadrants" and min(abs(x), abs(y)) > reach:
            assert answer == (x * y > 0)


def test_noise_makes_wrong_answers_where_it_can() -> None:
    for name, least in (("circle", 20), ("quadrants", 20)):
        clear, noisy = (drawn(Recipe(name, 200, n)) for n in (0.0, 0.5))
        assert (clear.targets != noisy.targets).sum() > least


@given(RECIPES)
def test_a_recipe_draws_the_same_bits_again_and_another_seed_others(recipe: Recipe) -> None:
    first = drawn(recipe)
    assert drawn(recipe) is first
    bits = first.inputs.tobytes(), first.targets.tobytes()
    del first
    again = drawn(recipe)
    assert (again.inputs.tobytes(), again.targets.tobytes()) == bits
    other = drawn(recipe._replace(seed=recipe.seed ^ 1, cases=max(8, recipe.cases)))
    assert other.inputs.tobytes() != bits[0]


@pytest.mark.parametrize("name", ["circle", "gaussians", "spiral"])
def test_the_classes_are_mixed_so_that_any_few_cases_in_a_row_are_a_sample(name: str) -> None:
    """Else steps of a few cases in the order of the file would see one class, then the other."""
    ones = drawn(Recipe(name)).targets.reshape(10, 20).sum(axis=1)
    assert (ones >= 3).all()
    assert (ones <= 17).all()


def test_the_seed_of_the_weights_draws_no_points() -> None:
    first, second = (
        Experiment(problem=PROBLEMS["circle"], seed=seed, noise=0.1) for seed in (1, 2)
    )
    assert first.problem is second.problem


def test_a_drawn_problem_is_drawn_again_as_it_is_asked_for_and_back() -> None:
    usual = Experiment(problem=PROBLEMS["circle"])
    assert usual.problem is PROBLEMS["circle"]
    assert len(usual.problem.inputs) == 200
    many = replace(usual, cases=500, noise=0.25, problem_seed=7)
    assert many.problem.recipe == Recipe("circle", 500, 0.25, 7)
    assert many.problem is drawn(Recipe("circle", 500, 0.25, 7))
    assert replace(many, cases=None, noise=None, problem_seed=None).problem is PROBLEMS["circle"]
    # What is the usual number need not be left out.
    assert replace(many, cases=200, noise=0, problem_seed=42).problem is PROBLEMS["circle"]
    assert len(replace(many, cases=10_000).problem.inputs) == 10_000
    tested = replace(many, test=0.5)
    assert tested.problem.source is many.problem
    assert len(replace(tested, cases=100).problem.rows) == 50


@pytest.mark.parametrize(
    ("alias", "name"),
    [("gauss", "gaussians"), ("reg-plane", "plane"), ("reg-gauss", "hills"), ("RegPlane", "plane")],
)
def test_playgrounds_own_names_are_understood(alias: str, name: str) -> None:
    assert find_problem(alias) is PROBLEMS[name]


def test_how_points_are_drawn_matters_where_some_are() -> None:
    for name in ("cases", "noise", "problem_seed"):
        assert SETTINGS[name].matters(Experiment.of("circle"))
        assert not SETTINGS[name].matters(Experiment())


def test_what_is_not_drawn_takes_no_noise() -> None:
    with refused("--noise draws points again, and xor is not drawn", "circle, gaussians, spiral"):
        Experiment(noise=0.1)
    with refused("--cases and --problem-seed draw points again, and t is not drawn"):
        Experiment(problem=Problem("t", "", [0, 1], [0, 1]), cases=7, problem_seed=1)
    with refused("noise must be from 0 to 0.5, not 0.6"):
        Experiment(problem=PROBLEMS["circle"], noise=0.6)
    with refused("there are no points called 'moon'; choose from circle"):
        drawn(Recipe("moon"))


def test_a_part_of_what_was_drawn_is_not_drawn_again() -> None:
    testing = Experiment(problem=PROBLEMS["circle"], test=0.25).problem.testing
    assert testing is not None
    assert len(Experiment(problem=testing).problem.inputs) == 50
    with refused("circle is not drawn"):
        Experiment(problem=testing, noise=0.1)
    held_out = replace(PROBLEMS["circle"], held_out=(3, 5))
    assert held_out.training.recipe is None


@given(RECIPES)
def test_a_command_and_a_journal_bring_the_same_points_back(recipe: Recipe) -> None:
    experiment = Experiment(
        problem=PROBLEMS[recipe.plane],
        cases=recipe.cases,
        noise=recipe.noise,
        problem_seed=recipe.seed,
        output_activation="tanh",
        learning_rate=0.001,
    )
    said = experiment.to_json()
    assert (said["problem"], said["cases"], said["noise"], said["problem_seed"]) == recipe
    trainer = Trainer(experiment)
    trainer.step(2)
    journal = Journal.of(trainer).to_json()
    assert len(journal) < 4000, "points are not written down, only what draws them"
    again = Journal.from_json(journal).run()
    assert again.experiment.problem is experiment.problem
    assert np.array_equal(again.network.parameters.vector, trainer.network.parameters.vector)


def test_points_with_other_answers_than_those_drawn_are_written_down() -> None:
    drawn_once = PROBLEMS["circle"]
    turned = replace(drawn_once, targets=1 - drawn_once.targets)
    called = replace(drawn_once, name="xor")
    for problem in (turned, called):
        journal = Journal.of(Trainer(Experiment(problem=problem))).to_json()
        again = Journal.from_json(journal).run().experiment.problem
        assert again.targets.tobytes() == problem.targets.tobytes()
        assert again.inputs.tobytes() == problem.inputs.tobytes()


def test_right_and_wrong_are_those_of_bits_and_of_values() -> None:
    answers = {name: problem.answer for name, problem in PROBLEMS.items() if name in PLANES}
    assert [name for name, answer in answers.items() if answer is Answer.VALUES] == [
        "plane",
        "hills",
    ]


BARS = {
    "circle": (1_000, 200),
    "gaussians": (200, 200),
    "spiral": (1_000, 199),
    "quadrants": (3_000, 200),
    "plane": (200, 200),
    "hills": (2_000, 200),
}
"""In so many steps so many of the 200 cases are right; the arms of the spiral begin in one point,
of which one answer is always wrong.
"""


@pytest.mark.parametrize("name", PLANES)
def test_every_plane_is_learnt_by_what_suits_it_from_any_start(name: str) -> None:
    steps, least = BARS[name]
    for seed in range(20):
        trainer, right = Trainer(Experiment.of(name, seed=seed)), 0
        while right < least and trainer.step_number < steps:
            trainer.step(100)
            right = int(trainer.snapshot().right.sum())
        assert right >= least, seed


def test_features_make_short_work_of_a_plane() -> None:
    """One layer of weights, which cannot learn them from the places alone."""
    for name, names in (("circle", "x1^2,x2^2"), ("quadrants", "x1*x2")):
        for features, works in ((names, True), (None, False)):
            experiment = Experiment.given(
                problem=PROBLEMS[name], features=features, hidden=(), learning_rate=0.003
            )
            trainer = Trainer(experiment)
            trainer.step(500)
            assert bool(trainer.snapshot().right.all()) == works
