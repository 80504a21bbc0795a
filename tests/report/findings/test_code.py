"""A code is counted digit by digit: off below a fifth of the way, on above four fifths."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Snapshot, Trainer
from backprop_tui.report.findings.code import HALF, NONE, OFF, ON, code, is_bounded, said


def putting_out(hidden: list[list[float]], activation: str = "sigmoid") -> Snapshot:
    """An encoder 4-2-4 whose hidden units put out this, a row a case."""
    experiment = Experiment(PROBLEMS["encoder-4-2-4"], hidden=(2,), activation=activation)
    snapshot = Trainer(experiment).snapshot()
    x, _, y = snapshot.activations
    return replace(snapshot, activations=(x, np.array(hidden), y))


def test_a_code_by_hand() -> None:
    """10, 1½, 00 and 0½: four codes; rounded 10, 11, 00, 00, three corners."""
    snapshot = putting_out([[0.99, 0.01], [0.81, 0.7], [0.0, 0.1], [0.19, 0.3]])
    found = code(snapshot, 1)
    assert found.digits.tolist() == [[ON, OFF], [ON, HALF], [OFF, OFF], [OFF, HALF]]
    assert (found.different, found.corners, found.halves) == (4, 3, 2)
    assert said(snapshot) == (
        "4 different codes for 4 cases, 2 of 8 numbers between 0.2 and 0.8; rounded, 3 of 4 corners"
    )


def test_what_lies_between_minus_one_and_one_is_brought_to_the_same_scale() -> None:
    found = code(putting_out([[-1, 1], [-0.7, 0.7], [0, -0.5], [1, 1]], activation="tanh"), 1)
    assert found.shares[1] == pytest.approx([0.15, 0.85])
    assert found.digits.tolist() == [[OFF, ON], [OFF, ON], [HALF, HALF], [ON, ON]]
    assert found.different == 3


def test_what_is_no_number_is_no_digit() -> None:
    found = code(putting_out([[float("nan"), 1], [0, 1], [0, 1], [0, 1]]), 1)
    assert found.digits[0].tolist() == [NONE, ON]
    assert found.halves == 0


def test_only_what_has_two_bounds_is_a_code() -> None:
    relu = Trainer(Experiment(PROBLEMS["encoder-4-2-4"], activation="relu")).snapshot()
    assert not is_bounded(relu, 1)
    assert said(relu) == ""
    assert said(Trainer(Experiment(PROBLEMS["encoder-4-2-4"], hidden=())).snapshot()) == ""
    wide = Trainer(Experiment(PROBLEMS["encoder-4-2-4"], hidden=(11,))).snapshot()
    assert "corners" not in said(wide)
