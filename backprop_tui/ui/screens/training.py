"""Training on the screen: a coroutine takes steps in slices so short that no key ever waits, and a
timer of its own shows how far they have come. The worker never draws, the timer never trains.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import work
from textual.timer import Timer

from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.link.frame_window import FrameWindow
from backprop_tui.ui.screens.going import Travels
from backprop_tui.ui.screens.toasts import Toasts
from backprop_tui.ui.screens.viewing import ViewScreen
from backprop_tui.ui.session.session import Session
from backprop_tui.ui.view import View

YIELDS = 6
"""Turns of the event loop between two slices: a key needs about five to reach its action."""

IDLE = 0.1
"""Seconds between two looks at whether there is nothing to be done."""


class TrainingScreen(Travels, ViewScreen):
    """A screen that lets a session train, and shows and says what comes of it.

    Attributes:
        session: What is run, and how it is looked at.
        toasts: What it says over the panes.
        window: Says when the next frame may be sent.
        is_crowded: Whether keys wait, which go before training.
    """

    def __init__(self, session: Session, look: Look, window: FrameWindow) -> None:
        super().__init__()
        self.session, self.window = session, window
        self.is_crowded: Callable[[], bool] = bool
        self._frame: Timer | None = None
        self.set_reactive(ViewScreen.look, look)
        self.set_reactive(ViewScreen.view, session.view)
        self.toasts = Toasts(self)
        session.voice = self.toasts
        session.follow(self._show)

    def on_mount(self) -> None:
        """Make the timer that shows frames while training, and say what is known beforehand."""
        self._frame = self.set_interval(
            1 / self.window.rate, self.show_frame, name="frames", pause=True
        )
        self.toasts.greet()
        self._drive()
        if self.session.others_to_reopen:
            self._reopen_others()

    def on_screen_resume(self) -> None:
        """What lay over the screen is closed: say what waited for that."""
        self.toasts.catch_up()

    def _show(self, view: View) -> None:
        """Draw a view; train as long as it says so."""
        was_busy = self.view is not None and self.view.run.is_busy
        self.view = view
        self.toasts.moved(view.snapshot.step)
        if was_busy != view.run.is_busy:
            self._drive()

    def _drive(self) -> None:
        """Start what trains and what shows it, or let it rest."""
        if self._frame is None:
            return
        if self.session.view.run.is_busy:
            self._frame.resume()
            self._train()
        else:
            self._frame.pause()

    @work(exclusive=True, group="training")
    async def _train(self) -> None:
        """Train in slices until the session stops, yielding to keys and frames."""
        session = self.session
        while session.view.run.is_busy:
            wait = session.slice()
            if wait:
                await asyncio.sleep(wait)
                continue
            for _ in range(YIELDS):
                await asyncio.sleep(0)
            while self.is_crowded():
                await asyncio.sleep(0)

    @work(exclusive=True, group="reopening")
    async def _reopen_others(self) -> None:
        """Let the other runs of a session that was opened come to where they were, when nothing
        else is to be done.
        """
        session = self.session
        while session.others_to_reopen:
            if session.view.run.is_busy or self.is_crowded():
                await asyncio.sleep(IDLE)
                continue
            session.reopen_others()
            for _ in range(YIELDS):
                await asyncio.sleep(0)

    def show_frame(self) -> None:
        """Show the network as it stands, while it trains."""
        if self.window.admit():
            self.session.show_frame(self.window.complaint)

    # What keys do to the session.

    def action_train(self) -> None:
        """Start or stop training."""
        self.session.toggle()

    def action_step(self, count: int) -> None:
        """Take a few steps by hand."""
        self.session.step(count)

    def action_reset(self) -> None:
        """Go back to the start."""
        self.session.reset()

    def action_next_seed(self) -> None:
        """Go back to step 0 with the next seed."""
        self.session.next_seed()

    def action_undo(self) -> None:
        """Take back the last change."""
        self.session.undo()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.session.redo()

    def action_speed(self, factor: float) -> None:
        """Train faster or slower."""
        self.session.speed_up(factor)
