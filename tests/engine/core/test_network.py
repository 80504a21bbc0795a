"""A network is a point in the space of its parameters and a function of its inputs.
The forward pass is that of the textbook, one case at a time or all at once.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose

from backprop_tui.engine import Experiment, Network
from backprop_tui.engine.core.arrangement import Arrangement
from backprop_tui.engine.core.network import Parameters, error_of
from tests.engine.plain import PlainNetwork
from tests.engine.strategies import experiments


def plain(network: Network) -> PlainNetwork:
    parameters = network.parameters
    biases = parameters.biases
    return PlainNetwork(
        network.experiment,
        [matrix.copy() for matrix in parameters.weights],
        None if biases is None else [vector.copy() for vector in biases],
    )


@given(experiments())
def test_the_forward_pass_is_the_textbooks(experiment: Experiment) -> None:
    network = Network(experiment)
    inputs = experiment.problem.inputs
    passed = network.forward(inputs)
    z, activations = plain(network).forward(inputs)
    for found, expected in zip(passed.z, z, strict=True):
        assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
    for found, expected in zip(passed.activations, activations, strict=True):
        assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


@given(experiments())
def test_the_error_of_a_network_is_the_sum_or_the_mean_over_its_cases(
    experiment: Experiment,
) -> None:
    network, problem = Network(experiment), experiment.problem
    whole = network.error(problem.inputs, problem.targets)
    parts = [
        network.error(problem.inputs[[k]], problem.targets[[k]]) for k in range(len(problem.inputs))
    ]
    if experiment.loss == "mean":
        parts = [(part - network.penalty) / len(parts) + network.penalty for part in parts]
    # The penalty is that of the network and not of its cases.
    repeated = (len(parts) - 1) * network.penalty
    assert_allclose(whole, sum(parts) - repeated, rtol=1e-12, atol=1e-12 * repeated + 1e-15)
    passed = network.forward(problem.inputs)
    weights = np.concatenate([W.ravel() for W in network.parameters.weights])
    penalty = experiment.l2 / 2 * np.sum(weights**2) + experiment.l1 * np.sum(np.abs(weights))
    assert_allclose(network.penalty, penalty, rtol=1e-12, atol=0)
    assert whole == error_of(experiment, passed, problem.targets) + network.penalty


def test_an_exclusive_or_network_built_by_hand() -> None:
    # One hidden unit means OR, one means AND; OR and not AND is XOR. Steep sigmoids are gates.
    network = Network(Experiment(hidden=(2,), bias=True))
    network.parameters.weights[0][:] = [[40, 40], [40, 40]]
    network.parameters.weights[1][:] = [[40], [-40]]
    biases = network.parameters.biases
    assert biases is not None
    biases[0][:], biases[1][:] = [-20, -60], [-20]
    problem = network.experiment.problem
    assert_allclose(network.forward(problem.inputs).activations[-1], problem.targets, atol=1e-8)
    assert network.error(problem.inputs, problem.targets) < 1e-15


def test_parameters_are_views_of_one_vector_weights_first() -> None:
    parameters = Parameters(Arrangement(((2, 3), (3, 1)), (3, 1)))
    parameters.vector[:] = range(13)
    assert [matrix.tolist() for matrix in parameters.weights] == [
        [[0, 1, 2], [3, 4, 5]],
        [[6], [7], [8]],
    ]
    assert [vector.tolist() for vector in parameters.biases or ()] == [[9, 10, 11], [12]]
    parameters.weights[1][0, 0] = -1
    assert parameters.vector[6] == -1
    assert Parameters(Arrangement(((2, 3), (3, 1)))).biases is None


def test_reset_puts_every_parameter_back() -> None:
    network = Network(Experiment(bias=True))
    start = network.parameters.vector.copy()
    network.parameters.vector[:] = np.nan
    network.reset()
    assert np.array_equal(network.parameters.vector, start)


@pytest.mark.parametrize("loss", ["half-sse", "sse", "mean", "bce", "margin"])
def test_absurd_weights_overflow_without_a_word(loss: str) -> None:
    network = Network(Experiment(activation="linear", loss=loss))
    network.parameters.vector[:] = 1e300
    problem = network.experiment.problem
    network.parameters.vector[0] = -1e300
    assert not np.isnan(network.forward(problem.inputs).z[0]).any()
    network.error(problem.inputs, problem.targets)
    network.parameters.vector[:] = np.nan
    assert np.isnan(network.error(problem.inputs, problem.targets))
