"""A screen that is asked to close twice closes once: on a slow line two keys may come at once, and
the second must not end the program or close what lies below.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input

from backprop_tui.ui.screens.closing import ClosesOnce
from backprop_tui.ui.session.session import Session
from backprop_tui.ui.view import View
from tests.ui.driving import SMALL, dashboard


@pytest.mark.parametrize("keys", [["e"], ["l", "enter"], ["question_mark"], ["w", "question_mark"],
                                  ["w"], ["l"], ["ctrl+p"]])  # fmt: skip
async def test_a_screen_closes_once(keys: list[str]) -> None:
    async with dashboard(SMALL) as desk:
        await desk.press(*keys)
        screen, *below = reversed(desk.app.screen_stack)
        assert isinstance(screen, ClosesOnce)
        assert below
        for _ in range(3):
            screen.dismiss()
        await desk.pilot.pause()
        assert desk.app.screen_stack == below[::-1]
        screen.dismiss()
        assert desk.app.screen_stack == below[::-1]


@pytest.mark.parametrize("key", ["w", "l"])
async def test_a_screen_that_is_closed_is_told_nothing_more(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    follow, told = Session.follow, list[View]()

    def overheard(session: Session, follower: Callable[[View], None]) -> Callable[[], None]:
        def tell(view: View) -> None:
            told.append(view)
            follower(view)

        return follow(session, tell)

    monkeypatch.setattr(Session, "follow", overheard)
    async with dashboard(SMALL) as desk:
        await desk.press(key, "escape")
        told.clear()
        desk.session.look(selected=0)
        assert told == [desk.view], "the dashboard alone is"


async def test_a_dialog_that_nobody_wrote_in_changes_nothing() -> None:
    async with dashboard(SMALL, learning_rate=1 / 3) as desk:
        before = desk.snapshot
        await desk.press("e", "enter")
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        assert desk.snapshot is before


async def test_a_dialog_that_is_sent_twice_is_applied_once() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("e", *["backspace"] * 5, *"2")
        field = desk.app.screen.query(Input).first()
        for _ in range(3):
            field.post_message(Input.Submitted(field, field.value))
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        await desk.pilot.pause()
        assert desk.snapshot.experiment.learning_rate == 2.0
        assert desk.snapshot.by_hand == 1
