"""Everybody mistypes. Every kind of bad input gets one line that says what is wrong and what is
allowed, status 2, and nothing on stdout that a script could take for a result.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from backprop_tui.cli.commands import COMMANDS
from backprop_tui.cli.options import OPTIONS
from backprop_tui.engine import BUGS
from tests.cli.conftest import Commands

DIGITS = "9" * 10_000
FROM_0 = "a finite number, 0 or more"
STEPS = "a whole number from 0 to 1,000,000,000,000"
SEEDS = "a whole number from 0 to 4294967295"
UNITS = "1 to 1024 units"
FORM = '{"weights": '

VALUES = [
    ("--problem", "chess", "xor, and, or, parity-2"),
    ("--problem", "", "xor, and, or, parity-2"),
    ("--problem", "x" * 5000, "xor, and, or, parity-2"),
    ("--problem", "xor\n\x1b[2J", "xor, and, or, parity-2"),
    ("--activation", "step", "sigmoid, tanh, relu, linear"),
    ("--activation", "", "sigmoid, tanh, relu, linear"),
    ("--output-activation", "softmax", "sigmoid, tanh, relu, linear"),
    ("--loss", "hinge", "mse, bce"),
    ("--init", "he", "normal, uniform, xavier, zeros"),
    *(("--hidden", text, UNITS) for text in ("", "0", "-4", "2.5", "4,,4", "four", "1000000000")),
    *(("--hidden", text, UNITS) for text in ("nan", "1e3", "0x4", "4,", "none,4", DIGITS)),
    ("--hidden", ",".join(["4"] * 17), "at most 16"),
    ("--hidden", ",".join(["4"] * 50_000), "at most 16"),
    ("--hidden", ",".join(["1024"] * 16), "at most 2,000,000"),
    *(("--lr", text, FROM_0) for text in ("-1", "-0.5", "-inf", "inf", "nan", "", "fast", "-x")),
    *(("--lr", text, FROM_0) for text in ("1e999", DIGITS, "1,5", "--1")),
    *(("--scale", text, FROM_0) for text in ("-1", "nan", "inf", "")),
    *(("--momentum", text, "from 0 to below 1") for text in ("1", "1.5", "-0.1", "nan", "")),
    *(("--seed", text, SEEDS) for text in ("-1", "1.5", "4294967296", "", "nan", DIGITS)),
    *(("--bug", text, ", ".join(BUGS)) for text in ("typo", "", "none")),
    *(("--batch-size", text, "from 1 to") for text in ("0", "-2", "5", "1.5", "", DIGITS)),
]


@pytest.mark.parametrize(("flag", "text", "allowed"), VALUES)
def test_a_value_that_is_not_allowed_names_what_is(
    command: Commands, flag: str, text: str, allowed: str
) -> None:
    assert allowed in command.refused("run", f"{flag}={text}")


@pytest.mark.parametrize("text", ["-1", "-inf", "-1e5", "-nan", "-h"])
def test_a_value_that_begins_with_a_dash_is_a_value(command: Commands, text: str) -> None:
    assert f"--lr must be {FROM_0}, not {text!r}" in command.refused("run", "--lr", text)


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        ("run --steps -5", STEPS),
        ("run --steps 1.5", STEPS),
        ("run --steps 10000000000000", STEPS),
        (f"run --steps {DIGITS}", STEPS),
        ("run --every 0", "a whole number from 1 to"),
        ("run --every -2", "a whole number from 1 to"),
        ("trace --at -1", STEPS),
        ("trace --at nan", STEPS),
        ("check --at 0.5", STEPS),
        ("--speed 0", "a number, 1 or more, or max"),
        ("--speed nan", "a number, 1 or more, or max"),
        ("--speed inf", "a number, 1 or more, or max"),
        ("--glyphs emoji", "auto, unicode, ascii"),
        ("--color 17", "auto, truecolor, 256, 16, none"),
        *((f"--fps {fps}", "a number from 1 to 60") for fps in ("0", "61", "nan", "fast", "-1")),
        ("run --json --csv", "--json"),
        ("run --problem xor --data x.csv", "exclude each other"),
        ("--problem xor run --data x.csv", "exclude each other"),
        ("run --loss bce --output-activation tanh", "needs output activation sigmoid"),
        ("run --init zeros --scale 1", "normal, uniform"),
        ("learn", "run, trace, check, problems"),
        ("run fast", "--csv, --every, --json, --steps"),
        ("run --speed 3", "--csv, --every, --json, --steps"),
        ("--speed 3 run", "--csv, --every, --json, --steps"),
        ("--steps 3 trace", "--at, --element, --json, --phase"),
        ("run --version", "--csv, --every, --json, --steps"),
        ("run --hiden 3", "did you mean --hidden?"),
        ("run --see 3", "did you mean --seed?"),
        ("run -x", "--help"),
        ("run --", "--help"),
        ("run --bias=1", "--bias"),
        ("check --hidden 200,200", "at most 20,000"),
        ("trace --lr 9 --hidden none --output-activation linear --at 500", "--at may be 0 to"),
        ("trace --scale 1e200 --output-activation linear", "smaller --scale"),
    ],
)
def test_a_command_line_that_cannot_work_names_what_would(
    command: Commands, arguments: str, allowed: str
) -> None:
    assert allowed in command.refused(*arguments.split(" "))


def test_an_empty_word_is_no_command(command: Commands) -> None:
    assert "run, trace, check, problems" in command.refused("")


@pytest.mark.parametrize("flag", OPTIONS)
@pytest.mark.parametrize("rest", [[], ["--bias"]])
def test_a_missing_value_names_what_it_may_be(
    command: Commands, flag: str, rest: list[str]
) -> None:
    message = command.refused("run", flag, *rest)
    assert f"{flag} needs a value: {OPTIONS[flag].allowed}" in message


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_refuses_a_bad_experiment(command: Commands, name: str) -> None:
    assert FROM_0 in command.refused(*name.split(), "--lr", "-1")


TABLES: list[tuple[str, bytes, str]] = [
    ("empty.csv", b"", "a header row and cases"),
    ("header.csv", b"x,y\n", "no case below it"),
    ("ragged.csv", b"x,y\n1,2\n1\n", "case 2 has 1 cells, the header has 2"),
    ("words.csv", b"x,y\n1,two\n", "not a finite number"),
    ("infinite.csv", b"x,y\n1,inf\n", "not a finite number"),
    ("binary.csv", bytes(range(256)), "not text (UTF-8)"),
    ("nul.csv", b"x,y\n1,\0\n", "NUL"),
    ("answers.csv", b"y\n1\n", "a column not named y"),
    ("questions.csv", b"x,z\n1,2\n", "name a column y"),
    ("wide.csv", b",".join(b"x%d" % i for i in range(300)) + b",y\n" + b"1," * 300 + b"1\n", "256"),
]

STARTS: list[tuple[str, bytes, str]] = [
    ("empty.json", b"", "not JSON"),
    ("words.json", b"hello", "not JSON"),
    ("deep.json", b"[" * 100_000, "nested too deep"),
    ("list.json", b"[]", FORM),
    ("other.json", b'{"a": 1}', FORM),
    ("text.json", b'{"weights": [[["1"]]]}', FORM),
    ("ragged.json", b'{"weights": [[[1, 2], [3]]]}', FORM),
    ("infinite.json", b'{"weights": [[[Infinity]]]}', FORM),
    ("huge.json", b'{"weights": [[[1' + b"0" * 400 + b"]]]}", FORM),
    ("digits.json", b'{"weights": [[[' + b"9" * 10_000 + b"]]]}", "not JSON"),
    ("small.json", b'{"weights": [[[1]]]}', "needs 2×4 and 4×1"),
    ("binary.json", bytes(range(256)), "not text (UTF-8)"),
]


@pytest.mark.parametrize(
    ("option", "name", "content", "allowed"),
    [
        *(pytest.param("--data", *table, id=table[0]) for table in TABLES),
        *(pytest.param("--weights", *start, id=start[0]) for start in STARTS),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    command: Commands, tmp_path: Path, option: str, name: str, content: bytes, allowed: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    message = command.refused("run", option, str(path))
    assert allowed in message
    assert Path(name).stem in message


@pytest.mark.parametrize("option", ["--data", "--weights"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "No such file"),
        ("", "Is a directory"),
        (".", "Is a directory"),
        ("x" * 5000, "name too long"),
        ("a\nb", "No such file"),
        ("\udcff", "No such file"),
    ],
)
def test_a_path_that_leads_nowhere_says_why(
    command: Commands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    name: str,
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert reason in command.refused("run", f"{option}={name}")


def test_biases_and_weights_must_fit_together(command: Commands, tmp_path: Path) -> None:
    path = tmp_path / "start.json"
    path.write_text('{"weights": [[[1], [1]]], "biases": [[0]]}')
    assert "give --bias" in command.refused("run", "--hidden", "none", "--weights", str(path))
    path.write_text('{"weights": [[[1], [1]]], "biases": null}')
    assert "--no-bias" in command.refused("run", "--hidden=none", "--bias", "--weights", str(path))
