"""The key bar is the only help that everybody reads, so what it says must be what the keys do. A
click on a word does what its key does; that is tried with the mouse elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from textual.binding import Binding

from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.keys import last_line
from backprop_tui.ui.keys.going import AT_REST, IN_THE_PAST
from backprop_tui.ui.screens.ledger import LedgerScreen
from backprop_tui.ui.screens.walkthrough import WalkThrough
from backprop_tui.ui.widgets.key_bar import KeyBar
from tests.ui.drawn import ASCII, PALETTE, UNICODE
from tests.ui.driving import SMALL, Desk, dashboard
from tests.ui.panes.test_predictions import table

SHOWN = last_line()
BAR = KeyBar(SHOWN)
LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])


def bar(width: int, look: Look = UNICODE, idle: Iterable[str] = ()) -> Canvas:
    canvas = Canvas(width, 1, look)
    BAR.paint_keys(canvas, frozenset(idle))
    return canvas


def words(binding: Binding) -> str:
    return f"{binding.key_display or binding.key} {binding.description}"


@LOOKS
def test_every_key_that_asks_for_it_is_named_in_order_when_there_is_room(look: Look) -> None:
    for idle in (IN_THE_PAST, frozenset(AT_REST)):
        said = bar(140, look, idle).rows()[0]
        shown = [binding for binding in SHOWN if binding.id not in idle]
        places = [said.index(look.glyphs(words(binding))) for binding in shown]
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


@LOOKS
@pytest.mark.parametrize("width", range(5, 150, 3))
def test_what_has_no_room_is_the_end_of_the_line(look: Look, width: int) -> None:
    """No short key takes the place of a longer one that is needed sooner."""
    shown = [spot.target for spot in bar(width, look).spots]
    assert shown == SHOWN[: len(shown)]


@pytest.mark.parametrize(
    ("width", "last"), [(100, "z zoom"), (80, "v view"), (79, "+- speed"), (50, "q quit")]
)
def test_the_keys_one_needs_first_stay_on_narrow_screens(width: int, last: str) -> None:
    said = bar(width, idle={*IN_THE_PAST, *AT_REST}).rows()[0]
    assert said.startswith("space train s step r reset w walk ? help")
    assert last in said
    at_rest = bar(width, idle=IN_THE_PAST).rows()[0]
    assert (", back c runs" in at_rest) == (width >= 79)
    assert ("^p more" in at_rest) == (width >= 79)


def test_keys_stand_out_from_what_they_do() -> None:
    canvas = bar(80, idle={*IN_THE_PAST, *AT_REST})
    assert canvas.ink[0, :5].tolist() == [PALETTE.forward] * 5
    assert canvas.bold[0, :5].all()
    assert canvas.ink[0, 6] == PALETTE.foreground
    assert not canvas.bold[0, 6]
    assert (canvas.paper == PALETTE.panel).all()


@pytest.mark.parametrize("idle", SHOWN, ids=lambda binding: binding.id)
def test_a_key_that_would_do_nothing_is_left_out_and_its_place_taken(idle: Binding) -> None:
    others = [words(binding) for binding in SHOWN if binding is not idle]
    assert bar(150, idle=[idle.id or ""]).rows()[0].rstrip() == " ".join(others)


async def test_it_is_drawn_anew_only_when_other_keys_do_something() -> None:
    async with dashboard(SMALL) as desk:
        drawn = desk.dashboard.query_one(KeyBar)
        assert "back" not in desk.rows[-1]
        await desk.press("s")
        assert ", back c runs" in desk.rows[-1], "there is a step to go back to"
        before = drawn.canvas
        await desk.press("down", "u", "1", "z", "3", "z")
        assert drawn.canvas is before
        await desk.press("r")
        assert drawn.canvas is not before, "what lies ahead can be gone to"
        before = drawn.canvas
        desk.session.restart(problem=ALONE)
        await desk.pilot.pause()
        assert "input" not in desk.rows[-1]
        assert drawn.canvas is not before


ALONE = table([[1.0]], [[1.0]])
"""One case, and with no hidden layer one weight."""

PLACES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "dashboard": ({}, []),
    "dashboard-one-case": ({"problem": ALONE, "hidden": ()}, []),
    "walk-first": ({}, ["w"]),
    "walk-last": ({}, ["w", "end"]),
    "walk-one-case": ({"batch_size": 1}, ["w", "right"]),
    "ledger": ({}, ["l"]),
    "ledger-one-row": ({"problem": ALONE, "hidden": ()}, ["l"]),
}
"""Settings, and keys that lead to a screen."""


TWINS = {
    "up": "down", "shift+up": "shift+right", "comma": "full_stop",
    "less_than_sign": "greater_than_sign", "left_square_bracket": "right_square_bracket",
}  # fmt: skip
"""Where one of two keys is at an end the other is not."""


def offered(desk: Desk) -> list[str]:
    """The keys in the last line, as they are pressed."""
    canvas = desk.app.screen.query_one(KeyBar).canvas
    assert canvas is not None
    bindings = [spot.target for spot in canvas.spots if isinstance(spot.target, Binding)]
    return [binding.key.split(",")[0] for binding in bindings]


def seen(desk: Desk) -> tuple[Any, ...]:
    """All that a key may change."""
    return desk.text, desk.app.screen, desk.snapshot.step, desk.state, desk.said


@pytest.mark.parametrize("place", PLACES)
async def test_every_key_that_is_offered_does_something(place: str) -> None:
    """Each as soon as it is offered, one after the other; what closes the screen comes last."""
    settings, keys = PLACES[place]
    tried = ["q"]
    async with dashboard((150, 40), speed=1.0, **settings) as desk:
        await desk.press(*keys)
        screen = desk.app.screen
        while new := [key for key in offered(desk) if key not in tried]:
            key = min(new, key="escape".__eq__)
            tried.append(key)
            before = seen(desk)
            await desk.press(key)
            if seen(desk) == before:
                assert key in TWINS, key
                await desk.press(TWINS[key])
                assert seen(desk) != before, key
            if key == "escape":
                break
            while desk.app.screen is not screen:
                await desk.press("escape")
        assert len(tried) > 4


async def test_the_ends_of_a_walk_are_not_offered_and_say_what_else_there_is() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("w")
        assert "→ next" in desk.rows[-1]
        assert "back" not in desk.rows[-1]
        await desk.press("left")
        assert desk.said == ["This is the first phase: → goes on, esc closes."]
        await desk.press("right")
        assert "← back" in desk.rows[-1]
        await desk.press("end")
        assert isinstance(desk.app.screen, WalkThrough)
        assert "next" not in desk.rows[-1]
        for _ in range(2):
            await desk.press("right")
            said = "This is the last phase: enter applies the step, ← goes back."
            assert desk.said == [said], "once, not once a key"
        await desk.press("escape", "l")
        assert isinstance(desk.app.screen, LedgerScreen)
