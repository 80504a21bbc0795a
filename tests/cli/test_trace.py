"""The trace on the command line: the whole step, one phase, one number. What cannot be is answered
with what can, before any step is taken.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backprop_tui.engine import Experiment, Trainer
from backprop_tui.report.text.gradients import gradients_json, gradients_text
from backprop_tui.report.text.hidden_space import hidden_space_json, hidden_space_text
from backprop_tui.report.text.trace import trace_text
from tests.cli.conftest import Commands

RECORD = Trainer(Experiment()).record()


@pytest.mark.parametrize(
    ("options", "phase", "element"),
    [
        ("", None, None),
        ("--phase delta2", "delta2", None),
        ("--phase dW1 --element x1,h2", "dW1", "x1,h2"),
    ],
)
def test_it_prints_what_was_asked_for(
    command: Commands, options: str, phase: str | None, element: str | None
) -> None:
    expected = "\n".join(trace_text(RECORD, phase, element))
    assert command.printed("trace", *options.split()) == f"{expected}\n"


def test_gradients_are_printed_and_are_an_object_too(command: Commands) -> None:
    trainer = Trainer(Experiment())
    trainer.step(7)
    snapshot = trainer.snapshot()
    asked = ("trace", "--gradients", "--at", "7")
    assert command.printed(*asked) == "\n".join(gradients_text(snapshot)) + "\n"
    assert command.printed(*asked, "--json") == "\n".join(gradients_json(snapshot)) + "\n"


def test_its_own_options_may_stand_before_its_name(command: Commands) -> None:
    said = command.printed("--phase", "dW1", "--lr=1", "trace", "--element", "x1,h2")
    assert said == command.printed("trace", "--phase", "dW1", "--element", "x1,h2", "--lr=1")


def test_json_with_a_bug_holds_the_right_step_too(command: Commands) -> None:
    content = json.loads(command.printed("trace", "--json", "--bug", "summed"))
    wrong, right = content["layers"], content["right"]["layers"]
    assert content["bug"] == "summed"
    for found, expected in zip(wrong, right, strict=True):
        assert found["gradient"] == [[4 * g for g in row] for row in expected["gradient"]]


@pytest.mark.parametrize(
    ("bug", "published"), [((), "0.14978"), (("--bug", "updated-weights"), "0.14982")]
)
def test_mazurs_example_typed_in_walks_to_his_number_and_to_the_wrong_one_of_others(
    command: Commands, tmp_path: Path, bug: tuple[str, ...], published: str
) -> None:
    data, weights = tmp_path / "mazur.csv", tmp_path / "mazur.json"
    data.write_text("i1,i2,target1,target2\n0.05,0.10,0.01,0.99\n")
    weights.write_text(
        '{"weights": [[[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]]],'
        ' "biases": [[0.35, 0.35], [0.60, 0.60]]}'
    )
    entered = ("--data", str(data), "--weights", str(weights), *bug)
    number = ("--phase", "W1", "--element", "I1,h1")
    lines = command.printed("trace", *entered, *number, remarks=1).splitlines()
    assert lines[0] == "  new W₁[i1,h1]"
    number = ("--phase", "W1", "--element", "x1,H1")
    assert command.printed("trace", *entered, *number, remarks=1).splitlines() == lines
    assert f"    = {published}" in lines[: lines.index("The right rule gives:") if bug else None]
    if bug:
        assert lines[-1] == "    = 0.14978"


@pytest.mark.parametrize(
    ("options", "allowed"),
    [
        ("--phase nope --at 1000000000000", "delta2, dW2, da1, delta1, dW1, W2, W1"),
        ("--phase z1 --element q", "a column of h1, h2, h3, h4 (or 1 to 4)"),
        ("--element 1,1", "--element needs --phase"),
        ("--json --phase z1", "leave out --phase and --element"),
        ("--json --element 1,1", "leave out --phase and --element"),
        ("--phase=", "z1, a1"),
        ("--phase z1 --element=", "a row of 00, 01, 10, 11"),
    ],
)
def test_what_cannot_be_is_answered_with_what_can(
    command: Commands, options: str, allowed: str
) -> None:
    assert allowed in command.refused("trace", *options.split())


def test_a_number_that_no_step_has_is_refused_before_anything_is_said(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("x,y\n1,a\n2,b\n3,c\n")
    words = ("trace", "--data", str(path), "--phase", "a2", "--element")
    assert "became 3 outputs" in command(*words, "2,b").err
    assert "a column of a, b, c" in command.refused(*words, "2,d", "--at", "1000000000000")


def test_a_phase_that_a_schedule_brings_is_there_from_then_on(command: Commands) -> None:
    words = ("trace", "--at-step", "20", "momentum=0.9", "--phase", "change1")
    assert "there is no phase 'change1'" in command.refused(*words, "--at", "19")
    assert "Momentum: a share" in command.printed(*words, "--at", "20")


def test_a_schedule_does_not_hinder_the_advice(command: Commands, tmp_path: Path) -> None:
    table = tmp_path / "far.csv"
    table.write_text("x,y\n0,0\n1,5\n2,10\n")
    words = ("run", "--data", str(table), "--at-step", "5", "loss=sse", "--steps", "3")
    *_, err = command(*words)
    assert "--output-activation linear" in err


def test_it_prints_where_the_hidden_layer_puts_the_cases(command: Commands) -> None:
    trainer = Trainer(Experiment())
    trainer.step(50)
    snapshot = trainer.snapshot()
    words = ("trace", "--hidden-space", "--at", "50")
    assert command.printed(*words) == "\n".join(hidden_space_text(snapshot)) + "\n"
    assert command.printed(*words, "--json") == "\n".join(hidden_space_json(snapshot)) + "\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--hidden none", "no hidden layer: the output sees the inputs themselves; give it one"),
        ("--phase z1", "leave out --phase and --element"),
        ("--element 1,1", "leave out --phase and --element"),
        ("--hidden none --at 1000000000000", "such as --hidden 2"),
    ],
)
def test_where_there_is_no_hidden_space_it_says_so(
    command: Commands, options: str, said: str
) -> None:
    assert said in command.refused("trace", "--hidden-space", *options.split())


def test_a_page_of_markdown_is_the_whole_step(command: Commands) -> None:
    out = command.printed("trace", "--markdown", "--at", "3")
    assert out.startswith("# Step 3 to 4 of xor, 2-4-1: ")
    assert out.count("```python\n") == 12
    err = command.refused("trace", "--markdown", "--phase", "z1")
    assert "--markdown prints the whole step; leave out --phase and --element" in err
    err = command.refused("trace", "--markdown", "--gradients")
    assert "--markdown prints a step, and --gradients is none" in err
    assert "not allowed with" in command.refused("trace", "--markdown", "--json")
