"""Whatever is given as a problem in Python becomes one, with numbers of its own, or is refused in a
sentence. Nobody who brings an array loses it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from backprop_tui.engine import BadSetting, Experiment, Problem, Trainer
from backprop_tui.engine.problems import Answer
from tests.engine.refusals import refused

CELLS: Any = st.one_of(
    st.sampled_from([0, 1, True, 0.5, -3, 1e300, Fraction(1, 3), Decimal("0.1")]),
    st.floats(-2, 2),
)
ODD: Any = st.sampled_from(
    [None, "1", "word", 1j, float("nan"), float("inf"), 10**400, [1, 2], {}, Decimal("NaN"), b"1"]
)
ARRAYS = arrays.arrays(
    st.sampled_from(["f8", "f4", "f2", "i8", "u8", "i1", "?", "c16", "U3", "M8[s]", "O"]),
    arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
LISTS = st.lists(st.lists(CELLS | ODD, max_size=3) | CELLS | ODD, max_size=4)
NAMES: Any = st.one_of(
    st.none(),
    st.text(max_size=4),
    st.lists(st.text(max_size=3) | st.sampled_from(["a", "b", "y"]), max_size=4),
    st.lists(st.integers() | st.none(), max_size=3),
    st.integers(),
)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """What fits more often than not: numbers of one number of rows, as lists or as arrays."""
    cases = draw(st.integers(1, 5))
    columns = st.integers(1, 3)

    def part(cells: st.SearchStrategy[Any]) -> Any:
        width = draw(columns)
        rows = draw(
            st.lists(
                st.lists(cells, min_size=width, max_size=width), min_size=cases, max_size=cases
            )
        )
        flat = [row[0] for row in rows]
        return draw(st.sampled_from([rows, flat, np.array(rows), np.array(flat), tuple(rows)]))

    bits = st.sampled_from([0, 1])
    return {"inputs": part(CELLS), "targets": part(draw(st.sampled_from([CELLS, bits])))}


ANYTHING = st.fixed_dictionaries(
    {"inputs": ARRAYS | LISTS | CELLS, "targets": ARRAYS | LISTS | ODD}
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "input_names": NAMES,
        "target_names": NAMES,
        "class_names": NAMES,
        "case_names": NAMES,
        "answer": st.none() | st.sampled_from(list(Answer)),
        "held_out": st.sampled_from([(), (0,), (1,), [0, 1], {2, 0}, (0, 0), (9,), 3]),
    },
)


@settings(max_examples=300)
@given(st.text(max_size=60), tables() | tables() | ANYTHING, OPTIONS)
def test_a_problem_is_made_whole_with_numbers_of_its_own_or_refused_in_one_line(
    name: str, table: dict[str, Any], options: dict[str, Any]
) -> None:
    try:
        problem = Problem(name, "", **table, **options)
    except BadSetting as refusal:
        message = str(refusal)
        assert message.isprintable()
        assert len(message) < 400
        return
    assert problem.name.isprintable()
    assert len(problem.inputs) == len(problem.targets) >= 1
    for what, names in (
        ("inputs", problem.input_names),
        ("targets", problem.target_names),
        ("targets", problem.class_names or problem.target_names),
    ):
        array = getattr(problem, what)
        assert array.dtype == np.float64
        assert array.flags.c_contiguous
        assert not array.flags.writeable
        assert array.tolist() == _rows(table[what])
        assert len(names) == len(set(names)) == array.shape[1]
        assert all(name and name.isprintable() for name in names)
    assert (problem.answer is Answer.CLASSES) == bool(problem.class_names)
    called = problem.case_names
    assert not called or len(called) == len(set(called)) == len(problem.inputs)
    assert all(name and name.isprintable() for name in called)
    assert problem.right(problem.targets).all()
    _assert_own(problem, table)


def _rows(values: Any) -> list[list[float]]:
    """The same numbers by Python alone."""
    rows = [row if isinstance(row, list | tuple | np.ndarray) else [row] for row in values]
    return [[float(cell) for cell in row] for row in rows]


def _assert_own(problem: Problem, table: dict[str, Any]) -> None:
    """Arrays that were given stay writable, and what is written there reaches no problem."""
    for what, values in table.items():
        if isinstance(values, np.ndarray):
            before = getattr(problem, what).copy()
            values[...] = 7
            assert np.array_equal(getattr(problem, what), before)


@given(st.integers(2, 6), st.data())
def test_every_case_is_learnt_from_or_held_out(cases: int, data: st.DataObject) -> None:
    held_out = data.draw(st.sets(st.integers(0, cases - 1), max_size=cases - 1))
    targets = data.draw(st.lists(st.floats(-9, 9), min_size=cases, max_size=cases))
    called = [f"case {k}" for k in range(cases)] if data.draw(st.booleans()) else None
    problem = Problem("t", "", list(range(cases)), targets, held_out=held_out, case_names=called)
    training, testing = problem.training, problem.testing
    kept = [k for k in range(cases) if k not in held_out]
    assert training.inputs.ravel().tolist() == kept
    assert training.targets.ravel().tolist() == [targets[k] for k in kept]
    assert training.case_names == (tuple(f"case {k}" for k in kept) if called else ())
    assert (testing is None) == (training is problem) == (not held_out)
    if testing is not None:
        assert testing.inputs.ravel().tolist() == sorted(held_out)
        assert testing.targets.ravel().tolist() == [targets[k] for k in sorted(held_out)]
        assert testing.answer is training.answer is problem.answer
        assert bool(testing.case_names) == bool(called)
        assert testing.held_out == training.held_out == ()


def test_lists_columns_and_names_need_not_be_spelt_out() -> None:
    problem = Problem("line", "", [1, 2, 3], [True, False, True])
    assert problem.inputs.tolist() == [[1.0], [2.0], [3.0]]
    assert problem.targets.tolist() == [[1.0], [0.0], [1.0]]
    assert (problem.input_names, problem.target_names) == (("x1",), ("y",))
    wide = Problem("wide", "", [[1, 2], [3, 4]], np.eye(2, dtype=int))
    assert (wide.input_names, wide.target_names) == (("x1", "x2"), ("y1", "y2"))
    assert wide.class_names == ("y1", "y2")
    named = Problem("one", "", [1], [2], "years", "salary")
    assert (named.input_names, named.target_names) == (("years",), ("salary",))


@pytest.mark.parametrize(
    ("given_values", "parts"),
    [
        ({"inputs": [[0, 1], [1]]}, ("inputs of t", "rows of one length")),
        ({"inputs": [["a"], ["b"]]}, ("inputs of t", "numbers")),
        ({"inputs": [[None], [1]]}, ("inputs of t", "numbers")),
        ({"inputs": np.array([[1], [10]], np.longdouble) ** 4000}, ("inputs of t", "not finite")),
        ({"inputs": [[1j], [1]]}, ("inputs of t", "numbers")),
        ({"inputs": np.ma.masked_equal([[1], [2]], 2)}, ("inputs of t", "numbers")),
        ({"inputs": np.zeros((2, 1, 1))}, ("3 dimensions", "a row a case")),
        ({"inputs": 5}, ("0 dimensions", "a row a case")),
        ({"inputs": [[0, 1]]}, ("1 cases", "2", "each case needs both")),
        ({"input_names": ("a", "b")}, ("2 input names for 1 column", "one a column")),
        ({"target_names": ()}, ("0 target names for 1 column",)),
        ({"target_names": ("\n",)}, ("target name 1", "empty")),
        ({"inputs": [[0, 1], [1, 1]], "input_names": ("a", "a")}, ("two input names 'a'",)),
        ({"input_names": (3,)}, ("input names", "list of text")),
        ({"input_names": 3}, ("input names", "list of text")),
        ({"class_names": ("no", "yes")}, ("2 class names for 0 columns",)),
        ({"targets": [0, 2], "answer": Answer.BITS}, ("no bits", "0 and 1")),
        ({"answer": Answer.CLASSES}, ("no classes", "one 1 in every row")),
        ({"answer": "bits"}, ("must be an Answer",)),
        ({"held_out": (2,)}, ("0 to 1",)),
        ({"held_out": (1, 1)}, ("different", "0 to 1")),
        ({"held_out": (0.5,)}, ("whole numbers", "0 to 1")),
        ({"held_out": (True,)}, ("whole numbers", "0 to 1")),
        ({"held_out": (0, 1)}, ("every case", "none to learn from")),
    ],
)
def test_what_is_no_problem_is_refused_with_what_it_must_be(
    given_values: dict[str, Any], parts: tuple[str, ...]
) -> None:
    with refused(*parts):
        Problem(**{"name": "t", "summary": "", "inputs": [0, 1], "targets": [0, 1], **given_values})


def test_what_the_targets_are_can_be_stated_against_their_looks() -> None:
    """Two bits of which one happens to be set everywhere are no classes."""
    targets = [[0, 1], [1, 0]]
    assert Problem("t", "", [0, 1], targets).answer is Answer.CLASSES
    bits = Problem("t", "", [0, 1], targets, answer=Answer.BITS)
    assert bits.class_names == ()
    assert bits.right(np.array([[0.6, 0.9], [0.9, 0.2]])).tolist() == [False, True]
    values = Problem("t", "", [0, 1], targets, answer=Answer.VALUES)
    assert values.right(np.array([[0.05, 0.95], [0.8, 0.0]])).tolist() == [True, False]


def test_classes_have_names_of_their_own() -> None:
    problem = Problem("iris", "", [1, 2], [[1, 0], [0, 1]], class_names=("setosa", "virginica"))
    assert problem.class_names == ("setosa", "virginica")
    assert problem.target_names == ("y1", "y2")


def test_held_out_cases_are_for_trying_what_was_learnt_from_the_others() -> None:
    problem = Problem("or", "", [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 1], held_out=(3,))
    trainer = Trainer(Experiment(problem=problem.training, bias=True))
    whole = Trainer(Experiment(problem=problem, bias=True))
    trainer.step(2000)
    whole.step(2000)
    testing = problem.testing
    assert testing is not None
    answers = trainer.network.forward(testing.inputs).activations[-1]
    assert testing.right(answers).tolist() == [True]
    assert trainer.snapshot().held_out is None
    held_out = whole.snapshot().held_out
    assert held_out is not None
    assert np.array_equal(held_out.predictions, answers)
    assert held_out.right.tolist() == [True]
    assert np.array_equal(trainer.snapshot().predictions, whole.snapshot().predictions)


def test_a_preset_is_what_a_problem_is_learnt_with_unless_one_says_otherwise() -> None:
    preset = {"hidden": (), "learning_rate": 2.0}
    problem = Problem("t", "", [0, 1], [0, 1], preset=preset)
    preset["hidden"] = (9,)
    assert Experiment.of(problem) == Experiment(problem=problem, hidden=(), learning_rate=2.0)
    assert Experiment.of(problem, learning_rate=1.0).learning_rate == 1.0
    assert Experiment(problem=problem).learning_rate == Experiment().learning_rate
    assert Experiment.of("xor", hidden=3) == Experiment(hidden=(3,))
    with refused("no problem 'chess'"):
        Experiment.of("chess")
    odd_ones: list[Any] = [[1], "abc", {1: 2}]
    for odd in odd_ones:
        with refused("preset of t", "settings by their names"):
            Problem("t", "", [0, 1], [0, 1], preset=odd)
    with refused("preset of t", "no setting 'rate'", "learning_rate"):
        Experiment.of(Problem("t", "", [0, 1], [0, 1], preset={"rate": 1}))


def test_as_many_names_as_cases_or_none() -> None:
    with refused("t has 1 case name for 2 cases; give one a case, or none at all"):
        Problem("t", "", [0, 1], [0, 1], case_names=["one"])
    with refused("t has two case names 'one'"):
        Problem("t", "", [0, 1], [0, 1], case_names=["one", "one"])
    assert Problem("t", "", [0, 1], [0, 1], case_names=[]).case_names == ()
    assert Problem("t", "", [5], [1], case_names="five").case_names == ("five",)
