"""On which side of the boundary an answer lies is told by its sum, which has digits left where the
answer has none; and where the answers of both sides are even to the last digits, that is told too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import Experiment, Snapshot, Start, Trainer, find_problem
from backprop_tui.engine.core.network import Forward
from backprop_tui.engine.geometry.flatness import unevenness
from backprop_tui.engine.geometry.output_sums import above
from backprop_tui.engine.problems.levels import PLAIN, Levels

POINTS = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])


def above_of(weights: list[float], points: Any = POINTS, **settings: Any) -> list[float]:
    snapshot = unlayered(weights, **settings)
    experiment = snapshot.experiment
    middle = experiment.problem.levels.middle
    found: Forward = snapshot.forward(points)
    sides: list[float] = above(experiment.layer_activations[-1], found, 0, middle).tolist()
    return sides


def unlayered(weights: list[float], **settings: Any) -> Snapshot:
    """Two inputs and one output, weighed so."""
    start = Start(weights=(np.array(weights)[:, np.newaxis],), biases=None, path="by hand")
    plain = Experiment(find_problem("xor"), hidden=(), start=start)
    return Trainer(replace(plain, **settings)).snapshot()


def test_sides_are_told_where_the_answer_is_a_half_to_all_its_digits() -> None:
    assert above_of([1e-40, -2e-40]) == [1e-40, -2e-40, 0.0]


def test_a_sum_too_large_for_a_number_still_has_a_side() -> None:
    right, left, _ = above_of([1e308, -1e308], 10 * POINTS)
    assert right > 1e300 and left < -1e300
    assert np.isfinite([right, left]).all()


def test_of_a_step_that_lies_on_its_edge_the_answer_tells() -> None:
    outputs = unlayered([1.0, -1.0], output_activation="step").forward(POINTS).activations[-1]
    sides = above_of([1.0, -1.0], output_activation="step")
    assert [side > 0 for side in sides] == (outputs[:, 0] > 0.5).tolist()


def test_where_no_sum_reaches_the_middle_the_answer_tells() -> None:
    assert above_of([0.0, 0.0], levels=(-3.0, 1.0)) == [1.5, 1.5, 1.5]


@pytest.mark.parametrize(
    ("off", "levels", "said"),
    [
        ([0.0, 0.0], PLAIN, ""),
        ([0.0, -3e-17], PLAIN, " to 1e-16"),
        ([1e-9, 0.0], PLAIN, " to 1e-9"),
        ([0.0, 2e-9], PLAIN, None),
        ([0.0, 2e-9], Levels(-1.0, 1.0), " to 1e-8"),
        ([0.0, np.nan], PLAIN, None),
        ([], PLAIN, None),
    ],
)
def test_answers_are_even_if_they_differ_by_rounding_alone(
    off: list[float], levels: Levels, said: str | None
) -> None:
    assert unevenness(np.array(off), levels) == said
