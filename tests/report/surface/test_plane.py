"""A plane is two inputs of the table as it was given; whatever an experiment makes of them, the
network sees what it would see of a case that lay there.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Problem
from backprop_tui.engine.problems.prepared import Preparation, prepared
from backprop_tui.engine.reading.table import read_table
from backprop_tui.report.surface.plane import (
    all_over,
    cases_range,
    lacking,
    plane_of,
    planes,
    reach,
    seen,
    varying,
)
from tests.ui.drawn import experiment

TABLE = "age,colour,height,y\n10,red,1.5,0\n20,blue,1.6,1\n30,red,1.7,1\n"


@pytest.mark.parametrize("name", ["xor", "parity-3", "majority-5", "symmetry", "negation"])
def test_the_pairs_are_those_of_all_inputs_in_their_order(name: str) -> None:
    problem = PROBLEMS[name]
    pairs = list(combinations(range(problem.inputs.shape[1]), 2))
    assert planes(problem) == len(pairs)
    found = [plane_of(problem, 0, number).inputs for number in range(len(pairs))]
    assert found == pairs
    assert plane_of(problem, 0, len(pairs)).inputs == pairs[0], "they begin again"


def test_all_others_are_held_at_the_case() -> None:
    problem = PROBLEMS["symmetry"]
    case = 21
    plane = plane_of(problem, case, 3)
    assert plane.names(problem) == ("x1", "x5")
    bits = problem.inputs[case].tolist()
    assert plane.others(problem) == tuple(
        (f"x{k + 1}", bits[k]) for k in range(6) if k not in (0, 4)
    )
    assert plane_of(PROBLEMS["xor"], 0) == plane_of(PROBLEMS["xor"], 3), "nothing is held"


def test_a_plane_reaches_a_quarter_beyond_all_cases_and_a_constant_some_way() -> None:
    assert reach(PROBLEMS["xor"], 0) == (-0.25, 1.25)
    drawn = prepared(PROBLEMS["circle"], Preparation(test=0.5))
    column = PROBLEMS["circle"].inputs[:, 1]
    assert cases_range(drawn, 1) == (column.min(), column.max()), "those put aside too"
    constant = Problem("one", "", [[0.0, 8.0]], [1.0])
    assert reach(constant, 0) == (-0.5, 0.5)
    assert reach(constant, 1) == (4.0, 12.0)


def test_a_column_of_words_does_not_vary_and_a_number_beside_it_does(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "t.csv"
    path.write_text(TABLE)
    problem = read_table(str(path))
    assert problem.input_names == ("age", "colour=blue", "colour=red", "height")
    assert varying(problem) == (0, 3)
    assert planes(problem) == 1
    assert plane_of(problem, 1).others(problem) == (("colour=blue", 1.0), ("colour=red", 0.0))


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (PROBLEMS["family-trees"], ("words", "24", "12")),
        (Problem("far", "", [[-1e308, 0.0], [1e308, 1.0]], [0.0, 1.0]), ("nearer", "x1")),
    ],
)
def test_what_has_no_plane_says_why(problem: Problem, words: tuple[str, ...]) -> None:
    said = lacking(experiment(problem=problem))
    assert all(word in said for word in words)


def test_words_alone_have_no_plane(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "t.csv"
    path.write_text("colour,y\nred,0\nblue,1\n")
    assert lacking(experiment(problem=read_table(str(path)))).endswith("these are words")


def test_most_problems_lack_nothing() -> None:
    for name in ("xor", "parity-5", "circle", "hills", "nielsen", "mazur", "encoder-8-3-8"):
        assert not lacking(Experiment(problem=PROBLEMS[name]))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"standardize": True},
        {"features": ("x1", "x2^2", "x1*x2")},
        {"features": ("sin(x1)", "x2"), "standardize": True, "test": 0.3},
    ],
)
def test_a_place_where_a_case_lies_is_seen_as_the_case(settings: dict[str, object]) -> None:
    problem = experiment(problem=PROBLEMS["quadrants"], **settings).problem
    plane = plane_of(problem, 0)
    own = problem.own_inputs
    assert np.allclose(seen(problem, plane, own[:, 0], own[:, 1]), problem.inputs, atol=1e-12)
    grid = all_over(problem, plane, own[:3, 0], own[:2, 1])
    assert grid.shape == (6, problem.inputs.shape[1])
    assert np.allclose(grid[4], problem.seen(np.array([own[1, 0], own[1, 1]])))


def test_one_input_makes_a_line() -> None:
    problem = PROBLEMS["nielsen"]
    plane = plane_of(problem, 0)
    assert plane.is_line
    assert planes(problem) == 1
    assert seen(problem, plane, np.array([0.0, 2.0]), np.zeros(1)).tolist() == [[0.0], [2.0]]


def test_a_single_group_of_inputs_is_no_word() -> None:
    assert varying(replace(PROBLEMS["xor"], groups=(2,))) == (0, 1)
    assert varying(replace(PROBLEMS["parity-3"], groups=(2, 1))) == (2,)
