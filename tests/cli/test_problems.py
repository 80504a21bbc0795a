"""The list of what can be learnt, and a problem as a table on stdout that another run reads."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from backprop_tui.engine import PROBLEMS
from backprop_tui.engine.presets import PRESETS
from backprop_tui.engine.problems import ALIASES
from tests.cli.conftest import Commands


def test_the_list_has_every_problem_under_its_family_in_eighty_columns(command: Commands) -> None:
    printed = command.printed("problems")
    lines = printed.splitlines()
    assert max(map(len, lines)) <= 80
    blocks = printed.split("\n\n")[1:-1]
    for family, block in zip(PROBLEMS.families, blocks, strict=True):
        title, *rows = block.splitlines()
        assert title.casefold() == f"{family.title}:".casefold()
        firsts = [row.split() for row in rows if row[2] != " "]
        for words, known in zip(firsts, family.members, strict=False):
            problem = PROBLEMS[known.name]
            cases, inputs = problem.inputs.shape
            sizes = [str(inputs), "→", str(problem.targets.shape[1]), str(cases)]
            assert words[:5] == [known.name, *sizes]
        said = " ".join(" ".join(rows).split())
        joined = " ".join(row[lines[0].index("what is") :].strip() for row in rows)
        assert all(PROBLEMS[known.name].summary in joined for known in family.members)
        assert family.spelt is None or f"{family.spelt.form} any answers" in said
    told = " ".join(printed.split())
    assert all(f"{alias} for {name}" in told for alias, name in ALIASES.items())
    assert all(re.search(rf"(--preset|,) {name}\b", told) for name in PRESETS)


def test_an_exported_problem_is_learnt_as_the_problem_itself(
    command: Commands, tmp_path: Path
) -> None:
    status, table, said = command("problems", "--export", "table:10,01", "--levels", "0.1,0.9")
    assert status == 0
    path = tmp_path / "t.csv"
    path.write_text(table, encoding="utf-8")
    line = next(line for line in said.splitlines() if "learn it again with" in line)
    words = shlex.split(line.partition("backprop-tui ")[2])
    assert words == ["--data", "FILE", "--no-classes", "--levels", "0.1,0.9"]
    again = [str(path) if word == "FILE" else word for word in words]
    ends = ("--steps", "30", "--json")
    mine = json.loads(command("run", "--problem", "table:10,01", "--levels", ".1,.9", *ends).out)
    other = json.loads(command("run", *again, *ends).out)
    assert mine["weights"] == other["weights"]
    assert mine["predictions"] == other["predictions"]
    assert other["experiment"]["no_classes"] is True
    repeated = shlex.split(other["command"])[1:]
    assert "--no-classes" in repeated
    assert json.loads(command(*repeated, "--json").out)["weights"] == mine["weights"]


@pytest.mark.parametrize("name", ["circle", "gaussians", "mazur", "encoder", "plane"])
def test_a_problem_with_a_preset_is_learnt_again_by_the_command_that_is_said(
    command: Commands, tmp_path: Path, name: str
) -> None:
    _, table, said = command("problems", "--export", name)
    path = tmp_path / "t.csv"
    path.write_text(table, encoding="utf-8")
    line = next(line for line in said.splitlines() if "learn it again with" in line)
    words = shlex.split(line.partition("with backprop-tui ")[2])
    assert words[0] == "--preset"
    again = [str(path) if word == "FILE" else word for word in words]
    mine = json.loads(command("run", "--problem", name, "--json").out)
    other = json.loads(command("run", *again, "--json").out)
    assert mine["weights"] == other["weights"]
    assert mine["predictions"] == other["predictions"]
    assert mine["history"] == other["history"]
    assert mine["history"][-1]["loss"] < 0.5 * mine["history"][0]["loss"] or name == "mazur"


def test_without_the_word_one_of_several_is_a_class(command: Commands, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(command("problems", "--export", "table:10,01").out, encoding="utf-8")
    ce = ("--data", str(path), "--loss", "ce", "--output-activation", "softmax", "--steps", "1")
    assert command("run", *ce).status == 0
    assert "no_classes" not in json.loads(command("run", *ce, "--json").out)["experiment"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--export", "chess"), "there is no problem 'chess'"),
        (("--export", "xro"), "did you mean xor?"),
        (("--export", "table:011"), "table:0110 is XOR"),
        (("--export",), "--export needs a value: the name of a problem"),
        (("--export", "xor", "--problem", "or"), "so it takes no --problem"),
        (("--export", "xor", "--data", "t.csv"), "so it takes no --data"),
        (("--export", "mazur", "--levels", ".1,.9"), "leave --levels out"),
        (("out.csv",), "does not take 'out.csv'; a table goes to a file by problems --export NAME"),
        (("--export", "xor", "out.csv"), "by problems --export NAME > FILE"),
        (("--every", "2"), "does not take '--every'; it takes --export"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    command: Commands, words: tuple[str, ...], said: str
) -> None:
    assert said in command.refused("problems", *words)


def test_where_a_table_goes_is_told(command: Commands) -> None:
    assert "problems --export NAME > FILE" in command.printed("problems")
    assert "into a file by > FILE" in command.printed("problems", "--help")


def test_only_problems_exports(command: Commands) -> None:
    assert "run does not take '--export'" in command.refused("run", "--export", "xor")
