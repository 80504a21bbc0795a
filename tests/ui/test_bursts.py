"""Keys and clicks that arrive in the same breath, as a slow line delivers them or impatience makes
them: they do what they would do if they came slowly, and whatever they do, the program lives.
"""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections.abc import Sequence
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual import events
from textual.screen import Screen
from textual.widgets import Input

from backprop_tui.engine import Trainer
from tests.ui.driving import LARGE, SMALL, Desk, dashboard
from tests.ui.test_fuzz import no_files_and_no_end

CHARACTERS = {
    "space": " ",
    "enter": "\r",
    "tab": "\t",
    "full_stop": ".",
    "question_mark": "?",
    "comma": ",",
}

OPENING = ["e", "w", "l", "question_mark", "ctrl+p", "z", "1", "3", "4", "enter", "m", "h", "u"]
OTHERS = [
    "0", "5", "full_stop", "comma", "less_than_sign", "ctrl+u", "shift+right", "pagedown", "S",
]  # fmt: skip
CLOSING = ["escape", "enter", "q", "ctrl+c", "r", "R", "s", "right", "down", "tab", "9"]


def key(name: str) -> events.Key:
    """A key as the terminal's reader makes it."""
    return events.Key(name, CHARACTERS.get(name, name if len(name) == 1 else None))


def click(x: int, y: int) -> list[events.Event]:
    """Both halves of a click."""
    return [
        kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        for kind in (events.MouseDown, events.MouseUp)
    ]


def move(x: int, y: int) -> events.Event:
    """The mouse, somewhere."""
    return events.MouseMove(None, x, y, 0, 0, 0, False, False, False, screen_x=x, screen_y=y)


async def play(desk: Desk, what: Sequence[events.Event], at_once: bool) -> str:
    """Let all of it happen, at once or one after the other; returns what is seen then."""
    for event in what:
        desk.app.post_message(event)
        if not at_once:
            await desk.settled()
    await desk.settled()
    return desk.text


async def seen(names: Sequence[str], at_once: bool, size: tuple[int, int] = SMALL) -> str:
    """What is seen after keys at once, or one by one."""
    async with dashboard(size) as desk:
        with no_files_and_no_end():
            return await play(desk, [key(name) for name in names], at_once)


typed = st.lists(
    st.one_of(
        st.sampled_from([*OPENING, *CLOSING]),
        st.sampled_from([*OPENING, *CLOSING]),
        st.sampled_from(OTHERS),
    ),
    min_size=2,
    max_size=7,
)


@given(typed)
@example(["e", "enter", "enter"])
@example(["l", "enter", "enter", "enter"])
@example(["3", "z", "4", "z"])
@example(["w", "escape", "s"])
@example(["S", "comma", "comma", "comma", "less_than_sign", "less_than_sign", "w", "full_stop"])
@example(["ctrl+p", "escape", "s"])
@settings(max_examples=15)
async def test_keys_at_once_do_what_they_do_one_by_one(names: list[str]) -> None:
    assert await seen(names, at_once=True) == await seen(names, at_once=False)


async def test_what_is_typed_ahead_reaches_the_field_that_opens() -> None:
    names = ["e", "ctrl+u", *"0.125", "enter"]
    assert "0.125" in (await seen(names, at_once=True)).partition("\n")[0]
    names = ["e", "tab", "ctrl+u", *"0.9", "enter"]
    assert "α 0.9" in await seen(names, at_once=True, size=LARGE)


async def test_a_zoom_that_is_asked_for_with_its_pane_zooms_that_pane() -> None:
    text = await seen(["3", "4", "z"], at_once=True)
    assert "4 Hidden activations" in text
    assert "3 Predictions" not in text


@pytest.mark.parametrize("words", ["bias on", "biases off"])
async def test_a_command_that_is_typed_with_its_enter_is_found_before_it_runs(words: str) -> None:
    names = ["ctrl+p", *(CHARACTERS.get(letter, letter) for letter in words), "enter"]
    text = await seen(["space" if name == " " else name for name in names], at_once=True)
    assert ("2-4-1+b" in text) == words.endswith("on")


async def test_hundreds_of_keys_all_arrive() -> None:
    async with dashboard(SMALL) as desk:
        await play(desk, [key("s") for _ in range(300)], at_once=True)
        assert desk.snapshot.step == 300


@pytest.mark.parametrize("leaving", ["ctrl+c", "ctrl+q"])
async def test_who_wants_to_leave_does_not_wait_for_a_crowd(leaving: str) -> None:
    async with dashboard(SMALL) as desk:
        for name in [*["s"] * 40, leaving]:
            desk.app.post_message(key(name))
        await desk.until(lambda: desk.app.return_code is not None)
        assert desk.snapshot.step < 10


async def test_held_keys_are_drawn_on_the_way() -> None:
    steps = set()
    async with dashboard(SMALL) as desk:
        for _ in range(60):
            desk.app.post_message(key("s"))
        while desk.snapshot.step < 60:
            await asyncio.sleep(0.005)
            found = re.search(r"step (\d+)", desk.rows[0])
            steps.add(found[1] if found else "")
    assert len(steps) > 2


