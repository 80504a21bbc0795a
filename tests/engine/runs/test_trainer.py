"""Training is a function of the experiment and the number of steps, and of nothing else.
However a moment is reached, in one go, in portions, back or forth, it has the same bits.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine import Experiment, Problem, Trainer
from tests.engine.bits import bits, moment
from tests.engine.runs.story import EXPLOSIVE, RICH, after
from tests.engine.strategies import experiments, with_schedules


@given(with_schedules(experiments()))
def test_ten_steps_are_ten_times_one_step(experiment: Experiment) -> None:
    trainer = Trainer(experiment)
    for _ in range(10):
        trainer.step()
    assert moment(trainer) == after(experiment, 10)


@given(with_schedules(experiments()), st.lists(st.integers(0, 300), max_size=5))
def test_portions_do_not_matter(experiment: Experiment, portions: list[int]) -> None:
    trainer = Trainer(experiment)
    taken = sum(trainer.step(portion) for portion in portions)
    assert trainer.step_number == taken
    assert moment(trainer) == after(experiment, sum(portions))


@given(with_schedules(experiments()), st.integers(0, 600))
@example(RICH, 3000)
def test_after_a_reset_a_trainer_is_as_new(experiment: Experiment, steps: int) -> None:
    trainer = Trainer(experiment)
    fresh = moment(trainer)
    trainer.step(steps)
    trainer.reset()
    assert trainer.step_number == 0
    assert moment(trainer) == fresh
    trainer.step(20)
    assert moment(trainer) == after(experiment, 20)


@given(with_schedules(experiments()), st.integers(0, 5))
def test_a_record_moves_nothing_and_is_the_step_that_follows(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(experiment)
    taken = trainer.step(steps)
    before = bits(trainer.snapshot())
    record = trainer.record()
    assert record.step == taken
    assert bits(trainer.snapshot()) == before
    assert bits(trainer.record()) == bits(record)
    if trainer.step():
        reached = trainer.snapshot()
        for k, layer in enumerate(record.layers):
            assert bits(layer.weights.after) == bits(reached.weights[k])
            assert (layer.biases is None) is (reached.biases is None)
            if layer.biases and reached.biases:
                assert bits(layer.biases.after) == bits(reached.biases[k])
    trainer.step(14)
    assert moment(trainer) == after(experiment, steps + 15)


@given(with_schedules(experiments()))
def test_the_same_experiment_gives_the_same_bits_and_leaves_numpys_own_chance_alone(
    experiment: Experiment,
) -> None:
    _, keys, *position = np.random.get_state()
    assert after(experiment, 40) == after(experiment, 40)
    _, keys_after, *position_after = np.random.get_state()
    assert np.array_equal(keys, keys_after)
    assert position == position_after


@pytest.mark.parametrize("change", [{}, {"batch_size": 3}, {"momentum": 0.9}, {"bias": True}])
@pytest.mark.parametrize("portion", [1, 2, 7, 100, 10_000])
def test_divergence_stops_at_the_same_step_in_whatever_portions(
    change: dict[str, Any], portion: int
) -> None:
    experiment = replace(EXPLOSIVE, **change)
    whole = Trainer(experiment)
    stop = whole.step(100_000)
    assert 0 < stop < 10_000
    trainer = Trainer(experiment)
    while trainer.step(portion) == portion:
        pass
    assert trainer.step_number == stop
    assert moment(trainer) == moment(whole)
    assert trainer.step() == 0
    assert trainer.seek(stop + 5) == stop
    end = trainer.snapshot()
    assert end.diverged
    assert not math.isfinite(end.loss)
    assert not end.right.any() or np.isfinite(end.predictions[end.right]).all()
    trainer.seek(stop - 1)
    assert math.isfinite(trainer.snapshot().loss)
    assert np.isfinite(end.curve.high).all()
    assert len(end.curve.high) == stop


def test_losses_may_be_so_large_that_only_their_sum_is_infinite() -> None:
    # Without a step there is no way out: E stays at 0.72e308 for ever, and is a number.
    problem = Problem("huge", "", np.ones((1, 1)), np.full((1, 1), 1.2e154), ("x",), ("y",))
    experiment = Experiment(
        problem=problem, hidden=(), output_activation="linear", learning_rate=0.0
    )
    trainer = Trainer(experiment)
    assert trainer.step(10) == 10
    end = trainer.snapshot()
    assert not end.diverged
    assert end.curve.low.tolist() == [end.loss] * 10


def test_a_network_that_starts_beyond_all_numbers_takes_no_step() -> None:
    trainer = Trainer(
        Experiment(activation="linear", output_activation="linear", scale=1e200, hidden=(4, 4))
    )
    assert trainer.step(10) == 0
    end = trainer.snapshot()
    assert end.diverged
    assert not end.solved
    assert len(end.curve.low) == 0
    trainer.record()


def test_nan_in_the_weights_is_divergence_and_never_right() -> None:
    trainer = Trainer(Experiment())
    trainer.network.parameters.vector[:] = np.nan
    assert trainer.step(5) == 0
    end = trainer.snapshot()
    assert end.diverged
    assert not end.right.any()


def test_a_saturated_sigmoid_is_silent_and_goes_on() -> None:
    trainer = Trainer(Experiment(scale=1e6, loss="bce", learning_rate=100.0))
    assert trainer.step(500) == 500
    assert math.isfinite(trainer.snapshot().loss)


def test_no_steps_are_no_steps() -> None:
    trainer = Trainer(Experiment())
    assert trainer.step(0) == 0
    assert trainer.snapshot().step == 0
