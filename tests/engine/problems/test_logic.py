"""Truth tables that are spelt out by their names: any function of a few bits has one."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import (
    PROBLEMS,
    SETTINGS,
    Answer,
    Experiment,
    Journal,
    Trainer,
    find_problem,
)
from tests.engine.refusals import refused
from tests.engine.strategies import apart


@st.composite
def answers(draw: st.DrawFn) -> list[str]:
    """The answers of one to three outputs to every combination of one to eight bits."""
    length = 2 ** draw(st.integers(1, 8))
    bits = st.integers(0, 2**length - 1).map(lambda number: f"{number:0{length}b}")
    return draw(st.lists(bits, min_size=1, max_size=3))


@given(answers())
def test_the_bits_of_a_name_are_the_answers_in_the_order_of_counting(outputs: list[str]) -> None:
    name = f"table:{','.join(outputs)}"
    problem = find_problem(name)
    assert problem.name == name
    assert problem is find_problem(f" TABLE: {' , '.join(outputs)} ")
    assert name in PROBLEMS
    assert problem.answer is Answer.BITS
    for case, (inputs, targets) in enumerate(zip(problem.inputs, problem.targets, strict=True)):
        assert int("".join(f"{bit:g}" for bit in inputs), 2) == case
        assert [f"{bit:g}" for bit in targets] == [output[case] for output in outputs]


def test_the_tables_of_problems_with_names_are_theirs() -> None:
    for name, bits in (("xor", "0110"), ("nand", "1110"), ("majority-3", "00010111")):
        spelt = find_problem(f"table:{bits}")
        assert np.array_equal(spelt.inputs, PROBLEMS[name].inputs)
        assert np.array_equal(spelt.targets, PROBLEMS[name].targets)


@pytest.mark.parametrize(
    "rest", ["", "0", "011", "0120", "01,0110", "01,", "0" * 512, "0110;1", ",".join(["01"] * 65)]
)
def test_what_is_no_table_is_refused_with_what_one_is(rest: str) -> None:
    with refused("0 or 1 to every combination of 1 to 8 inputs", "table:0110", f"{rest[:40]!r}"):
        find_problem(f"table:{rest}")
    assert f"table:{rest}" not in PROBLEMS


def test_a_table_goes_through_words_and_a_journal() -> None:
    experiment = Experiment(problem=find_problem("table:0110,0001"), levels=(-1, 1))
    assert SETTINGS["problem"].said(experiment.problem) == "table:0110,0001"
    words = apart(experiment.to_arguments())
    given_texts = {"problem": words[words.index("--problem") + 1], "levels": "-1,1"}
    assert Experiment.from_options(given_texts) == experiment
    journal = Journal.of(Trainer(experiment))
    assert json.loads(journal.to_json())["experiment"]["problem"] == "table:0110,0001"
    assert Journal.from_json(journal.to_json()).experiment == experiment


@pytest.mark.parametrize(
    ("typed", "meant"), [("xro", "xor"), ("majorty-5", "majority-5"), ("pariti", "parity")]
)
def test_a_slip_is_answered_with_what_may_be_meant(typed: str, meant: str) -> None:
    with refused(f"there is no problem {typed!r}; did you mean {meant}? Choose from xor, "):
        find_problem(typed)
    with refused("there is no problem 'chess'; choose from", "parity-2 … parity-8, table:BITS"):
        find_problem("chess")
