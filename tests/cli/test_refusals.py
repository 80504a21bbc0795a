"""Everybody mistypes. Every kind of bad input gets one line that says what is wrong and what is
allowed, status 2, and nothing on stdout that a script could take for a result.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backprop_tui.cli.commands import COMMANDS, options
from backprop_tui.engine import BUGS, Experiment
from tests.cli.conftest import Commands

VALUED = {option.flag: option for option in options(Experiment) if not option.is_switch}

DIGITS = "9" * 10_000
FROM_0 = "a finite number, 0 or more"
STEPS = "a whole number from 0 to 1,000,000,000,000"
SEEDS = "a whole number from 0 to 4294967295"
UNITS = "1 to 1024 units"
FORM = '{"weights": '

VALUES = [
    ("--problem", "chess", "xor, and, or, nand"),
    ("--problem", "", "xor, and, or, nand"),
    ("--problem", "x" * 5000, "xor, and, or, nand"),
    ("--problem", "xor\n\x1b[2J", "xor, and, or, nand"),
    ("--activation", "swish", "sigmoid, tanh, relu, linear"),
    ("--activation", "tanh:2", "tanh has no number after it, as 'tanh:2' has; only sigmoid:2"),
    ("--activation", "leaky-relu:", "the slope of leaky-relu below 0 must be a finite number"),
    ("--activation", "leaky-relu:2", "slope of leaky-relu below 0 must be from 0.0001 to 1, not 2"),
    ("--activation", "leaky-relu:-0.2", "must be from 0.0001 to 1, not -0.2"),
    ("--activation", "leaky-relu:0,2", "a number needs a point, not a comma: leaky-relu:0.2"),
    ("--activation", "sigmoid:0", "the steepness of sigmoid must be from 0.01 to 100, not 0"),
    ("--activation", "bipolar:inf", "the steepness of bipolar must be a finite number, not 'inf'"),
    ("--activation", "tanh,relu", "tanh,relu names 2 hidden layers, but there is 1: give one name"),
    ("--activation", "tanh,,relu", "or for each layer one: tanh,relu, not 'tanh,,relu'"),
    ("--output-activation", "tanh,relu", "sigmoid:2, leaky-relu:0.2, bipolar:2, not 'tanh,relu'"),
    ("--activation", "", "sigmoid, tanh, relu, linear"),
    ("--output-activation", "softmin", "sigmoid, tanh, relu, linear"),
    ("--lr", "0,5", "a finite number, 0 or more, not '0,5'; with a point it is 0.5"),
    ("--steps", "1,5", "from 0 to 1,000,000,000,000, not '1,5'\n"),
    ("--loss", "ce", "needs several outputs, one a class, and xor has only one: take --loss bce"),
    ("--loss", "hinge", "half-sse, sse, mean, bce, ce, margin"),
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
    *(("--bug", text, ", ".join(BUGS)) for text in ("typo", "")),
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
        ("--speed 0.5", "a number, 1 or more, or max"),
        ("--speed 0.9999999999999999", "a number, 1 or more, or max"),
        ("--speed nan", "a number, 1 or more, or max"),
        ("--speed inf", "a number, 1 or more, or max"),
        ("--glyphs emoji", "auto, unicode, ascii"),
        ("--color 17", "auto, truecolor, 256, 16, none"),
        *((f"--fps {fps}", "a number from 1 to 60") for fps in ("0", "61", "nan", "fast", "-1")),
        ("run --json --csv", "--json"),
        ("run --problem xor --data x.csv", "exclude each other"),
        ("--problem xor run --data x.csv", "exclude each other"),
        ("run --loss bce --output-activation tanh", "needs output activation sigmoid"),
        ("run --loss bce --output-activation sigmoid:2", "needs output activation sigmoid, not"),
        ("run --hidden none --activation tanh,relu", "2 hidden layers, but there are none: give"),
        ("run --hidden 2,2,2 --activation tanh,relu", "but there are 3: give one name for all of"),
        ("run --init zeros --scale 1", "normal, uniform"),
        ("learn", "run, trace, check, compare, open, problems"),
        (
            "run fast",
            "--at, --by-hand, --csv, --every, --json, --run, --save, --save-weights, --script",
        ),
        (
            "run --speed 3",
            "--at, --by-hand, --csv, --every, --json, --run, --save, --save-weights, --script",
        ),
        (
            "--speed 3 run",
            "--at, --by-hand, --csv, --every, --json, --run, --save, --save-weights, --script",
        ),
        ("--steps 3 trace", "--at, --by-hand, --element, --gradients, "),
        (
            "run --version",
            "--at, --by-hand, --csv, --every, --json, --run, --save, --save-weights, --script",
        ),
        ("run --hiden 3", "did you mean --hidden?"),
        ("run --see 3", "did you mean --seed?"),
        ("run -x", "--help"),
        ("run --", "--help"),
        ("run --bias=1", "--bias must be one of on, off, shared, threshold, not '1'"),
        (
            "--bias shred",
            "there is no command 'shred'; --bias may be followed by on, off, shared, threshold",
        ),
        (
            "run --bias shred",
            "does not take 'shred'; --bias may be followed by on, off, shared, th",
        ),
        ("run --freeze W1 W2", "does not take 'W2'; several values are written with commas: --fre"),
        ("run --hidden 4 3", "are written with commas: --hidden 4,3"),
        ("run --activation tanh relu", "are written with commas: --activation tanh,relu"),
        ("run --target a b", "are written with commas: --target a,b"),
        ("run --at-step 5 lr=1 decay=0", "with commas: --at-step 5:lr=1,decay=0"),
        ("run --freeze W1 --phase z1", "run does not take '--phase'; it takes --at, --by-hand, --"),
        ("trace --features x1,x2 --every 3", "trace does not take '--every'; it takes --at, --by-"),
        ("run --hidden 4 many", "run does not take 'many'; it takes"),
        ("run --seed 1 2", "run does not take '2'; it takes"),
        ("run --learning-rate 1", "did you mean --lr?"),
        ("run --no-bias shared", "run does not take 'shared'"),
        ("run --bias=", "--bias must be one of on, off, shared, threshold"),
        ("check --hidden 200,200", "at most 20,000"),
        ("trace --lr 9 --hidden none --output-activation linear --at 500", "--at may be 0 to"),
        ("trace --scale 1e200 --output-activation linear", "smaller --scale"),
        ("trace --gradients --hidden-space", "are two tables; ask for one of them"),
        ("trace --gradients --phase z1", "leave out --phase and --element"),
        ("trace --gradients --element 1,1", "leave out --phase and --element"),
        ("trace --gradients --scale 1e200 --output-activation linear", "smaller --scale"),
        (
            "check --preset parity-3 --levels 0,1e300",
            "the loss is not a finite number at the start",
        ),
    ],
)
def test_a_command_line_that_cannot_work_names_what_would(
    command: Commands, arguments: str, allowed: str
) -> None:
    assert allowed in command.refused(*arguments.split(" "))


def test_an_empty_word_is_no_command(command: Commands) -> None:
    assert "run, trace, check, compare, open, problems" in command.refused("")


@pytest.mark.parametrize("flag", VALUED)
@pytest.mark.parametrize("rest", [[], ["--bias"]])
def test_a_missing_value_names_what_it_may_be(
    command: Commands, flag: str, rest: list[str]
) -> None:
    missing = f"{flag} needs a value: {VALUED[flag].allowed}"
    assert missing in command.refused("run", flag, *rest)
    assert missing in command.refused("run", f"{flag}=--", *rest)


EXPERIMENTAL = [name for name, each in COMMANDS.items() if each.word is None]
"""The commands that take the options of an experiment; all others are about a session."""


@pytest.mark.parametrize("name", ["", *EXPERIMENTAL])
def test_every_command_refuses_a_bad_experiment(command: Commands, name: str) -> None:
    assert FROM_0 in command.refused(*name.split(), "--lr", "-1")


TABLES: list[tuple[str, bytes, str]] = [
    ("empty.csv", b"", "a header row and cases"),
    ("header.csv", b"x,y\n", "no case below it"),
    ("counted.csv", b"0,2,a,b\n", "has no target"),
    ("ragged.csv", b"x,y\n1,2\n1\n", "line 3: it has 1 cell, the header has 2"),
    ("words.csv", b"x,y\n1,1\n1,two\n", "line 3, column 'y': 'two' is text"),
    ("infinite.csv", b"x,y\n1,inf\n", "not a finite number"),
    ("latin1.csv", b"gr\xf6\xdfe,y\n1,2\n", "not text (UTF-8); if it is latin1: iconv -f latin1"),
    ("binary.csv", bytes(range(256)), "not text (UTF-8)"),
    ("nul.csv", b"x,y\n1,\0\n", "NUL"),
    ("answers.csv", b"y\n1\n", "every column is a target (y)"),
    ("years.csv", b"YearsExperience,Salary\n1,2\n", "give --target NAME (columns: YearsExp"),
    ("labels.csv", b"length,target\n5.1,setosa\n", "'setosa' is the class of every case"),
    ("numbers.csv", b"5.1,3.5,1\n7.0,3.2,0\n", "put a line of names above it: x1,x2,y"),
    ("tabs.tsv", b"x1\ty\n0.5\t1\n0.5\t\n", "line 3, column 'y': '' is a missing value"),
    ("questions.csv", b"x,z\n1,2\n", "name a column y"),
    ("wide.csv", b",".join(b"x%d" % i for i in range(300)) + b",y\n" + b"1," * 300 + b"1\n", "256"),
]

STARTS: list[tuple[str, bytes, str]] = [
    ("empty.json", b"", "not JSON"),
    ("bias.json", b'{"weights": [[[1]]], "Bias": [[1]]}', "'Bias' is not a key of this file"),
    ("twice.json", b'{"weights": [], "weights": []}', "the key 'weights' is given twice"),
    ("latin1.json", b'{"note": "\xf6"}', " >new.json"),
    ("words.json", b"hello", "not JSON"),
    ("deep.json", b"[" * 100_000, "nested too deep"),
    ("list.json", b"[]", FORM),
    ("other.json", b'{"a": 1}', FORM),
    ("text.json", b'{"weights": [[["1"]]]}', FORM),
    ("ragged.json", b'{"weights": [[[1, 2], [3]]]}', FORM),
    ("infinite.json", b'{"weights": [[[Infinity]]]}', FORM),
    ("huge.json", b'{"weights": [[[1' + b"0" * 400 + b"]]]}", FORM),
    ("digits.json", b'{"weights": [[[' + b"9" * 10_000 + b"]]]}", "not JSON"),
    ("small.json", b'{"weights": [[[1]]]}', "matrix 1 has 1 row and needs 2, a row for each input"),
    ("binary.json", bytes(range(256)), "not text (UTF-8)"),
    ("turned.json", b'{"weights": [[[1, 2], [3, 4], [5, 6]], [[7, 8, 9]]]}', "columns exchanged"),
    (
        "comma.json",
        b'{"weights": [[[1], [2],]]}',
        "line 1 column 24, at ']]}': the comma before it is one too many",
    ),
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


def test_what_is_given_beside_a_weights_file_must_not_contradict_it(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "start.json"
    path.write_text('{"weights": [[[1, 2, 3], [1, 2, 3]], [[1], [1], [1]]], "biases": null}')
    message = command.refused("run", "--bias", "--weights", str(path))
    assert f"--bias and the weights file {str(path)!r} contradict each other" in message
    assert "leave --bias out" in message
    message = command.refused("run", "--hidden", "4", "--weights", str(path))
    assert f"--hidden 4 and the weights file {str(path)!r} contradict each other" in message
    assert "holds 2×3 and 3×1; this network (2-4-1) needs 2×4 and 4×1" in message
    path.write_text('{"weights": [[[1], [1]]], "biases": [[0]]}')
    message = command.refused("run", "--no-bias", "--weights", str(path))
    assert f"--no-bias and the weights file {str(path)!r} contradict each other" in message


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("z", "has no column 'z'; --target may name: a, B, b, \"c, d\", year".replace('"', "")),
        ("a,year,A", "--target names the column 'a' twice"),
        ('b,B,a,year,"c, d"', "names every column"),
        ("YEAR,", "has no column ''"),
        ("", "--target must be names of columns as in a row of CSV, not ''"),
        ('"a', "--target must be names of columns as in a row of CSV"),
        ("a\nb", "--target must be names of columns as in a row of CSV"),
    ],
)
def test_a_target_that_is_not_there_names_those_that_are(
    command: Commands, tmp_path: Path, target: str, allowed: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,B,b,"c, d",year\n1,2,3,4,5\n')
    assert allowed in command.refused("run", "--data", str(path), f"--target={target}")


def test_a_name_in_the_wrong_case_must_mean_one_column(command: Commands, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Sum,sum,x\n1,2,3\n")
    message = command.refused("run", "--data", str(path), "--target", "SUM")
    assert "has no column 'SUM' but Sum, sum; --target may name: Sum, sum, x" in message


@pytest.mark.parametrize("name", ["", *EXPERIMENTAL])
def test_a_target_without_a_table_is_refused(command: Commands, name: str) -> None:
    assert "give the table with --data FILE" in command.refused(*name.split(), "--target", "y")


def test_targets_one_by_one_are_refused_with_how_to_name_them_together(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,"b, c",d\n1,0,3\n')
    words = ("run", "--data", str(path), "--steps", "1")
    together = "--target is given more than once; write all in one: --target "
    message = command.refused("--target", "a", *words, '--target="b, c"')
    assert message.endswith(together + "'a,\"b, c\"'\n")
    assert command.printed(*words, "--target", 'a,"b, c"')
    assert command.refused(*words, *["--target=a"] * 99).endswith(together + "NAME,NAME\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--at-step",), "--at-step needs a value: a step and what changes after it, such as 20"),
        (("--at-step", "20"), "--at-step needs a value: a step and what changes after it"),
        (("--at-step", "20", "--lr=1"), "--at-step needs a value"),
        (("--at-step=20",), "--at-step needs a value"),
        (("--at-step=20", "lr"), "what changes at step 20 must be written NAME=VALUE"),
        (("--at-step", "lr=1"), "--at-step must be a step and what changes after it"),
        (("--at-step", "20:lr=1", "--at-step", "20", "momentum=0.5"), "step 20 is scheduled twice"),
        (("--at-step", "1.5", "lr=1"), "the step of a scheduled change must be a whole number"),
        (("--at-step", "5", "hidden=2"), "'hidden' cannot change on the way; lr, momentum"),
        (("--order", "random"), "--order must be one of shuffled, file, not 'random'"),
    ],
)
def test_a_schedule_or_an_order_that_means_nothing_is_refused(
    command: Commands, words: tuple[str, ...], said: str
) -> None:
    assert said in command.refused("run", *words)


@pytest.mark.parametrize(
    "words", [("--phase", "z 1"), ("--phase=z 1", "run"), ("run", "--phase= 1")]
)
def test_a_blank_in_a_value_makes_no_command_of_it(
    command: Commands, words: tuple[str, ...]
) -> None:
    said = command.refused(*words)
    assert "does not take '--" in said
    assert re.search("it takes (--at, )?--by-hand, --c", said)
