"""The sizes of gradients are those of the numbers of a step, as the step record has them and as the
textbook's loop finds them.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import (
    Experiment,
    LayerGradient,
    Snapshot,
    Trainer,
    find_problem,
    first_to_last,
    layer_gradients,
)
from backprop_tui.engine.core.size import size_of
from tests.engine.plain import PlainNetwork, links_there
from tests.engine.runs.story import EXPLOSIVE, RICH
from tests.engine.strategies import WRONG, experiments, with_schedules


def length(array: Any) -> float:
    return float(np.sqrt((array**2).sum()))


def trained(experiment: Experiment, steps: int) -> Trainer:
    """After some steps; runs that shoot off are left out."""
    trainer = Trainer(experiment)
    assume(trainer.step(steps) == steps)
    assume(all(np.abs(weights).max() < 1e6 for weights in trainer.snapshot().weights))
    return trainer


@given(with_schedules(experiments()), st.integers(0, 20))
def test_they_are_those_of_the_plain_loop(experiment: Experiment, steps: int) -> None:
    trainer, start = trained(experiment, steps), Trainer(experiment).snapshot()
    biases = None if start.biases is None else [vector.copy() for vector in start.biases]
    plain = PlainNetwork(experiment, [matrix.copy() for matrix in start.weights], biases)
    with np.errstate(all="ignore"):
        plain.train(steps)
        plain.keep_to_the_schedule()
        before = plain.weights.copy()
        zs, activations = plain.forward(experiment.problem.inputs)
        found = plain.gradients(zs, activations, experiment.problem.targets)[::-1]
        plain.train(1)
    there = links_there(experiment)
    for layer, (k, gradient, delta) in zip(layer_gradients(trainer.snapshot()), found, strict=True):
        W = before[k]
        pull = trainer.experiment.l2 * W + trainer.experiment.l1 * np.sign(W)
        expected = (gradient + pull) * there[k]
        scale = 1e-9 * max(1.0, float(np.abs(gradient).max()))
        assert_allclose(layer.gradient, length(expected), rtol=1e-7, atol=scale)
        assert_allclose(layer.delta, delta, rtol=1e-7, atol=scale)
        assert_allclose(layer.weights, length(W), rtol=1e-9, atol=1e-12)
        moved = length(plain.weights[k] - W)
        assert_allclose(layer.moved, moved, rtol=1e-6, atol=1e-12 * (1 + layer.weights))
        assert (layer.layer, layer.count) == (k + 1, int(there[k].sum()))
        assert layer.learns == int((plain.learns[k] & there[k]).sum())


@given(with_schedules(experiments()) | WRONG, st.integers(0, 20))
def test_they_are_those_of_the_step_to_the_last_bit(experiment: Experiment, steps: int) -> None:
    trainer = trained(experiment, steps)
    record, snapshot = trainer.record(), trainer.snapshot()
    is_whole = len(record.cases) == len(experiment.problem.inputs) == experiment.batch
    for found, layer in zip(layer_gradients(snapshot), record.layers, strict=True):
        weights = layer.weights
        assert found.weights == size_of(weights.before)
        assert found.moved == size_of(weights.after - weights.before)
        assert found.biases == (layer.biases and size_of(layer.biases.before))
        if is_whole:
            assert found.gradient == size_of(weights.gradient)
            assert found.bias_gradient == (layer.biases and size_of(layer.biases.gradient))
            assert np.array_equal(found.delta, layer.delta)
    assert layer_gradients(snapshot) is layer_gradients(snapshot), "nothing is computed twice"
    assert trainer.record().error_before == record.error_before


@given(with_schedules(experiments()) | WRONG, st.integers(0, 40))
def test_with_batches_the_gradients_are_still_those_of_all_cases(
    experiment: Experiment, steps: int
) -> None:
    trainer = trained(experiment, steps)
    whole = Trainer(replace(trainer.experiment, batch_size=None))
    gradients = layer_gradients(trainer.snapshot())
    snapshot = replace(trainer.snapshot(), experiment=whole.experiment)
    for ours, theirs in zip(gradients, layer_gradients(snapshot), strict=True):
        assert ours.gradient == theirs.gradient
        assert np.array_equal(ours.delta, theirs.delta)


def test_a_worked_example_by_hand() -> None:
    """One unit, w = (3, 4), x = (1, 0) and y = 0: z = 3, and E = ½ z² slopes by δ = 3."""
    experiment = Experiment(
        problem=find_problem("table:0001"),
        hidden=(),
        output_activation="linear",
        learning_rate=0.1,
    )
    snapshot = replace(Trainer(experiment).snapshot(), weights=(np.array([[3.0], [4.0]]),))
    (layer,) = layer_gradients(snapshot)
    # Cases 00, 01, 10, 11: z = 0, 4, 3, 7 and y = 0, 0, 0, 1, so δ = 0, 4, 3, 6.
    assert layer.delta[:, 0].tolist() == [0.0, 4.0, 3.0, 6.0]
    assert layer.weights == 5.0
    assert layer.gradient == pytest.approx(math.hypot(3 + 6, 4 + 6))
    assert layer.moved == pytest.approx(0.1 * math.hypot(9, 10))
    assert layer.share == pytest.approx(0.02 * math.hypot(9, 10))
    assert first_to_last([layer]) is None, "it is the first and the last"


def layer(gradient: float, weights: float = 1.0, moved: float = 1.0) -> LayerGradient:
    return LayerGradient(1, gradient, weights, moved, None, None, np.zeros((1, 1)), 1, 1)


def test_a_share_of_nothing_is_infinite_unless_nothing_moves() -> None:
    assert layer(1.0, 2.0, 1.0).share == 0.5
    assert layer(1.0, 0.0, 1.0).share == math.inf
    assert layer(1.0, 0.0, 0.0).share == 0.0


def test_the_ratio_of_first_to_last_needs_two_numbers() -> None:
    assert first_to_last([layer(0.5), layer(9.0), layer(2.0)]) == 0.25
    assert first_to_last([layer(0.0), layer(2.0)]) == 0.0
    for first, last in ((1.0, 0.0), (math.nan, 1.0), (1.0, math.inf)):
        assert first_to_last([layer(first), layer(last)]) is None


def test_what_is_frozen_has_a_gradient_and_does_not_move() -> None:
    trainer = Trainer(replace(RICH, freeze=("W2", "W1[1,1]")))
    trainer.step(10)
    first, second, third = layer_gradients(trainer.snapshot())
    assert (first.learns, first.count) == (14, 15)
    assert (second.learns, second.moved, second.share) == (0, 0.0, 0.0)
    assert second.gradient > 0
    assert third.learns == third.count
    assert third.moved > 0


def after(experiment: Experiment) -> Snapshot:
    trainer = Trainer(experiment)
    trainer.step(3000)
    return trainer.snapshot()


def test_a_run_that_has_diverged_is_laid_out_too() -> None:
    snapshot = after(EXPLOSIVE)
    assert snapshot.diverged
    first, _ = layer_gradients(snapshot)
    assert first.gradient > 1e200, "its squares are no finite numbers, and it still is one"
    assert np.isfinite(first.delta).all()


def test_sizes_are_found_where_squares_leave_the_range_of_floats() -> None:
    assert size_of(np.array([[3e200], [4e200]])) == pytest.approx(5e200)
    assert size_of(np.array([[3e-200], [4e-200]])) == pytest.approx(5e-200)
    assert size_of(np.zeros((0, 3))) == 0.0
    assert math.isnan(size_of(np.array([1.0, math.nan])))


@pytest.mark.parametrize("largest", [1e-220, 1.0, 1e220, math.inf, math.nan])
def test_sizes_of_many_entries_are_those_of_their_rows(largest: float) -> None:
    entries = np.linspace(-1.0, 1.0, 120).reshape(12, 10) * largest
    found, rows = size_of(entries), [size_of(row) for row in entries]
    assert found == pytest.approx(math.hypot(*rows), nan_ok=True)
    assert size_of(entries.T) == pytest.approx(found, nan_ok=True)
