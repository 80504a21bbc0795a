"""Somebody goes back in a run and looks around, as they would: with keys, with the mouse, by
typing. What is on the screen must say that this is the past, and how one comes back.
"""

from __future__ import annotations

import time

import pytest
from textual import events
from textual.geometry import Offset

from backprop_tui.engine.records import Mark
from backprop_tui.engine.runs.seeking import Journey
from backprop_tui.ui.screens.ledger.screen import LedgerScreen
from backprop_tui.ui.screens.one_line import GoTo, NameMark
from backprop_tui.ui.screens.walkthrough.screen import WalkThrough
from backprop_tui.ui.widgets.scrub_bar import Moment
from tests.ui.driving import SMALL, Desk, Intervals, dashboard
from tests.ui.screens.dashboard.test_states import WILD


async def been(desk: Desk, steps: int) -> None:
    """Let the run come so far, with no one watching."""
    desk.session.runs.step(steps)
    desk.session.show()
    await desk.settled()


async def typed(desk: Desk, text: str, *keys: str) -> None:
    """Type something where it is asked for."""
    names = {"<": "less_than_sign", ".": "full_stop", "-": "minus", "/": "slash", " ": "space"}
    await desk.press(*(names.get(letter, letter) for letter in text), *keys)


async def test_going_back_says_that_this_is_the_past_and_how_to_come_back() -> None:
    async with dashboard(SMALL) as desk:
        await been(desk, 600)
        await desk.press("escape")
        present = desk.rows
        assert present[-1].startswith("space train s step r reset")
        await desk.press("comma")
        assert desk.rows[0].startswith(" ◀ PAST  XOR")
        assert "step 599 of 600" in desk.rows[0]
        assert desk.rows[-1].startswith(
            ", . step < > 100 [ ] mark g go c runs space train w walk ? help q quit"
        )
        await desk.press("less_than_sign", "full_stop", "greater_than_sign")
        assert desk.snapshot.step == 600
        assert desk.rows == present, "everything is as it was"
        await desk.press("full_stop")
        assert desk.said == ["This is the end of the run so far; s takes another step."]
        await desk.press("left_square_bracket")
        assert desk.snapshot.step == 0
        assert desk.rows[0].startswith(" ◀ PAST  XOR")
        await desk.press("right_square_bracket", "s")
        assert desk.snapshot.step == 601, "and now it is longer"


async def test_what_is_typed_leads_there_or_is_refused_in_the_line_above() -> None:
    async with dashboard(SMALL) as desk:
        await been(desk, 600)
        await desk.press("g")
        assert isinstance(desk.app.screen, GoTo)
        assert desk.rows[-1].startswith(" go to ")
        assert desk.rows[:-1] == (await seen_without(desk))[:-1], "all else can still be seen"
        await desk.press("g")
        await typed(desk, "360", "enter")
        assert desk.snapshot.step == 360
        await desk.press("g")
        await typed(desk, "1k", "enter")
        assert desk.rows[-2].startswith(" this run has 600 steps so far; space takes more")
        await desk.press("backspace", "backspace")
        await typed(desk, "-50", "enter")
        assert desk.snapshot.step == 310
        await desk.press("g", "escape")
        await desk.press("g", "enter")
        assert desk.snapshot.step == 310


async def test_in_a_small_terminal_nothing_of_it_is_cut() -> None:
    async with dashboard((48, 14)) as desk:
        await desk.press("S", "comma", "g")
        assert desk.rows[-1].rstrip() == " go to 360, -50, 4/4, solved, start or a mark"
        await desk.press("escape", "w")
        await desk.until(lambda: "phase 1/12" in desk.rows[0])
        assert desk.rows[0].startswith(" WALK-THROUGH  ◀ PAST  step 99 → 100")
        await desk.press("escape", "l")
        await desk.until(lambda: "Ledger of step 99 → 100" in desk.rows[0])
        assert "◀ PAST" in desk.rows[0]


async def seen_without(desk: Desk) -> list[str]:
    """The rows when nothing is asked."""
    await desk.press("escape")
    return desk.rows


async def test_a_mark_gets_a_name_then_another_and_loses_it_where_it_is() -> None:
    async with dashboard(SMALL) as desk:
        await been(desk, 600)
        await desk.press("less_than_sign", "M")
        assert isinstance(desk.app.screen, NameMark)
        await typed(desk, "flat", "enter")
        await desk.until(lambda: desk.said == ["Step 500 is called flat; g goes there by that."])
        assert Mark(500, "named", "flat") in desk.snapshot.marks
        assert "▸500 flat" in desk.text
        await desk.press("greater_than_sign", "left_square_bracket")
        assert desk.snapshot.step == 500
        # What is there already can be changed, left as it is, and taken away.
        await desk.press("M", "enter")
        assert "▸500 flat" in desk.text
        await desk.press("M", "end", "s", "enter")
        await desk.until(lambda: desk.said == ["Step 500 is called flats, and no longer flat."])
        assert "▸500 flats" in desk.text
        await desk.press("M", "backspace", "enter")
        await desk.until(lambda: desk.said == ["Step 500 is called flats no longer."])
        assert "500 flats" not in desk.text


