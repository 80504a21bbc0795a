"""A start hangs on the seed alone and is drawn in one fixed order, weights first and biases last.
The default is the tutorial's own, to the bit.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import INITIALIZERS, PROBLEMS, Experiment, Initializer, Network
from tests.engine.strategies import SEEDS

ALL = pytest.mark.parametrize("initializer", INITIALIZERS.values(), ids=INITIALIZERS)
SCALED = pytest.mark.parametrize(
    "init", [name for name, initializer in INITIALIZERS.items() if initializer.default_scale]
)


@ALL
@given(seed=SEEDS, hidden=st.lists(st.integers(1, 5), max_size=3).map(tuple))
def test_biases_leave_the_weights_as_they_are(
    initializer: Initializer, seed: int, hidden: tuple[int, ...]
) -> None:
    plain = Network(Experiment(init=initializer.name, seed=seed, hidden=hidden))
    for bias in (True, "shared", "threshold"):
        experiment = Experiment(init=initializer.name, seed=seed, hidden=hidden, bias=bias)
        biased = Network(experiment).parameters
        for one, other in zip(plain.parameters.weights, biased.weights, strict=True):
            assert np.array_equal(one, other)
        one_each = [1] * (len(hidden) + 1) if bias == "shared" else [*hidden, 1]
        assert [len(vector) for vector in biased.biases or ()] == one_each


def test_the_default_draws_matrices_and_then_biases_from_one_stream() -> None:
    parameters = Network(Experiment(hidden=(3, 5), bias=True, seed=7)).parameters
    stream = np.random.RandomState(7)
    expected = [stream.randn(*shape) * 0.5 for shape in ((2, 3), (3, 5), (5, 1), (3,), (5,), (1,))]
    for found, wanted in zip(
        [*parameters.weights, *(parameters.biases or ())], expected, strict=True
    ):
        assert np.array_equal(found, wanted)


@SCALED
def test_the_scale_stretches_the_start(init: str) -> None:
    default = INITIALIZERS[init].default_scale or 0.0
    small = Network(Experiment(init=init, bias=True)).parameters.vector
    same = Network(Experiment(init=init, bias=True, scale=default)).parameters.vector
    large = Network(Experiment(init=init, bias=True, scale=4 * default)).parameters.vector
    none = Network(Experiment(init=init, bias=True, scale=0.0)).parameters.vector
    assert np.array_equal(small, same)
    assert np.array_equal(large, 4 * small)
    assert not none.any()


@SCALED
def test_the_largest_scale_draws_something_without_a_word(init: str) -> None:
    scale = float(np.finfo(np.float64).max)
    vector = Network(Experiment(init=init, scale=scale, hidden=(64,))).parameters.vector
    assert not np.isnan(vector).any()
    assert np.abs(vector).max() > 1e300


def test_uniform_fills_its_range_and_no_more() -> None:
    vector = Network(Experiment(init="uniform", scale=2.0, hidden=(500,))).parameters.vector
    assert np.abs(vector).max() <= 2
    assert vector.min() < -1.9
    assert vector.max() > 1.9


def test_xavier_keeps_to_glorots_range_in_every_layer() -> None:
    problem = PROBLEMS["parity-8"]
    network = Network(Experiment(problem=problem, init="xavier", hidden=(40, 10), bias=True))
    biases = network.parameters.biases or ()
    for fans, matrix, vector in zip(
        ((8, 40), (40, 10), (10, 1)), network.parameters.weights, biases, strict=True
    ):
        limit = np.sqrt(6 / sum(fans))
        assert matrix.shape == fans
        assert np.abs(vector).max() <= limit
        assert 0.7 * limit < np.abs(matrix).max() <= limit


def test_zeros_is_nothing_but_zeros() -> None:
    assert not Network(Experiment(init="zeros", bias=True)).parameters.vector.any()


@ALL
def test_the_same_seed_draws_the_same_and_another_another(initializer: Initializer) -> None:
    one, again, other = (
        Network(Experiment(init=initializer.name, seed=seed)).parameters.vector
        for seed in (1, 1, 2)
    )
    assert np.array_equal(one, again)
    assert np.array_equal(one, other) == (initializer.name == "zeros")
    assert INITIALIZERS[initializer.name] is initializer
