"""The size of weights costs what the formulas say, in E, in its gradient and after each change. By
hand on one weight, and at the kink of |w|, where there is no slope to compare.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import Experiment, Problem, Start, Trainer, check_gradients
from backprop_tui.engine.core.penalty import COSTS, Cost
from tests.engine.refusals import refused

ONE = Experiment(
    problem=Problem("one", "", [[2.0]], [[1.0]]),
    hidden=(),
    bias=True,
    output_activation="linear",
    learning_rate=0.1,
    start=Start((np.array([[1.5]]),), (np.array([0.5]),), "one.json"),
)
"""ŷ = 2 · 1.5 + 0.5 = 3.5, so ŷ - y = 2.5: the gradient of w is 5, and that of b 2.5."""


@pytest.mark.parametrize(
    ("settings", "error", "gradient", "weight", "bias"),
    [
        ({}, 3.125, 5.0, 1.0, 0.25),
        ({"l2": 0.4}, 3.125 + 0.45, 5.6, 0.94, 0.25),
        ({"l1": 0.4}, 3.125 + 0.6, 5.4, 0.96, 0.25),
        ({"l2": 0.4, "l1": 0.2}, 3.125 + 0.75, 5.8, 0.92, 0.25),
        ({"decay": 0.1}, 3.125, 5.0, 0.9, 0.225),
        ({"l2": 0.4, "decay": 0.5}, 3.575, 5.6, 0.47, 0.125),
    ],
)
def test_one_step_by_hand(
    settings: dict[str, Any], error: float, gradient: float, weight: float, bias: float
) -> None:
    record = Trainer(replace(ONE, **settings)).record()
    (layer,) = record.layers
    assert layer.biases is not None
    assert record.error_before == pytest.approx(error)
    assert record.error_before - record.penalty_before == pytest.approx(3.125)
    assert record.loss_before == pytest.approx(6.25), "the loss that is displayed is without it"
    assert layer.weights.gradient[0, 0] == pytest.approx(gradient)
    assert layer.biases.gradient[0] == pytest.approx(2.5)
    assert layer.weights.after[0, 0] == pytest.approx(weight)
    assert layer.biases.after[0] == pytest.approx(bias)
    assert record.loss_after == pytest.approx((2 * weight + bias - 1) ** 2)
    assert record.error_after - record.penalty_after == pytest.approx(record.loss_after / 2)


def test_momentum_remembers_the_change_before_the_cut() -> None:
    trainer = Trainer(replace(ONE, momentum=0.5, decay=0.1))
    trainer.step()
    (layer,) = trainer.record().layers
    assert layer.weights.previous[0, 0] == pytest.approx(-0.5)


def test_e_of_a_moment_is_with_it_and_the_loss_without() -> None:
    shown, plain = (Trainer(replace(ONE, l2=l2)).snapshot() for l2 in (0.4, 0.0))
    assert shown.error == pytest.approx(plain.error + 0.45)
    assert shown.loss == plain.loss


@pytest.mark.parametrize("weight", [0.0, 1e-7, -1e-7])
def test_at_the_kink_of_a_size_there_is_no_slope_to_compare(weight: float) -> None:
    start = Start((np.array([[weight]]),), (np.array([0.5]),), "one.json")
    kinked = replace(ONE, start=start, l1=0.4)
    (check,) = check_gradients(Trainer(kinked).record())
    assert check.kinks == 1
    assert check.largest < 1e-8
    (smooth,) = check_gradients(Trainer(replace(kinked, l1=0.0, l2=0.4)).record())
    assert smooth.kinks == 0
    # What is taken for the slope at 0 itself lies in the middle of those beside it.
    if weight == 0.0:
        (layer,) = Trainer(kinked).record().layers
        assert layer.weights.penalty is not None
        assert layer.weights.penalty[0, 0] == 0.0


def test_a_formula_has_one_lambda_or_two() -> None:
    for settings, formula in (
        ({"l2": 0.1}, "½ λ Σ w²"),
        ({"l1": 0.1}, "λ Σ |w|"),
        ({"l2": 0.1, "l1": 0.1}, "½ λ₂ Σ w² + λ₁ Σ |w|"),
    ):
        penalty = Experiment.of("xor", **settings).penalty
        assert penalty is not None
        assert penalty.formula == formula


def test_what_is_out_of_range_is_refused() -> None:
    for name in ("l2", "l1", "decay"):
        wrong: dict[str, Any] = {name: -0.1}
        with refused(f"{name} must be a finite number, 0 or more, not -0.1"):
            replace(ONE, **wrong)
    with refused("decay must be from 0 to below 1, not 1"):
        replace(ONE, decay=1.0)


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_the_slope_of_a_cost_is_how_fast_it_rises(cost: Cost) -> None:
    weights, h = np.array([[-1.5, 0.25], [0.75, 2.0]]), 1e-6
    rises = cost.factor * (cost.each(weights + h) - cost.each(weights - h)) / (2 * h)
    np.testing.assert_allclose(cost.slope_of(weights), rises, rtol=1e-9)
