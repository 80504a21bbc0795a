"""The phases of a step played one after the other: at a pace that is chosen, with something that
runs along the wires meanwhile, and still as soon as they are not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.message_pump import MessagePump
from textual.timer import Timer

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.overlay import PULSE_FRAMES
from backprop_tui.ui.screens.walkthrough import WalkThrough, clocks
from backprop_tui.ui.screens.walkthrough.pace import QUICKEST, SLOWEST, next_pace
from backprop_tui.ui.widgets.drawing import Drawing
from tests.ui.driving import Desk, Intervals, dashboard


def walking(desk: Desk) -> WalkThrough:
    screen = desk.app.screen
    assert isinstance(screen, WalkThrough)
    return screen


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test moves what plays on, no clock."""
    monkeypatch.setattr(clocks, "PULSES", 1e-3)


async def test_another_network_stops_what_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    intervals = Intervals(monkeypatch)
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "space")
        assert intervals.running == {"phases"}
        desk.session.restart(hidden=(8,))
        await desk.pilot.pause()
        assert not walking(desk).place.playing
        assert intervals.running == set()


async def test_the_phases_can_be_played_and_clicked() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "space")
        assert walking(desk).place.playing
        walking(desk).play_on()
        assert walking(desk).place.number == 1
        await desk.press("left")
        assert not walking(desk).place.playing
        stepper = walking(desk).query_one("#stepper", Drawing)
        assert stepper.canvas is not None
        spot = next(spot for spot in stepper.canvas.spots if spot.target == 7)
        await desk.pilot.click(stepper, offset=(spot.x + 1, spot.y + 1))
        assert walking(desk).place.phase.key == "da1"


