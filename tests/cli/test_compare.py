"""The command that compares says what the table of runs on the screen says, of runs that differ in
what is asked for and in nothing else.
"""

from __future__ import annotations

import json

import pytest

from backprop_tui.report.demonstrations import DEMONSTRATIONS
from tests.cli.conftest import Commands


def test_runs_that_differ_in_one_thing_each(command: Commands) -> None:
    status, out, err = command("compare", "--change", "lr=2", "--change", "loss=bce")
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[0].split() == ["run", "steps", "solved", "loss", "right", "differs", "from", "a"]
    assert lines[1].split()[:3] == ["a", "10,000", "2,169"]
    assert lines[2].split()[:3] == ["b", "10,000", "544"] and lines[2].endswith("lr .5 → 2")
    assert lines[3].endswith("loss half-sse → bce")
    assert lines[5] == "b was solved 1,625 steps before a."
    assert lines[6].endswith("they are not compared as numbers.")


def test_several_changes_at_once_are_said_to_be_that(command: Commands) -> None:
    words = ("compare", "--change", "hidden=2,bias=on;seed=43", "--steps", "9", "--json")
    status, out, _ = command(*words)
    found = json.loads(out)
    assert status == 0
    assert [run["steps"] for run in found["runs"]] == [9, 9, 9]
    assert found["words"][0].startswith("Neither b nor a is solved: after 9 steps")
    assert found["words"][1].startswith("They differ in several things, hidden, bias")
    assert found["words"][-1] == "Only the seed differs: that is chance."


def test_a_demonstration_is_shown_over_its_own_steps(command: Commands) -> None:
    shown = DEMONSTRATIONS["bias"]
    status, out, err = command("compare", "--demonstration", "bias")
    assert status == 0 and shown.said in err
    assert f"after {shown.steps:,} steps" in out
    _, out, _ = command("compare", "--demonstration", "bias", "--steps", "5")
    assert "after 5 steps" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "compare takes --change NAME=VALUE, or --demonstration with one of loss, momentum"),
        (("--change", "lr=5", "--demonstration", "bias"), "compare takes --change NAME=VALUE, or"),
        (("--demonstration", "bias", "--lr", "3"), "leave out its other options"),
        (("--change", "speed=3"), "there is no setting 'speed'; there are preset, problem"),
        (("--change", "lr=1,learning-rate=2"), "learning rate is given twice"),
        (("--change", "lr=1,lr=2"), "lr is given twice"),
        (("--change", "lr"), "must be written NAME=VALUE, such as lr=5, not 'lr'"),
        (("--change", "lr=-2"), "0 or more, not '-2'"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    command: Commands, words: tuple[str, ...], said: str
) -> None:
    status, out, err = command("compare", *words)
    assert (status, out) == (2, "") and said in err and err.count("\n") == 1
