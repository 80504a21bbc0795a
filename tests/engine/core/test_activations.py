"""Every activation in the registry is what it says: its slope is its derivative, its bounds hold.
A new entry is tested by being there.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import ACTIVATIONS, Activation, find_activation
from backprop_tui.engine.core.calls import perform

NAMES = (
    *ACTIVATIONS,
    *("sigmoid:0.01", "sigmoid:2", "sigmoid:100", "bipolar:0.3", "bipolar:100"),
    *("leaky-relu:0.0001", "leaky-relu:0.2", "leaky-relu:1"),
)
ALL = pytest.mark.parametrize("activation", [*map(find_activation, NAMES)], ids=NAMES)


@ALL
@given(z=st.floats(-6, 6))
def test_the_slope_read_off_the_output_is_the_derivative(activation: Activation, z: float) -> None:
    h = 1e-6
    if any(abs(z - kink) <= h for kink in activation.kinks):
        return
    # A row of three units, of which the first is nudged.
    sums = np.array([[z, 0.5, -1.0]])
    slope = activation.slope_at(sums, activation(sums))
    low, high = (activation(sums + np.array([nudge, 0.0, 0.0])) for nudge in (-h, h))
    assert_allclose(slope[0, 0], (high - low)[0, 0] / (2 * h), rtol=1e-6, atol=1e-9)


@ALL
@given(z=st.floats(allow_nan=False))
def test_outputs_stay_within_the_bounds_and_overflow_is_silent(
    activation: Activation, z: float
) -> None:
    a = activation(np.array([[z, 0.5]]))[0, 0]
    low, high = activation.bounds
    if activation.coupling is not None and z == math.inf:
        assert math.isnan(a), "shares of what is infinite are not known"
        return
    assert low is None or low <= a
    assert high is None or a <= high
    unbounded = activation.name.partition(":")[0] in ("linear", "leaky-relu")
    assert (activation.bounds == (None, None)) == unbounded


@ALL
def test_nan_stays_nan_so_that_divergence_is_seen(activation: Activation) -> None:
    a = activation(np.array([np.nan]))
    assert np.isnan(a).all()


@ALL
def test_sums_are_left_as_they_were_and_may_be_overwritten_if_wanted(
    activation: Activation,
) -> None:
    z = np.linspace(-3, 3, 12).reshape(4, 3)
    before = z.copy()
    a = activation(z)
    assert np.array_equal(z, before)
    place = -z if activation.negated else z.copy()
    perform(activation.apply(place, place))
    assert np.array_equal(place, a)


@ALL
def test_the_slope_may_overwrite_nothing_but_its_own_array(activation: Activation) -> None:
    z = np.linspace(-3, 3, 7)
    a = activation(z)
    before = z.copy(), a.copy()
    activation.slope_at(z, a)
    assert np.array_equal((z, a), before)


@ALL
def test_a_slope_that_does_not_say_that_it_needs_the_sums_does_not(activation: Activation) -> None:
    a = activation(np.linspace(-3, 3, 7))
    found = activation.slope_at(np.full_like(a, np.nan), a)
    assert np.isnan(found).any() == activation.needs_sums


@pytest.mark.parametrize(
    ("name", "z", "a", "slope"),
    [
        ("sigmoid", 0.0, 0.5, 0.25),
        ("sigmoid", math.log(3), 0.75, 0.1875),
        ("tanh", math.atanh(0.5), 0.5, 0.75),
        ("relu", 2.5, 2.5, 1.0),
        ("relu", -2.5, 0.0, 0.0),
        ("relu", 0.0, 0.0, 0.0),
        ("linear", -2.5, -2.5, 1.0),
        ("leaky-relu", 2.5, 2.5, 1.0),
        ("leaky-relu", -2.5, -0.025, 0.01),
        ("leaky-relu", 0.0, 0.0, 0.01),
        ("leaky-relu:0.2", -2.5, -0.5, 0.2),
        ("bipolar", 0.0, 0.0, 0.5),
        ("bipolar", math.log(3), 0.5, 0.375),
        ("bipolar", -math.log(3), -0.5, 0.375),
        ("bipolar:2", math.log(3) / 2, 0.5, 0.75),
        ("sigmoid:2", math.log(3) / 2, 0.75, 0.375),
        ("step", 0.0, 1.0, 0.0),
        ("step", -0.0, 1.0, 0.0),
        ("step", -1e-300, 0.0, 0.0),
        ("step", 2.5, 1.0, 0.0),
    ],
)
def test_values_worked_by_hand(name: str, z: float, a: float, slope: float) -> None:
    activation = find_activation(name)
    sums = np.array([z])
    output = activation(sums)
    assert_allclose(output, [a], rtol=1e-15)
    assert_allclose(activation.slope_at(sums, output), [slope], rtol=1e-15)


@pytest.mark.parametrize(
    ("name", "formula", "code"),
    [
        ("bipolar", "½(1 - a²)", "0.5 * (1 - a**2)"),
        ("bipolar:2", "1 - a²", "(1 - a**2)"),
        ("bipolar:3", "1.5(1 - a²)", "1.5 * (1 - a**2)"),
    ],
)
def test_a_factor_of_one_is_not_written(name: str, formula: str, code: str) -> None:
    activation = find_activation(name)
    assert activation.slope_formula == formula
    assert activation.slope_code == code


def test_the_registry_finds_each_by_its_own_name() -> None:
    assert {"sigmoid", "tanh", "relu", "linear"} <= set(ACTIVATIONS)
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())
