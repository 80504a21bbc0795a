"""Files and options that nobody meant: random bytes, random words. Each is taken or refused in one
line; never is there a traceback.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backprop_tui.cli import main
from backprop_tui.cli.commands import options
from backprop_tui.engine import Experiment
from backprop_tui.terminal import Terminal

LOOSELY = settings(
    max_examples=150,
    suppress_health_check=[
        *settings().suppress_health_check,
        HealthCheck.function_scoped_fixture,
    ],
)
"""What is captured and where files are written may well be shared by all examples."""


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No words at all open the dashboard, and files are written where nobody looks, wherever these
    tests are run.
    """
    monkeypatch.chdir(tmp_path)
    missing = Terminal({}, missing=("stdin",))
    monkeypatch.setattr("backprop_tui.cli.commands.find_terminal", lambda: missing)


SHORT = ("run", "--steps", "2", "--hidden", "2")


def check_answered(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """A command line works, or is refused in one line."""
    status = main(arguments)
    out, err = capsys.readouterr()
    assert status in (0, 1, 2), arguments
    assert "Traceback" not in err
    if status == 2:
        assert err.startswith("backprop-tui: ")
        assert err.count("\n") == 1
        assert err[:-1].isprintable()
    elif status == 0:
        assert out or ": saved " in err
        assert all(line.startswith("backprop-tui: ") for line in err.split("\n")[:-1])
        assert err.replace("\n", "").isprintable()


cells = st.one_of(
    st.integers(-9, 9).map(str), st.floats().map(str), st.sampled_from(["", " ", '"', "x", "\0"])
)
tables = st.builds(
    lambda names, rows, ending: ending.join(",".join(row) for row in (names, *rows)).encode(),
    st.lists(st.sampled_from(["x", "y", "y2", "target", "a b", "", "ŷ", "1", "year"]), max_size=5),
    st.lists(st.lists(cells, max_size=5), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
)


@LOOSELY
@given(st.binary(max_size=300) | tables)
def test_any_bytes_as_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    check_answered((*SHORT, "--data", str(path)), capsys)


numbers = st.integers() | st.floats() | st.booleans() | st.none() | st.text(max_size=3)
anything = st.recursive(
    numbers, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner)
)
layers = st.fixed_dictionaries(
    {"weights": st.lists(st.lists(st.lists(numbers, max_size=3), max_size=3), max_size=3)},
    optional={"biases": anything, "seed": anything},
)


@LOOSELY
@given(
    st.binary(max_size=200)
    | st.one_of(anything, layers, st.fixed_dictionaries({"weights": anything})).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_any_bytes_as_weights(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(data)
    check_answered((*SHORT, "--weights", str(path)), capsys)


VALUED = {option.flag for option in options(Experiment) if not option.is_switch}
SAFE = sorted(VALUED - {"--steps", "--hidden", "--every"})
"""Options whose values, when they are allowed, make nothing large."""

words = st.text(st.characters(exclude_characters="\0"), max_size=12) | st.one_of(
    st.integers(), st.floats(), st.sampled_from(["xor", "none", "-1", "--", "0x10", "1_0", "²", ""])
).map(str)


@LOOSELY
@given(st.sampled_from(["run", "trace", "check", "problems"]), st.sampled_from(SAFE), words)
def test_any_word_as_a_value(
    capsys: pytest.CaptureFixture[str], command: str, flag: str, value: str
) -> None:
    steps = ("--steps", "2") if command == "run" else ()
    if flag == "--at":  # a step may be far away
        value = value[:2]
    check_answered((command, *steps, flag, value), capsys)


@LOOSELY
@given(st.lists(words, max_size=4))
def test_any_words_as_a_command_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    check_answered(tuple(arguments), capsys)


@pytest.mark.parametrize("path", ["", ".", "/", "/dev/null", "no such file", "\udcff", "x" * 5000])
@pytest.mark.parametrize("flag", ["--data", "--weights"])
def test_any_path(capsys: pytest.CaptureFixture[str], flag: str, path: str) -> None:
    check_answered(("run", "--steps", "1", flag, path), capsys)
