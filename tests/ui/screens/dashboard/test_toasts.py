"""Messages lie over the last rows and hide what is under them. So they are short and go with a key,
and all that was said can be read again.
"""

from __future__ import annotations

import re
import textwrap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from backprop_tui.engine import Start
from backprop_tui.ui.screens.toasts import GLANCE, fitting
from backprop_tui.ui.session.notice import Notice, Tone
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
    return sum(toast.size.height for toast in desk.app.screen.query("Toast"))


def helped(desk: Desk) -> str:
    """The help as one line."""
    page = desk.app.screen.query_one("#page Static", Static)
    return re.sub(r"\s+", " ", str(page.render()))


async def test_on_a_small_screen_the_start_is_said_in_few_lines_and_in_full_in_the_help() -> None:
    async with dashboard(SMALL, start=BOOK, hidden=(2,), bias=True) as desk:
        (said,) = desk.said
        assert said == (
            "W₁ of book.json is square. The weights file book.json has one bias for all units of "
            "a layer. i: more"
        )
        assert covered(desk) == 2
        await desk.press("question_mark")
        assert not covered(desk)
        for whole in ("W₁ of book.json is square", "then learns its own (not with --bias shared)"):
            assert whole in helped(desk)
    async with dashboard(LARGE, start=BOOK, hidden=(2,), bias=True) as desk:
        assert desk.said == [said]
        square, shared = (told.text for told in desk.session.told)
        assert square.startswith("W₁ of book.json is square")
        assert "then learns its own" in shared
        await desk.press("i")
        assert "then learns its own" in helped(desk)


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


async def test_an_answer_takes_the_place_of_what_was_there_which_can_be_read_again() -> None:
    async with dashboard(SMALL, schedule="3:lr=0.1") as desk:
        (remark,) = desk.said
        await desk.press("h", "h", "h")
        assert desk.said == ["There is one hidden layer."]
        await desk.press("p")
        assert len(desk.said) == 1
        assert desk.said[0].startswith("No picture:")
        assert len(desk.app.screen.query("Toast")) == 1
        await desk.press("i")
        assert remark in helped(desk)
        await desk.press("q", "h")
        assert desk.said == ["There is one hidden layer."]


async def test_a_refusal_says_that_it_is_one_and_goes_with_the_next_key() -> None:
    async with dashboard(LARGE) as desk:
        desk.session.restart(learning_rate=-1.0)
        await desk.settled()
        (refusal,) = desk.said
        assert refusal.startswith("Not possible: ")
        assert "rate" in refusal
        assert len(desk.app.screen.query("Toast.-error")) == 1
        await desk.press("down")
        assert not desk.said
        assert not covered(desk)


@pytest.mark.parametrize("size", [SMALL, LARGE, (200, 60), (60, 20)])
async def test_what_is_said_lies_over_the_last_two_rows_and_moves_nothing(
    size: tuple[int, int],
) -> None:
    async with dashboard(size, hidden=()) as desk:
        desk.session.runs.step(310)
        before = {pane.id: pane.region for pane in desk.dashboard.query("Pane")}
        desk.dashboard.show_frame()
        await desk.until(lambda: covered(desk) > 0)
        toast = desk.app.screen.query_one("Toast")
        assert toast.region.bottom == size[1] - (toast.region.height == 1)
        assert toast.region.height <= 2
        assert toast.region.width == size[0]
        assert {pane.id: pane.region for pane in desk.dashboard.query("Pane")} == before
        assert "No line separates 01, 10 from 00, 11" in " ".join(desk.rows[-2:])
        await desk.press("escape", "h")
        assert "There is no hidden layer." in desk.rows[-2]
        assert desk.rows[-1].startswith("space train"), "one line leaves the keys to be seen"


async def test_a_remark_goes_with_a_key_once_there_was_time_to_see_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr("backprop_tui.ui.screens.toasts.monotonic", lambda: now[0])
    async with dashboard(SMALL) as desk:
        toasts = desk.dashboard.toasts
        toasts.say(Notice("first", Tone.REMARK))
        toasts.say(Notice("second", Tone.REMARK))
        await desk.press("down")
        assert desk.said == ["first"], "what comes next waits, and one key may be an accident"
        now[0] += GLANCE
        await desk.press("down")
        assert not desk.said
        toasts.catch_up()
        assert desk.said == ["second"]


async def test_a_click_on_what_is_said_says_all_of_it() -> None:
    async with dashboard(SMALL, hidden=()) as desk:
        desk.session.runs.step(310)
        desk.dashboard.show_frame()
        await desk.until(lambda: covered(desk) > 0)
        await desk.pilot.click("Toast")
        await desk.until(lambda: len(desk.app.screen_stack) == 2)
        assert "step 310 The loss has stayed at 0.25 for 310 steps. No line" in helped(desk)
        assert "curve Flat near 0.25 so far." in helped(desk)


@given(
    st.lists(st.text("ab ", min_size=1, max_size=500), min_size=1, max_size=3), st.integers(20, 200)
)
def test_what_is_said_has_two_lines_at_most(forms: list[str], width: int) -> None:
    forms = [" ".join(form.split()) or "a" for form in forms]
    said = fitting(forms, width)
    longest = max((len(word) for form in forms for word in form.split()), default=0)
    if longest < width // 2:
        assert len(textwrap.wrap(said, width, break_on_hyphens=False)) <= 2
    assert said in forms or said.endswith("i: more")


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
