"""Which cases have come together is said only where they have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import Experiment, Snapshot, Trainer, find_problem
from backprop_tui.engine.geometry.hidden_space import hidden_space
from backprop_tui.engine.presets import PRESETS
from backprop_tui.report.hidden_space import come_together, line_text


def moment(steps: int, preset: str = "tutorial", **settings: Any) -> Snapshot:
    trainer = Trainer(replace(PRESETS[preset].experiment(), **settings))
    trainer.step(steps)
    return trainer.snapshot()


def test_those_that_came_closest_are_named() -> None:
    """Two units: (1, 1) comes to lie where (0, 0) is."""
    together = come_together(moment(900, "xor-1986"))
    assert together is not None
    assert together[:2] == (0, 3)
    assert together.apart.start is not None
    assert together.apart.now < together.apart.start / 3


@pytest.mark.parametrize(
    "shown",
    [
        moment(0),
        moment(2400),
        moment(0, "xor-1986"),
        moment(300, "circle"),
        moment(9, init="zeros"),
        moment(300, "encoder-8-3-8"),
    ],
    ids=lambda shown: f"{shown.experiment.title} {shown.step}",
)
def test_nobody_is_named_where_none_has(shown: Snapshot) -> None:
    assert come_together(shown) is None


def test_of_numbers_that_are_none_nothing_is_said() -> None:
    shown = moment(900, "xor-1986")
    assert come_together(replace(shown, loss=float("nan"))) is None


def test_the_line_is_written_with_its_numbers() -> None:
    shown = moment(0, bias=True)
    weights = (shown.weights[0], np.array([[1.5], [-2.0], [0.0], [10.25]]))
    biases = (np.zeros(4), np.array([-0.5]))
    passed = replace(shown, weights=weights, biases=biases).forward(shown.activations[0])
    changed = replace(
        shown, weights=weights, biases=biases, z=passed.z, activations=passed.activations
    )
    space = hidden_space(changed)
    assert space is not None
    assert line_text(space, 0) == "+1.5·h1 -2·h2 +0·h3 +10.2·h4 -0.5 = 0"
    curved = hidden_space(
        Trainer(Experiment(problem=find_problem("hills"), output_activation="linear")).snapshot()
    )
    assert curved is not None
    assert line_text(curved, 0) is None
