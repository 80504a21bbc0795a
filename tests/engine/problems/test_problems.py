"""The built-in problems are the functions that they are named after, in counting order.
What counts as right follows from the targets, and NaN is never right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, SETTINGS, Problem, find_problem
from backprop_tui.engine.problems import ALIASES, Answer
from tests.engine.refusals import refused

BITS = [[0.0], [1.0], [1.0]]
CLASSES = [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
VALUES = [[0.0], [5.0], [10.0]]


def problem_of(targets: Sequence[Sequence[float]], cases: int | None = None) -> Problem:
    y = np.array(targets, dtype=float)
    return Problem(
        name="table",
        summary="",
        inputs=np.zeros((len(y) if cases is None else cases, 2)),
        targets=y,
        input_names=("a", "b"),
        target_names=tuple(f"y{k}" for k in range(y.shape[1])),
    )


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("xor", lambda bits: bits[0] != bits[1]),
        ("and", all),
        ("or", any),
        ("xnor", lambda bits: bits[0] == bits[1]),
        ("nand", lambda bits: not all(bits)),
        ("nor", lambda bits: not any(bits)),
        ("majority-3", lambda bits: bits.count(1.0) >= 2),
        ("majority-5", lambda bits: bits.count(1.0) >= 3),
        ("majority-7", lambda bits: bits.count(1.0) >= 4),
        *((f"parity-{n}", lambda bits: bits.count(1.0) % 2) for n in range(2, 9)),
    ],
)
def test_a_truth_table_counts_upwards_and_answers_its_function(
    name: str, answer: Callable[[list[float]], bool]
) -> None:
    problem = PROBLEMS[name]
    rows = problem.inputs.tolist()
    numbers = [int("".join(str(int(bit)) for bit in row), 2) for row in rows]
    assert numbers == list(range(2 ** len(problem.input_names)))
    assert problem.targets.tolist() == [[float(answer(row))] for row in rows]
    assert problem.answer is Answer.BITS
    assert problem.name == name
    assert problem.summary


def test_parity_comes_with_two_to_eight_inputs() -> None:
    sizes = [p.inputs.shape[1] for name, p in PROBLEMS.items() if name.startswith("parity")]
    assert sizes == [2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("written", "name"),
    [("xor", "xor"), (" XOR ", "xor"), ("Parity3", "parity-3"), ("parity", "parity-4")],
)
def test_a_name_is_found_however_it_is_written(written: str, name: str) -> None:
    assert find_problem(written) is PROBLEMS[name]


@pytest.mark.parametrize(
    "name", ["", "parity-9", "parity-1", "no\nsuch\x1b[31m thing", "x" * 10**6]
)
def test_an_unknown_name_is_refused_with_the_names_there_are(name: str) -> None:
    with refused("there is no problem", "xor", "parity-8"):
        find_problem(name)


def test_every_alias_leads_somewhere() -> None:
    assert all(name in PROBLEMS for name in ALIASES.values())


@pytest.mark.parametrize(
    ("targets", "answer"),
    [
        (BITS, Answer.BITS),
        ([[1.0, 1.0], [0.0, 1.0]], Answer.BITS),
        ([[0.0, 0.0], [0.0, 1.0]], Answer.BITS),
        (CLASSES, Answer.CLASSES),
        (VALUES, Answer.VALUES),
        ([[0.5, 0.5], [0.0, 1.0]], Answer.VALUES),
    ],
)
def test_the_targets_say_what_an_answer_is(targets: list[list[float]], answer: Answer) -> None:
    assert problem_of(targets).answer is answer


@pytest.mark.parametrize("targets", [BITS, CLASSES, VALUES])
def test_the_targets_themselves_are_right_and_nan_and_infinity_never(
    targets: list[list[float]],
) -> None:
    problem = problem_of(targets)
    assert problem.right(problem.targets).all()
    for value in (np.nan, np.inf, -np.inf):
        for k in range(problem.targets.shape[1]):
            predictions = problem.targets.copy()
            predictions[0, k] = value
            assert problem.right(predictions).tolist() == [False, True, True]


def test_bits_are_right_less_than_a_half_away_in_every_output() -> None:
    problem = problem_of([[0.0, 1.0], [1.0, 1.0]])
    assert problem.right(np.array([[0.49, 0.51], [0.51, 0.51]])).tolist() == [True, True]
    assert problem.right(np.array([[0.49, 0.49], [0.5, 0.9]])).tolist() == [False, False]
    assert problem.right(np.array([[-0.49, 1.49], [1.4, 0.6]])).tolist() == [True, True]


@pytest.mark.parametrize("answer", [-9e93, -0.5, 0.5, 1.5, 9e93])
def test_a_bit_that_is_a_half_or_more_away_is_wrong_on_either_side(answer: float) -> None:
    """A linear output that has run away is not right because it ran the right way."""
    right = problem_of([[0.0], [1.0]]).right(np.array([[answer], [answer]]))
    assert right.tolist() == [False, False]


def test_a_class_is_right_if_its_output_is_the_largest() -> None:
    predictions = np.array([[0.3, 0.2, 0.1], [0.9, 0.1, 0.8], [-3.0, -1.0, -2.0]])
    assert problem_of(CLASSES).right(predictions).tolist() == [True, False, True]


def test_a_value_is_right_within_a_tenth_of_the_range() -> None:
    problem = problem_of(VALUES)
    assert problem.tolerance.tolist() == [1.0]
    assert problem.right(np.array([[0.9], [6.1], [9.1]])).tolist() == [True, False, True]


def test_each_of_several_values_has_a_tolerance_of_its_own() -> None:
    problem = problem_of([[0.0, 0.0, 5.0], [900.0, 0.9, 5.0]])
    assert problem.tolerance == pytest.approx([90, 0.09, 0.1])
    off = np.array([[89.0, 0.08, 0.09], [-89.0, -0.08, -0.09]])
    assert problem.right(problem.targets + off).tolist() == [True, True]
    for k, least in enumerate((91.0, 0.1, 0.11)):
        off = np.zeros((2, 3))
        off[0, k] = least
        assert problem.right(problem.targets + off).tolist() == [False, True]


def test_targets_without_a_range_still_have_a_tolerance() -> None:
    problem = problem_of([[7.0], [7.0]])
    assert problem.tolerance == pytest.approx([0.1])
    assert problem.right(np.array([[7.05], [7.2]])).tolist() == [True, False]


def test_the_widest_targets_are_compared_without_a_word() -> None:
    problem = problem_of([[-1.7e308], [1.7e308]])
    predictions = np.array([[1.7e308], [1.7e308]])
    assert problem.right(predictions).tolist() == [False, True]


@given(st.lists(st.lists(st.floats(0, 1), min_size=2, max_size=2), min_size=1, max_size=6))
def test_bits_are_judged_by_rounding(predictions: list[list[float]]) -> None:
    problem = problem_of([[1.0, 1.0]] * len(predictions))
    expected = [all(value > 0.5 for value in row) for row in predictions]
    assert problem.right(np.array(predictions)).tolist() == expected


@pytest.mark.parametrize(
    ("inputs", "targets", "parts"),
    [
        ((0, 2), (0, 1), ("0 cases", "1 to 10,000")),
        ((10_001, 2), (10_001, 1), ("10,001 cases", "1 to 10,000")),
        ((3, 0), (3, 1), ("0 inputs", "1 to 256")),
        ((3, 257), (3, 1), ("257 inputs", "1 to 256")),
        ((3, 2), (3, 0), ("0 targets", "1 to 64")),
        ((3, 2), (3, 65), ("65 targets", "1 to 64")),
    ],
)
def test_a_problem_of_an_impossible_size_is_refused(
    inputs: tuple[int, int], targets: tuple[int, int], parts: tuple[str, ...]
) -> None:
    with refused("big", *parts):
        Problem("big", "", np.zeros(inputs), np.zeros(targets), (), ())


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    for inputs, targets in (([[value]], [[0.0]]), ([[0.0]], [[value]])):
        with refused("odd", "not finite"):
            Problem("odd", "", np.array(inputs), np.array(targets), ("x",), ("y",))


@pytest.mark.parametrize("name", PROBLEMS)
def test_nothing_can_change_a_problem(name: str) -> None:
    for array in (PROBLEMS[name].inputs, PROBLEMS[name].targets):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 2


def test_a_problem_that_nothing_was_done_to_is_its_own_source() -> None:
    problem = problem_of(VALUES)
    assert problem.source is problem
    assert list(problem.rows) == [0, 1, 2]
    assert not problem.standardized
    assert problem.own_inputs is problem.inputs
    assert problem.own_targets is problem.targets
    outputs = problem.targets + 1
    assert np.array_equal(problem.own_outputs(outputs), outputs)


def test_a_table_that_is_called_like_a_problem_is_told_apart_for_a_person() -> None:
    table = Problem("xor", "", [[0.0]], [1.0], path="xor.csv")

    assert SETTINGS["problem"].said(table) == "xor.csv"
    assert SETTINGS["problem"].said(find_problem("xor")) == "xor"
