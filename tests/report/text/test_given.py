"""What a person gave is said back in one line each, however long the names or many the columns."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Problem, Runs, Start
from backprop_tui.engine.settings.schedule import Scheduled
from backprop_tui.report.names import listed, sentence
from backprop_tui.report.text.given import learnt_text, network_said, start_texts
from backprop_tui.report.text.history import Course
from backprop_tui.report.text.progress import Progress
from backprop_tui.report.text.run import RUN_FORMS


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a"], "a"),
        (["a", "b", "c"], "a, b, c"),
        (["a", "b", "c", "d"], "a, b and 2 more"),
        (["a" * 24, "b" * 25], f"{'a' * 24}, {'b' * 23}…"),
    ],
)
def test_names_are_listed_in_one_line(names: list[str], said: str) -> None:
    assert listed(names, 3) == said


def test_what_is_learnt_from_what_is_one_sentence() -> None:
    assert learnt_text(Experiment()) == "learning y from x1, x2: the 4 cases of xor"
    problem = Problem(
        "wide", "", np.zeros((1, 256)), np.zeros((1, 64)),
        tuple(f"column {k} {'x' * 40}" for k in range(256)), tuple(f"y{k}" for k in range(64)),
        path=f"/tmp/{'w' * 200}.csv",
    )  # fmt: skip
    said = learnt_text(Experiment(problem=problem))
    assert said.startswith("learning y0, y1, y2, y3, y4 and 59 more from column 0 xxxx")
    assert " and 251 more: the one case of www" in said
    assert len(said) < 300


def test_what_was_done_to_the_cases_is_said_in_the_same_sentence() -> None:
    bits = learnt_text(Experiment(standardize=True))
    assert bits == (
        "learning y from x1, x2: the 4 cases of xor; inputs are standardized, "
        "(value - mean)/spread, to mean 0 and spread 1"
    )
    targets = np.array([[1.0, 5, 3], [2, 5, 3], [4, 5, 3]])
    problem = Problem("t", "", [[1, 7], [2, 7], [3, 7]], targets, ("a", "b"), ("p", "q", "r"))
    values = learnt_text(Experiment(problem=problem, standardize=True, test=1))
    assert values.split("; ")[1:] == [
        "inputs and targets are standardized, (value - mean)/spread, to mean 0 and spread 1 of "
        "the cases that are learnt",
        "the loss is that of the standardized targets",
        "b, q, r are the same in every case, so 0",
        "1 of the 3 cases is put aside to test what is learnt",
    ]
    alone = Problem("t", "", [[1, 7], [2, 7], [3, 7]], [0, 1, 1], ("a", "b"))
    said = learnt_text(Experiment(problem=alone, standardize=True))
    assert said.endswith("b is the same in every case, so 0")
    classes = Problem("t", "", np.arange(6), np.eye(2)[[0, 1, 0, 1, 0, 1]])
    assert learnt_text(Experiment(problem=classes, test=2)).endswith(
        "2 of the 6 cases, of each class alike, are put aside to test what is learnt"
    )


def test_weights_of_other_numbers_or_other_cases_are_told_apart() -> None:
    stated = {"standardize": "on", "test": "0.25", "test_seed": "42"}
    start = Start((np.ones((2, 4)), np.ones((4, 1))), None, "t.json", stated=stated)
    same = Experiment(start=start, standardize=True, test=0.25)
    assert list(start_texts(same)) == []
    (said,) = start_texts(Experiment(start=start))
    assert said.endswith(
        "was written by a run with --standardize --test 0.25; "
        "this one has --no-standardize --test none"
    )
    (said,) = start_texts(replace(same, test_seed=7))
    assert said.endswith("a run with --test-seed 42; this one has --test-seed 7")


def test_what_a_weights_file_leaves_open_is_said() -> None:
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    start = Start((square, np.ones((2, 1))), (np.array([3.5, 3.5]), np.zeros(1)), "b.json", (1,))
    first, second = start_texts(replace(Experiment(), hidden=(2,), bias=True, start=start))
    assert first.startswith("W₁ of b.json is square: read with a row per input; ")
    assert "b₁ = 3.5" in second
    start = Start((square, square, np.ones((2, 1))), None, "b.json")
    (both,) = start_texts(replace(Experiment(), hidden=(2, 2), start=start))
    assert both.startswith("W₁, W₂ of b.json are square")


def test_the_network_is_said_in_few_words() -> None:
    for settings, said in (
        ({}, "network 2-4-1, sigmoid, no biases"),
        ({"hidden": (), "bias": True}, "network 2-1, sigmoid, biases"),
        (
            {"hidden": (3, 3), "activation": "tanh", "bias": "shared"},
            "network 2-3-3-1, tanh, output sigmoid, one bias a layer",
        ),
        (
            {"hidden": (3, 2), "activation": "tanh,sigmoid", "bias": "threshold", "direct": True},
            "network 2-3-2-1 with direct links, tanh, sigmoid, output sigmoid, thresholds",
        ),
    ):
        assert network_said(Experiment(**settings)) == said


@pytest.mark.parametrize("by", ["input", "unit"])
def test_which_row_is_which_unit_is_said_of_typed_direct_links(by: str) -> None:
    weights = (np.ones((2, 1)), np.ones((3, 1)))
    rows = "row" if by == "input" else "column"
    start = Start(weights, None, "dir/pdp.json", by=by)
    direct = Experiment(hidden=(1,), direct=True, start=start)
    assert list(start_texts(direct)) == [
        f"W₂ of pdp.json has 3 {rows}s: read with direct links, {rows}s x1, x2, h"
    ]
    written = replace(start, stated={"activation": "sigmoid"})
    assert list(start_texts(replace(direct, start=written))) == [], "a run wrote them"


def test_what_nobody_reads_of_a_file_is_said() -> None:
    start = Start((np.ones((2, 4)), np.ones((4, 1))), None, "b.json", left=("comment", "page"))
    assert list(start_texts(Experiment(start=start))) == [
        "left out of the weights file b.json: comment, page"
    ]


def test_nothing_is_said_where_nothing_is_open() -> None:
    assert list(start_texts(Experiment())) == []
    start = Start((np.ones((2, 4)), np.ones((4, 1))), None, "b.json")
    assert list(start_texts(Experiment(problem=PROBLEMS["and"], start=start))) == []


def test_a_file_of_a_run_that_learnt_otherwise_says_how() -> None:
    stated = {"activation": "tanh", "output_activation": "sigmoid", "loss": "bce"}
    start = Start((np.ones((2, 4)), np.ones((4, 1))), None, "t.json", stated=stated)
    assert list(start_texts(Experiment(start=start))) == [
        "the weights file t.json was written by a run with --activation tanh --loss bce; "
        "this one has --activation sigmoid --loss half-sse"
    ]
    assert list(start_texts(Experiment(start=start, activation="tanh", loss="bce"))) == []
    for text in ("leaky-relu:0.20", "leaky-relu:.2", "leaky-relu:0.2"):
        alike = Start(start.weights, start.biases, "t.json", stated={"activation": text})
        assert not list(start_texts(Experiment(start=alike, activation="leaky-relu:0.2")))
        (said,) = start_texts(Experiment(start=alike, activation="leaky-relu:0.1"))
        assert said.endswith(
            "was written by a run with --activation leaky-relu:0.2; this one has "
            "--activation leaky-relu:0.1"
        )
    # Without a hidden layer nothing has that activation.
    alone = Start((np.ones((2, 1)),), None, "t.json", stated={"activation": "tanh"})
    assert list(start_texts(Experiment(start=alone, hidden=()))) == []


def test_what_a_run_that_goes_on_does_not_remember_is_said() -> None:
    weights = (np.ones((2, 4)), np.ones((4, 1)))
    start = Start(weights, None, "t.json", steps=1)
    learnt = Experiment(start=start, momentum=0.5, bug="uncleared")
    goes_on, change, gradients = start_texts(learnt)
    assert goes_on == (
        "goes on after the one step of the run that wrote the weights file t.json; "
        "steps count from 0 again"
    )
    assert "t.json does not hold the last change, of which momentum would" in change
    assert "t.json does not hold the gradients of the steps before, to which its bug" in gradients
    typed = replace(start, steps=0)
    assert list(start_texts(replace(learnt, start=typed))) == [], "typed weights begin"
    whole = replace(start, memory={"change": weights, "gradients": weights})
    assert list(start_texts(replace(learnt, start=whole))) == [goes_on]
    assert list(start_texts(replace(learnt, start=start, momentum=0.0, bug=None))) == [goes_on]


def test_other_settings_are_told_where_they_decide_something() -> None:
    stated = {"seed": "7", "momentum": "0.5", "batch_size": "", "order": "file", "schedule": ""}
    weights = (np.ones((2, 4)), np.ones((4, 1)))
    start = Start(weights, None, "t.json", stated=stated, memory={"change": weights})
    said = "the weights file t.json was written by a run with "
    assert list(start_texts(Experiment(start=start, momentum=0.5))) == []
    assert list(start_texts(Experiment(start=start, momentum=0.5, batch_size=2))) == [
        f"{said}--seed 7 --batch-size all --order file; "
        "this one has --seed 42 --batch-size 2 --order shuffled"
    ]
    (ordered,) = start_texts(Experiment(start=start, batch_size=2, order="file"))
    assert ordered == (
        f"{said}--momentum 0.5 --batch-size all; this one has --momentum 0.0 --batch-size 2"
    )


def test_what_lies_ahead_of_a_schedule_is_told_as_a_run_that_goes_on_has_to_give_it() -> None:
    """A change at step 20 is one at step 10 for whoever goes on after ten steps."""
    scheduled = Scheduled().read
    first = Runs(Experiment(hidden=(2,), schedule=scheduled("20:lr=0.03")))
    content = json.loads(next(RUN_FORMS["json"](Course(first, 10, 10, Progress(None, 10)))))
    stated = {name: content["memory"]["settings"][name] for name in ("schedule", "momentum")}
    weights = (np.ones((2, 2)), np.ones((2, 1)))
    start = Start(weights, None, "b.json", stated=stated, steps=10)
    again = Experiment(hidden=(2,), start=start, schedule=scheduled("20:lr=0.03"))
    assert [*start_texts(again)][1:2] == [
        "steps count from 0 again, so the run that wrote the weights file b.json goes on with "
        "--at-step 10:lr=0.03; this one has --at-step 20:lr=0.03"
    ]
    right = [*start_texts(replace(again, schedule=scheduled("10:lr=0.03")))]
    assert not [said for said in right if "at-step" in said]
    left_out = [*start_texts(replace(again, schedule=None))][1]
    assert left_out.endswith(" goes on with --at-step 10:lr=0.03; this one has --at-step none")
    over = replace(start, stated={"schedule": ""})
    assert [*start_texts(replace(again, start=over))][1] == (
        "steps count from 0 again, so the run that wrote the weights file b.json goes on with "
        "--at-step none; this one has --at-step 20:lr=0.03"
    )


def test_names_of_files_cannot_move_the_cursor() -> None:
    start = Start((np.arange(4.0).reshape(2, 2), np.ones((2, 1))), None, "a\x1b[2J\udcff/b\n.json")
    (said,) = start_texts(Experiment(hidden=(2,), start=start))
    assert said.startswith("W₁ of b .json is square")
    problem = replace(PROBLEMS["xor"], path="/tmp/a\x1b[2J\udcff.csv")
    assert learnt_text(Experiment(problem=problem)).endswith(" cases of a [2J .csv")


def test_a_sentence_begins_with_a_capital_letter() -> None:
    assert [sentence(said) for said in ("the end", "ŷ is 1", "")] == ["The end", "Ŷ is 1", ""]
