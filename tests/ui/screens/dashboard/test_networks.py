"""The panes must follow any network that one can ask for: none hidden, several layers, many inputs,
several outputs from a file. Restarting with another one is a choice in the command palette.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from backprop_tui.engine import PROBLEMS, Experiment, read_table
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.screens.commands import experiments
from tests.engine.bits import behind, bits
from tests.ui.drawn import after
from tests.ui.driving import LARGE, SMALL, Desk, dashboard

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
CHANGES = {choice.title: choice.changes for choice in experiments(Experiment())}


async def everything_looked_at(desk: Desk) -> None:
    """Steps, and every way of looking."""
    await desk.press("S", "down", "u", "m", "h", "4", "z", "z", "escape", "escape")


@SIZES
async def test_without_a_hidden_layer_the_matrix_says_so(size: tuple[int, int]) -> None:
    async with dashboard(size, hidden=()) as desk:
        assert "XOR 2-1" in desk.rows[0]
        assert "no hidden layer" in desk.text
        await everything_looked_at(desk)
        assert bits(desk.snapshot) == bits(after(100, hidden=()))


@SIZES
async def test_a_deep_network_shows_its_layers_in_turn(size: tuple[int, int]) -> None:
    async with dashboard(size, hidden=(8, 8), activation="tanh") as desk:
        assert "XOR 2-8-8-1" in desk.rows[0]
        assert "tanh/σ" in desk.rows[0] or size == SMALL
        assert "Hidden 1 of 2" in desk.text
        await everything_looked_at(desk)
        assert "Hidden 2 of 2" in desk.text


@SIZES
async def test_a_problem_with_many_cases_is_scrolled(size: tuple[int, int]) -> None:
    async with dashboard(size, problem=PROBLEMS["parity-8"], hidden=(8,)) as desk:
        assert "PARITY-8 8-8-1" in desk.rows[0]
        assert "/256 right · rows 1–" in desk.text
        await desk.press("up", "up", "p")
        assert desk.view.gaze.selected == 255
        assert desk.text.count("▸ 11111111 ") == 2, "panes 3 and 4 call it the same"
        await everything_looked_at(desk)


@SIZES
async def test_a_table_with_several_outputs_is_shown_as_classes(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "three.csv"
    path.write_text("a,b,y1,y2,y3\n0,0.5,1,0,0\n1,0.25,0,1,0\n0.75,1,0,0,1\n")
    problem = read_table(str(path))
    async with dashboard(size, problem=problem, hidden=(4,)) as desk:
        assert re.search(r" THREE (learns|→) y1, y2(, y3|…) ", desk.rows[0])
        assert " 2-4-3 " in desk.rows[0]
        assert "/3 right · p = " in desk.text
        assert "/3" in desk.rows[0]
        for name in ("ŷ1", "ŷ2", "ŷ3"):
            assert name in desk.text
        await everything_looked_at(desk)
        assert bits(desk.snapshot) == bits(after(100, problem=problem, hidden=(4,)))


@SIZES
async def test_columns_and_classes_have_their_names_wherever_they_are_shown(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "iris.csv"
    path.write_text("sepal_length,sepal_width,species\n5.1,3.5,setosa\n7,3.2,versicolor\n")
    problem = read_table(str(path), ["species"])
    async with dashboard(size, problem=problem, hidden=(2,)) as desk:
        assert re.search(r" IRIS (learns|→) species ", desk.rows[0])
        for name, symbol in (("setosa", "ŷ1"), ("versi", "ŷ2"), ("sepal_le", "x1")):
            # Where only a symbol leaves room for the weights, a table still has the name.
            count = desk.text.count(name)
            assert count >= 2 or (count and f" {symbol} " in desk.text), "the unit and a table"
        await everything_looked_at(desk)


@pytest.mark.parametrize(
    ("title", "settings", "shown"),
    [
        ("No hidden layer", {"hidden": ()}, "XOR 2-1 "),
        ("1 hidden unit", {"hidden": (1,)}, "XOR 2-1-1 "),
        ("2 hidden units", {"hidden": (2,)}, "XOR 2-2-1 "),
        ("4 hidden units", {"hidden": (4,)}, "XOR 2-4-1 "),
        ("8 hidden units", {"hidden": (8,)}, "XOR 2-8-1 "),
        ("Biases on", {"bias": True}, "XOR 2-4-1+b "),
        ("Biases off", {"bias": False}, "XOR 2-4-1 "),
        ("Biases shared", {"bias": "shared"}, "XOR 2-4-1+1b "),
        ("Biases threshold", {"bias": "threshold"}, "XOR 2-4-1+θ "),
        ("Problem parity-4", {"problem": PROBLEMS["parity-4"]}, "PARITY-4 4-4-1 "),
        ("Activation tanh", {"activation": "tanh"}, " tanh/σ "),
        ("Output activation linear", {"output_activation": "linear"}, " σ/linear "),
        ("Loss bce", {"loss": "bce"}, " -Σln p "),
    ],
)
async def test_a_restart_keeps_the_seed_and_all_panes_follow(
    title: str, settings: dict[str, Any], shown: str
) -> None:
    async with dashboard(seed=5) as desk:
        await desk.press("S", "u")
        before = desk.session.experiment
        desk.session.restart(**CHANGES[title])
        await desk.pilot.pause()
        assert bits(behind(desk.snapshot)) == bits(behind(after(0, seed=5, **settings)))
        assert shown in desk.rows[0]
        assert "seed 5" in desk.rows[0]
        assert desk.view.gaze.inspected is None
        is_same_start = after(0, seed=5, **settings).experiment == before
        assert ("step 0 of 100" if is_same_start else "no steps yet") in desk.text
        for name in ("predictions", "hidden", "network"):
            drawn = [spot.target for spot in desk.canvas(name).spots]
            units = {target for target in drawn if isinstance(target, Unit)}
            if name == "network":
                assert len(units) == sum(desk.view.sizes)
            elif units:
                assert len({unit for unit in units if unit.layer == 1}) == desk.view.sizes[1]
        await desk.press("s")
        assert bits(behind(desk.snapshot)) == bits(behind(after(1, seed=5, **settings)))


async def test_a_restart_with_fewer_cases_looks_at_one_that_exists() -> None:
    async with dashboard(problem=PROBLEMS["parity-5"]) as desk:
        await desk.press("up", "up")
        assert desk.view.gaze.selected == 31
        desk.session.restart(**CHANGES["Problem xor"])
        assert desk.view.gaze.selected == 3


async def test_a_restart_that_is_not_possible_is_refused_and_nothing_changes() -> None:
    async with dashboard(activation="tanh", output_activation="tanh") as desk:
        await desk.press("S")
        before = bits(desk.snapshot)
        desk.session.restart(**CHANGES["Loss bce"])
        await desk.pilot.pause()
        assert "needs output activation sigmoid" in desk.said[-1]
        assert bits(desk.snapshot) == before
        await desk.press("s")
        assert desk.snapshot.step == 101


async def test_a_restart_stops_training() -> None:
    async with dashboard(speed=4.0) as desk:
        await desk.start_training()
        desk.session.restart(hidden=(2,))
        await desk.pilot.pause()
        assert not desk.view.run.training
        assert desk.snapshot.step == desk.session.runs.step_number == 0
