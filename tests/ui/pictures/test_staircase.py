"""The staircase shows the mean of every unit for every number of ones, in the order of jumps."""

from __future__ import annotations

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Problem
from backprop_tui.report.findings.staircase import staircase
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.gaze import Gaze, Unit
from backprop_tui.ui.pictures.staircase import PICTURE
from backprop_tui.ui.view import View
from tests.report.findings.test_staircase import thermometer
from tests.ui.drawn import ASCII, PALETTE, UNICODE, painted, view
from tests.ui.reading import true_to

SIZES = [(38, 6), (56, 8), (96, 11), (78, 20), (196, 56)]
LOOKS = pytest.mark.parametrize("drawn_with", [UNICODE, ASCII], ids=["unicode", "ascii"])


def row_of(rows: list[str], name: str) -> list[str]:
    """The words of the row of a unit."""
    return next(row.split() for row in rows if row[1:].split()[:1] == [name])


@LOOKS
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("problem", ["parity-2", "parity-4", "parity-8"])
def test_every_number_is_the_mean_for_its_count(
    drawn_with: Look, size: tuple[int, int], problem: str
) -> None:
    seen = view(40, problem=PROBLEMS[problem], hidden=(3,), bias=True)
    found = staircase(seen.snapshot, 1)
    rows = painted(PICTURE.paint, seen, *size, drawn_with).rows()
    counts = len(found.counts)
    for unit in range(3):
        words = row_of(rows, f"h{unit + 1}")[1:]
        assert all(map(true_to, words[:counts], found.means[:, unit].tolist()))
        assert true_to(words[counts], float(found.spreads[:, unit].max()))
    answer = row_of(rows, drawn_with.glyphs("ŷ"))[1:]
    means = staircase(seen.snapshot, 2).means[:, 0].tolist()
    assert all(map(true_to, answer[:counts], means))


def test_units_stand_in_the_order_of_their_jumps_on_their_heat() -> None:
    canvas = painted(PICTURE.paint, View(thermometer()), 78, 11)
    rows = canvas.rows()
    named = [row.split()[0] for row in rows if row.startswith(" h")]
    assert named == ["h2", "h3", "h1"]
    assert [row_of(rows, name)[-2:] for name in named] == [
        ["0→1", "+1.00"], ["1→2", "+1.00"], ["2→3", "+1.00"]
    ]  # fmt: skip
    cell = next(x for x in range(78) if rows[0][x : x + 1] == "1")
    assert canvas.paper[1, cell] == PALETTE.heat(1.0)
    assert "the units depend on the count alone, to 0.00" in "\n".join(rows)
    assert "Δ.00" in rows[2], "with room, the spread stands below each mean"


def test_the_column_of_the_selected_case_is_marked() -> None:
    for case, count in ((0, "▸0"), (3, "▸2"), (7, "▸3")):
        seen = View(thermometer(), gaze=Gaze(selected=case))
        assert count in painted(PICTURE.paint, seen, 38, 6).rows()[0].split()


def test_of_many_units_the_inspected_one_is_shown() -> None:
    seen = view(problem=PROBLEMS["parity-4"], hidden=(12,))
    for unit in range(12):
        looking = seen.looking(inspected=Unit(1, unit))
        rows = painted(PICTURE.paint, looking, 38, 6).rows()
        assert any(row.startswith(f"▸h{unit + 1} ") for row in rows)
        assert len([row for row in rows if row[1] == "h"]) == 4
    assert PICTURE.captions(seen, 38, 6) == ["4 of 12 units (u)"]


def test_the_border_says_what_depends_on_the_count_alone_and_only_then() -> None:
    assert PICTURE.captions(View(thermometer()), 38, 6) == ["count alone: Δ0.00"]
    assert PICTURE.captions(View(thermometer(10.0)), 38, 6) == []
    assert "differ by up to 0.50" in "".join(
        painted(PICTURE.paint, View(thermometer(10.0)), 78, 12).rows()
    )


@pytest.mark.parametrize(
    ("problem", "hidden", "said"),
    [
        (PROBLEMS["parity-4"], (), "it needs a hidden layer"),
        (
            Problem("one", "", np.eye(3), [0, 1, 0]),
            (2,),
            "it counts ones, and needs cases of bits with different numbers of them",
        ),
        (PROBLEMS["parity-8"], (8,), "it needs 37x4 cells, here are 36x6: z zooms"),
    ],
)
def test_what_is_in_its_way_is_said(problem: Problem, hidden: tuple[int, ...], said: str) -> None:
    assert PICTURE.hindrance(view(problem=problem, hidden=hidden), 36, 6) == said
