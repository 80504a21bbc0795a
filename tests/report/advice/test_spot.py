"""Two cases on one spot of the hidden layer get one answer: how far they lie apart is measured."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from backprop_tui.engine import PROBLEMS, Experiment, Runs, Snapshot
from backprop_tui.report.advice.counterfactual import frozen, large_rate, penalized, wider
from backprop_tui.report.advice.spot import one_spot, shared_spot


def after(steps: int, **settings: Any) -> Snapshot:
    runs = Runs(replace(Experiment(), **settings))
    runs.step(steps)
    return runs.snapshot()


STUCK: dict[str, Any] = {"hidden": (2,), "bias": True}


def test_the_distance_is_that_of_the_hidden_outputs_and_the_answers_are_one() -> None:
    snapshot = after(2_500, **STUCK)
    spot = shared_spot(snapshot)
    assert spot is not None
    assert (spot.first, spot.second) == (1, 3)
    first, second = snapshot.activations[1][[1, 3]]
    assert abs(spot.apart - np.hypot(*(first - second))) < 1e-12
    advice = one_spot(snapshot)
    assert advice is not None
    assert advice.said.startswith(f"01 and 11 lie {spot.apart:.1g} apart in the hidden layer")
    apart = after(1_200, **STUCK)
    assert shared_spot(apart) is None, "their answers are not one yet, or they lie apart"


def test_it_is_no_cause_where_the_output_sees_more_or_all_is_right() -> None:
    assert shared_spot(after(2_500, hidden=())) is None
    assert shared_spot(after(2_500, **STUCK, seed=43)) is None
    assert shared_spot(after(2_500, **STUCK, direct=True)) is None
    assert shared_spot(after(9, problem=PROBLEMS["circle"])) is None, "too many pairs"


def test_of_the_settings_only_what_is_in_the_way_is_named() -> None:
    plain = after(300)
    for cause in (frozen, penalized, large_rate):
        assert cause(plain) is None
    assert penalized(after(300, hidden=(), l1=0.3)) is None, "without it nothing is learnt either"
    assert frozen(after(300, hidden=(), freeze=("W1",))) is None
    assert large_rate(after(300, hidden=(), learning_rate=20.0)) is None
    assert wider(after(300, hidden=())) is None
