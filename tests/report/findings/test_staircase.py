"""A staircase worked by hand: hidden units that count ones exactly, and one that does not."""

from __future__ import annotations

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Problem, Snapshot, Trainer
from backprop_tui.report.findings.staircase import countable, said, staircase
from tests.ui.drawn import respoken


def thermometer(tilt: float = 0.0) -> Snapshot:
    """Parity-3 with the units of the published figure: on from 3, 1 and 2 ones on."""
    snapshot = Trainer(Experiment(PROBLEMS["parity-3"], hidden=(3,), bias=True)).snapshot()
    weights = np.full((3, 3), 20.0)
    weights[0, 0] += tilt
    output = np.array([[20.0], [20.0], [-20.0]])
    biases = (np.array([-50.0, -10.0, -30.0]), np.array([-10.0]))
    return respoken(snapshot, weights=(weights, output), biases=biases)


def test_the_published_solution_is_a_step_for_each_unit() -> None:
    found = staircase(thermometer(), 1)
    assert found.counts == (0, 1, 2, 3)
    expected = [[0, 0, 0], [0, 1, 0], [0, 1, 1], [1, 1, 1]]
    assert found.means == pytest.approx(np.array(expected), abs=1e-4)
    assert found.order == [1, 2, 0]
    assert [found.jump(unit) for unit in found.order] == [(0, 1), (1, 2), (2, 3)]
    assert found.by_count_alone
    assert said(thermometer()) == (
        "jumps by the number of ones: h2 0→1 +1.00, h3 1→2 +1.00, h1 2→3 +1.00; "
        "the units depend on the count alone, to 0.00"
    )


def test_a_unit_that_listens_to_one_input_more_is_found_out() -> None:
    """With 30 in place of 20 the unit for three ones is half on at 110 and 101, and off at 011."""
    found = staircase(thermometer(10.0), 1)
    assert found.means[2, 0] == pytest.approx((0.5 + 0.5 + 0) / 3, abs=1e-4)
    assert found.spreads[:, 0] == pytest.approx([0, 0, 0.5, 0], abs=1e-4)
    assert not found.by_count_alone
    assert said(thermometer(10.0)).endswith("cases with equally many ones differ by up to 0.50")


def test_a_unit_that_turns_off_jumps_where_it_falls() -> None:
    """With the opposite weights and bias the unit for two ones is on up to one of them."""
    snapshot = thermometer()
    assert snapshot.biases is not None
    weights, biases = snapshot.weights[0].copy(), snapshot.biases[0].copy()
    weights[:, 2] *= -1
    biases[2] *= -1
    turned = respoken(
        snapshot, weights=(weights, snapshot.weights[1]), biases=(biases, snapshot.biases[1])
    )
    found = staircase(turned, 1)
    assert found.jump(2) == (1, 2)
    assert found.jump_said(2) == "1→2 -1.00"


def test_the_output_rises_and_falls() -> None:
    outputs = staircase(thermometer(), 2)
    assert outputs.means[:, 0] == pytest.approx([0, 1, 0, 1], abs=1e-3)


def test_only_cases_of_bits_with_different_counts_are_counted() -> None:
    assert countable(PROBLEMS["parity-2"])
    assert not countable(Problem("one", "", np.eye(3), np.eye(3).tolist()))
    assert not countable(Problem("half", "", [[0.0, 0.5], [1.0, 1.0]], [0, 1]))
    snapshot = Trainer(Experiment(PROBLEMS["parity-2"], hidden=())).snapshot()
    assert said(snapshot) == ""


def test_inputs_are_counted_in_their_own_units_where_they_are_standardized() -> None:
    plain = Trainer(Experiment(PROBLEMS["parity-3"], standardize=True)).snapshot()
    assert staircase(plain, 1).counts == (0, 1, 2, 3)


@pytest.mark.parametrize(("activation", "scale"), [("sigmoid", 1), ("tanh", 2), ("relu", 1)])
def test_how_far_cases_may_differ_goes_by_what_a_unit_can_put_out(
    activation: str, scale: float
) -> None:
    experiment = Experiment(PROBLEMS["parity-2"], activation=activation)
    found = staircase(Trainer(experiment).snapshot(), 1)
    assert found.scale == scale
    for spread, alone in ((0.09, True), (0.11, False)):
        spreads = np.full_like(found.spreads, spread * scale)
        assert found._replace(spreads=spreads).by_count_alone == alone
