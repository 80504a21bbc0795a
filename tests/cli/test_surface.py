"""`run --surface` prints what the pane shades: each number is a forward pass, each place of its
line lies where the pane draws it, and what has no plane is refused in one line.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS
from backprop_tui.report.surface.sampled import sampled
from backprop_tui.report.text.surface import surface_text
from backprop_tui.report.text.surface_json import surface_json
from backprop_tui.ui.drawing.canvas import BRAILLE, Canvas
from backprop_tui.ui.panes.decision_surface import DecisionSurface
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.surface import field_of
from tests.cli.conftest import Commands
from tests.engine.plain import PlainNetwork
from tests.ui.drawn import UNICODE, after


def run(command: Commands, *more: str) -> str:
    result = command("run", "--surface", *more)
    assert result.status == 0
    return result.out


def test_the_numbers_are_those_of_the_plain_loop_and_bars_stand_where_they_cross(
    command: Commands,
) -> None:
    text = run(command, "--steps", "3000").partition("Decision surface")[2]
    rows = re.findall(r"^ *(-?[0-9.]+)  ((?:[0-9.]+[ |]?){13})$", text, re.MULTILINE)
    assert [float(up) for up, _ in rows] == np.linspace(1.25, -0.25, 13).tolist()
    snapshot = after(3000)
    plain = PlainNetwork(snapshot.experiment, list(snapshot.weights), None)
    for up, row in rows:
        found = re.findall(r"[ |][0-9.]{4}", f" {row}")
        assert len(found) == 13
        places = [[across, float(up)] for across in np.linspace(-0.25, 1.25, 13)]
        expected = plain.forward(np.array(places))[1][-1][:, 0]
        assert [each[1:] for each in found] == [f"{value:.2f}" for value in expected]
        sides = expected > 0.5
        bars = [each[0] == "|" for each in found[1:]]
        assert bars == (sides[1:] != sides[:-1]).tolist()
    for name in ("00", "01", "10", "11"):
        assert re.search(f"case {name} at x1 = {name[0]}, x2 = {name[1]}: .*, right", text)
    assert "| is where ŷ crosses 0.5:" in text


@pytest.mark.parametrize("settings", [{}, {"problem": PROBLEMS["parity-3"], "bias": True}])
def test_the_line_that_is_printed_runs_where_the_pane_draws_it(
    settings: dict[str, object],
) -> None:
    snapshot = after(2500, **settings)
    view, (width, height) = View(snapshot), (60, 24)
    canvas = Canvas(width, height, UNICODE)
    DecisionSurface(5, "surface").paint(canvas, view)
    canvas.bake()
    field, line = field_of(view, width, height), canvas.characters > BRAILLE
    border = sampled(snapshot).border
    assert border
    for across, up in border:
        x, y = field.cell(across, up)
        near = line[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2]
        assert near.any() or not 0 < x - field.x < field.columns - 1, (across, up)


def test_json_holds_the_same_for_programs(command: Commands) -> None:
    told = json.loads(
        run(command, "--problem", "parity-3", "--steps", "50", "--json", "--activation", "tanh")
    )["surface"]
    assert told["inputs"] == ["x1", "x2"]
    assert told["held"] == {"x3": 0.0}
    assert (told["output"], told["middle"]) == ("y", 0.5)
    assert np.shape(told["answers"]) == (13, 13)
    assert told["axes"]["x2"][0] == -0.25
    by_name = {case["case"]: case for case in told["cases"]}
    assert by_name["110"]["at"] == [1.0, 1.0]
    assert [name for name, case in by_name.items() if case["in_plane"]] == [
        "000", "010", "100", "110",
    ]  # fmt: skip
    column, row = (told["axes"][name].index(1.0) for name in ("x1", "x2"))
    assert told["answers"][row][column] == pytest.approx(by_name["110"]["answer"], abs=1e-12)


def test_classes_are_told_by_number_and_name_with_the_output_of_the_one_that_wins(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "three.csv"
    path.write_text("size,weight,y\n1,1,ant\n3,1,bee\n2,4,cat\n")
    words = ("--data", str(path), "--steps", "3000", "--bias", "--loss", "ce",
             "--output-activation", "softmax", "--lr", "0.1")  # fmt: skip
    text = run(command, *words)
    assert "which class wins (1 ant, 2 bee, 3 cat)" in text
    assert "| is where another class wins:" in text
    assert "case #2 at size = 3, weight = 1: bee, correct bee, right" in text
    told = json.loads(run(command, *words, "--json"))["surface"]
    assert told["output"] == ["ant", "bee", "cat"]
    assert told["middle"] is None
    assert np.shape(told["answers"]) == (13, 13, 3)
    assert told["cases"][1]["target"] == "bee"


def test_values_one_input_and_several_outputs_are_said_to_be_so(command: Commands) -> None:
    assert "Values have no line between them." in run(
        command, "--problem", "plane", "--steps", "5", "--lr", "0.0001"
    )
    assert "; x3 = 0, x4 = 0 as in the first case; of ŷ1:" in run(
        command, "--problem", "encoder-4-2-4", "--steps", "5"
    )
    line = run(command, "--problem", "nielsen", "--steps", "0")
    assert "Decision surface over x1:\n" in line
    assert "Nowhere on these rows ŷ crosses 0.5." in line


def test_test_cases_and_those_elsewhere_are_said_to_be_so(command: Commands) -> None:
    text = run(command, "--problem", "circle", "--test", "0.5", "--steps", "5", "--lr", "0.01")
    assert text.count("\n test case #") == 100
    assert "4 of the 8 cases lie elsewhere" in run(command, "--problem", "parity-3", "--steps", "5")


def test_a_run_that_diverged_has_no_surface() -> None:
    snapshot = after(
        200, activation="linear", output_activation="linear", learning_rate=1e9, scale=1.0
    )
    assert snapshot.diverged
    assert list(surface_text(snapshot))[1].startswith("No decision surface: the loss is ")
    assert surface_json(snapshot) is None


def test_large_numbers_keep_three_digits_and_no_zero_has_a_sign(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "large.csv"
    path.write_text("a,b,y\n0,0,0\n0,1,10000\n1,0,20000\n1,1,30000\n")
    text = run(
        command, "--data", str(path), "--standardize", "--hidden", "none",
        "--output-activation", "linear", "--steps", "2000", "--lr", "0.1", "--bias",
    )  # fmt: skip
    assert "3e+04" in text
    assert "-0.00" not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--surface --csv", "--csv prints the history alone"),
        ("--surface --problem family-trees", "needs inputs that are numbers; these are words"),
    ],
)
def test_where_there_is_none_it_is_refused_in_one_line(
    command: Commands, words: str, said: str
) -> None:
    assert said in command.refused("run", *words.split())


def test_without_it_nothing_is_printed_of_a_surface(command: Commands) -> None:
    assert "surface" not in command("run", "--steps", "1").out
    assert "surface" not in json.loads(command("run", "--steps", "1", "--json").out)


def test_answers_that_differ_by_rounding_alone_are_said_to_be_flat(command: Commands) -> None:
    unlearnable = ("--hidden", "none", "--steps", "2000")
    text = run(command, *unlearnable)
    assert "Flat: every answer is 0.5 to 1e-15, so there is no line and no side." in text
    assert "crosses" not in text and "|" not in text.partition("Decision surface")[2]
    found = json.loads(run(command, *unlearnable, "--json"))["surface"]
    assert found["flat"] and found["boundary"] == []
