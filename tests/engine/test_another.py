"""What the engine needs to know of a loss or of a unit is in one object: with those defined for
this test alone gradients are right, bugs are bugs, and training is the same in one go or in many.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop_tui.engine import BUGS, Element, Trainer, check_gradients
from backprop_tui.engine.core.bug import Terms
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.gradcheck import TOLERANCE
from tests.engine.another import CASES, SILU, record, register

every_case = pytest.mark.parametrize("case", CASES)


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)


@every_case
def test_its_gradient_is_that_of_its_error(case: str) -> None:
    for steps in (0, 3, 40):
        assert all(check.largest < TOLERANCE for check in check_gradients(record(case, steps)))


@every_case
@pytest.mark.parametrize("bug", BUGS)
def test_the_check_finds_every_bug_that_is_not_harmless(case: str, bug: str) -> None:
    step = record(case, bug=bug)
    found = any(check.largest > TOLERANCE for check in check_gradients(step))
    assert found is (BUGS[bug].harmless(step.experiment) is None)
    assert step.reference is not None
    assert all(check.largest < TOLERANCE for check in check_gradients(step.reference))


def test_bits_do_not_depend_on_how_many_steps_are_taken_at_once() -> None:
    for experiment in CASES.values():
        at_once, one_by_one = (Trainer(experiment()) for _ in range(2))
        at_once.step(30)
        for _ in range(30):
            one_by_one.step()
        ours, theirs = at_once.record(), one_by_one.record()
        for a, b in zip(ours.updates, theirs.updates, strict=True):
            assert a.after.tobytes() == b.after.tobytes()
        assert at_once.snapshot().curve.low.tobytes() == one_by_one.snapshot().curve.low.tobytes()


@every_case
def test_delta_of_the_output_is_what_its_terms_say(case: str) -> None:
    """Through the whole matrix ∂aᵢ/∂zⱼ, by differences, whatever the loss and the unit."""
    step, h = record(case), 1e-6
    loss, activation = step.experiment.loss_function, step.experiment.layer_activations[-1]
    z = step.layers[-1].z
    for unit in range(z.shape[1]):
        rise: list[Array] = []
        for nudge in (h, -h):
            sums = z.copy()
            sums[:, unit] += nudge
            given = sums if loss.loss_input == "z" else activation(sums) - step.targets
            rise.append(loss.each(given, step.targets).sum(axis=1))
        assert_allclose(step.layers[-1].delta[:, unit], (rise[0] - rise[1]) / (2 * h), atol=1e-7)


def test_a_slope_that_needs_the_sums_gets_them_in_the_first_layer_too() -> None:
    """The first layer of a unit that starts from -z has -z in its array, unless z is asked for."""
    deep = CASES["silu"](hidden=(3, 3), bias=False)
    for layer in Trainer(deep).record().layers[:-1]:
        assert_allclose(layer.activation, layer.z / (1 + np.exp(-layer.z)))
        assert np.array_equal(layer.slope, SILU.slope_at(layer.z, layer.activation))
    first = Trainer(deep).record().layers[0]
    assert_allclose(first.z, deep.problem.inputs @ first.weights.before, atol=1e-12)


@every_case
@pytest.mark.parametrize("bug", [name for name in BUGS if BUGS[name].part == "output delta"])
def test_the_terms_of_a_wrong_delta_add_up_to_it(case: str, bug: str) -> None:
    step = record(case, bug=bug)
    output, experiment = step.layers[-1], step.experiment
    coupling = experiment.layer_activations[-1].coupling
    for row, column in np.ndindex(output.delta.shape):
        gradient = step.loss_gradient[row]
        own, slope = float(gradient[column]), float(output.slope[row, column])
        terms: Terms = [(own,)]
        if not experiment.loss_function.gradient.cancels:
            terms = (
                [(own, slope)]
                if coupling is None
                else coupling.terms(gradient, output.activation[row], column)
            )
        element = Element(step, len(step.layers), row, column)
        total = math.fsum(math.prod(term) for term in BUGS[bug].terms(terms, element))
        assert_allclose(total, output.delta[row, column], rtol=1e-9, atol=1e-12)
