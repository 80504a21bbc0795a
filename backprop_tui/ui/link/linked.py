"""An app at the end of a line: what it is sent goes through one by one, what it shows waits for the
terminal, and it ends within seconds whatever happens. What it is an app of does not matter here.
"""

from __future__ import annotations

import asyncio

from rich.console import RenderableType
from textual import work
from textual.app import App
from textual.events import Event, Key

from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.link.driver import LinkDriver
from backprop_tui.ui.link.frame_window import FrameWindow
from backprop_tui.ui.link.jobs import can_be_resumed
from backprop_tui.ui.link.turnstile import Turnstile
from backprop_tui.ui.session.pace import FRAMES


class LinkedApp(App[None]):
    """Looks after its terminal.

    Args:
        window: Says when the next frame may be sent.
        is_forced: Whether the process may be ended where no orderly end comes about.

    Attributes:
        glyphs: What is drawn with.
        window: Says when the next frame may be sent.
        link: The driver, where there is a terminal.
        is_holding: Whether nothing is painted at the moment, because the line is full.
        turnstile: Lets through what a person does, one thing after the other.
    """

    ALLOW_SELECT = False
    """The terminal selects text: what it selects can be copied out of it."""

    glyphs: Glyphs

    def __init__(self, window: FrameWindow, is_forced: bool) -> None:
        super().__init__(driver_class=LinkDriver)
        self.window, self.is_forced = window, is_forced
        self.link: LinkDriver | None = None
        self.is_holding = False
        self.turnstile = Turnstile(self, lambda: self.is_holding, self.joins)
        self._is_ready = False
        self._status: int | None = None

    def joins(self, key: str) -> bool:
        """Whether presses of a key that wait can be done as one that knows how many they are."""
        return False

    def draw_plainly(self) -> None:
        """Do without marks that take two cells here."""

    def on_ready(self) -> None:
        """The first frame stands; a signal may have come before it."""
        self._is_ready = True
        if self._status is not None:
            self.exit(return_code=self._status)

    def run_until_left(self) -> int:
        """Run until somebody leaves.

        Returns:
            The exit status: 0 left, 1 something in it failed, 128 and more ended by a signal.
        """
        self.run()
        # A terminal that takes nothing any more would hold this up for ever, if nothing forced it.
        self.part()
        if self.link is not None:
            self.link.ending.disarm()
        # Whoever leaves it leaves a status; what fails leaves none, or 1.
        return 1 if self.return_code is None else self.return_code

    def part(self) -> None:
        """Say what there is to say when the screen is gone."""

    def leave(self, status: int) -> None:
        """End with a status; a screen that is not there yet is waited for."""
        self._status = status
        if self._is_ready:
            self.exit(return_code=status)

    def watch_app_focus(self, focus: bool) -> None:
        """Send less to a window that nobody looks at."""
        self.window.is_watched = focus

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End the program, within seconds whatever happens on the way."""
        self.turnstile.close()
        if self.link is not None:
            self.link.ending.hurry(return_code)
        super().exit(result, return_code, message)

    async def on_event(self, event: Event) -> None:
        """Handle what a person does, one thing after the other however fast it comes."""
        if self.turnstile.admits(event):
            if isinstance(event, Key) and not event.is_forwarded:
                self.touched()
            await super().on_event(event)

    def touched(self) -> None:
        """A key is about to have its effect."""

    def action_suspend(self) -> None:
        """Stop the program and give its terminal to the shell, if one can wake it up again."""
        if can_be_resumed():
            self.action_suspend_process()
        else:
            self.notify("No shell started this program that could wake it up again.")

    def action_redraw(self) -> None:
        """Draw everything again, whatever the terminal shows."""
        if self.link is not None:
            self.link.repaint()
        self.screen.refresh()

    def post_display_hook(self) -> None:
        """Keys that come faster than the line can show what they do share a frame."""
        if self.window.is_flooded and not self.is_holding:
            self.is_holding = True
            self._hold()

    @work(group="link")
    async def _hold(self) -> None:
        """Paint nothing until the line is free again; then everything at once."""
        with self.batch_update():
            while self.window.is_flooded:
                await asyncio.sleep(1 / FRAMES)
        self.is_holding = False
        self.screen.refresh()
