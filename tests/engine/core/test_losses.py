"""Every loss in the registry: E, its mean and its slope at the output belong together.
A new entry is tested by being there.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import (
    ACTIVATIONS,
    LOSSES,
    Activation,
    Answer,
    Experiment,
    Loss,
    OutputArrays,
    Problem,
    Trainer,
)
from backprop_tui.engine.core.calls import Array, perform
from backprop_tui.engine.core.losses import ALIASES
from tests.engine.refusals import refused

PAIRS = [
    pytest.param(loss, ACTIVATIONS[name], id=f"{loss.name}-{name}")
    for loss in LOSSES.values()
    for name in loss.outputs or ACTIVATIONS
]
ALL = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)


def error_of(loss: Loss, activation: Activation, z: Array, y: Array) -> float:
    loss_input = z if loss.loss_input == "z" else activation(z) - y
    return float(loss.totals(loss_input[np.newaxis], y)[0])


@pytest.mark.parametrize(("loss", "activation"), PAIRS)
@given(z=st.floats(-4, 4), other=st.floats(-4, 4), y=st.floats(0, 1))
def test_delta_is_the_derivative_of_e_by_the_weighted_sum(
    loss: Loss, activation: Activation, z: float, other: float, y: float
) -> None:
    h = 1e-5
    if any(abs(z - kink) <= h for kink in activation.kinks):
        return
    # Two outputs, of which the first is nudged.
    y = round(y) if loss.name == "margin" else y
    sums, targets, delta = np.array([[z, other]]), np.array([[y, 1 - y]]), np.empty((1, 2))
    assert loss.refuses(targets) is None
    nudge, a = np.array([[h, 0.0]]), activation(sums)
    around = [activation(sums + d) - targets for d in (-nudge, nudge)]
    if any(((low > kink) != (high > kink)).any() for kink in loss.kinks for low, high in [around]):
        return
    output, slope = OutputArrays(sums, a, targets, a - targets), activation.slope_at(sums, a)
    gradient = np.empty((1, 2)) if loss.gradient.calls else output.residual
    if loss.gradient.calls:
        perform(loss.gradient.calls(output, gradient))
    perform(loss.delta(activation, output, gradient, slope, delta))
    rise = error_of(loss, activation, sums + nudge, targets) - error_of(
        loss, activation, sums - nudge, targets
    )
    assert_allclose(delta[0, 0], rise / (2 * h), rtol=1e-6, atol=1e-8)


@ALL
@given(
    steps=st.integers(1, 40),
    shape=st.tuples(st.integers(1, 100), st.integers(1, 4)),
    seed=st.integers(0, 10**6),
)
def test_many_steps_at_once_have_the_bits_of_each_alone(
    loss: Loss, steps: int, shape: tuple[int, int], seed: int
) -> None:
    stream = np.random.RandomState(seed)
    loss_inputs, targets = stream.randn(steps, *shape), stream.uniform(0, 1, shape)
    together = loss.totals(loss_inputs, targets)
    alone = [loss.totals(row[None], targets)[0] for row in loss_inputs]
    assert np.array_equal(together, alone)
    each = loss.each(loss_inputs, targets)
    assert each.shape == loss_inputs.shape
    assert_allclose(each.sum(axis=(1, 2)), together, rtol=1e-12)


def test_mse_by_hand() -> None:
    mse = LOSSES[ALIASES["mse"]]
    errors, targets = np.array([[[1.0], [-2.0]], [[0.0], [3.0]]]), np.zeros((2, 1))
    assert mse.totals(errors, targets).tolist() == [2.5, 4.5]
    assert mse.mean(2.5, (2, 1)) == 2.5
    assert mse.mean(4.5, (3, 2)) == 1.5


def test_squares_without_a_half_and_as_a_mean_by_hand() -> None:
    errors, targets = np.array([[[1.0, -2.0], [0.0, 3.0]]]), np.zeros((2, 2))
    assert LOSSES["sse"].totals(errors, targets).tolist() == [14.0]
    assert LOSSES["mean"].totals(errors, targets).tolist() == [3.5]
    assert [LOSSES[name].mean(14.0, (2, 2)) for name in ("half-sse", "sse", "mean")] == [
        7.0,
        3.5,
        14.0,
    ]
    assert gradient_of("sse", errors[0], targets).tolist() == [[2.0, -4.0], [0.0, 6.0]]
    assert gradient_of("mean", errors[0], targets).tolist() == [[0.5, -1.0], [0.0, 1.5]]


def gradient_of(name: str, residual: Array, targets: Array) -> Array:
    """∂E/∂ŷ where the errors are these."""
    loss, gradient = LOSSES[name], np.empty_like(residual)
    assert loss.gradient.calls is not None
    perform(loss.gradient.calls(OutputArrays(residual, residual, targets, residual), gradient))
    return gradient


def test_the_margin_rule_of_1986_by_hand() -> None:
    # On units at .79, .81 and 1; off units at .21, .19 and 0.
    outputs = np.array([[0.79, 0.81, 1.0, 0.21, 0.19, 0.0]])
    targets = np.array([[1.0, 1.0, 1.0, 0.0, 0.0, 0.0]])
    residual = outputs - targets
    assert_allclose(
        gradient_of("margin", residual, targets), [[-0.21, 0, 0, 0.21, 0, 0]], rtol=1e-12
    )
    assert_allclose(LOSSES["margin"].totals(residual[None], targets), [0.21**2], rtol=1e-12)
    assert LOSSES["margin"].mean(3.0, (2, 3)) == 1.0
    # As far off as the margin is near enough.
    edge, bits = np.array([[0.2, -0.2]]), np.array([[0.0, 1.0]])
    assert gradient_of("margin", edge, bits).tolist() == [[0.0, 0.0]]
    assert LOSSES["margin"].totals(edge[None], bits).tolist() == [0.0]
    beyond = np.full((1, 1), np.nan)
    assert np.isnan(LOSSES["margin"].totals(beyond[None], np.ones((1, 1)))).all()


def test_ce_by_hand_and_with_sums_beyond_every_power_of_e() -> None:
    # e^ln 3 of ln 3, 0 and 0: three fifths, one fifth, one fifth.
    ce, targets = LOSSES["ce"], np.array([[0.5, 0.5, 0.0]])
    z = np.array([[[math.log(3), 0.0, 0.0]]])
    assert_allclose(ce.totals(z, targets), [0.5 * math.log(5 / 3) + 0.5 * math.log(5)])
    assert ce.mean(3.0, (2, 5)) == 1.5, "over the cases"
    far = np.array([[[1e5, -1e5, 0.0]]])
    assert ce.totals(far, np.array([[0.0, 1.0, 0.0]])).tolist() == [2e5]
    assert ce.totals(far, np.array([[1.0, 0.0, 0.0]])).tolist() == [0.0]


@pytest.mark.parametrize(
    ("name", "targets", "said"),
    [
        ("bce", [[0.5], [1.5]], "targets from 0 to 1, which are probabilities; 1.5 is none"),
        ("bce", [[-0.1]], "-0.1 is none"),
        ("ce", [[1.0], [1.0]], "at least two; for one column take --loss bce"),
        ("ce", [[1.0, 0.0], [0.5, 0.4]], "case 2 adds up to 0.9; take --loss bce"),
        ("ce", [[0.333, 0.333, 0.333]], "case 1 adds up to 0.999"),
        ("ce", [[1.5, -0.5]], "a row adding up to 1; 1.5 is none"),
        ("margin", [[0.0], [0.9]], "targets of 0 and 1, units that should be off or on; 0.9 is"),
    ],
)
def test_targets_for_which_it_is_not_defined_are_refused_with_what_is(
    name: str, targets: list[list[float]], said: str
) -> None:
    output = LOSSES[name].outputs[0] if len(targets[0]) > 1 or name != "ce" else "softmax"
    assert said in str(LOSSES[name].refuses(np.array(targets)))
    if output == "softmax" and len(targets[0]) == 1:
        return
    problem = Problem("t", "", np.zeros((len(targets), 1)), np.array(targets))
    with refused(f"loss {name} needs", said):
        Experiment(problem=problem, loss=name, output_activation=output)


def test_shares_that_were_written_down_in_decimals_are_taken() -> None:
    assert LOSSES["ce"].refuses(np.array([[0.1, 0.2, 0.7], [1 / 3, 1 / 3, 1 / 3]])) is None


@pytest.mark.parametrize("given", ["mse", "half-sse"])
def test_another_name_is_accepted_and_the_usual_one_is_kept(given: str) -> None:
    experiment = Experiment(loss=given)
    assert experiment.loss == "half-sse"
    assert experiment == Experiment()
    assert Experiment.from_options({"loss": given}) == experiment
    assert "mse" not in experiment.to_command()
    trainer = Trainer(Experiment(loss="sse"))
    trainer.change(loss=given)
    assert trainer.experiment.loss == "half-sse"


def test_units_that_share_out_a_total_are_several() -> None:
    with refused("softmax shares 1 out", "the output has only one", "sigmoid"):
        Experiment(output_activation="softmax")
    with refused("hidden layer 2 has only one", "would always put out 1"):
        Experiment(hidden=(3, 1), activation="softmax")
    assert Experiment(hidden=(3,), activation="softmax").hidden == (3,)
    with refused("loss ce needs several outputs", "take --loss bce"):
        Experiment(loss="ce")
    with refused("the output has only one", "take --output-activation sigmoid --loss bce"):
        Experiment(loss="ce", output_activation="softmax")
    table = Problem("table", "", [1.0, 2.0], [5.0, 7.0], answer=Answer.VALUES)
    with refused("loss ce needs several outputs", "take --loss half-sse"):
        Experiment(problem=table, loss="ce")
    two = Problem("two", "", [[0.0], [1.0]], [[1.0, 0.0], [0.0, 1.0]])
    with refused("loss ce needs output activation softmax", "give --output-activation softmax"):
        Experiment(problem=two, loss="ce")


def test_a_steeper_sigmoid_goes_with_the_margin_rule_and_not_with_bce() -> None:
    assert Experiment(loss="margin", output_activation="sigmoid:2").loss == "margin"
    with refused("loss bce needs output activation sigmoid, not sigmoid:2"):
        Experiment(loss="bce", output_activation="sigmoid:2")


def test_bce_by_hand() -> None:
    # σ(ln 3) = ¾, so a target of 1 costs ln 4/3 and a target of 0 costs ln 4.
    bce = LOSSES["bce"]
    z, targets = np.array([[[math.log(3), math.log(3)]]]), np.array([[1.0, 0.0]])
    assert_allclose(bce.totals(z, targets), [math.log(4 / 3) + math.log(4)], rtol=1e-15)
    assert bce.mean(3.0, (2, 2)) == 0.75


@given(z=st.floats(-20, 20), y=st.floats(0, 1))
def test_bce_is_its_formula(z: float, y: float) -> None:
    p = 1 / (1 + math.exp(-z))
    expected = -(y * math.log(p) + (1 - y) * math.log(1 - p))
    found = LOSSES["bce"].totals(np.array([[[z]]]), np.array([[y]]))
    assert_allclose(found, [expected], rtol=1e-6, atol=1e-12)


def test_bce_of_a_hopeless_answer_is_large_and_finite() -> None:
    # ŷ is exactly 0 and 1 here, where the formula itself would take the logarithm of 0.
    totals = LOSSES["bce"].totals(np.array([[[-1e5]], [[1e5]]]), np.array([[1.0]]))
    assert totals.tolist() == [1e5, 0.0]


@ALL
def test_its_short_form_fits_a_narrow_header(loss: Loss) -> None:
    assert 0 < len(loss.short) <= 6
    assert LOSSES[loss.name] is loss


@pytest.mark.parametrize("loss", [loss for loss in LOSSES.values() if loss.least])
@given(
    targets=st.lists(
        st.lists(st.sampled_from([0.0, 1.0]) | st.floats(0.01, 1), min_size=2, max_size=2),
        min_size=2,
        max_size=4,
    ),
    nudge=st.lists(st.floats(-3, 3), min_size=2, max_size=2),
)
def test_cases_of_the_same_inputs_cost_least_where_it_says_so(
    loss: Loss, targets: list[list[float]], nudge: list[float]
) -> None:
    y = np.array(targets)
    if loss.name == "ce":
        y[:, 1] = 1 - y[:, 0]
    assert loss.refuses(y) is None
    assert loss.least is not None
    best = loss.least(np.broadcast_to(y.mean(axis=0), y.shape), y)
    least, other = loss.totals(np.stack([best, best + nudge]), y)
    assert math.isfinite(least)
    assert other >= least - 1e-12 * max(1.0, abs(least))
    # Sums that are all raised by as much leave shares as they are.
    moved = np.ptp(nudge if loss.name == "ce" else [0.0, *nudge])
    if np.abs(best).max() < 5 and moved > 1e-3:
        assert other > least
