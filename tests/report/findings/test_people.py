"""Whom a unit listens to is read off its weights, in the rows that the problem states."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backprop_tui.engine import PROBLEMS, Experiment, Trainer
from backprop_tui.report.findings.people import people, said
from tests.ui.pictures.trained import households, with_weights

WEIGHTS = np.array([[1, 1], [-5, 0], [2, 0], [1.5, 0], [-4.5, 0], [0.5, 0], [9, 3.0]])


def test_the_weights_stand_as_the_problem_lays_its_inputs_out() -> None:
    found = people(with_weights(households(), WEIGHTS).snapshot)
    assert found.names == (("Ada", "Bob", "Cleo"), ("Dante", "Elsa", "Fabio"))
    assert found.weights[0].tolist() == [[1, -5, 2], [1.5, -4.5, 0.5]]
    assert found.scale == 5, "the weight of nobody does not count"
    assert found.strongest(0, 2) == [("Bob", -5.0), ("Elsa", -4.5)]


def test_a_unit_that_is_not_linked_to_them_is_left_out() -> None:
    apart = Experiment(households(), hidden=(3,), groups=((6, 1), (2, 1)))
    assert people(Trainer(apart).snapshot()).units == (0, 1)
    assert people(Trainer(replace(apart, groups=())).snapshot()).units == (0, 1, 2)


def test_in_one_line() -> None:
    assert said(with_weights(households(), WEIGHTS).snapshot) == (
        "listens most to: h1 Bob -5.00, Elsa -4.50, Cleo +2.00; h2 Ada +1.00, Bob +0.00, Cleo +0.00"
    )
    assert said(Trainer(Experiment(PROBLEMS["xor"])).snapshot()) == ""
    assert said(Trainer(Experiment(households(), hidden=())).snapshot()) == ""


def test_the_two_families_stand_one_above_the_other() -> None:
    found = people(Trainer(Experiment(PROBLEMS["family-trees"], hidden=(6,))).snapshot())
    english, italian = found.names
    assert (english[0], italian[0]) == ("Christopher", "Roberto")
    assert (english[-1], italian[-1]) == ("Charlotte", "Sophia")
    assert found.weights.shape == (6, 2, 12)
