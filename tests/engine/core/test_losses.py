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

from backprop_tui.engine import ACTIVATIONS, LOSSES, Activation, Loss, OutputArrays
from backprop_tui.engine.core.calls import Array, perform
from backprop_tui.engine.core.losses import ALIASES

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
