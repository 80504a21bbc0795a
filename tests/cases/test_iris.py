"""The irises of Anderson and Fisher, 150 of three species: whoever enters the table as it is and
then types what the program prints gets at least 145 of them right.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from backprop_tui.cli import main

IRIS = Path(__file__).parent.parent / "data" / "iris.csv"
TRIES = 4


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """How many of the training cases are right at the end, and what stderr says."""
    assert main(["run", "--json", *words]) == 0
    out, err = capsys.readouterr()
    predictions = json.loads(out)["predictions"]
    right = [
        max(range(3), key=case["prediction"].__getitem__) == case["target"].index(1)
        for case in predictions
    ]
    return sum(right), err


def advised(said: str) -> list[str]:
    """The options that a remark asks to try, as words of a command line."""
    found = re.search(r"[Tt]ry ((?:--[a-z-]+(?: [^-\s(;]\S*)? ?)+)", said)
    assert found, said
    return [word.rstrip(".,;") for word in shlex.split(found[1])]


def as_printed(capsys: pytest.CaptureFixture[str], *words: str) -> int:
    """How many are right once what the program advises has been typed, again and again."""
    given = list(words)
    for _ in range(TRIES):
        right, err = run(capsys, *given)
        if right >= 145:
            break
        given += advised([line for line in err.splitlines() if "ry --" in line][-1])
    return right


@pytest.mark.parametrize("seed", [42, 0, 1, 2])
def test_the_table_with_its_species_as_words(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--data", str(IRIS), "--target", "species", "--seed", str(seed))
    right, err = run(capsys, *words)
    assert "learning species from sepal_length, sepal_width" in err
    assert right < 145, "the defaults alone do not do it"
    assert "A step sums 150 cases, too many for lr 0.5" in err
    assert "sepal_length goes from 4.3 to 7.9" in err
    assert as_printed(capsys, *words) >= 145


def test_the_table_with_a_column_a_species(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    species = ("setosa", "versicolor", "virginica")
    header, *rows = IRIS.read_text().split()
    table = [f"{header.rpartition(',')[0]},{','.join(f'y_{name}' for name in species)}"]
    for row in rows:
        numbers, _, name = row.rpartition(",")
        table.append(f"{numbers},{','.join(str(int(name == each)) for each in species)}")
    path = tmp_path / "iris_unscaled_onehot.csv"
    path.write_text("\n".join(table) + "\n")
    right, err = run(capsys, "--data", str(path))
    assert right == 50
    assert "the loss has stayed at 0.3333" in err
    assert "too many for lr 0.5" in err
    assert "seed" not in err.splitlines()[-1]
    assert as_printed(capsys, "--data", str(path)) >= 145


def test_flowers_that_nothing_was_learnt_from(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--data", str(IRIS), "--target", "species", "--lr", "0.01", "--standardize")
    assert main(["run", "--json", "--test", "0.2", *words]) == 0
    out, err = capsys.readouterr()
    test = json.loads(out)["test"]
    assert "30 of the 150 cases, of each class alike, are put aside" in err
    kinds = [sum(case // 50 == kind for case in test["cases"]) for kind in range(3)]
    assert kinds == [10, 10, 10]
    assert test["right"] >= 28
    assert main(["run", "--test", "30", *words, "--steps", "0"]) == 0
    assert "Test: " in capsys.readouterr().out
