"""A verdict hangs on a hair where an answer a little higher or lower would turn it."""

from __future__ import annotations

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Problem
from backprop_tui.report.hair import HAIR, by_a_hair, hair_text

TWO_BITS = Problem("two", "", [[0.0], [1.0]], [[0.0, 1.0], [1.0, 1.0]])
CLASSES = Problem("three", "", [[0.0], [1.0]], np.eye(3)[[0, 2]], class_names=("a", "b", "c"))


@pytest.mark.parametrize(
    ("problem", "answers"),
    [
        (PROBLEMS["xor"], [[0.5], [0.4], [0.5004], [0.51]]),
        (PROBLEMS["xor"], [[0.4996], [0.4994], [0.9], [0.1]]),
        (TWO_BITS, [[0.1, 0.5001], [0.5001, 0.2]]),
        (CLASSES, [[0.3334, 0.3333, 0.3333], [0.2, 0.5, 0.3]]),
    ],
)
def test_those_whose_verdict_a_little_more_or_less_would_turn(
    problem: Problem, answers: list[list[float]]
) -> None:
    """Every answer is moved towards its target and away from it by nearly a hair and a bit more."""
    given = np.array(answers)
    toward = np.where(problem.targets == problem.targets.max(), 1.0, -1.0)
    share = 0.5 if problem is CLASSES else 1.0
    verdicts = [problem.right(given + sign * 0.999 * share * HAIR * toward) for sign in (-1.0, 1.0)]
    turned = verdicts[0] != verdicts[1]
    assert turned.any() and not turned.all()
    assert by_a_hair(problem, given).tolist() == turned.tolist()
    assert by_a_hair(problem, given, slice(1, 2)).tolist() == turned[1:2].tolist()


def test_values_and_what_is_no_number_hang_on_none() -> None:
    problem = PROBLEMS["plane"]
    assert not by_a_hair(problem, problem.targets + problem.tolerance).any()
    assert not by_a_hair(PROBLEMS["xor"], np.full((4, 1), np.nan)).any()


def test_how_many_is_said() -> None:
    said = [hair_text(np.array(close)) for close in ([True, True], [True, False], [False])]
    assert said == ["all by a hair", "1 by a hair", ""]
