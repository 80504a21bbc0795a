"""What was shown of a moment stays as it was, whatever the trainer does afterwards.
Nothing in a record can be written to, and its summary words follow from its numbers.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import Experiment, Network, Snapshot, Trainer
from backprop_tui.engine.records import SOLVED
from tests.engine.bits import arrays, bits
from tests.engine.strategies import experiments, with_bugs


@given(experiments(), st.integers(0, 30))
def test_a_snapshot_and_a_record_never_change_afterwards(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    shown = trainer.snapshot(), trainer.record()
    before = bits(shown)
    trainer.step(300)
    trainer.record()
    trainer.seek(3)
    trainer.reset()
    trainer.network.parameters.vector[:] = 7
    assert bits(shown) == before


@given(experiments())
def test_no_array_of_a_snapshot_or_record_can_be_written_to(experiment: Experiment) -> None:
    trainer = Trainer(experiment)
    trainer.step(3)
    shown = list(arrays((trainer.snapshot(), trainer.record())))
    assert len(shown) > 10
    assert not any(array.flags.writeable for array in shown)


@given(with_bugs(st.sampled_from([None, "uncleared"])), st.integers(0, 5))
def test_biases_move_like_weights_of_one_row(experiment: Experiment, steps: int) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    for layer in trainer.record().layers:
        assert (layer.biases is not None) is bool(experiment.bias)
        for update in filter(None, (layer.weights, layer.biases)):
            assert (update.carried is None) is (experiment.wrong is None)
            with np.errstate(all="ignore"):
                expected = update.before + update.change
                if experiment.decay:
                    cut = expected * (1.0 - experiment.decay)
                    learns = 1 if update.learns is None else update.learns
                    expected = np.where(learns, cut, update.before)
            assert np.array_equal(update.after, expected, equal_nan=True)
            assert update.previous.shape == update.gradient.shape == update.before.shape
        assert bits(layer.weights.as_matrices()) == bits(layer.weights)
        if layer.biases is not None:
            rows = layer.biases.as_matrices()
            vectors = arrays(layer.biases)
            assert [a.tobytes() for a in arrays(rows)] == [a.tobytes() for a in vectors]
            assert {array.shape for array in arrays(rows)} == {(1, len(layer.biases.before))}


@given(experiments(), st.integers(0, 30))
def test_a_snapshot_is_the_forward_pass_of_its_own_weights(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    snapshot, problem = trainer.snapshot(), experiment.problem
    passed = snapshot.forward(problem.inputs)
    assert bits((passed.z, passed.activations)) == bits((snapshot.z, snapshot.activations))
    assert np.array_equal(snapshot.activations[0], problem.inputs)
    assert snapshot.predictions is snapshot.activations[-1]
    assert snapshot.right.tolist() == problem.right(snapshot.predictions).tolist()
    network = Network(experiment)
    network.parameters.vector[:] = trainer.network.parameters.vector
    assert bits(network.error(problem.inputs, problem.targets)) == bits(snapshot.error)


@given(experiments(), st.integers(0, 30))
def test_the_curve_holds_the_loss_of_every_step_before(experiment: Experiment, steps: int) -> None:
    trainer = Trainer(experiment)
    losses = []
    for _ in range(steps):
        losses.append(trainer.snapshot().loss)
        if not trainer.step():
            losses.pop()
            break
    curve = trainer.snapshot().curve
    assert curve.low.tolist() == curve.high.tolist() == losses


@pytest.fixture(scope="module")
def learnt() -> Snapshot:
    trainer = Trainer(Experiment())
    trainer.step(10_000)
    return trainer.snapshot()


def test_solved_means_every_case_right_and_a_small_loss(learnt: Snapshot) -> None:
    wrong = np.array([True, True, True, False])
    assert learnt.solved
    assert not replace(learnt, right=wrong).solved
    assert not replace(learnt, loss=SOLVED).solved
    assert not replace(learnt, loss=float("nan")).solved
    assert not Trainer(Experiment()).snapshot().solved


@pytest.mark.parametrize("loss", [float("nan"), float("inf"), float("-inf")])
def test_diverged_means_that_the_loss_is_no_number(learnt: Snapshot, loss: float) -> None:
    assert not learnt.diverged
    assert replace(learnt, loss=loss).diverged


def test_a_network_answers_inputs_that_it_was_never_shown(learnt: Snapshot) -> None:
    between = learnt.forward(np.array([[0.0, 1.0], [0.5, 0.5]])).activations[-1]
    assert between[0] == pytest.approx(learnt.predictions[1], rel=1e-14)
    assert 0 < between[1].item() < 1
