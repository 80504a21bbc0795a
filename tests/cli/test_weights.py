"""Weights come as people have them: a row an input or a row a unit, typed or saved from a program.
What was taken for what is said before anything is learnt.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.conftest import Commands

BY_INPUT = '{"weights": [[[1, 2, 3], [4, 5, 6]], [[7], [8], [9]]]}'
BY_UNIT = '{"weights": [[[1, 4], [2, 5], [3, 6]], [[7, 8, 9]]]}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.json"


def test_a_printed_command_reads_a_file_by_unit_again(command: Commands, path: Path) -> None:
    path.write_text(BY_UNIT)
    words = ("--weights", str(path), "--weights-by", "unit")
    out = command.printed("run", *words, "--steps", "3", "--json")
    report = json.loads(out)
    assert report["experiment"]["weights_by"] == "unit"
    assert command.printed(*shlex.split(report["command"])[1:], "--json") == out
    path.write_text(BY_INPUT)
    plain = json.loads(command.printed("run", *words[:2], "--steps", "3", "--json"))
    assert plain["weights"] == report["weights"]
    assert "weights_by" not in plain["experiment"]


def test_what_a_run_wrote_tells_which_way_it_stands(command: Commands, path: Path) -> None:
    path.write_text(command.printed("run", "--hidden", "2", "--steps", "3", "--json"))
    *_, err = command("run", "--weights", str(path), "--steps", "1")
    assert "square" not in err
    said = command.refused("run", "--weights", str(path), "--weights-by", "unit")
    assert "--weights-by unit and the weights file" in said
    assert "it says itself that its weights are by input; leave --weights-by out" in said


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (BY_UNIT, "", "it would fit with rows and columns exchanged: --weights-by unit"),
        (BY_INPUT, "--weights-by unit", "rows and columns exchanged: --weights-by input"),
        (BY_UNIT, "--hidden 4", "it holds 3×2 and 1×3; this network (2-4-1) needs 2×4 and 4×1"),
        (BY_UNIT, "--weights-by row", "--weights-by must be one of input, unit, not 'row'"),
        ("", "--weights-by unit", "its form is {"),
        ("", "--weights-by unit", "a row per unit, a column per unit before"),
        ("PK", "", "cannot be read as NPZ: damaged or cut off"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(
    command: Commands, path: Path, content: str, words: str, said: str
) -> None:
    path.write_text(content)
    assert said in command.refused("trace", "--weights", str(path), *words.split())


@pytest.mark.parametrize(
    ("weights", "words", "said"),
    [
        ("[[[-3, 2, 2], [1, -2, -2]], [[-1, 2, 2]]]", "", "column"),
        ("[[[-3, 2, 2], [1, -2, -2]], [[-1, 2, 2]]]", "--weights-by unit", "column"),
        ("[[[-3, 1], [2, -2], [2, -2]], [[-1], [2], [2]]]", "", "row"),
        ("[[[-3, 1], [2, -2], [2, -2]], [[-1], [2], [2]]]", "--weights-by unit", "row"),
    ],
)
def test_biases_that_stand_in_the_matrices_are_found_there(
    command: Commands, path: Path, weights: str, words: str, said: str
) -> None:
    """As in courses whose Θ has the weights of a unit that is always 1 in its first column."""
    path.write_text(f'{{"weights": {weights}}}')
    refusal = command.refused("run", "--weights", str(path), *words.split())
    assert f"each has one {said} too many: is the first {said} the biases?" in refusal
    assert '"biases": [[…], …], a list a layer' in refusal
    assert ("and give --weights-by unit" in refusal) == (said == "column" and not words)


def test_the_way_of_a_file_needs_a_file(command: Commands) -> None:
    assert "give --weights FILE too" in command.refused("run", "--weights-by", "unit")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "is square: read with a row per input; a row per unit is --weights-by unit\n"),
        ("--weights-by unit", ""),
        ("--weights-by input", ""),
    ],
)
def test_of_a_square_matrix_is_said_which_way_it_was_read_where_nobody_has_said_it(
    command: Commands, path: Path, words: str, said: str
) -> None:
    table = path.with_name("table.csv")
    table.write_text("x1,x2,y1,y2\n1,2,0,1\n")
    path.write_text('{"weights": [[[1, 2], [3, 4]]]}')
    arguments = ("trace", "--json", "--data", str(table), "--weights", str(path), *words.split())
    _, out, err = command(*arguments)
    assert err.endswith(said)
    assert bool(err) == bool(said)
    assert json.loads(out)["layers"][0]["z"] == ([[5, 11]] if "unit" in words else [[7, 10]])


ARRAYS: list[tuple[dict[str, Any], str]] = [
    (
        {"W1": np.ones((2, 1)), "b1": np.zeros(1), "history": np.zeros(9)},
        "W₁ is W1, b₁ is b1, a row per unit before (an input, in the first matrix), a column per "
        "unit; left out: history",
    ),
    (
        {"0.weight": np.ones((3, 2)), "2.weight": np.ones((1, 3))},
        "W₁ is 0.weight, W₂ is 2.weight, a row per unit, a column per unit before",
    ),
    ({"W1": np.ones((2, 1)), "theta1": np.zeros(1)}, "W₁ is W1, θ₁ is theta1, a row per unit"),
]


@pytest.mark.parametrize(("arrays", "said"), ARRAYS)
def test_of_an_npz_file_is_said_what_was_taken(
    command: Commands, tmp_path: Path, arrays: dict[str, Any], said: str
) -> None:
    path = tmp_path / "saved.npz"
    np.savez(path, **arrays)
    status, _, err = command("run", "--weights", str(path), "--steps", "1", "--json")
    assert status == 0
    assert f"of the weights file {listed_name(path)}" in err
    assert said in err


def listed_name(path: Path) -> str:
    """The beginning of its name, which may be too long for a line."""
    return str(path)[:50]


def test_a_run_of_an_npz_file_is_written_and_goes_on(command: Commands, tmp_path: Path) -> None:
    saved, middle = tmp_path / "saved.npz", tmp_path / "middle.json"
    stream = np.random.RandomState(0)
    np.savez(saved, stream.normal(size=(2, 3)), np.zeros(3), stream.normal(size=(3, 1)), [0.5])
    words = ("run", "--weights", str(saved), "--json")
    whole = json.loads(command.printed(*words, "--steps", "9", remarks=1))
    out = command.printed(*words, "--steps", "4", remarks=1)
    middle.write_text(out)
    *_, rest, _ = command("run", "--weights", str(middle), "--steps", "5", "--json")
    assert json.loads(rest)["weights"] == whole["weights"]
    assert json.loads(rest)["biases"] == whole["biases"]
    command_again = json.loads(out)["command"]
    assert command.printed(*shlex.split(command_again)[1:], "--json", remarks=1) == out


@pytest.mark.parametrize("name", ["it's.json", "it's.NPZ"])
def test_weights_are_saved_and_the_command_that_is_said_goes_on_from_them(
    command: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("run", "--hidden", "2", "--bias", "--json", "--steps")
    whole = json.loads(command.printed(*words, "9"))
    _, _, err = command(*words, "5", "--save-weights", name)
    (said,) = [line for line in err.splitlines() if "saved" in line]
    assert said == (
        f"backprop-tui: saved {name}; --weights goes on from there: backprop-tui "
        f"""--weights 'it'"'"'s.{name.rpartition(".")[2]}'"""
    )
    again = shlex.split(said.rpartition("there: ")[2])
    _, out, err = command("run", *again[1:], "--steps", "4", "--json")
    assert json.loads(out)["weights"] == whole["weights"], err
    before = Path(name).read_bytes()
    err = command.refused(*words, "9", "--save-weights", name)
    assert "--save-weights writes over nothing" in err
    assert Path(name).read_bytes() == before
    for other in ("one.json", "../" + Path.cwd().name + "/one.json"):
        both = ("--save", "one.json", "--save-weights", other)
        assert "--save and --save-weights name the same file" in command.refused(*words, "9", *both)
