"""A problem may say how its inputs are laid out in a picture, and which picture makes its point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Problem
from tests.engine.refusals import refused


def people(**given: Any) -> Problem:
    return Problem("people", "", np.eye(4), [0, 1, 0, 1], **given)


def test_a_layout_is_rows_of_different_inputs() -> None:
    problem = people(layout=[range(2), np.array([3, 2])], picture="people")
    assert problem.layout == ((0, 1), (3, 2))
    assert problem.picture == "people"
    assert (people().layout, people().picture) == ((), "")


def test_a_problem_that_is_prepared_keeps_its_picture_and_its_layout() -> None:
    experiment = Experiment(people(layout=[[0, 1], [2, 3]], picture="people"), test=1)
    assert experiment.problem.layout == ((0, 1), (2, 3))
    assert experiment.problem.picture == "people"


def test_what_is_said_of_inputs_is_not_said_of_features() -> None:
    problem = people(layout=[[0, 1], [2, 3]], picture="people", groups=(2, 2))
    prepared = Experiment(problem, features=("x1", "x2*x3", "x4")).problem
    assert (prepared.layout, prepared.picture, prepared.groups) == ((), "", ())
    assert prepared.input_names == ("x1", "x2*x3", "x4")
    assert Experiment(prepared).problem is problem, "it is still known of the inputs themselves"


@pytest.mark.parametrize(
    "layout", [[[0, 1], [2]], [[0, 0]], [[0, 1], [1, 2]], [[4]], [[-1]], [[0.5]], [3], 3, [["a"]]]
)
def test_any_other_is_refused(layout: object) -> None:
    with refused("layout of people", "0 to 3"):
        people(layout=layout)


def test_parity_is_a_staircase() -> None:
    assert {PROBLEMS[f"parity-{n}"].picture for n in range(2, 9)} == {"staircase"}


def test_rows_of_a_layout_may_have_names_one_each() -> None:
    rows = [[0, 1], [2, 3]]
    problem = people(layout=rows, layout_names=("above", "below"))
    assert problem.layout_names == ("above", "below")
    assert people(layout=rows).layout_names == ()
    assert Experiment(problem, test=1).problem.layout_names == ("above", "below")
    assert Experiment(problem, features=("x1",)).problem.layout_names == ()
    for names in (["above"], ["above", "above"], ["a", "b", "c"], [1, 2]):
        with refused("row"):
            people(layout=rows, layout_names=names)
    with refused("row"):
        people(layout_names=["above"])


def test_the_first_twelve_of_the_family_trees_are_english_the_others_italian() -> None:
    problem = PROBLEMS["family-trees"]
    assert problem.layout_names == ("English", "Italian")
    english, italian = ([problem.input_names[k] for k in row] for row in problem.layout)
    assert (english[0], english[-1], italian[0], italian[-1]) == (
        *("Christopher", "Charlotte"), *("Roberto", "Sophia")
    )  # fmt: skip
