"""Back-propagated gradients agree with central differences, for everything that can be combined.
And the check is worth something: a wrong gradient fails it, in the very layer where it is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backprop_tui.engine import (
    ACTIVATIONS,
    LOSSES,
    Experiment,
    LayerRecord,
    ParameterUpdate,
    Problem,
    Start,
    StepRecord,
    Trainer,
    check_gradients,
)
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.gradcheck import NUDGE, TOLERANCE
from backprop_tui.engine.core.network import error_of, forward
from tests.engine.another import ABSOLUTE
from tests.engine.covering import covering
from tests.engine.strategies import experiments, suited, table

AGREE = 1e-6
PROBLEM = table(0, cases=6, inputs=3, outputs=2)
UNITS = [*ACTIVATIONS, "sigmoid:2", "bipolar:0.5", "leaky-relu:0.2"]
OBJECTIVES = [(loss.name, output) for loss in LOSSES.values() for output in loss.outputs or UNITS]
BIASES = {"no-bias": False, "bias": True, "shared": "shared", "threshold": "threshold"}
COMBINATIONS = covering(OBJECTIVES, UNITS, range(1, 4), list(BIASES), [False, True])
"""What is descended and of which outputs, hidden activation and layers, biases, direct links."""


def record_of(experiment: Experiment, steps: int) -> StepRecord:
    trainer = Trainer(experiment)
    assert trainer.step(steps) == steps
    return trainer.record()


def records_of_a_start_that_lives(experiment: Experiment) -> list[StepRecord]:
    """Two steps of the first seed where every layer that can be blamed is.

    With some starts every unit of relu is dead, and there is nothing to compare.
    """
    for seed in range(4, 14):
        records = [record_of(replace(experiment, seed=seed), steps) for steps in (0, 5)]
        if all(
            bool(layer.weights.gradient.any()) is blamed
            for record in records
            for layer, blamed in zip(record.layers, experiment.blamed, strict=True)
        ):
            return records
    raise AssertionError("dead with every seed")


def assert_gradients_agree(experiment: Experiment) -> None:
    for record in records_of_a_start_that_lives(experiment):
        checks = check_gradients(record)
        for check, blamed in zip(checks, experiment.blamed, strict=True):
            # Below a step all gradients are 0, and so are all differences.
            assert bool(np.nan_to_num(check.numerical_weights).any()) is blamed
            assert check.largest < AGREE
            assert np.isnan(check.weights).mean() < 0.5
            assert (check.biases is not None) is bool(experiment.bias)


def network_for(loss: str, **settings: Any) -> Experiment:
    return Experiment(
        problem=suited(loss)["problem"], loss=loss, init="xavier", learning_rate=0.02, **settings
    )


@pytest.mark.parametrize(
    ("objective", "activation", "depth", "bias", "direct"),
    COMBINATIONS,
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_gradients_agree_with_central_differences(
    objective: tuple[str, str], activation: str, depth: int, bias: str, direct: bool
) -> None:
    loss, output = objective
    assert_gradients_agree(
        network_for(
            loss,
            hidden=(5, 4, 4)[:depth],
            activation=activation,
            output_activation=output,
            bias=BIASES[bias],
            direct=direct,
        )
    )


@pytest.mark.parametrize("bias", BIASES.values(), ids=BIASES)
@pytest.mark.parametrize(("loss", "output"), OBJECTIVES)
def test_they_agree_without_hidden_layers(loss: str, output: str, bias: bool | str) -> None:
    assert_gradients_agree(network_for(loss, hidden=(), output_activation=output, bias=bias))


@pytest.mark.parametrize("units", [*permutations(["tanh", "relu", "softmax", "step"], 3)])
def test_they_agree_where_every_layer_has_another_activation(units: tuple[str, ...]) -> None:
    assert_gradients_agree(network_for("half-sse", hidden=(5, 4, 4), activation=",".join(units)))


@given(experiments(), st.integers(0, 4))
def test_they_agree_in_any_experiment_with_momentum_and_batches_too(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    record = trainer.record()
    assume(record.error_before < 1e3)
    assert all(check.largest < AGREE for check in check_gradients(record))


RECORD = record_of(Experiment(problem=PROBLEM, hidden=(4, 3), bias=True), 2)

WRONGS: dict[str, Callable[[LayerRecord], LayerRecord]] = {
    "sign": lambda layer: with_gradient(layer, -layer.weights.gradient),
    "one per cent": lambda layer: with_gradient(layer, 1.01 * layer.weights.gradient),
    "zero": lambda layer: with_gradient(layer, 0 * layer.weights.gradient),
    "one weight": lambda layer: with_gradient(layer, shifted(layer.weights.gradient)),
    "not a number": lambda layer: with_gradient(layer, layer.weights.gradient * np.nan),
    "infinite": lambda layer: with_gradient(layer, layer.weights.gradient + np.inf),
    "bias sign": lambda layer: replace(layer, biases=negated(layer.biases)),
}


def with_gradient(layer: LayerRecord, gradient: Array) -> LayerRecord:
    return replace(layer, weights=replace(layer.weights, gradient=gradient))


def shifted(array: Array) -> Array:
    changed = array.copy()
    changed[-1, -1] += 0.01
    return changed


def negated(update: ParameterUpdate | None) -> ParameterUpdate:
    assert update is not None
    return replace(update, gradient=-update.gradient)


@pytest.mark.parametrize("wrong", WRONGS.values(), ids=WRONGS)
@pytest.mark.parametrize("where", range(3))
def test_a_wrong_gradient_fails_the_check_of_its_own_layer_and_no_other(
    where: int, wrong: Callable[[LayerRecord], LayerRecord]
) -> None:
    layers = list(RECORD.layers)
    layers[where] = wrong(layers[where])
    checks = check_gradients(replace(RECORD, layers=tuple(layers)))
    for k, check in enumerate(checks):
        assert (check.largest > TOLERANCE) == (k == where)


def test_a_gradient_cannot_be_right_where_the_error_is_no_number() -> None:
    experiment = Experiment(
        activation="linear", output_activation="linear", scale=1e200, hidden=(4, 4)
    )
    checks = check_gradients(Trainer(experiment).record())
    assert all(check.largest > TOLERANCE for check in checks)


def test_the_differences_are_those_of_e_worked_out_here() -> None:
    h = 1e-5
    weights = [layer.weights.before.copy() for layer in RECORD.layers]
    biases = [layer.biases.before.copy() for layer in RECORD.layers if layer.biases is not None]
    checks = check_gradients(RECORD)

    def error() -> float:
        passed = forward(RECORD.experiment, RECORD.inputs, weights, biases)
        return error_of(RECORD.experiment, passed, RECORD.targets)

    for k, check in enumerate(checks):
        assert check.numerical_biases is not None
        for place, found in (
            (weights[k], check.numerical_weights),
            (biases[k], check.numerical_biases),
        ):
            for index in np.ndindex(place.shape):
                value = place[index]
                place[index] = value + h
                above = error()
                place[index] = value - h
                below = error()
                place[index] = value
                assert found[index] == pytest.approx((above - below) / (2 * h), rel=1e-5, abs=1e-9)


def test_a_kink_within_the_nudge_is_left_out_and_counted() -> None:
    # All weights 0 put every relu exactly on its kink, so nudged outputs' sums change sides.
    experiment = Experiment(
        problem=PROBLEM, hidden=(), output_activation="relu", init="zeros", bias=True
    )
    (check,) = check_gradients(Trainer(experiment).record())
    assert np.isnan(check.weights).all()
    assert check.biases is not None
    assert np.isnan(check.biases).all()
    assert check.kinks == 3 * 2 + 2
    assert check.largest == 0.0


def test_a_jump_within_the_nudge_is_left_out_on_whichever_side_the_kink_itself_lies() -> None:
    """E is no longer than a hair away from a jump to 2: a difference across it is no slope."""
    problem = Problem("edge", "", np.array([[1.0]]), np.array([[1.0]]))
    experiment = Experiment(problem=problem, hidden=(), output_activation="step", learning_rate=0.0)
    for weight in (0.0, NUDGE, -NUDGE, 0.5 * NUDGE, 1e-300):
        start = Start((np.array([[weight]]),), None, "")
        (check,) = check_gradients(Trainer(replace(experiment, start=start)).record())
        assert check.kinks == 1, weight
    for weight in (2 * NUDGE, -2 * NUDGE, 0.5):
        start = Start((np.array([[weight]]),), None, "")
        (check,) = check_gradients(Trainer(replace(experiment, start=start)).record())
        assert check.kinks == 0
        assert check.largest == check.numerical_weights.item() == 0.0


def test_a_kink_of_the_loss_within_the_nudge_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LOSSES, ABSOLUTE.name, ABSOLUTE)
    experiment = Experiment(
        problem=Problem("near", "", [1, 2], [1e-6, 0.5]),
        hidden=(), output_activation="linear", init="zeros", loss=ABSOLUTE.name,
    )  # fmt: skip
    (check,) = check_gradients(Trainer(experiment).record())
    assert check.kinks == 1
    (check,) = check_gradients(Trainer(replace(experiment, init="normal")).record())
    assert check.kinks == 0
    assert check.largest < TOLERANCE


def test_without_kinks_nothing_is_left_out() -> None:
    checks = check_gradients(RECORD)
    assert [check.kinks for check in checks] == [0, 0, 0]
    assert [check.weights.shape for check in checks] == [(3, 4), (4, 3), (3, 2)]
    (plain,) = check_gradients(Trainer(Experiment(hidden=())).record())
    assert plain.kinks == 0
    assert plain.numerical_biases is None


@given(st.integers(0, 8), st.integers(0, 2**32 - 1), st.sampled_from([1, 2, 3]))
def test_where_e_is_large_its_rounding_is_no_wrong_gradient(
    power: int, seed: int, pairs: int
) -> None:
    # The targets of each pair pull against each other: what is left is tiny beside E.
    size = 10.0**power
    problem = replace(
        table(seed, cases=2 * pairs, inputs=1, outputs=1),
        inputs=np.ones((2 * pairs, 1)),
        targets=np.array([[size], [-size]] * pairs),
    )
    experiment = Experiment(problem=problem, hidden=(), output_activation="linear", seed=seed)
    record = Trainer(experiment).record()
    assert record.error_before > size**2 / 2
    (check,) = check_gradients(record)
    assert check.largest < TOLERANCE


def test_the_check_leaves_the_record_and_the_run_alone() -> None:
    trainer = Trainer(Experiment(bias=True))
    record = trainer.record()
    check_gradients(record)
    again = trainer.record()
    for one, other in zip(record.layers, again.layers, strict=True):
        assert np.array_equal(one.weights.before, other.weights.before)
        assert np.array_equal(one.weights.gradient, other.weights.gradient)
