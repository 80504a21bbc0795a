"""Which layers see which decides the shape of every matrix, so the two must say the same of any
network: a row of a matrix is one unit before, and every unit before has a row.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import Experiment, Trainer
from backprop_tui.engine.core.links import Links

LINKS = st.builds(
    Links, st.lists(st.integers(1, 4), min_size=2, max_size=5).map(tuple), st.booleans()
)


@given(LINKS)
def test_every_row_of_a_matrix_is_a_unit_that_its_layer_sees(links: Links) -> None:
    assert len(links.shapes) == len(links.sizes) - 1
    for layer, (rows, columns) in enumerate(links.shapes, start=1):
        units = [(k, place) for k in links.before(layer) for place in range(links.sizes[k])]
        assert [links.source(layer, row) for row in range(rows)] == units
        assert columns == links.sizes[layer]
        for before in links.before(layer):
            part = units[links.rows(layer, before)]
            assert part == [(before, place) for place in range(links.sizes[before])]


@given(LINKS)
def test_a_layer_is_seen_by_those_that_see_it(links: Links) -> None:
    layers = range(len(links.sizes))
    for layer in layers:
        assert list(links.after(layer)) == [k for k in layers[1:] if layer in links.before(k)]
    assert links.skipping == any(len(links.before(k)) > 1 for k in layers[1:])


def test_without_hidden_layers_direct_links_change_nothing() -> None:
    usual, direct = (
        Trainer(Experiment(hidden=(), bias=True, direct=switch)) for switch in (False, True)
    )
    for trainer in (usual, direct):
        trainer.step(50)
    assert np.array_equal(usual.network.parameters.vector, direct.network.parameters.vector)


def test_start_weights_are_drawn_in_the_order_of_the_layers_and_scaled_by_the_rows() -> None:
    drawn = Trainer(Experiment(hidden=(2, 3), direct=True, init="xavier")).snapshot().weights
    stream = np.random.RandomState(42)
    for matrix, (rows, columns) in zip(drawn, ((2, 2), (4, 3), (7, 1)), strict=True):
        limit = np.sqrt(6 / (rows + columns))
        assert np.array_equal(matrix, stream.uniform(-limit, limit, (rows, columns)))


def test_what_is_measured_before_a_step_is_what_the_snapshot_shows_to_the_last_bit() -> None:
    for batch_size in (None, 3):
        network = Experiment(hidden=(3, 1, 2), activation="tanh", bias=True, direct=True)
        trainer = Trainer(replace(network, batch_size=batch_size))
        for _ in range(20):
            before = trainer.snapshot().loss
            trainer.step()
            assert trainer.snapshot().curve.low[-1] == before


def test_of_a_few_cases_too_what_the_output_sees_directly_are_their_inputs() -> None:
    trainer = Trainer(Experiment(hidden=(1,), direct=True, batch_size=1, order="file"))
    inputs = trainer.experiment.problem.inputs
    for step in range(8):
        record = trainer.record()
        output = record.layers[-1]
        assert record.cases.tolist() == [step % 4]
        assert np.array_equal(output.weights.gradient[:2], np.outer(inputs[step % 4], output.delta))
        trainer.step()


def test_blame_goes_round_a_layer_that_lets_none_through() -> None:
    # The first hidden layer is seen by the second, whose slope is 0, and by the output.
    chain = Experiment(hidden=(2, 2), activation="sigmoid,step")
    assert chain.blamed == (False, False, True)
    direct = replace(chain, direct=True)
    assert direct.blamed == (True, False, True)
    gradients = [layer.weights.gradient.any() for layer in Trainer(direct).record().layers]
    assert gradients == [True, False, True]