async def test_a_click_on_the_curve_or_on_a_mark_goes_there() -> None:
    async with dashboard(SMALL) as desk:
        await been(desk, 2400)
        spots = [s for s in desk.canvas("loss").spots if isinstance(s.target, Moment)]
        for spot in (spots[3], spots[len(spots) // 2], spots[-1]):
            offset = desk.pane("loss").room.offset + Offset(spot.x, spot.y)
            await desk.pilot.click(desk.pane("loss"), offset=offset)
            await desk.settled()
            assert isinstance(spot.target, Moment)
            assert desk.snapshot.step == spot.target.step
        solved = next(mark.step for mark in desk.snapshot.marks if mark.kind == "solved")
        await desk.click_on("loss", Moment(solved))
        assert desk.snapshot.step == solved


async def test_the_present_is_dragged_along_the_curve() -> None:
    async with dashboard(SMALL) as desk:
        await been(desk, 2400)
        pane, found = desk.pane("loss"), []
        for x in (20, 15, 15, 10):
            for button in (0, 1):
                event = events.MouseMove(pane, x, 3, 0, 0, button, False, False, False)
                pane.post_message(event)
                await desk.settled()
                found.append(desk.snapshot.step)
        assert found[0] == 2400, "without the button nothing moves"
        assert found[1] == found[2] > found[3] == found[6] > found[7]


async def test_the_walk_through_shows_the_same_number_one_step_earlier() -> None:
    async with dashboard((120, 40)) as desk:
        await been(desk, 600)
        await desk.press("w", "right", "right", "right", "right", "right", "shift+down", "comma")
        screen = desk.app.screen
        assert isinstance(screen, WalkThrough)
        there = screen.place.number, screen.place.cell
        assert there[0] == 5
        assert "◀ PAST  step 599 → 600" in desk.rows[0]
        await desk.press("full_stop")
        assert (screen.place.number, screen.place.cell) == there
        assert "PAST" not in desk.rows[0]
        await desk.press("left_square_bracket", "enter")
        assert (screen.place.number, screen.place.record.step) == (0, 1), "a step begins anew"
        await desk.press("g")
        await typed(desk, "360", "enter")
        assert screen.place.record.step == 360


async def test_where_a_run_diverged_there_is_no_step_to_walk_through() -> None:
    async with dashboard(SMALL, **WILD) as desk:
        for go in (("full_stop",), ("g", "e", "n", "d", "enter")):
            await been(desk, 10_000)
            assert desk.state == "DIVERGED"
            await desk.press("comma", "w")
            assert isinstance(desk.app.screen, WalkThrough)
            await desk.press(*go)
            await desk.until(lambda: len(desk.app.screen_stack) == 1)
            assert desk.state == "DIVERGED"


async def test_the_ledger_goes_back_too() -> None:
    async with dashboard(SMALL) as desk:
        await been(desk, 600)
        await desk.press("l", "down", "less_than_sign")
        screen = desk.app.screen
        assert isinstance(screen, LedgerScreen)
        assert (screen.page.step, screen.page.row) == (500, 1)
        assert "◀ PAST" in desk.text
        assert ", . step" in desk.rows[-1]
        await desk.press("g")
        await typed(desk, "end", "enter")
        assert screen.page.step == 600
        assert ", . step" not in desk.rows[-1]


def heavy(journey: Journey, most: int) -> int:
    """Steps that take so long that none of them is ever at its end."""
    time.sleep(0.005)
    return 0


async def test_a_long_way_is_seen_to_be_one_and_esc_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with dashboard(SMALL) as desk:
        await been(desk, 600)
        monkeypatch.setattr(Journey, "go", heavy)
        await desk.press("less_than_sign")
        assert desk.rows[0].startswith(" ◀▶ GOING  XOR")
        assert "step 600 → 500: 0 %" in desk.rows[0]
        await desk.press("escape")
        assert (desk.state, desk.snapshot.step) == ("PAUSED", 600)
        await desk.press("w", "less_than_sign")
        assert desk.said == ["On the way to step 500; esc stays here."]
        await desk.press("escape")
        assert isinstance(desk.app.screen, WalkThrough)
        assert (desk.state, desk.snapshot.step, desk.said) == ("PAUSED", 600, [])
        await desk.press("escape")
        assert len(desk.app.screen_stack) == 1


async def test_space_in_the_past_repeats_and_then_learns_on() -> None:
    async with dashboard(SMALL, steps=700, speed=float("inf")) as desk:
        await been(desk, 600)
        await desk.press("left_square_bracket", "space")
        await desk.trained()
        assert desk.snapshot.step == 700
        assert not desk.snapshot.is_past


async def test_in_the_past_nothing_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    intervals = Intervals(monkeypatch)
    async with dashboard(SMALL) as desk:
        await been(desk, 600)
        await desk.press("less_than_sign")
        assert desk.state == "PAST"
        assert not intervals.running
