"""Groups on the screen: a link that is not there has no wire, no cell and no row, and cannot be
clicked.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Parameter
from backprop_tui.ui.diagram import RENDERINGS
from backprop_tui.ui.diagram.choosing import wires_drawn
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.screens.ledger import LedgerScreen
from backprop_tui.ui.screens.walkthrough import WalkThrough
from backprop_tui.ui.screens.walkthrough.place import Cell
from backprop_tui.ui.widgets.drawing import Drawing
from tests.engine.plain import links_there
from tests.ui.drawn import ASCII, UNICODE, network, painted, view
from tests.ui.driving import dashboard

GROUPED: dict[str, Any] = {
    "problem": PROBLEMS["parity-4"], "hidden": (4, 2), "groups": ((2, 2), (2, 2)), "bias": True,
}  # fmt: skip
DIRECT = GROUPED | {"groups": ((1, 3), (2, 2), (1, 1)), "direct": True}
SIZES = [(76, 20), (118, 36), (198, 56)]


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("rendering", ["wires", "matrix"])
@pytest.mark.parametrize("settings", [GROUPED, DIRECT], ids=["groups", "direct"])
@pytest.mark.parametrize("size", SIZES)
def test_every_weight_that_there_is_can_be_clicked_and_no_other(
    settings: dict[str, Any], rendering: str, size: tuple[int, int], look: Look
) -> None:
    seen = view(20, **settings, rendering=rendering)
    if not RENDERINGS[rendering].fits(seen, *size):
        return
    canvas = painted(RENDERINGS[rendering].paint, seen, *size, look)
    found = {spot.target for spot in canvas.spots if isinstance(spot.target, Parameter)}
    weights = {each for each in found if each.source is not None}
    layers = {layer for layer, _, _ in found}
    there = links_there(seen.snapshot.experiment)
    wanted = {
        Parameter(layer, int(row), int(unit))
        for layer in layers
        for row, unit in np.argwhere(there[layer - 1])
    }
    assert weights == wanted
    assert layers or rendering == "wires"


CROWD: dict[str, Any] = {
    "problem": PROBLEMS["parity-8"], "hidden": (8,), "groups": ((4, 4), (4, 4)),
}  # fmt: skip


@pytest.mark.parametrize("inspected", [None, Unit(1, 0), Unit(0, 1)])
@pytest.mark.parametrize("settings", [GROUPED, DIRECT, CROWD], ids=["few", "direct", "crowd"])
def test_no_wire_is_drawn_where_there_is_no_link(
    settings: dict[str, Any], inspected: Unit | None
) -> None:
    """A missing weight is 0, and a wire of 0 would still be a faint line between two units."""
    seen = view(20, **settings, inspected=inspected)
    there = links_there(seen.snapshot.experiment)
    for layer, linked in enumerate(there, start=1):
        drawn = {(source, target) for _, source, target in wires_drawn(seen, layer)}
        assert drawn <= set(map(tuple, np.argwhere(linked).tolist()))
        assert drawn == set(map(tuple, np.argwhere(linked).tolist())) or settings is CROWD
        assert drawn or inspected is not None


def test_a_view_says_which_wires_there_are() -> None:
    seen = view(**GROUPED)
    assert [seen.wire_count(layer) for layer in (1, 2, 3)] == [8, 8, 2]
    assert (seen.linked(1, 0, 1), seen.linked(1, 0, 2), seen.linked(2, 0, 1)) == (True, False, True)
    assert seen.links_there(2) is None


def test_of_many_wires_those_are_counted_that_there_are() -> None:
    settings = {"problem": PROBLEMS["parity-8"], "hidden": (8,), "groups": ((4, 4), (4, 4))}
    said = network().subtitles(view(**settings, rendering="wires"), 118, 36)
    assert "17 of 32 W₁ wires" in str(said)
    few = {"problem": PROBLEMS["parity-4"], "hidden": (8,), "groups": ((2, 2), (4, 4))}
    assert "wires" not in str(network().subtitles(view(**few, rendering="wires"), 118, 36))


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_pixels_stay_empty_where_there_is_no_link(look: Look) -> None:
    settings = {"problem": PROBLEMS["parity-8"], "hidden": (8,), "groups": ((4, 4), (4, 4))}
    in_groups, whole = (
        painted(RENDERINGS["pixels"].paint, view(**settings | change), 60, 20, look)
        for change in ({}, {"groups": ()})
    )

    def empty(canvas: Any) -> int:
        return (
            sum(row.count(" ") for row in canvas.rows())
            if look is ASCII
            else int((canvas.paper == look.palette.background).sum())
        )

    assert empty(in_groups) > empty(whole) + 30


async def test_the_walk_through_leaves_blank_what_is_not_there_and_says_so() -> None:
    async with dashboard((120, 40), **GROUPED) as desk:
        await desk.press("w")
        screen = desk.app.screen
        assert isinstance(screen, WalkThrough)
        canvas = screen.query_one("#worksheet").query_one(Drawing).canvas
        assert canvas is not None
        cells = {s.target: s for s in canvas.spots if isinstance(s.target, Cell)}
        place = screen.place
        there = links_there(desk.session.view.snapshot.experiment)[0]
        for (row, column), is_there in np.ndenumerate(there):
            spot = cells[Cell(1, row, column)]
            written = canvas.rows()[spot.y][spot.x : spot.x + spot.width].strip()
            assert bool(written) is bool(is_there), (row, column)
            assert (place.at_cell(Cell(1, row, column)).work.note == "no link") is not is_there
        assert len([u for u in canvas.spots if isinstance(u.target, Unit)]) == 0


async def test_the_ledger_has_a_row_for_each_that_there_is() -> None:
    async with dashboard((120, 40), **GROUPED) as desk:
        await desk.press("l")
        screen = desk.app.screen
        assert isinstance(screen, LedgerScreen)
        names = [entry.name for entry in screen.page.all]
        assert len(names) == desk.session.view.snapshot.experiment.parameters == 25
        assert "W₁ x1→h3" not in names
        assert "W₁ x3→h3" in names
