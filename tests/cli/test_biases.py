"""Biases are asked for in the form in which a book has them, and what is written is read back in
that form, to the last bit.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Commands

FORMS = pytest.mark.parametrize("form", ["on", "off", "shared", "threshold"])


@pytest.mark.parametrize(
    ("words", "bias"),
    [
        ("run", False),
        ("run --bias", True),
        ("--bias run", True),
        ("run --no-bias", False),
        ("run --bias off", False),
        ("run --bias on", True),
        ("run --bias shared", "shared"),
        ("--bias shared run", "shared"),
        ("run --bias=threshold", "threshold"),
        ("--bias threshold run --lr 1", "threshold"),
        ("run --bias threshold --no-bias", False),
        ("run --no-bias --bias shared", "shared"),
    ],
)
def test_a_form_may_follow_and_any_other_word_stays_what_it_is(
    command: Commands, words: str, bias: bool | str
) -> None:
    report = json.loads(command.printed(*words.split(), "--json", "--steps", "1"))
    assert report["experiment"]["bias"] == bias
    again = shlex.split(report["command"])[1:]
    assert json.loads(command.printed(*again, "--json")) == report


@FORMS
@pytest.mark.parametrize("hidden", ["none", "3", "2,3"])
def test_a_run_goes_on_from_what_it_wrote_in_every_form(
    command: Commands, tmp_path: Path, form: str, hidden: str
) -> None:
    path = tmp_path / "middle.json"
    words = ("run", "--hidden", hidden, f"--bias={form}", "--json", "--momentum", "0.5")
    whole = json.loads(command.printed(*words, "--steps", "50"))
    path.write_text(command.printed(*words, "--steps", "20"))
    rest_of_it = ("--momentum", "0.5", "--json", "--steps", "30")
    *_, goes_on, _ = command("run", "--weights", str(path), *rest_of_it)
    rest = json.loads(goes_on)
    for key in {"weights", "biases", "thresholds"} & set(whole):
        assert rest[key] == whole[key]
    assert ("thresholds" in rest) == (form == "threshold")
    assert rest["experiment"]["bias"] == whole["experiment"]["bias"]


def test_thresholds_are_biases_with_the_opposite_sign(command: Commands, tmp_path: Path) -> None:
    weights = '"weights": [[[0.5, 0.9], [0.4, 1.0]], [[-1.2], [1.1]]]'
    ends = []
    for key, sign in (("biases", -1), ("thresholds", 1)):
        path = tmp_path / f"{key}.json"
        numbers = [[sign * 0.8, sign * -0.1], [sign * 0.3]]
        path.write_text(f'{{{weights}, "{key}": {json.dumps(numbers)}}}')
        _, out, _ = command("run", "--weights", str(path), "--steps", "99", "--json")
        ends.append(json.loads(out))
    assert ends[0]["weights"] == ends[1]["weights"]
    assert ends[0]["biases"] == [[-theta for theta in layer] for layer in ends[1]["thresholds"]]


@pytest.mark.parametrize(
    ("biases", "words", "said"),
    [
        ('"biases": [0.5, 1]', "", "b₁ = 0.5): they share it, and learn it as one"),
        ('"biases": [[0.5], [1]]', "", "b₁ = 0.5): they share it, and learn it as one"),
        ('"biases": [0.5, 1]', "--bias", "each unit starts with it and then learns its own (not"),
        ('"biases": [[0.5, 0.5], [1]]', "--bias shared", ""),
        ('"biases": [[0.5, 0.6], [1]]', "--bias threshold", "are taken as thresholds θ as they"),
        ('"thresholds": [0.5, 1]', "", "one threshold for all units of a layer (θ₁ = 0.5): each"),
        ('"thresholds": [[0.5, 0.5], [1]]', "--bias threshold", ""),
        ('"thresholds": [[0.5, 0.5], [1]], "biases": null', "", ""),
    ],
)
def test_how_biases_of_a_file_were_taken_is_said(
    command: Commands, tmp_path: Path, biases: str, words: str, said: str
) -> None:
    path = tmp_path / "book.json"
    path.write_text(f'{{"weights": [[[1, 2], [2, 1]], [[1], [2]]], {biases}}}')
    status, _, err = command("trace", "--weights", str(path), *words.split())
    assert status == 0
    assert said in err
    assert len(err.splitlines()) == bool(said)


@pytest.mark.parametrize(
    ("biases", "words", "said"),
    [
        ('"biases": [[1, 2], [3]]', "--bias shared", "biases of layer 1 are 1, 2, one a unit"),
        ('"thresholds": [[1, 2], [3]]', "--bias", "it has thresholds; leave --bias out"),
        ('"thresholds": [1, 3]', "--bias shared", "it has thresholds; leave --bias shared out"),
        ('"thresholds": [1, 3]', "--no-bias", "or give --bias threshold to use them"),
        ('"thresholds": [[1], [2], [3]]', "", "holds thresholds for 2, 1, 1 units"),
        ('"biases": [1, 2], "thresholds": [1, 2]', "", "it holds biases and thresholds"),
        ('"biases": null', "--bias threshold", "it has no biases; add them, or leave --bias thr"),
        (
            '"biases": [[1, 2], null]',
            "",
            "layer 2 is null, and all layers have them or none: write 0",
        ),
        ('"biases": [[1, 2], null]', "", "and --freeze b2 if they are to stay 0"),
        ('"thresholds": 1', "", "thresholds is no list; one number a layer is [1, 1]"),
        ('"threshold": [1, 1]', "", "'threshold' is not a key of this file; write 'thresholds'"),
        ('"theta": [1, 1]', "", "'theta' is not a key of this file; write 'thresholds'"),
        ('"thresholds": [[1, "2"], [1]]', "", "thresholds, layer 1, number 2 is no number"),
    ],
)
def test_what_contradicts_a_file_is_one_line(
    command: Commands, tmp_path: Path, biases: str, words: str, said: str
) -> None:
    path = tmp_path / "book.json"
    path.write_text(f'{{"weights": [[[1, 2], [2, 1]], [[1], [2]]], {biases}}}')
    assert said in command.refused("trace", "--weights", str(path), *words.split())


@pytest.mark.parametrize(
    ("words", "name", "result"),
    [
        ("--bias threshold --phase dtheta1 --element theta,h2", "dθ₁[h2]", "(-1)·"),
        ("--bias threshold --phase dθ₁ --element h2", "dθ₁[h2]", "(-1)·"),
        ("--bias shared --phase db1 --element all", "db₁[all]", " + "),
        ("--bias shared --momentum 0.5 --phase bchange1 --element b,1", "Δb₁[all]", "(-0.5)·"),
        ("--bias threshold --momentum 0.5 --phase tchange2 --element ŷ", "Δθ₂[ŷ]", "(-0.5)·"),
    ],
)
def test_one_number_of_them_is_asked_for_by_its_name(
    command: Commands, words: str, name: str, result: str
) -> None:
    lines = command.printed("trace", *words.split()).splitlines()
    assert lines[0].strip() == name
    assert result in "".join(lines[1:])
