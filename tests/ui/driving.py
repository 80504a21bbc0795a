"""The dashboard as a person meets it: a screen to read, keys to press, a mouse. Nothing here waits
for a time to pass, only for something to happen.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.timer import Timer

from backprop_tui.engine import Experiment, Snapshot
from backprop_tui.ui.app import BackpropApp
from backprop_tui.ui.drawing.canvas import Canvas, Spot
from backprop_tui.ui.screens.dashboard import Dashboard
from backprop_tui.ui.session.session import Session
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import Pane
from tests.ui.drawn import experiment
from tests.ui.picture import rows_of

PATIENCE = 400
"""How often a condition is looked at before it counts as never met."""

LARGE, SMALL = (120, 40), (80, 24)


class Heard(BackpropApp):
    """The program, with a memory of what it said.

    Attributes:
        heard: The messages that were not taken away, however long ago they were read.
    """

    def __init__(self, experiment: Experiment, **settings: Any) -> None:
        super().__init__(experiment, **settings)
        self.heard: list[str] = []

    def notify(self, message: str, **how: Any) -> None:
        self.heard.append(message)
        super().notify(message, **how)

    def clear_notifications(self) -> None:
        self.heard = []
        super().clear_notifications()


class Intervals:
    """Knows which timers that tick again and again are running."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._running: set[Timer] = set()
        make, pause, resume = MessagePump.set_interval, Timer.pause, Timer.resume

        def set_interval(pump: MessagePump, *what: Any, **how: Any) -> Timer:
            timer = make(pump, *what, **how)
            if not how.get("pause"):
                self._running.add(timer)
            return timer

        def resumed(timer: Timer) -> None:
            self._running.add(timer)
            resume(timer)

        def paused(timer: Timer) -> None:
            self._running.discard(timer)
            pause(timer)

        monkeypatch.setattr(MessagePump, "set_interval", set_interval)
        monkeypatch.setattr(Timer, "resume", resumed)
        monkeypatch.setattr(Timer, "pause", paused)

    @property
    def running(self) -> set[str]:
        """Their names, without the toolkit's own."""
        return {timer.name for timer in self._running} - {"auto-refresh", "screen_update"}


class Desk:
    """Somebody in front of the program.

    Attributes:
        app: The program.
        pilot: Presses its keys.
    """

    def __init__(self, app: Heard, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def dashboard(self) -> Dashboard:
        return self.app.dashboard

    @property
    def session(self) -> Session:
        return self.dashboard.session

    @property
    def view(self) -> View:
        return self.session.view

    @property
    def snapshot(self) -> Snapshot:
        return self.view.snapshot

    @property
    def state(self) -> str:
        """What the run is doing, in a word."""
        return self.view.state.name

    @property
    def rows(self) -> list[str]:
        """The characters on the screen."""
        return rows_of(self.app)

    @property
    def text(self) -> str:
        """The same as one text."""
        return "\n".join(self.rows)

    @property
    def said(self) -> list[str]:
        """The messages in the corner, the latest last."""
        return self.app.heard

    @property
    def focused(self) -> str | None:
        """The pane that keys go to."""
        return self.dashboard.focused.id if self.dashboard.focused else None

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settled()

    async def settled(self) -> None:
        """Wait until all that was done has had its effect."""
        await self.pilot.pause()
        while self.app.turnstile.is_busy:
            await asyncio.sleep(0)
        await self.pilot.pause()

    async def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(*size)
        await self.until(lambda: (len(self.rows[0]), len(self.rows)) == size)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds."""
        for _ in range(PATIENCE):
            if condition():
                return
            await self.pilot.pause()
        raise AssertionError("it never came about")

    async def trained(self) -> None:
        """Wait until training has stopped by itself."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def start_training(self) -> None:
        """Press space, and wait for the first steps to be seen."""
        await self.press("space")
        before = self.snapshot.step
        await self.until(lambda: self.snapshot.step > before or not self.view.run.training)

    @property
    def shown(self) -> list[str]:
        """The names of the panes on the screen."""
        return [pane.id or "" for pane in self.dashboard.query(Pane) if pane.is_on_screen]

    def pane(self, name: str) -> Pane:
        return self.dashboard.query_one(f"#{name}", Pane)

    def canvas(self, name: str) -> Canvas:
        """What a pane has drawn."""
        canvas = self.pane(name).canvas
        assert canvas is not None
        return canvas

    def spot(self, name: str, target: object) -> Spot:
        """Where something is drawn in a pane."""
        return next(spot for spot in self.canvas(name).spots if spot.target == target)

    async def click_on(self, name: str, target: object) -> None:
        """Click on something that a pane has drawn."""
        spot, pane = self.spot(name, target), self.pane(name)
        offset = (spot.x + spot.width // 2, spot.y + spot.height // 2)
        await self.pilot.click(pane, offset=pane.room.offset + offset)
        await self.settled()


@asynccontextmanager
async def dashboard(
    size: tuple[int, int] = LARGE,
    *,
    steps: int = 10_000,
    speed: float = 512.0,
    glyphs: str = "unicode",
    messages: bool = True,
    **settings: Any,
) -> AsyncIterator[Desk]:
    """The program in a terminal of some size, with the tutorial's experiment a little changed."""
    app = Heard(experiment(**settings), steps=steps, speed=speed, glyphs=glyphs)
    async with app.run_test(size=size, notifications=messages) as pilot:
        await pilot.pause()
        yield Desk(app, pilot)
