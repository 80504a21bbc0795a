"""Messages lie over the panes and hide what is under them. So they go when somebody opens a screen,
and what was said of the start is read again in the help.
"""

from __future__ import annotations

import re

import numpy as np
import pytest
from textual.widgets import Static

from backprop_tui.engine import Start
from tests.ui.driving import LARGE, SMALL, Desk, dashboard

BOOK = Start(
    (np.array([[0.5, 0.9], [0.4, 1.0]]), np.full((2, 1), 0.5)),
    (np.full(2, 0.25), np.full(1, 0.5)),
    "book.json",
    shared=(1,),
)
SCHEDULE = "on the way settings change: from step 3 on lr 0.1"


def covered(desk: Desk) -> int:
    """Rows of the screen on which messages lie."""
    return sum(toast.size.height + 2 for toast in desk.app.screen.query("Toast"))


def helped(desk: Desk) -> str:
    """The help as one line."""
    page = desk.app.screen.query_one("#page Static", Static)
    return re.sub(r"\s+", " ", str(page.render()))


async def test_on_a_small_screen_the_start_is_said_in_few_lines_and_in_full_in_the_help() -> None:
    async with dashboard(SMALL, start=BOOK, hidden=(2,), bias=True) as desk:
        (said,) = desk.said
        assert said == (
            "W₁ of book.json is square. The weights file book.json has one bias for all units of "
            "a layer. ? says all of it."
        )
        assert covered(desk) == 6
        await desk.press("question_mark")
        assert not covered(desk)
        for whole in ("W₁ of book.json is square", "then learns its own (not with --bias shared)"):
            assert whole in helped(desk)
    async with dashboard(LARGE, start=BOOK, hidden=(2,), bias=True) as desk:
        square, shared = desk.said
        assert square.startswith("W₁ of book.json is square")
        assert "then learns its own" in shared


@pytest.mark.parametrize("key", ["w", "l", "e", "question_mark", "ctrl+p", "escape"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_message_goes_when_a_screen_is_opened_or_esc_is_pressed(
    key: str, size: tuple[int, int]
) -> None:
    async with dashboard(size, start=BOOK, hidden=(2,), bias=True) as desk:
        assert covered(desk)
        await desk.press(key)
        assert not covered(desk)
        assert not desk.said


async def test_an_answer_goes_with_the_next_step_and_a_remark_stays() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("r")
        assert desk.said == ["This is step 0 already."]
        await desk.press("s")
        assert not desk.said
        assert not covered(desk)
    async with dashboard(SMALL, schedule="3:lr=0.1") as desk:
        assert desk.said == [f"O{SCHEDULE[1:]}."]
        await desk.press("s")
        assert len(desk.said) == 1


async def test_an_answer_takes_the_place_of_the_one_before_and_of_nothing_else() -> None:
    async with dashboard(SMALL, schedule="3:lr=0.1") as desk:
        (remark,) = desk.said
        await desk.press("h", "h", "h")
        assert desk.said == [remark, "There is one hidden layer."]
        await desk.press("p")
        assert desk.said[0] == remark
        assert desk.said[1].startswith("No picture:")
        assert len(desk.app.screen.query("Toast")) == 2
        await desk.press("escape", "h")
        assert desk.said == ["There is one hidden layer."]
        await desk.press("question_mark", "q", "h")
        assert desk.said == ["There is one hidden layer."]


async def test_a_refusal_stays_beside_an_answer_that_follows() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("h")
        desk.session.restart(learning_rate=-1.0)
        await desk.press("h")
        refusal, answer = desk.said
        assert "rate" in refusal
        assert answer == "There is one hidden layer."
        assert len(desk.app.screen.query("Toast.-error")) == 1


async def test_behind_the_help_a_remark_waits_until_it_is_closed() -> None:
    async with dashboard(SMALL, schedule="3:lr=0.1") as desk:
        await desk.press("question_mark")
        assert SCHEDULE in helped(desk)
        desk.session.step(3)
        await desk.settled()
        assert not covered(desk)
        await desk.press("q")
        assert desk.said == ["Step 3, as scheduled: lr 0.1."]
        assert covered(desk)
        await desk.press("question_mark")
        desk.session.reset()
        await desk.press("escape")
        assert desk.said == [], "what was said of another run is not said any more"
