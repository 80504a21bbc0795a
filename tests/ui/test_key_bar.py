"""The key bar is the only help that everybody reads, so what it says must be what the keys do. A
click on a word does what its key does; that is tried with the mouse elsewhere.
"""

from __future__ import annotations

import pytest
from textual.binding import Binding

from backprop_tui.ui.canvas import Canvas, Look
from backprop_tui.ui.key_bar import KeyBar
from backprop_tui.ui.keys import KEYS
from tests.ui.drawing import ASCII, PALETTE, UNICODE, painted, view

BAR = KeyBar(KEYS)
SHOWN = [binding for binding in KEYS if binding.show]
LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])


def bar(width: int, look: Look = UNICODE) -> Canvas:
    return painted(BAR._write, view(), width, 1, look)


def words(binding: Binding) -> str:
    return f"{binding.key_display or binding.key} {binding.description}"


@LOOKS
def test_every_key_that_asks_for_it_is_named_in_order_when_there_is_room(look: Look) -> None:
    said = bar(140, look).rows()[0]
    places = [said.index(look.glyphs(words(binding))) for binding in SHOWN]
    assert places == sorted(places)


@LOOKS
@pytest.mark.parametrize("width", range(10, 150, 7))
def test_no_key_is_cut_at_the_edge(look: Look, width: int) -> None:
    canvas = bar(width, look)
    said = canvas.rows()[0]
    for spot in canvas.spots:
        assert isinstance(spot.target, Binding)
        shown = said[spot.x : spot.x + spot.width]
        assert shown == look.glyphs(words(spot.target))
        assert spot.x + spot.width <= width
        assert (spot.y, spot.height) == (0, 1)


@pytest.mark.parametrize(("width", "last"), [(100, "z zoom"), (80, "^p more"), (50, "q quit")])
def test_the_keys_one_needs_first_stay_on_narrow_screens(width: int, last: str) -> None:
    said = bar(width).rows()[0]
    assert said.startswith("space train s step r reset w walk ? help")
    assert last in said


def test_keys_stand_out_from_what_they_do() -> None:
    canvas = bar(80)
    assert canvas.ink[0, :5].tolist() == [PALETTE.forward] * 5
    assert canvas.bold[0, :5].all()
    assert canvas.ink[0, 6] == PALETTE.foreground
    assert not canvas.bold[0, 6]
    assert (canvas.paper == PALETTE.panel).all()
