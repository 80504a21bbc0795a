"""The points of TensorFlow Playground are learnt by its own network, and its rate is ours times the
ten points of a step, because it goes down their mean.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Experiment, Trainer, find_preset


def first_right(experiment: Experiment, most: int) -> int | None:
    """The step, of every hundredth, at which all cases are right."""
    trainer = Trainer(experiment)
    while trainer.step_number < most:
        trainer.step(100)
        if trainer.snapshot().right.all():
            return trainer.step_number
    return None


def test_playgrounds_own_network_learns_its_disc() -> None:
    preset = find_preset("playground")
    found = [first_right(preset.experiment(seed=seed), preset.steps) for seed in range(42, 45)]
    assert None not in found


def test_the_rate_is_that_of_the_page_for_the_mean_of_ten_points() -> None:
    """Playground's E of a point is ½ (ŷ - y)²; ours of a mean is (ŷ - y)², with twice its slope."""
    preset = find_preset("playground")
    page = preset.experiment(loss="mean", learning_rate=0.03 / 2)
    ours, its = Trainer(preset.experiment()), Trainer(page)
    for run in (ours, its):
        run.step(50)
    mine, theirs = (run.network.parameters.vector for run in (ours, its))
    assert np.allclose(mine, theirs, rtol=1e-9)


def test_a_product_of_the_inputs_makes_quadrants_easy() -> None:
    easy = find_preset("quadrants").experiment(features=("x1*x2",), hidden=())
    assert first_right(easy, 500) is not None
