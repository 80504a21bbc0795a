"""The line that is sent to somebody else gives the same run, bit for bit, through any shell; where
no line does there is none.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from backprop_tui.cli import main
from backprop_tui.engine import (
    BUGS,
    BadSetting,
    Experiment,
    Parameter,
    Problem,
    Trainer,
    read_table,
)
from backprop_tui.report.command import (
    MOST,
    command_words,
    needed_files,
    opening_command,
    shell_lines,
    short_command,
)
from tests.engine.refusals import refused
from tests.engine.runs.story import ACTION, Story, take
from tests.engine.strategies import at_most, with_bugs, with_schedules

ANY = with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS))))


def words_of(run: Trainer) -> list[str]:
    """The words that give the present moment of a run again."""
    return command_words(run.beginning, run.events[: run.events_behind], run.step_number)


def training(words: list[str]) -> list[str]:
    """The same for the command that trains up to there and prints."""
    at = words.index("--at") if "--at" in words else len(words)
    step = words[at + 1] if "--at" in words else "0"
    return ["run", "--json", *words[:at], "--steps", step]


def assert_same(printed: str, run: Trainer) -> None:
    """What was printed is of the present moment of a run."""
    content, snapshot = json.loads(printed), run.snapshot()
    assert content["steps"] == snapshot.step
    assert repr(content["weights"]) == repr([matrix.tolist() for matrix in snapshot.weights])
    assert repr(content["history"][-1]["loss"]) == repr(snapshot.loss)


@at_most(12)
@given(experiment=ANY, actions=st.lists(ACTION, max_size=3), more=st.integers(0, 30))
def test_any_moment_of_any_run_comes_again(
    experiment: Experiment, actions: list[Any], more: int
) -> None:
    run = Trainer(experiment)
    take(run, Story(experiment, []), actions, lambda run, story: None)
    run.step(more)
    assume(not run.snapshot().diverged)
    try:
        words = words_of(run)
    except BadSetting:
        assert experiment.problem.source.name == "table", "which is in no file"
        return
    printed, remarks = io.StringIO(), io.StringIO()
    with redirect_stdout(printed), redirect_stderr(remarks):
        assert main(training(words)) == 0, remarks.getvalue()
    assert_same(printed.getvalue(), run)


def test_the_worked_example_is_short_and_comes_through_a_shell() -> None:
    run = Trainer(Experiment())
    run.step(300)
    run.change(learning_rate=5.0)
    run.step(60)
    run.edit(Parameter(2, 0, 0), 0.0)
    run.step(135)
    line = short_command(run.beginning, run.events, run.step_number)
    assert line == "backprop-tui --by-hand '300:lr=5;360:W2[h1,yhat]=0' --at 495"
    assert run.snapshot().solved
    assert_same(in_a_shell(line), run)


def in_a_shell(line: str, folder: Path | None = None) -> str:
    """What the command prints that trains up to where a line leads."""
    told = line.replace("backprop-tui", f"{shlex.quote(sys.executable)} -m backprop_tui run --json")
    done = subprocess.run(
        ["sh", "-c", told.replace(" --at ", " --steps ")],
        capture_output=True,
        check=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
    )
    return done.stdout


def test_names_that_a_shell_would_take_apart_come_through_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "it's $(a) table.csv").write_text("it's $HOME;y,b *,target\n0,1,1\n1,0,0\n1,1,1\n")
    problem = read_table("it's $(a) table.csv")
    run = Trainer(Experiment(problem=problem, hidden=(), learning_rate=0.1 + 0.2))
    run.step(3)
    run.edit(Parameter(1, 0, 0), -1 / 3)
    run.step(2)
    line = short_command(run.beginning, run.events, run.step_number)
    assert line is not None
    assert needed_files(run.beginning) == ("it's $(a) table.csv",)
    assert_same(in_a_shell(line, tmp_path), run)
    (tmp_path / "it's $(a) table.csv").write_text("a,b,target\n0,1,1\n1,0,0\n")
    assert short_command(run.beginning, run.events, run.step_number) is None, "it has changed"
    (tmp_path / "it's $(a) table.csv").unlink()
    assert short_command(run.beginning, run.events, run.step_number) is None, "it is gone"


def test_a_table_that_nobody_can_read_again_has_no_line() -> None:
    typed = Problem("typed", "", [[0, 1], [1, 0]], [[0], [1]])
    with refused("there is no problem 'typed'"):
        command_words(Experiment(problem=typed), (), 0)
    piped = Problem("piped", "", [[0, 1], [1, 0]], [[0], [1]], path="-")
    with refused("the table came on standard input"):
        command_words(Experiment(problem=piped), (), 0)
    other = Problem("xor", "", [[0, 1], [1, 0]], [[0], [1]])
    with refused("no options give this experiment again"):
        command_words(Experiment(problem=other), (), 0)


def test_what_is_default_is_not_said_and_what_is_long_is_no_line() -> None:
    run = Trainer(Experiment())
    assert words_of(run) == []
    for k in range(20):
        run.step(1)
        run.edit(Parameter(1, 0, k % 4), k / 7)
    assert short_command(run.beginning, run.events, 20) is None
    assert len(shlex.join(words_of(run))) > MOST


def test_a_file_may_be_called_anything() -> None:
    assert opening_command("runs.json", "b", 360) == "backprop-tui open runs.json --run b --at 360"
    line = opening_command("-a b.json", "c", 0)
    assert line == "backprop-tui open './-a b.json' --run c --at 0"


WORDS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n"), max_size=60),
    min_size=1,
    max_size=6,
)


@given(WORDS, st.integers(8, 100))
@example(["a", "", "it's" * 30, "\\" * 50], 20)
def test_lines_of_a_dialog_are_one_line_to_a_shell(words: list[str], width: int) -> None:
    lines = shell_lines(shlex.join(words), width)
    assert all(len(line) <= width for line in lines)
    assert all(line.endswith("\\") for line in lines[:-1])
    assert shlex.split("\n".join(lines).replace("\\\n", "")) == words


def test_a_shell_agrees() -> None:
    words = ["printf", "%s|", "it's" * 30, "300:lr=5;360:W2[h1,yhat]=0", "\\" * 50, "", "$HOME *"]
    told = "\n".join(shell_lines(shlex.join(words), 20))
    done = subprocess.run(["sh", "-c", told], capture_output=True, check=True, text=True)
    assert done.stdout == "".join(f"{word}|" for word in words[2:])
