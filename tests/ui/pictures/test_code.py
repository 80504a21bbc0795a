"""The bits are those of the activations, and the points in the cube stand where the cases are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Problem, Trainer
from backprop_tui.engine.core.calls import Array
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.gaze import Gaze, Unit
from backprop_tui.ui.pictures.code import PICTURE
from backprop_tui.ui.view import View
from tests.ui.drawn import ASCII, UNICODE, painted, view

CORNERS = np.array([[k >> 2 & 1, k >> 1 & 1, k & 1] for k in range(8)], dtype=float)
LOOKS = pytest.mark.parametrize("drawn_with", [UNICODE, ASCII], ids=["unicode", "ascii"])


def writing(codes: Array, name: str = "encoder-8-3-8", **gaze: Any) -> View:
    """An encoder whose hidden units put out these codes, a row a case."""
    snapshot = Trainer(Experiment(PROBLEMS[name], hidden=(codes.shape[1],))).snapshot()
    x, _, y = snapshot.activations
    return View(replace(snapshot, activations=(x, codes, y)), gaze=Gaze(**gaze))


@LOOKS
def test_every_case_is_a_row_of_bits(drawn_with: Look) -> None:
    codes = CORNERS.copy()
    codes[2] = [0.5, 0.79, 0.19]
    rows = painted(PICTURE.paint, writing(codes), 38, 12, drawn_with).rows()
    half = "½" if drawn_with is UNICODE else "."
    for case, row in enumerate(rows[1:9]):
        bits = [str(int(bit)) for bit in codes[case]] if case != 2 else [half, half, "0"]
        assert row.replace(drawn_with.glyphs("▸"), " ").split()[:4] == [f"x{case + 1}", *bits]
    assert rows[11].split()[:4] == ["8", "of", "8", "differ,"]


def test_with_room_the_number_stands_beside_the_bit() -> None:
    codes = np.full((8, 5), 0.97)
    rows = painted(PICTURE.paint, writing(codes), 56, 12).rows()
    assert rows[1].split()[2:] == ["1", ".97"] * 5


def test_at_80x24_all_eight_cases_stand_in_two_blocks() -> None:
    canvas = painted(PICTURE.paint, writing(CORNERS, selected=4), 38, 6)
    assert canvas.rows()[1].split() == ["x1", "0", "0", "0", "▸", "x5", "1", "0", "0"]
    cases = {s.target for s in canvas.spots if type(s.target) is int}
    assert cases == set(range(8))
    assert {s.target for s in canvas.spots if isinstance(s.target, Unit)} == {
        Unit(1, 0), Unit(1, 1), Unit(1, 2)
    }  # fmt: skip


@LOOKS
@pytest.mark.parametrize("size", [(56, 8), (78, 20), (96, 11), (196, 56)])
def test_cases_stand_at_the_corners_of_the_cube(drawn_with: Look, size: tuple[int, int]) -> None:
    """Further right with h1, further up with h2, and both with h3."""
    canvas = painted(PICTURE.paint, writing(CORNERS), *size, drawn_with)
    places = {}
    for y, row in enumerate(canvas.rows()[:-1]):
        for x, letter in enumerate(row):
            if letter in "12345678" and canvas.paper[y, x] == canvas.palette.row:
                places[int(letter) - 1] = (x, y)
    assert set(places) == set(range(8))
    for case, (x, y) in places.items():
        if case < 4:
            assert places[case + 4][0] > x
            assert places[case + 4][1] == y
        if not case & 2:
            assert places[case + 2][1] < y
            assert places[case + 2][0] == x
        if not case & 1:
            assert places[case + 1][1] < y
            assert places[case + 1][0] > x


def test_two_units_are_a_square_and_cases_in_one_place_stand_beside_each_other() -> None:
    codes = np.array([[0, 0], [0, 0], [1, 1], [0.5, 0.5]])
    canvas = painted(PICTURE.paint, writing(codes, "encoder-4-2-4"), 56, 8)
    assert "12" in canvas.rows()[6]
    assert "3" in canvas.rows()[0]


def test_what_is_no_number_stands_nowhere_in_the_cube() -> None:
    codes = CORNERS.copy()
    codes[3] = np.nan
    canvas = painted(PICTURE.paint, writing(codes), 56, 8)
    assert canvas.rows()[4].split()[:4] == ["x4", "-", "-", "-"]
    assert (canvas.paper == canvas.palette.row).sum() >= 7


def test_the_corners_are_named_where_there_is_room() -> None:
    text = "".join(painted(PICTURE.paint, writing(CORNERS), 78, 20).rows())
    assert all(f"{k:03b}" in text for k in range(8))


def test_many_cases_are_scrolled_and_the_border_says_so() -> None:
    seen = view(problem=PROBLEMS["parity-8"], hidden=(4,), selected=200)
    canvas = painted(PICTURE.paint, seen, 38, 6)
    assert 200 in {s.target for s in canvas.spots if type(s.target) is int}
    (said,) = PICTURE.captions(seen, 38, 6)
    assert said.endswith(" of 256")
    several = view(problem=PROBLEMS["encoder-8-3-8"], hidden=(3, 3), hidden_layer=2)
    assert PICTURE.captions(several, 38, 6) == ["layer 2 of 2 (h)"]


@pytest.mark.parametrize(
    ("hidden", "activation", "said"),
    [
        ((), "sigmoid", "it needs a hidden layer"),
        ((3,), "relu", "bits need an activation with two bounds, and relu has none"),
        ((20,), "sigmoid", "it needs 66x3 cells, here are 38x6: z zooms"),
    ],
)
def test_what_is_in_its_way_is_said(hidden: tuple[int, ...], activation: str, said: str) -> None:
    seen = view(problem=PROBLEMS["encoder-8-3-8"], hidden=hidden, activation=activation)
    assert PICTURE.hindrance(seen, 38, 6) == said


def test_cases_that_are_not_one_input_are_called_as_in_every_table() -> None:
    rows = painted(PICTURE.paint, view(problem=PROBLEMS["parity-3"], hidden=(3,)), 38, 12).rows()
    assert rows[1].split()[1:4] == ["0", "0", "0"]
    alike = Problem("alike", "", [[1, 0], [1, 0]], [0, 1])
    rows = painted(PICTURE.paint, view(problem=alike, hidden=(3,)), 38, 4).rows()
    assert rows[1].split()[:2] != rows[2].split()[:2]
