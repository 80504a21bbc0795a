"""What the dashboard does when the line to the terminal does not keep up. There is no terminal
here: the window is told how things stand.
"""

from __future__ import annotations

from unittest import mock

import pytest
from textual import events

from backprop_tui.engine import Experiment
from backprop_tui.ui.app import BackpropApp
from backprop_tui.ui.link.frame_window import FrameWindow
from backprop_tui.ui.screens.walkthrough import WalkThrough
from tests.ui.driving import Desk, dashboard


class Line:
    """How the line stands."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_open, self.is_flooded, self.complaint = True, False, ""
        monkeypatch.setattr(FrameWindow, "admit", lambda _: self.is_open)
        monkeypatch.setattr(FrameWindow, "is_flooded", property(lambda _: self.is_flooded))
        monkeypatch.setattr(FrameWindow, "complaint", property(lambda _: self.complaint))


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(monkeypatch)


async def trained(desk: Desk, steps: int) -> int:
    """Let that many steps pass, and a frame be due; returns the step that is shown then."""
    desk.session.runs.step(steps)
    desk.dashboard.show_frame()
    await desk.pilot.pause()
    return desk.snapshot.step


async def test_a_frame_waits_until_the_window_is_open(line: Line) -> None:
    async with dashboard() as desk:
        assert await trained(desk, 10) == 10
        line.is_open = False
        assert await trained(desk, 10) == 10
        line.is_open = True
        assert await trained(desk, 10) == 30


async def test_keys_do_not_wait(line: Line) -> None:
    line.is_open = False
    async with dashboard() as desk:
        await desk.press("s", "down")
        assert desk.snapshot.step == 1
        assert "step 1/" in desk.rows[0]


async def test_a_slow_line_is_named_in_the_first_line(line: Line) -> None:
    async with dashboard((80, 24)) as desk:
        await trained(desk, 10)
        assert "slow line" not in desk.rows[0]
        line.complaint = "slow line: ssh -C"
        await trained(desk, 10)
        assert "slow line: ssh -C" in desk.rows[0]
        line.complaint = ""
        await trained(desk, 10)
        assert "slow line" not in desk.rows[0]


async def test_a_window_in_the_background_is_known_to_the_line() -> None:
    async with dashboard() as desk:
        desk.app.post_message(events.AppBlur())
        await desk.until(lambda: not desk.app.window.is_watched)
        desk.app.post_message(events.AppFocus())
        await desk.until(lambda: desk.app.window.is_watched)


async def test_what_was_slow_is_not_said_of_a_paused_run(line: Line) -> None:
    line.complaint = "slow line: ssh -C"
    async with dashboard((80, 24), speed=4.0) as desk:
        await desk.press("space")
        await desk.until(lambda: "slow line" in desk.rows[0])
        await desk.press("space")
        assert "slow line" not in desk.rows[0]


async def test_a_signal_that_comes_before_the_screen_waits_for_it() -> None:
    app = BackpropApp(Experiment())
    app.leave(143)
    async with app.run_test():
        assert app.return_code is None or app.return_code == 143
    assert app.return_code == 143


async def test_on_a_flooded_line_keys_share_a_frame(line: Line) -> None:
    painted = 0

    def count(app: BackpropApp) -> None:
        nonlocal painted
        painted += not app.is_holding

    async with dashboard() as desk:
        line.is_flooded = True
        await desk.press("down")  # its frame finds the line flooded
        await desk.until(lambda: desk.app.is_holding)
        with mock.patch.object(BackpropApp, "post_display_hook", autospec=True, side_effect=count):
            await desk.press("down", "s", "u")
            assert desk.snapshot.step == 1
            assert painted == 0
            line.is_flooded = False
            await desk.until(lambda: painted > 0)
        assert "step 1/" in desk.rows[0]
        await desk.press("s")
        assert "step 2/" in desk.rows[0]


async def test_a_pulse_runs_on_unseen_and_ends_in_sight(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dashboard() as desk:
        desk.app.animation_level = "full"
        await desk.press("w")
        walk = desk.app.screen
        assert isinstance(walk, WalkThrough)
        # Into z₂ flows what a₁ puts out. No key goes there: a slow machine would end the pulse.
        walk.action_go(2)
        assert walk.place.pulse is not None
        line.is_open = False
        seen = walk.view
        walk.pulse_on()
        assert walk.view is seen
        while walk.place.pulse is not None:
            walk.pulse_on()
        assert walk.view is not seen
        assert walk.view is not None
        assert walk.view.overlay is not None
        assert walk.view.overlay.pulse is None


async def test_leaving_is_watched_where_there_is_a_terminal() -> None:
    async with dashboard() as desk:
        link = mock.Mock()
        desk.app.link = link
        desk.app.exit(return_code=3)
        link.ending.hurry.assert_called_once_with(3)
        await desk.press("ctrl+l")
        desk.app.action_redraw()
        link.repaint.assert_called()