async def test_to_go_back_with_a_key_held_down_ends_with_the_key() -> None:
    async with dashboard(SMALL) as desk:
        desk.session.step(1_000)
        with mock.patch.object(desk.session, "go_by", wraps=desk.session.go_by) as gone:
            names = ["comma"] * 600 + ["full_stop"] * 3 + ["down"] + ["less_than_sign"] * 2
            await play(desk, [key(name) for name in names], at_once=True)
        assert desk.snapshot.step == 203
        assert gone.call_count < 12
        # A letter that is typed is none of it.
        await play(desk, [key(name) for name in ["g", *["comma"] * 3]], at_once=True)
        assert desk.app.screen.query_one(Input).value == ",,,"


async def test_keys_go_before_training(monkeypatch: pytest.MonkeyPatch) -> None:
    async with dashboard(SMALL, speed=math.inf) as desk:
        # A large network: a step takes as long as it takes to press a key.
        taken = Trainer.step

        def slow(trainer: Trainer, count: int = 1) -> int:
            end = time.monotonic() + 0.03
            while time.monotonic() < end:
                pass
            return taken(trainer, 1)

        monkeypatch.setattr(Trainer, "step", slow)
        trainer, turnstile = desk.session.runs, desk.app.turnstile
        desk.app.post_message(key("space"))
        while not trainer.step_number:
            await asyncio.sleep(0)
        before = trainer.step_number
        for _ in range(40):
            desk.app.post_message(key("down"))
        while not turnstile.is_crowded:
            await asyncio.sleep(0)
        while turnstile.is_crowded:
            await asyncio.sleep(0)
        assert trainer.step_number - before < 10
        monkeypatch.undo()
        await desk.press("space")


async def test_a_mouse_that_moves_on_is_followed_to_where_it_is() -> None:
    seen: list[int] = []
    async with dashboard(LARGE) as desk:
        with mock.patch.object(Screen, "_handle_mouse_move", lambda _, event: seen.append(event.x)):
            await play(desk, [key("e"), *(move(x, 5) for x in range(50)), key("escape")], True)
    assert seen == [49]


async def test_nothing_gets_through_once_the_program_ends() -> None:
    async with dashboard(SMALL) as desk:
        for name in ("q", "ctrl+p", "s"):
            desk.app.post_message(key(name))
        await desk.until(lambda: desk.app.return_code is not None)
        assert desk.snapshot.step == 0
        assert len(desk.app.screen_stack) == 1


places = st.sampled_from(
    [
        *((108, 37), (108, 38), (70, 21)),  # where messages appear
        *((27, 3), (40, 10), (10, 24), (60, 30), (100, 5)),  # weights, units, cases, panes
        *((60, 20), (60, 16), (3, 0), (1, 39)),  # dialogs, the edge, the last line
    ]
)
one = st.one_of(
    st.sampled_from([*OPENING, "h", "h"]).map(lambda name: [key(name)]),
    st.sampled_from(CLOSING).map(lambda name: [key(name)]),
    places.map(lambda place: click(*place)),
    places.map(lambda place: [*click(*place), *click(*place)]),
    st.sampled_from([(120, 40), (80, 24), (40, 12), (130, 45)]),
)


async def burst(desk: Desk, what: list[events.Event] | tuple[int, int]) -> None:
    """Let something happen, and wait for nothing."""
    if isinstance(what, tuple):
        await desk.pilot.resize_terminal(*what)
        return
    for event in what:
        desk.app.post_message(event)


@given(st.lists(st.tuples(one, st.sampled_from([0, 0, 1, 5, 20, 60])), min_size=2, max_size=5))
@settings(max_examples=25)
async def test_whatever_comes_in_the_same_breath_the_program_lives(
    what: list[tuple[list[events.Event] | tuple[int, int], int]],
) -> None:
    async with dashboard(LARGE) as desk:
        with no_files_and_no_end():
            for action, turns in what:
                await burst(desk, action)
                for _ in range(turns):
                    await asyncio.sleep(0)
            await desk.settled()
            while len(desk.app.screen_stack) > 1:
                depth = len(desk.app.screen_stack)
                await desk.press("escape")
                await desk.until(lambda: len(desk.app.screen_stack) < depth)  # noqa: B023
            await desk.resize(LARGE)
            before = desk.snapshot.step
            await desk.press("escape", "escape", "s")
            assert desk.snapshot.step > before


@pytest.mark.parametrize("turns", [0, 1, 3, 10, 30])
async def test_a_message_that_is_clicked_twice_is_gone(turns: int) -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("h")
        assert desk.app.screen.query("Toast")
        rows = desk.rows
        y = next(k for k, row in enumerate(rows) if "one hidden layer" in row)
        for event in click(rows[y].index("hidden layer"), y):
            desk.app.post_message(event)
        for _ in range(turns):
            await asyncio.sleep(0)
        for event in click(rows[y].index("hidden layer"), y):
            desk.app.post_message(event)
        await desk.settled()
        assert not desk.app.screen.query("Toast")
        assert "one hidden layer" not in desk.text
