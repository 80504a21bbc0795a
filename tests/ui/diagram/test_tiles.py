"""A tile is the square of two inputs as a unit answers it. Whatever the network is shown in place
of those inputs, the corners of the square of XOR are its four cases, and any other pixel is a place
whose features somebody can work out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Problem
from backprop_tui.ui.diagram.tiles import answers
from backprop_tui.ui.diagram.wires import place
from tests.ui.drawn import UNICODE, view

SIZES = [(72, 26), (108, 39)]

SHOWN: list[dict[str, Any]] = [
    {},
    {"standardize": True},
    {"features": ("x1", "x2", "x1*x2")},
    {"features": ("x1*x2", "x2^2"), "standardize": True},
    {"features": ("sin(x1)",), "test": 1.0, "standardize": True},
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shown", SHOWN)
def test_the_corners_of_the_square_of_xor_are_its_cases(
    shown: dict[str, Any], size: tuple[int, int]
) -> None:
    seen = view(300, hidden=(3,), activation="tanh", bias=True, **shown)
    plan = place(seen, *size, UNICODE.glyphs.unicode)
    assert plan.tile is not None
    pictures = answers(seen, plan)
    snapshot, problem = seen.snapshot, seen.snapshot.experiment.problem
    corners = {(0, 0): (-1, 0), (0, 1): (0, 0), (1, 0): (-1, -1), (1, 1): (0, -1)}
    for case, row in enumerate(problem.rows):
        # x1 goes to the right, x2 upwards.
        x1, x2 = problem.source.inputs[row].astype(int).tolist()
        for layer, outputs in enumerate(snapshot.activations):
            expected = seen.heat(layer, outputs)[case]
            found = [picture[corners[x1, x2]] for picture in pictures[layer]]
            assert np.allclose(found, expected, atol=1e-12)


def test_a_pixel_between_the_cases_is_the_answer_to_its_own_place() -> None:
    """The points reach from -5.25 to 5.21, whichever of them are put aside."""
    seen = view(
        200,
        problem=PROBLEMS["quadrants"],
        features=("x1*x2", "sin(x2)"),
        standardize=True,
        test=0.5,
        hidden=(4,),
        activation="tanh",
        bias=True,
        learning_rate=0.01,
    )
    plan = place(seen, 108, 39, True)
    assert plan.tile == (14, 14)
    pictures = answers(seen, plan)
    problem, snapshot = seen.snapshot.experiment.problem, seen.snapshot
    scaling = problem.scalings[0]
    assert scaling is not None
    points = PROBLEMS["quadrants"].inputs
    low, high = points.min(axis=0), points.max(axis=0)
    for row, column in ((0, 0), (3, 7), (13, 2), (5, 5)):
        x1 = low[0] + (high[0] - low[0]) * column / 13
        x2 = high[1] - (high[1] - low[1]) * row / 13
        shown = (np.array([[x1 * x2, np.sin(x2)]]) - scaling.mean) / scaling.spread
        for layer, outputs in enumerate(snapshot.forward(shown).activations):
            expected = seen.heat(layer, outputs)[0]
            assert np.allclose(pictures[layer][:, row, column], expected, atol=1e-9)


def test_there_is_no_square_where_inputs_are_not_two() -> None:
    """Two features of three inputs lie over no square."""
    for problem in (PROBLEMS["parity-3"], Problem("one", "", [0, 1], [0, 1])):
        for features in (None, ("x1",), ("x1", "x1^2")):
            seen = view(problem=problem, features=features)
            assert place(seen, 108, 39, True).tile is None
    assert place(view(features=("x1", "x2", "x1^2")), 108, 39, True).tile is not None


def test_features_are_shaded_each_by_its_own_range() -> None:
    """The square of the farthest place is as dark as the place, and no darker than dark."""
    experiment = Experiment(problem=PROBLEMS["plane"], features=("x1", "x1^2"))
    seen = view(problem=PROBLEMS["plane"], features=("x1", "x1^2"))
    heat = seen.heat(0, experiment.problem.inputs)
    assert np.abs(heat).max(axis=0).tolist() == [1.0, 1.0]