@pytest.fixture
def paces(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every how many seconds phases were to follow each other, one time after the other."""
    seen: list[float] = []
    make: Callable[..., Timer] = MessagePump.set_interval

    def set_interval(pump: MessagePump, seconds: float, *what: Any, **how: Any) -> Timer:
        if how.get("name") == "phases":
            seen.append(seconds)
        return make(pump, seconds, *what, **how)

    monkeypatch.setattr(MessagePump, "set_interval", set_interval)
    return seen


async def test_a_key_changes_the_pace_which_is_shown_and_remembered(paces: list[float]) -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w")
        assert "|| every 2 s" in desk.text
        await desk.press("plus")
        assert "|| every 1 s" in desk.text
        assert not walking(desk).place.playing, "it is the pace that was changed"
        await desk.press("space")
        assert "▶ every 1 s" in desk.text
        await desk.press("minus", "minus")
        assert "▶ every 4 s" in desk.text
        assert walking(desk).place.playing
        assert paces == [2, 1, 2, 4]
        before = walking(desk).place.number
        await desk.press("escape", "w")
        assert (before, walking(desk).place.number) == (0, 0)
        assert "|| every 4 s" in desk.text
        await desk.press("enter")
        assert "|| every 4 s" in desk.text, "and in the next step"
        desk.session.restart(hidden=(3,))
        await desk.press("escape", "w")
        assert "|| every 4 s" in desk.text, "and with another network"
        assert set(paces[4:]) == {4}


async def test_bounds_of_the_pace_are_said() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "plus", "plus")
        assert "every 0.5 s" in desk.text
        assert desk.said == []
        await desk.press("plus")
        assert desk.said == ["A phase every 0.5 s is as fast as it goes: - is slower."]
        await desk.press(*["minus"] * 5)
        assert desk.said == []
        await desk.press("minus")
        assert desk.said == ["A phase every 16 s is as slow as it goes: + is faster."]
        assert "every 16 s" in desk.text


def test_a_pace_there_and_back_is_the_same() -> None:
    pace = 2.0
    for factor in (0.5, 0.5, 0.5, 0.5):
        pace = next_pace(pace, factor)
    assert pace == QUICKEST
    for _ in range(9):
        pace = next_pace(pace, 2)
    assert pace == SLOWEST
    assert next_pace(next_pace(2.0, 2), 0.5) == 2.0


async def test_every_key_of_it_is_explained_and_named_below() -> None:
    async with dashboard((120, 40)) as desk:
        await desk.press("w")
        assert "+ - pace" in desk.rows[-1]
        await desk.press("question_mark")
        assert "play faster or slower: a phase every 0.5 to 16 s" in desk.text


async def test_a_pulse_runs_once_along_the_wires_at_work(slow: None) -> None:
    async with dashboard((80, 24)) as desk:
        desk.app.animation_level = "full"
        await desk.press("w", "end", "home")
        screen, seen = walking(desk), []
        assert screen.place.pulse == 0
        assert screen.view is not None
        while screen.place.pulse is not None:
            assert screen.view.overlay is not None
            assert screen.view.overlay.pulse == screen.place.pulse
            seen.append(screen.place.pulse)
            screen.pulse_on()
        assert seen == list(range(PULSE_FRAMES))
        await desk.press("end")
        assert screen.place.pulse is None, "an update flows nowhere"
        await desk.press("home", "left")
        assert screen.place.pulse is None, "there is no phase before the first"
        desk.app.animation_level = "none"
        await desk.press("right")
        assert screen.place.pulse is None


async def test_while_phases_are_played_it_runs_again_and_again(
    slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    intervals = Intervals(monkeypatch)
    async with dashboard((80, 24)) as desk:
        desk.app.animation_level = "full"
        await desk.press("w", "space")
        screen, seen = walking(desk), []
        assert intervals.running == {"phases", "pulse"}
        for _ in range(3 * PULSE_FRAMES):
            assert screen.place.pulse is not None
            seen.append(screen.place.pulse)
            screen.pulse_on()
        assert seen == 3 * list(range(PULSE_FRAMES))
        await desk.press("space")
        assert screen.place.pulse is None
        assert intervals.running == set(), "paused is silent"
        await desk.press("space")
        assert screen.place.pulse == 0
        screen.play_on()
        assert screen.place.phase.key == "a1"
        assert screen.place.pulse is None, "a unit makes it of its own sum, through no wire"
        assert intervals.running == {"phases"}
        screen.play_on()
        assert screen.place.pulse == 0
        while screen.place.playing:
            screen.play_on()
        assert screen.place.number + 1 == len(screen.place.phases)
        assert intervals.running == set()


async def test_without_animations_nothing_runs_while_phases_are_played(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    intervals = Intervals(monkeypatch)
    async with dashboard((80, 24)) as desk:
        desk.app.animation_level = "none"
        await desk.press("w", "space")
        assert walking(desk).place.playing
        assert walking(desk).place.pulse is None
        assert intervals.running == {"phases"}


async def test_no_pulse_runs_in_a_picture_that_does_not_show_it(
    slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    intervals = Intervals(monkeypatch)
    settings: dict[str, Any] = {"hidden": (64,), "problem": PROBLEMS["parity-6"]}
    async with dashboard((80, 24), **settings) as desk:
        desk.app.animation_level = "full"
        await desk.press("w", "space")
        assert walking(desk).place.pulse is None
        assert intervals.running == {"phases"}


@pytest.mark.parametrize(("glyphs", "mark"), [("unicode", ""), ("ascii", ">")])
async def test_the_pulse_is_seen_with_every_set_of_marks(
    slow: None, glyphs: str, mark: str
) -> None:
    async with dashboard((100, 30), glyphs=glyphs) as desk:
        desk.app.animation_level = "full"
        await desk.press("w", "end", "home")
        screen = walking(desk)
        pictures, written = [], set()
        for _ in range(PULSE_FRAMES):
            canvas = screen.query_one("#network", Drawing).canvas
            assert canvas is not None
            lit = canvas.ink == canvas.palette.forward
            pictures.append(lit.tobytes())
            written |= {chr(character) for character in canvas.characters[lit]}
            screen.pulse_on()
        assert mark in "".join(written)
        # Where there are numbers in its way, it may be out of sight for a moment.
        assert len(set(pictures)) >= PULSE_FRAMES - 2


@pytest.mark.parametrize(("rate", "pictures"), [(15.0, 8), (5.0, 4), (2.0, 4)])
async def test_a_line_that_carries_few_frames_has_fewer_pictures(
    monkeypatch: pytest.MonkeyPatch, rate: float, pictures: int
) -> None:
    made: list[float] = []
    make: Callable[..., Timer] = MessagePump.set_interval

    def set_interval(pump: MessagePump, seconds: float, *what: Any, **how: Any) -> Timer:
        if how.get("name") == "pulse":
            made.append(seconds)
        return make(pump, seconds, *what, **how)

    monkeypatch.setattr(MessagePump, "set_interval", set_interval)
    async with dashboard((80, 24)) as desk:
        desk.dashboard.window.rate = rate
        await desk.press("w")
        assert made == [1 / pictures]
