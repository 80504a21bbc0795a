"""How far apart cases lie, by a plain loop over all pairs and by an example worked by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import dist, sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backprop_tui.engine import Experiment, Network, Problem, Snapshot, Trainer
from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.geometry.distances import Distance, pairs, spread
from tests.engine.strategies import experiments


def moment(experiment: Experiment, steps: int) -> Snapshot:
    trainer = Trainer(experiment)
    trainer.step(steps)
    return trainer.snapshot()


@given(experiments(), st.integers(0, 12))
def test_they_are_those_of_a_loop_over_all_pairs(experiment: Experiment, steps: int) -> None:
    assume(experiment.hidden)
    shown = moment(experiment, steps)
    assume(not shown.diverged)
    places = [
        shown.activations[0],
        Network(experiment).forward(experiment.problem.inputs).activations[-2],
        shown.activations[-2],
    ]
    targets = experiment.problem.targets.tolist()
    alike: list[tuple[int, int]] = []
    unlike: list[tuple[int, int]] = []
    for a, b in combinations(range(len(targets)), 2):
        (alike if targets[a] == targets[b] else unlike).append((a, b))
    found = list(pairs(shown))
    assert [pair[:2] for pair in found] == alike
    for a, b, apart in found:
        assert apart == pytest.approx(tuple(dist(h[a], h[b]) for h in places), abs=1e-12)
    for some, summed in zip((alike, unlike), spread(shown), strict=True):
        if not some:
            assert summed is None
            continue
        squares = [[dist(h[a], h[b]) ** 2 for a, b in some] for h in places]
        expected = [sqrt(sum(each) / len(each)) for each in squares]
        assert summed == pytest.approx(tuple(expected), rel=1e-6, abs=1e-6)


def test_the_cases_of_xor_are_a_diagonal_apart() -> None:
    shown = moment(Experiment(), 0)
    first, second = pairs(shown)
    assert (first[:2], second[:2]) == ((0, 3), (1, 2))
    for pair in (first, second):
        assert pair.apart.inputs == pytest.approx(sqrt(2))
        assert pair.apart.start == pair.apart.now
    alike, unlike = spread(shown)
    assert alike is not None
    assert unlike is not None
    assert (alike.inputs, unlike.inputs) == pytest.approx((sqrt(2), 1.0))


def test_of_a_start_that_was_changed_by_hand_nothing_is_known() -> None:
    trainer = Trainer(Experiment())
    trainer.edit(Parameter(1, 0, 0), 2.0)
    trainer.step(3)
    assert [pair.apart.start for pair in pairs(trainer.snapshot())] == [None, None]
    alike, _ = spread(trainer.snapshot())
    assert alike is not None
    assert alike.start is None


def test_a_snapshot_from_elsewhere_has_no_start() -> None:
    shown = replace(moment(Experiment(), 5), beginning=None)
    assert all(pair.apart.start is None for pair in pairs(shown))


def test_the_start_is_that_of_what_ran_first() -> None:
    """An activation that changes on the way leaves what was at step 0 as it was."""
    trainer = Trainer(Experiment())
    before = [pair.apart.start for pair in pairs(trainer.snapshot())]
    scheduled = Experiment.given(schedule="5:activation=tanh")
    after = [pair.apart for pair in pairs(moment(scheduled, 9))]
    assert [apart.start for apart in after] == before
    assert all(apart.now != apart.start for apart in after)


def test_one_case_has_no_pairs() -> None:
    problem = Problem("one", "", [[1.0, 2.0]], [[1.0]])
    shown = moment(Experiment(problem=problem), 1)
    assert list(pairs(shown)) == []
    assert spread(shown) == (None, None)


def test_a_run_that_diverged_has_distances_that_are_no_numbers() -> None:
    shown = moment(Experiment(), 0)
    broken = replace(shown, activations=tuple(np.full(a.shape, np.nan) for a in shown.activations))
    assert all(np.isnan(pair.apart.now) for pair in pairs(broken))
    alike, _ = spread(broken)
    assert isinstance(alike, Distance)
    assert np.isnan(alike.now)
