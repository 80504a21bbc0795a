"""Answers show which are wrong: cases stand there by their names, and bits by those that are on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Problem
from backprop_tui.engine.problems import Answer
from backprop_tui.report.text.answers import answers, json_answers


def told(problem: Problem, predictions: Any) -> list[str]:
    outputs = np.array(predictions, dtype=float)
    return list(answers(problem, outputs, problem.right(outputs)))


def family(*asked: str) -> Problem:
    """Some cases of the family trees, as an experiment puts them aside."""
    whole = PROBLEMS["family-trees"]
    kept = {whole.case_names.index(name) for name in asked}
    trees = Problem(
        **{
            field: getattr(whole, field)
            for field in ("name", "summary", "inputs", "targets", "input_names", "target_names")
        },
        case_names=whole.case_names,
        held_out=kept,
        answer=Answer.BITS,
    )
    testing = Experiment(problem=trees).problem.testing
    assert testing is not None
    return testing


def test_relatives_are_told_by_name_the_surest_first_and_a_wrong_answer_is_marked() -> None:
    problem = family("Colin uncle", "Colin aunt", "Sophia mother")
    people = problem.target_names
    outputs = np.zeros((3, 24))
    for case, name, value in (
        (0, "Arthur", 0.91),
        (0, "Charles", 0.52),
        (1, "Jennifer", 0.7),
        (1, "Margaret", 0.49),
        (2, "Maria", 0.25),
    ):
        # In their order in the table: mother, uncle, aunt.
        outputs[(case + 1) % 3, people.index(name)] = value
    assert told(problem, outputs) == [
        " Sophia mother → Predicted: none on, most Maria 0.250 | Correct: Lucia  ✗ wrong",
        " Colin uncle   → Predicted: Arthur 0.910, Charles 0.520 | Correct: Arthur, Charles",
        " Colin aunt    → Predicted: Jennifer 0.700 | Correct: Jennifer, Margaret  ✗ wrong",
        "1 of 3 right; wrong: Sophia mother, Colin aunt",
    ]


@pytest.mark.parametrize(
    ("targets", "more", "predictions", "expected"),
    [
        ([0, 1], {}, [[0.25], [0.25]], [" a → Predicted: 0.250 | Correct: 0", "1 of 2 right;"]),
        ([[0, 0], [1, 1]], {}, [[0, 0], [1, 1]], [" a → Predicted: none on, most y1 0.000 | C"]),
        (
            [[0, 1], [1, 0]],
            {"class_names": ["red", "blue"]},
            [[0.1, 0.8], [0.2, 0.3]],
            [" a → Predicted: [0.100 0.800] blue | Correct: [0 1] blue"],
        ),
        ([2.5, 4], {}, [[2.5], [9]], [" a → Predicted: 2.500 | Correct: 2.5", "within a tenth"]),
    ],
)
def test_whatever_the_targets_are_a_case_is_called_by_its_name(
    targets: list[Any], more: dict[str, Any], predictions: list[list[float]], expected: list[str]
) -> None:
    lines = told(Problem("t", "", [0, 1], targets, case_names=["a", "b"], **more), predictions)
    assert len(lines) == 3
    assert all(any(part in line for line in lines) for part in expected), lines
    assert lines[1].endswith("✗ wrong") == ("2 of 2 right" not in lines[-1])


def test_on_is_what_lies_above_the_middle_of_the_levels() -> None:
    """Of -1 and 1 the middle is 0: 0.3 is on and -0.3 is not; of 0.6 and 1 it is 0.8."""
    bits = Problem("t", "", [0, 1], [[0, 1], [1, 1]], case_names=["a", "b"])
    for levels, outputs, expected in (
        ((-1, 1), [[-0.3, 0.3], [0.2, 0.1]], ["y2 0.300 | Correct: y2", "y1 0.200, y2 0.100"]),
        ((0.6, 1), [[0.7, 0.9], [0.9, 0.7]], ["y2 0.900 | Correct: y2", "y1 0.900 | Correct"]),
    ):
        lines = told(Experiment(bits, levels=levels).problem, outputs)
        assert [part in line for part, line in zip(expected, lines, strict=False)] == [True, True]


def test_json_says_which_case_it_is() -> None:
    problem = family("Colin aunt")
    (found,) = json_answers(problem, np.zeros((1, 24)))
    assert found["case"] == "Colin aunt"
    assert found["target"] == problem.targets[0].tolist()
    assert "case" not in json_answers(PROBLEMS["xor"], np.zeros((4, 1)))[0]
