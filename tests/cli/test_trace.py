"""The trace on the command line: the whole step, one phase, one number. What cannot be is answered
with what can, before any step is taken.
"""

from __future__ import annotations

import json

import pytest

from backprop_tui.engine import Experiment, Trainer
from backprop_tui.report.trace import trace_text
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


def test_json_with_a_bug_holds_the_right_step_too(command: Commands) -> None:
    content = json.loads(command.printed("trace", "--json", "--bug", "summed"))
    wrong, right = content["layers"], content["right"]["layers"]
    assert content["bug"] == "summed"
    for found, expected in zip(wrong, right, strict=True):
        assert found["gradient"] == [[4 * g for g in row] for row in expected["gradient"]]


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
