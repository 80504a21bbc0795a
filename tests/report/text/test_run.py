"""The tutorial's lines are tested with the command that prints them; here is what a table of other
numbers looks like, and what a script may rely on.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import Experiment, Runs, Start, Trainer, read_table
from backprop_tui.report.text.history import Course
from backprop_tui.report.text.numbers import fixed, short, to_json
from backprop_tui.report.text.progress import Progress
from backprop_tui.report.text.run import RUN_FORMS
from tests.engine.bits import bits
from tests.engine.strategies import experiments

QUIET = Progress(None, 1)


@pytest.mark.parametrize(
    ("steps", "every", "expected"),
    [
        (0, 1, [0]),
        (5, 2, [0, 2, 4, 5]),
        (6, 2, [0, 2, 4, 6]),
        (3, 10**12, [0, 3]),
    ],
)
def test_the_first_and_the_last_step_are_always_there(
    steps: int, every: int, expected: list[int]
) -> None:
    found = list(Course(Runs(Experiment()), steps, every, QUIET).moments())
    assert [moment.step for moment in found] == expected
    # The loss is the mean of 4 squares, E half their sum.
    assert all(moment.loss == moment.error / 2 for moment in found)


@given(experiments(), st.integers(0, 6))
def test_its_numbers_are_those_of_the_screen(experiment: Experiment, steps: int) -> None:
    *_, last = Course(Runs(experiment), steps, 1, QUIET).moments()
    trainer = Trainer(experiment)
    trainer.step(steps)
    shown = trainer.snapshot()
    assert (last.step, bits(last.loss), bits(last.error)) == (
        *(shown.step, bits(shown.loss), bits(shown.error)),
    )
    weights = np.concatenate([matrix.ravel() for matrix in shown.weights])
    cost = experiment.l2 / 2 * np.sum(weights**2) + experiment.l1 * np.sum(np.abs(weights))
    if np.isfinite(last.error):
        problem, loss = trainer.experiment.problem, experiment.loss_function
        assert last.loss == pytest.approx(
            loss.mean(last.error - cost, problem.targets.shape), abs=1e-9 * (1 + cost)
        )


@pytest.mark.parametrize("form", RUN_FORMS)
def test_lines_come_as_training_goes(form: str) -> None:
    runs = Runs(Experiment())
    lines = RUN_FORMS[form](Course(runs, 600, 300, QUIET))
    assert runs.step_number == 0
    first = next(lines)
    assert "\n" not in first
    assert runs.step_number == (600 if form == "json" else 0)


def test_test_cases_stand_in_every_form_and_only_where_there_are_any() -> None:
    experiment = Experiment(standardize=True, test=1)
    snapshot = Runs(experiment).snapshot().held_out
    assert snapshot is not None
    lines, header, content = (
        [*RUN_FORMS[form](Course(Runs(experiment), 0, 1, QUIET))]
        for form in ("text", "csv", "json")
    )
    learnt = Runs(experiment).snapshot().right.sum()
    assert f", {learnt}/3 right | " in lines[0]
    assert lines[0].endswith(f" | Test: {snapshot.loss:.4f}, {snapshot.right.sum()}/1 right")
    assert lines[-2] == "Predictions of the test cases, from which nothing was learnt:"
    (row,) = snapshot.problem.rows
    assert lines[-1].startswith(f" Input [{row >> 1} {row & 1}] → Predicted: ")
    assert header[0] == "step,loss,error,right,test_loss,test_right"
    assert header[1].split(",")[3:] == [f"{learnt}", repr(snapshot.loss), f"{snapshot.right.sum()}"]
    test = json.loads(content[0])["test"]
    assert test["cases"] == [row]
    assert test["loss"] == snapshot.loss == json.loads(content[0])["history"][0]["test_loss"]
    assert json.loads(content[0])["history"][0]["right"] == learnt
    (case,) = test["predictions"]
    assert case["input"] == [row >> 1, row & 1]
    assert case["standardized"]["input"] == snapshot.problem.inputs[0].tolist()
    plain = json.loads(next(RUN_FORMS["json"](Course(Runs(Experiment()), 0, 1, QUIET))))
    assert "test" not in plain
    assert "standardized" not in plain["predictions"][0]
    assert next(RUN_FORMS["csv"](Course(Runs(Experiment()), 0, 1, QUIET))) == "step,loss,error"


def test_a_table_of_other_numbers(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text("a,b,y\n0.123456789,-1e-7,1234567\n100000,1e20,0.5\n")
    lines = list(RUN_FORMS["text"](Course(Runs(Experiment(read_table(str(path)))), 0, 1, QUIET)))
    assert lines[0].startswith("Step     0 | Loss: 7.6208e+11")
    assert lines[3].startswith(" Input [0.123457 -1e-07] → Predicted: 0.4")
    assert lines[3].endswith(" | Correct: 1234567")
    assert lines[4].startswith(" Input [100000 1e+20] → Predicted: ")


def test_classes_are_said_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "kinds.csv"
    path.write_text("a,b,y\n0,1,plum\n1,0,apple\n")
    problem = read_table(str(path))
    lines = list(RUN_FORMS["text"](Course(Runs(Experiment(problem)), 3000, 3000, QUIET)))
    assert re.fullmatch(
        r" Input \[0 1\] → Predicted: \[0.\d+ 0.\d+\] plum \| Correct: \[0 1\] plum", lines[-3]
    )
    assert lines[-2].endswith("] apple | Correct: [1 0] apple")
    assert lines[-1] == "2 of 2 right"
    path.write_text("a,b,y\n1,1,plum\n1,0,apple\n")
    start = Start((np.full((2, 1), 1e308), np.zeros((1, 2))), None, "w.json")
    wild = Experiment(
        read_table(str(path)), (1,), activation="linear", output_activation="linear", start=start
    )
    with np.errstate(all="ignore"):
        lines = list(RUN_FORMS["text"](Course(Runs(wild), 0, 1, QUIET)))
    assert lines[-3] == " Input [1 1] → Predicted: [nan nan] | Correct: [0 1] plum"
    assert lines[-2] == " Input [1 0] → Predicted: [0.000 0.000] apple | Correct: [1 0] apple"


def test_how_many_cases_of_a_file_are_right_is_said_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    path.write_text("x,y\n0,0.2\n1,0.8\n2,0.5\n3,0.5\n")
    runs = Runs(Experiment(read_table(str(path)), test=2))
    lines = list(RUN_FORMS["text"](Course(runs, 10, 10, QUIET)))
    snapshot = runs.snapshot()
    assert snapshot.held_out is not None
    said = [line for line in lines if " of 2 right" in line]
    for line, right in zip(said, (snapshot.right, snapshot.held_out.right), strict=True):
        counted = f"{right.sum()} of 2 right"
        assert line == f"{counted}, within a tenth of the range of its target"
    assert "right" not in list(RUN_FORMS["text"](Course(Runs(Experiment()), 1, 1, QUIET)))[-1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.0, "0"), (-0.0, "0"), (3.0, "3"), (1 / 3, "0.333333"), (1e20, "1e+20"), (math.nan, "nan")],
)
def test_short_numbers_keep_what_can_be_checked_by_hand(value: float, expected: str) -> None:
    assert short(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.02567, "0.026"), (-1e300, "-1.000e+300"), (math.inf, "inf"), (math.nan, "nan")],
)
def test_fixed_numbers_never_fill_a_page(value: float, expected: str) -> None:
    assert fixed(value, 3) == expected


def test_json_has_null_for_what_it_cannot_write() -> None:
    content = to_json({"a": [1.5, math.nan, [-math.inf]], "b": {"c": math.inf, "d": None}})
    assert json.loads(content) == {"a": [1.5, None, [None]], "b": {"c": None, "d": None}}
