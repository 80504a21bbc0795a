"""How large a step is follows from three settings, and each of them counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backprop_tui.engine import Experiment, Problem
from backprop_tui.report.advice.rates import effective_sum, gentle_rate, one_digit


def test_momentum_adds_up_to_many_steps_and_asks_for_a_smaller_rate() -> None:
    plain = Experiment()
    assert effective_sum(plain) == 0.5 * 4
    assert gentle_rate(plain) == 0.5
    # Δw repeated with 0.9, 0.81, … comes to ten times the first.
    fast = replace(plain, momentum=0.9)
    assert effective_sum(fast) == pytest.approx(20)
    assert gentle_rate(fast) == 0.05
    assert effective_sum(replace(fast, learning_rate=gentle_rate(fast))) == pytest.approx(2)


@pytest.mark.parametrize(
    ("loss", "total", "rate"),
    [("half-sse", 0.1 * 5, 0.4), ("sse", 0.1 * 5 * 2, 0.2), ("mean", 0.1 * 5 * 2 / (5 * 4), 4.0)],
)
def test_a_step_is_as_large_as_its_loss_pulls(loss: str, total: float, rate: float) -> None:
    # Five cases of four outputs: 2 / 20 of every error is what the mean leaves.
    problem = Problem("p", "", np.zeros((5, 1)), np.zeros((5, 4)))
    experiment = Experiment(problem=problem, loss=loss, learning_rate=0.1)
    assert effective_sum(experiment) == pytest.approx(total)
    assert gentle_rate(experiment) == rate


@pytest.mark.parametrize(
    ("value", "digit"), [(0.0163, 0.02), (0.5, 0.5), (144.0, 100.0), (0.0, 0.0)]
)
def test_one_digit_is_kept(value: float, digit: float) -> None:
    assert one_digit(value) == digit
