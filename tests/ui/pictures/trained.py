"""Networks with weights set by hand, so that a picture of them is known beforehand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from backprop_tui.engine import PROBLEMS, Experiment, Problem, Trainer
from backprop_tui.ui.gaze import Gaze
from backprop_tui.ui.view import View
from tests.ui.drawn import respoken

FIGURE_1 = [[14.2, -14.2], [-3.6, 3.6], [7.2, -7.2], [-7.2, 7.2], [3.6, -3.6], [-14.2, 14.2]]
"""The weights of the two hidden units in figure 1 of the 1986 paper."""


def with_weights(
    problem: Problem, weights: ArrayLike, bias: float | None = None, **gaze: Any
) -> View:
    """A view of a network whose hidden units have these weights, (inputs, units)."""
    given = np.asarray(weights, dtype=float)
    snapshot = Trainer(
        Experiment(problem, hidden=(given.shape[1],), bias=bias is not None)
    ).snapshot()
    biases = None
    if bias is not None and snapshot.biases is not None:
        biases = (np.full(given.shape[1], bias), snapshot.biases[1])
    changed = respoken(snapshot, weights=(given, snapshot.weights[1]), biases=biases)
    return View(changed, gaze=Gaze(**gaze))


def mirrored(weights: ArrayLike = FIGURE_1, **gaze: Any) -> View:
    """The published network for symmetry, or another one."""
    return with_weights(PROBLEMS["symmetry"], weights, -1.1, **gaze)


def households() -> Problem:
    """Two rows of three people, and an input that is nobody."""
    return Problem(
        "households",
        "",
        np.eye(7),
        np.eye(7)[:, :2],
        input_names=("Ada", "Bob", "Cleo", "Dante", "Elsa", "Fabio", "other"),
        picture="people",
        layout=[range(3), range(3, 6)],
    )
