"""Somebody presses whatever is there, clicks anywhere, pulls at the window, pastes a novel. None of
it may end the program, and the run must stay one that could have been trained in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from backprop_tui.engine import Trainer
from backprop_tui.ui.app import BackpropApp
from backprop_tui.ui.keys import keys
from backprop_tui.ui.screens.ledger.keys import KEYS as LEDGER_KEYS
from backprop_tui.ui.screens.walkthrough.keys import KEYS as WALK_KEYS
from tests.ui.driving import Desk, dashboard

LEAVING = {"q", "ctrl+q", "ctrl+c"}

KNOWN = sorted(
    {key for binding in (*keys(), *WALK_KEYS, *LEDGER_KEYS) for key in binding.key.split(",")}
    | {"ctrl+p", "ctrl+l", "ctrl+z", "tab", "shift+tab", "backspace", "delete", "f1", "j", "k"}
    | set("0123456789.-eE ") - LEAVING
)
"""Keys that do something somewhere."""

pressed = st.sampled_from([key for key in KNOWN if key not in LEAVING])
places = st.tuples(st.floats(0, 0.999), st.floats(0, 0.999))
actions = st.one_of(
    st.tuples(st.just("key"), pressed),
    st.tuples(st.just("key"), pressed),
    st.tuples(st.just("click"), places),
    st.tuples(st.just("wheel"), places),
    st.tuples(st.just("hover"), places),
    st.tuples(st.just("resize"), st.tuples(st.integers(1, 130), st.integers(1, 45))),
    st.tuples(st.just("paste"), st.text(max_size=40)),
    st.tuples(st.just("focus"), st.booleans()),
)


async def act(desk: Desk, what: str, how: object) -> None:
    """Do one thing."""
    width, height = desk.app.size
    if isinstance(how, str):
        if what == "key":
            await desk.press(how)
        else:
            desk.app.post_message(events.Paste(how))
    elif isinstance(how, bool):
        desk.app.post_message(events.AppFocus() if how else events.AppBlur())
    elif isinstance(how, tuple) and what == "resize":
        await desk.pilot.resize_terminal(*how)
    elif isinstance(how, tuple):
        x, y = int(how[0] * width), int(how[1] * height)
        if what == "click":
            await desk.pilot.click(offset=(x, y))
        elif what == "hover":
            await desk.pilot.hover(offset=(x, y))
        else:
            wheel = events.MouseScrollDown(
                None, x, y, 0, 1, 0, False, False, False, screen_x=x, screen_y=y
            )
            desk.app.screen.post_message(wheel)
    await desk.pilot.pause()


@contextmanager
def no_files_and_no_end() -> Iterator[None]:
    """The palette offers to save a picture and to quit; both work, and neither is wanted here."""
    with (
        mock.patch.object(BackpropApp, "action_screenshot"),
        mock.patch.object(BackpropApp, "action_quit"),
        mock.patch.object(BackpropApp, "exit"),
    ):
        yield


def moment(trainer: Trainer) -> list[bytes]:
    """All parameters, to the last bit."""
    snapshot = trainer.snapshot()
    return [array.tobytes() for array in (*snapshot.weights, *(snapshot.biases or ()))]


@given(
    st.sampled_from([(80, 24), (120, 40), (50, 15)]),
    st.sampled_from([(), (2,), (3, 2)]),
    st.lists(actions, max_size=25),
)
@settings(max_examples=25)
async def test_nothing_that_a_person_does_ends_the_program_or_spoils_the_run(
    size: tuple[int, int], hidden: tuple[int, ...], what: list[tuple[str, object]]
) -> None:
    async with dashboard(size, hidden=hidden, speed=4096.0) as desk:
        with no_files_and_no_end():
            for action in what:
                await act(desk, *action)
            while len(desk.app.screen_stack) > 1:
                desk.app.pop_screen()
            await desk.resize((80, 24))
            if desk.view.run.training:
                await desk.press("space")
            trainer = desk.session.runs.main
            step, now = trainer.step_number, moment(trainer)
            assert desk.snapshot.step == step
            trainer.seek(0)
            trainer.seek(step)
            assert moment(trainer) == now
            await desk.press("r")
            start = Trainer(desk.session.experiment).snapshot()
            assert desk.snapshot.step == 0
            assert moment(desk.session.runs.main) == [
                array.tobytes() for array in (*start.weights, *(start.biases or ()))
            ]
            assert desk.snapshot.loss == start.loss or start.diverged
            trainer.seek(step)
            assert moment(trainer) == now, "the run that was left is whole"
