"""A table comes in as somebody has it, from a file or from another program, and what was done to it
is said on stderr before anything is learnt; the printed command does the same again.
"""

from __future__ import annotations

import io
import json
import os
import pty
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import Commands

FRUIT = "id;colour;weight;kind\n1;red;0,5;plum\n2;;0,7;plum\n3;green;0,9;apple\n"
NOTES = [
    "decimal commas: 0,5 is read as 0.5",
    "1 of 3 cases dropped: a value is missing",
    "colour became 2 inputs, one a value: green, red",
    "kind became 2 outputs, one a class: apple, plum",
]


@pytest.fixture
def fruit(tmp_path: Path) -> str:
    path = tmp_path / "fruit.csv"
    path.write_text(FRUIT)
    return str(path)


CHOSEN = ("--target", "kind", "--ignore", "id", "--missing", "drop")


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let another program have written something to standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_what_was_done_to_a_table_is_said_by_every_command(command: Commands, fruit: str) -> None:
    learnt = "learning kind from colour, weight: the 2 cases of fruit.csv"
    ended = (
        "step 182: solved: loss below 0.01; every case right since step 0.",
        "curve: every case right from step 0 on, below 0.01 at 182",
    )
    for name, said in (("run", [learnt, *NOTES, *ended]), ("trace", NOTES), ("check", NOTES)):
        status, _, err = command(name, "--data", fruit, *CHOSEN)
        assert status == 0
        found = [line.partition("; lr ")[0] for line in err.splitlines()]
        assert found == [f"backprop-tui: {line}" for line in said]


def test_the_printed_command_reads_the_table_in_the_same_way(
    command: Commands, fruit: str, tmp_path: Path
) -> None:
    report = json.loads(command("run", "--json", "--steps", "2", "--data", fruit, *CHOSEN).out)
    said = report["experiment"]
    assert (said["target"], said["ignore"], said["missing"]) == (["kind"], ["id"], "drop")
    assert said["notes"] == NOTES
    assert said["inputs"] == ["colour=green", "colour=red", "weight"]
    assert said["targets"] == ["kind=apple", "kind=plum"]
    assert json.loads(command(*shlex.split(report["command"])[1:], "--json").out) == report
    codes = tmp_path / "codes.csv"
    codes.write_text("x,y\n0,1\n1,2\n2,1\n")
    report = json.loads(command("run", "--json", "--data", str(codes), "--classes").out)
    assert report["experiment"]["targets"] == ["y=1", "y=2"]
    assert json.loads(command(*shlex.split(report["command"])[1:], "--json").out) == report


@pytest.mark.parametrize("name", ["run", "trace", "check"])
def test_a_table_comes_from_another_program(
    command: Commands, fruit: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _, expected, _ = command(name, "--data", fruit, *CHOSEN)
    typed(monkeypatch, FRUIT.encode())
    status, out, err = command(name, "--data", "-", *CHOSEN)
    assert status == 0
    # A line may end elsewhere, and within a word.
    assert "".join(out.lower().replace("standard input", "fruit").split()) == "".join(
        expected.lower().split()
    )
    assert name != "run" or "the 2 cases of standard input" in err


def test_what_no_table_is_on_standard_input_is_refused(
    command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    for data, said in ((b"", "standard input is empty"), (b"x,y\n1,\n", "standard input, line 2")):
        typed(monkeypatch, data)
        assert said in command.refused("run", "--data", "-")
    typed(monkeypatch, b"gr\xf6,y\n1,2\n")
    assert "iconv -f latin1 -t utf-8 <FILE >new.csv" in command.refused("run", "--data", "-")
    monkeypatch.setattr(sys, "stdin", None)
    assert "it is closed" in command.refused("run", "--data", "-")


@pytest.mark.parametrize(
    "option", [("--target", "a"), ("--ignore", "a"), ("--missing", "drop"), ("--classes",)]
)
def test_options_of_a_table_need_a_table(command: Commands, option: tuple[str, ...]) -> None:
    assert "give the table with --data FILE" in command.refused("run", *option)


def test_what_is_left_out_is_written_in_one_option(command: Commands, fruit: str) -> None:
    twice = ("--data", fruit, "--ignore", "id", "--ignore", "a b")
    assert "write all in one: --ignore 'id,a b'" in command.refused("run", *twice)
    said = command.refused("run", "--data", fruit, "--target", "kind", "--missing", "guess")
    assert "must be one of refuse, drop" in said


PROGRAM = (sys.executable, "-m", "backprop_tui")


def test_the_keys_of_the_dashboard_come_from_the_terminal_when_the_table_does_not(
    fruit: str,
) -> None:
    child, terminal = pty.fork()
    if not child:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
        line = shlex.join([*PROGRAM, "--data", "-", *CHOSEN])
        os.execv("/bin/sh", ["sh", "-c", f"cat {shlex.quote(fruit)} | {line}"])
    seen = b""
    while b"apple" not in seen:
        seen += os.read(terminal, 65536)
    os.write(terminal, b"q")
    with suppress(OSError):  # the other end is closed
        while os.read(terminal, 65536):
            pass
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_without_a_terminal_for_the_keys_the_dashboard_is_refused(fruit: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "--data", "-", *CHOSEN],
        input=FRUIT,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "no terminal for keys" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_column_of_bits_becomes_classes_where_a_loss_wants_several_outputs(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "bits.csv"
    path.write_text("x,y\n1,1\n2,0\n3,0\n")
    words = ("run", "--steps", "3", "--data", str(path), "--loss", "ce")
    advised = "or add --classes, which makes an output of each class"
    assert advised in command.refused(*words)
    assert advised in command.refused(*words, "--output-activation", "softmax")
    assert command(*words, "--output-activation", "softmax", "--classes").status == 0
