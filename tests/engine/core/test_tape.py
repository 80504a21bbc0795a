"""Every number of a step follows from the ones before it by the equations of back-propagation.
Where an equation is one operation per number it holds to the bit; sums hold to rounding.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import Experiment, LayerRecord, ParameterUpdate, StepRecord, Trainer
from backprop_tui.engine.core.calls import Array, unroll
from backprop_tui.engine.core.network import Network, error_of, forward
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.core.tape import Tape
from tests.engine.plain import ENTROPIES, SQUARES, PlainNetwork, back, links_there
from tests.engine.strategies import experiments, with_schedules

RECORDED = given(experiments(), st.integers(0, 7))


def record_of(experiment: Experiment, steps: int) -> StepRecord:
    """The step after `steps` steps; runs that shoot off to 10⁶ are left out."""
    trainer = Trainer(experiment)
    trainer.step(steps)
    record = trainer.record()
    assume(np.isfinite(record.error_before) and np.isfinite(record.error_after))
    assume(all(np.abs(layer.weights.after).max() < 1e6 for layer in record.layers))
    return record


def assert_sum(found: Array, expected: Array) -> None:
    size = float(np.abs(expected).max()) if expected.size else 0.0
    assert_allclose(found, expected, rtol=1e-9, atol=1e-12 * max(1.0, size))


def layers_with_neighbours(record: StepRecord) -> list[tuple[Array, LayerRecord, Array | None]]:
    """Each layer with the outputs that go into it, and the blame of those that it goes into.

    With direct links a layer goes into all that follow; its weights there stand behind those of
    the layers before it.
    """
    direct = record.experiment.direct
    outputs = [record.inputs, *(layer.activation for layer in record.layers)]
    found: list[tuple[Array, LayerRecord, Array | None]] = []
    for k, layer in enumerate(record.layers):
        seen = np.concatenate(outputs[: k + 1], axis=1) if direct else outputs[k]
        first = seen.shape[1] if direct else 0
        blame = [
            after.delta @ after.weights.before[first : first + layer.z.shape[1]].T
            for after in record.layers[k + 1 :][: None if direct else 1]
        ]
        found.append((seen, layer, sum(blame[1:], blame[0]) if blame else None))
    return found


@RECORDED
def test_forward_z_is_a_w_plus_b_and_a_is_f_of_z(experiment: Experiment, steps: int) -> None:
    record = record_of(experiment, steps)
    for k, (before, layer, _) in enumerate(layers_with_neighbours(record)):
        bias = 0.0 if layer.biases is None else layer.biases.before
        bias = -bias if experiment.bias == "threshold" else bias
        assert np.array_equal(record.seen(k + 1), before)
        assert_sum(layer.z, before @ layer.weights.before + bias)
        activation = experiment.layer_activations[k]
        assert np.array_equal(layer.activation, activation(layer.z))
        assert np.array_equal(layer.slope, activation.slope_at(layer.z, layer.activation))
    assert np.array_equal(record.residual, record.layers[-1].activation - record.targets)


@RECORDED
def test_backward_blame_goes_through_the_weights_of_before(
    experiment: Experiment, steps: int
) -> None:
    record = record_of(experiment, steps)
    neighbours = zip(layers_with_neighbours(record), experiment.layer_activations, strict=True)
    for (_, layer, blame), activation in neighbours:
        gradient = layer.activation_gradient
        if blame is None:
            assert gradient is None
            gradient = record.loss_gradient
            if experiment.loss in ENTROPIES:
                assert np.array_equal(layer.delta, record.residual)
                continue
            by_outputs = SQUARES[experiment.loss][0]
            assert_allclose(gradient, by_outputs(layer.activation, record.targets), rtol=1e-12)
            assert experiment.loss != "half-sse" or np.array_equal(gradient, record.residual)
        else:
            assert gradient is not None
            assert_sum(gradient, blame)
        if activation.coupling is None:
            assert np.array_equal(layer.delta, gradient * layer.slope)
        else:
            assert_sum(layer.delta, back(activation.name, layer.z, gradient))


@RECORDED
def test_gradients_are_sums_over_the_cases(experiment: Experiment, steps: int) -> None:
    record = record_of(experiment, steps)
    layers = zip(layers_with_neighbours(record), links_there(experiment), strict=True)
    for (before, layer, _), there in layers:
        by_case = np.einsum("ni,nj->nij", before, layer.delta) * there
        W, l2, l1 = layer.weights.before, experiment.l2, experiment.l1
        assert_sum(layer.weights.gradient, by_case.sum(axis=0) + l2 * W + l1 * np.sign(W))
        assert (layer.weights.penalty is None) is (not l2 and not l1)
        if layer.weights.penalty is not None:
            assert_sum(layer.weights.penalty, l2 * W + l1 * np.sign(W))
        assert (layer.biases is not None) is bool(experiment.bias)
        if layer.biases is not None:
            expected = {
                "shared": layer.delta.sum().reshape(1),
                "threshold": -layer.delta.sum(axis=0),
            }.get(str(experiment.bias), layer.delta.sum(axis=0))
            assert layer.biases.gradient.shape == expected.shape
            assert_sum(layer.biases.gradient, expected)


@RECORDED
def test_the_change_is_the_1986_rule_and_the_weights_after_are_reached_exactly(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    previous, record = (trainer.record() for _ in range(2))
    if trainer.step() == 0:
        return
    reached = trainer.snapshot()
    rate, momentum = experiment.learning_rate, experiment.momentum
    for k, layer in enumerate(record.layers):
        updates = [layer.weights] + ([layer.biases] if layer.biases is not None else [])
        now = [reached.weights[k]] + ([reached.biases[k]] if reached.biases is not None else [])
        for update, there in zip(updates, now, strict=True):
            with np.errstate(all="ignore"):
                expected = -rate * update.gradient
                if momentum:
                    expected = expected + momentum * update.previous
                learns = np.ones_like(expected) if update.learns is None else update.learns
                expected = np.where(learns, expected, 0.0)
                assert np.array_equal(update.change, expected, equal_nan=True)
                reached_exactly = update.before + update.change
                if experiment.decay:
                    cut = reached_exactly * (1.0 - experiment.decay)
                    reached_exactly = np.where(learns, cut, update.before)
                assert np.array_equal(update.after, reached_exactly, equal_nan=True)
            assert np.array_equal(update.after, there, equal_nan=True)
        change = layer.weights.change
        assert np.array_equal(previous.layers[k].weights.change, change, equal_nan=True)
        next_change = trainer.record().layers[k].weights.previous
        expected_next = change if momentum else np.zeros_like(change)
        assert np.array_equal(next_change, expected_next, equal_nan=True)


@RECORDED
def test_the_errors_are_those_of_the_weights_before_and_after(
    experiment: Experiment, steps: int
) -> None:
    record = record_of(experiment, steps)
    moments: list[tuple[float, float, Callable[[ParameterUpdate], Array]]] = [
        (record.error_before, record.loss_before, lambda update: update.before),
        (record.error_after, record.loss_after, lambda update: update.after),
    ]
    penalties = iter((record.penalty_before, record.penalty_after))
    for error, loss, then in moments:
        biases = [then(layer.biases) for layer in record.layers if layer.biases is not None]
        passed = forward(
            experiment,
            record.inputs,
            [then(layer.weights) for layer in record.layers],
            biases if experiment.bias else None,
        )
        penalty = next(penalties)
        size = sum(float(np.sum(then(layer.weights) ** 2)) for layer in record.layers)
        total = sum(float(np.sum(np.abs(then(layer.weights)))) for layer in record.layers)
        assert_allclose(penalty, experiment.l2 / 2 * size + experiment.l1 * total, rtol=1e-12)
        assert error == error_of(experiment, passed, record.targets) + penalty
        y, p = record.targets, passed.activations[-1]
        if experiment.loss in SQUARES:
            displayed = SQUARES[experiment.loss][1](p, y)
            assert_allclose(loss, displayed, rtol=1e-12, atol=1e-300)
        elif p.min() > 1e-9 and p.max() < 1 - 1e-9:
            if experiment.loss == "ce":
                assert_allclose(loss, -np.mean((y * np.log(p)).sum(axis=1)), rtol=1e-7)
            else:
                terms = y * np.log(p) + (1 - y) * np.log(1 - p)
                assert_allclose(loss, -np.mean(terms), rtol=1e-7)


@given(with_schedules(experiments()))
def test_training_is_the_textbooks_loop_whatever_the_network(experiment: Experiment) -> None:
    trainer = Trainer(experiment)
    start = trainer.snapshot()
    plain = PlainNetwork(
        experiment,
        [matrix.copy() for matrix in start.weights],
        [vector.copy() for vector in start.biases] if start.biases else None,
    )
    for _ in range(12):
        before = trainer.snapshot()
        assume(np.isfinite(before.loss) and max(np.abs(w).max() for w in before.weights) < 100)
        with np.errstate(all="ignore"):
            (loss,) = plain.train(1)
        trainer.step()
        after = trainer.snapshot()
        assert_allclose(before.loss, loss, rtol=1e-6, atol=1e-12)
        assert_allclose(after.curve.low[-1], before.loss, rtol=0, atol=0)
        for ours, theirs in zip(after.weights, plain.weights, strict=True):
            assert_allclose(ours, theirs, rtol=1e-6, atol=1e-9)
        for ours, theirs in zip(after.biases or (), plain.biases or (), strict=True):
            assert_allclose(ours, theirs, rtol=1e-6, atol=1e-9)


def test_the_parts_come_in_the_papers_order_and_hold_every_call_once() -> None:
    network = Network(Experiment(bias=True))
    problem = network.experiment.problem
    rule = LearningRule(len(network.parameters.vector), 0.5, 0.0)
    tape = Tape(network, problem.inputs, problem.targets, rule)
    assert list(tape.parts) == ["forward", "residual", "backward", "update"]
    assert tape.step == [call for calls in tape.parts.values() for call in calls]
    assert tape.measure == tape.parts["forward"] + tape.parts["residual"]


@pytest.mark.parametrize(("momentum", "calls"), [(0.0, 19), (0.5, 21)])
def test_a_step_of_the_default_network_is_a_short_list(momentum: float, calls: int) -> None:
    network = Network(Experiment())
    problem = network.experiment.problem
    rule = LearningRule(len(network.parameters.vector), 0.5, momentum)
    assert len(Tape(network, problem.inputs, problem.targets, rule).step) == calls


def test_unrolling_repeats_the_calls_with_each_row_in_its_place() -> None:
    place, other, first, second = (np.zeros(1) for _ in range(4))
    calls = [(np.copyto, place, other), (np.negative, other, other)]
    unrolled = unroll(calls, [place], [[first], [second]])
    wanted = [
        (np.copyto, first, other),
        (np.negative, other, other),
        (np.copyto, second, other),
        (np.negative, other, other),
    ]
    assert len(unrolled) == len(wanted)
    for found, expected in zip(unrolled, wanted, strict=True):
        assert all(a is b for a, b in zip(found, expected, strict=True))
