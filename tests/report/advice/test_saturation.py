"""A layer is saturated if its slopes are flat, except where they have no part in what it learns."""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Experiment, Snapshot, Start, Trainer
from backprop_tui.report.advice.saturation import saturated_layer


def far(weight: float, loss: str = "half-sse") -> Snapshot:
    """A network whose output has sums far from 0."""
    start = Start((np.ones((2, 2)), np.full((2, 1), weight)), None, "far.json")
    return Trainer(Experiment(hidden=(2,), start=start, loss=loss)).snapshot()


def test_a_flat_output_learns_with_cross_entropy_where_the_slope_cancels() -> None:
    assert saturated_layer(far(15.0, "bce")) is None
    # All answers are 1. The wrong ones have the sums 30 σ(0) and 30 σ(2), so the median slope is
    # (e^-15 + e^-26.4)/2 = 1.5e-7.
    assert saturated_layer(far(15.0)) == (
        "unit ŷ is saturated: its typical slope f′ is 2e-07 where the answer is wrong"
    )
    assert saturated_layer(far(3.0)) is None
