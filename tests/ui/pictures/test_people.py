"""Each name stands on the heat of its weight or above its box, with its sign before it."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.pictures.people import PICTURE
from tests.ui.drawn import ASCII, PALETTE, UNICODE, painted, view
from tests.ui.driving import SMALL, dashboard
from tests.ui.pictures.trained import households, with_weights

WEIGHTS = np.array([[1, 3], [-5, 2], [2, 0.5], [1.5, 3], [-4.5, 2], [0, -0.5], [9, 3.0]])
LOOKS = pytest.mark.parametrize("drawn_with", [UNICODE, ASCII], ids=["unicode", "ascii"])
TREES: dict[str, Any] = {"problem": PROBLEMS["family-trees"], "hidden": (6, 12, 6)}


@LOOKS
@pytest.mark.parametrize("size", [(22, 6), (30, 9), (60, 20)])
def test_every_name_has_its_sign_before_it(drawn_with: Look, size: tuple[int, int]) -> None:
    canvas = painted(PICTURE.paint, with_weights(households(), WEIGHTS), *size, drawn_with)
    text = "\n".join(canvas.rows()).replace("−", "-")
    for name, sign in zip(("Ada", "Bob", "Cleo", "Dante", "Elsa"), "+-++-", strict=True):
        assert f"{sign}{name}" in text
    assert " Fabio" in text, "a weight of 0 has none"


def test_a_name_stands_on_the_heat_of_its_weight() -> None:
    canvas = painted(PICTURE.paint, with_weights(households(), WEIGHTS), 22, 6)
    rows = canvas.rows()
    assert rows[0].startswith(" h1 +Ada  −Bob  +Cleo")
    for x, y, weight in ((4, 0, 1), (10, 0, -5), (16, 0, 2), (10, 1, -4.5), (16, 1, 0)):
        assert canvas.paper[y, x] == PALETTE.heat(weight / 5)
    assert "Fabio" in rows[1], "the second row stands below the first"


def test_whoever_has_the_same_place_stands_above_each_other_where_rows_are_parted() -> None:
    seen = view(**TREES)
    rows = painted(PICTURE.paint, seen, 38, 6).rows()
    assert [len(re.findall("[+−]", row)) for row in rows[:4]] == [6, 6, 6, 6]
    for english, italian in ((rows[0], rows[1]), (rows[2], rows[3])):
        assert [m.start() for m in re.finditer("[+−]", english)] == [
            m.start() for m in re.finditer("[+−]", italian)
        ]
    assert "James" in rows[0]
    assert "Marco" in rows[1]


@pytest.mark.parametrize(
    ("size", "units"),
    [((38, 6), 1), ((38, 5), 1), ((56, 8), 1), ((78, 20), 6), ((78, 13), 6), ((196, 56), 6)],
)
def test_one_unit_or_all_as_there_is_room(size: tuple[int, int], units: int) -> None:
    seen = view(inspected=Unit(1, 4), **TREES)
    canvas = painted(PICTURE.paint, seen, *size)
    shown = {spot.target for spot in canvas.spots}
    assert shown == ({Unit(1, k) for k in range(6)} if units == 6 else {Unit(1, 4)})
    said = PICTURE.captions(seen, *size)
    assert ("6 units" in " ".join(said)) == (units == 1)
    drawn = "\n".join(canvas.rows())
    assert (drawn + said[0] if said else drawn).count("English over Italian") == 1
    assert canvas.rows()[size[1] - 1].startswith(" h5  ")


def test_below_stands_whom_the_unit_listens_to_most() -> None:
    canvas = painted(PICTURE.paint, with_weights(households(), WEIGHTS), 60, 20)
    assert canvas.rows()[19].split() == [
        "h1", "Bob", "-5.00", "Elsa", "-4.50", "Cleo", "+2.00", "Dante", "+1.50", "Ada", "+1.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "size", "said"),
    [
        ({**TREES, "hidden": ()}, (38, 6), "it needs a hidden layer"),
        ({}, (38, 6), "xor does not say in which rows its inputs stand"),
        (TREES, (38, 4), "it needs 36x5 cells, here are 38x4: z zooms"),
        (TREES, (20, 6), "it needs 36x5 cells, here are 20x6: z zooms"),
    ],
)
def test_what_is_in_its_way_is_said(
    settings: dict[str, object], size: tuple[int, int], said: str
) -> None:
    assert PICTURE.hindrance(view(**settings), *size) == said


async def test_u_shows_the_next_unit_and_z_all_of_them() -> None:
    async with dashboard(SMALL, **TREES) as desk:
        assert "4 People" in desk.text
        await desk.press("u", "u")
        assert desk.canvas("hidden").rows()[5].startswith(" h2  ")
        await desk.press("4", "z")
        assert "▸h2 " in desk.text
        assert len({spot.target for spot in desk.canvas("hidden").spots}) == 6
