"""What a problem is known for is said at the end of a run, where there is anything to say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from backprop_tui.engine import Experiment, Runs
from backprop_tui.engine.reading.weights_file import read_start
from backprop_tui.report.findings.registry import FINDINGS, finding
from backprop_tui.report.text.history import Course
from backprop_tui.report.text.progress import Progress
from backprop_tui.report.text.run import run_text
from backprop_tui.report.text.run_json import run_json
from backprop_tui.ui.view import View
from tests.ui.strategies import views


def last_line(experiment: Experiment, steps: int = 30) -> str:
    return list(run_text(Course(Runs(experiment), steps, steps, Progress(None, steps))))[-1]


@pytest.mark.parametrize(
    ("problem", "begins"),
    [
        ("symmetry", "pairs around the mirror: h1 "),
        ("encoder-8-3-8", "3 different codes for 8 cases, 16 of 24 numbers between 0.2 and 0.8"),
        ("parity-4", "jumps by the number of ones: h"),
        ("family-trees", "listens most to: h1 "),
    ],
)
def test_a_run_ends_with_it(problem: str, begins: str) -> None:
    assert last_line(Experiment.of(problem)).startswith(begins)


def test_json_has_it_too_and_still_starts_another_run(tmp_path: Path) -> None:
    experiment = Experiment.of("symmetry")
    (line,) = run_json(Course(Runs(experiment), 30, 30, Progress(None, 30)))
    assert json.loads(line)["finding"] == last_line(experiment)
    path = tmp_path / "run.json"
    path.write_text(line, encoding="utf-8")
    follower = Experiment.of("symmetry", start=read_start(str(path)))
    assert finding(Runs(follower).snapshot()) == last_line(experiment)
    (other,) = run_json(Course(Runs(Experiment()), 3, 3, Progress(None, 3)))
    assert "finding" not in json.loads(other)


def test_no_other_run_says_anything_more() -> None:
    assert last_line(Experiment()).startswith(" Input [1 1]")
    assert last_line(Experiment.of("parity-4", hidden=())).startswith(" Input [1 1 1 1]")
    assert finding(Runs(Experiment()).snapshot()) == ""


@pytest.mark.parametrize("name", FINDINGS)
@settings(max_examples=60)
@given(seen=views())
def test_it_can_be_said_of_any_network_in_one_line(name: str, seen: View) -> None:
    assert FINDINGS[name](seen.snapshot).isprintable()
