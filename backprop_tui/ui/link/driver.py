"""The driver is where a drawn frame becomes bytes and where bytes become keys. The toolkit's own is
kept for all that it does well; this one sends only what changed, never waits for the line, asks the
terminal whether it keeps up, and always leaves it clean.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from backprop_tui.terminal.roundtrip import MARKS, QUESTION
from backprop_tui.ui.link.cells import Cells
from backprop_tui.ui.link.ending import CLEAN, OF_SIGNALS, Ending
from backprop_tui.ui.link.jobs import can_be_resumed
from backprop_tui.ui.link.listening import listen
from backprop_tui.ui.link.waking import Waking
from backprop_tui.ui.link.writer import Writer

if TYPE_CHECKING:
    from backprop_tui.ui.link.linked import LinkedApp

DRAINING = 1.0
"""Seconds to wait for answers that are still under way: later they would end up in the shell."""

FAILED = 1
"""The status where something in the program failed, unless it left none."""

LARGEST = (1000, 500)
"""Columns and rows; a terminal that says that it has more is filled to here."""

KEYBOARD = "\x1b[=5u"
"""Of the kitty protocol only what is used: esc told from what begins with it, and what stands on a
key beside a letter that is not Latin."""

MEASURE = f"\x1b[H\x1b[8m{MARKS}"
"""Marks that nobody sees, before a question for the cursor."""

UNMEASURE = "\x1b[0m\x1b[2K"

BLANK = "\x1b[H\x1b[J"
"""What a terminal without another screen is left with, so that the shell has a clean line."""


class LinkDriver(LinuxDriver):
    """Textual's driver for Linux, for lines that are slow, long or cut."""

    def __init__(self, app: App[Any], **settings: Any) -> None:
        super().__init__(app, **settings)
        self._linked = cast("LinkedApp", app)
        self._linked.link = self
        self._window = self._linked.window
        self._window.is_blocked = lambda: self._writer is not None and self._writer.is_blocked
        self._cells = Cells()
        self._writer: Writer | None = None
        self._opening = ""
        self._is_known = False
        self._has_drawn = False
        self._is_asking = False
        self._is_measuring = False
        self._has_screen = False
        self._waking = Waking()
        self.ending = Ending(self._leave, self._restore, self._linked.is_forced)

    # Bytes.

    def write(self, data: str) -> None:
        """Send what the terminal does not show already; this never waits."""
        if data == SYNC_START:
            self._opening = data
            return
        if data == SYNC_END and self._opening:  # nothing was drawn in between
            self._opening = ""
            return
        size = self._app.size
        if size != self._cells.size or not self._is_known:
            self._is_known = True
            self._cells.resize(*size)
        changes = self._cells.update(self._linked.glyphs.cells(data))
        if changes:
            self._send(self._opening + changes)
            self._opening = ""
            self._has_drawn = True

    def flush(self) -> None:
        """End a frame: let the terminal say when it has drawn it."""
        if self._has_drawn and self._is_asking and self._window.sent():
            self._send(QUESTION)
        self._has_drawn = False

    def tell(self, sequence: str) -> None:
        """Send what draws nothing, as it is, even if only a program in between understands it."""
        if sequence:
            self._send(sequence)

    def repaint(self) -> None:
        """Forget what the terminal shows, as something else may have drawn on it."""
        self._is_known = False

    def _draw_again(self) -> None:
        """Have everything drawn again, soon; may be called in the middle of anything."""
        self.repaint()
        self._loop.call_soon_threadsafe(self._app.refresh)

    def _send(self, text: str) -> None:
        if self._writer is None:
            self._writer = Writer(sys.__stderr__.fileno() if sys.__stderr__ else 2)
        data = text.encode("utf-8", "replace")
        self._window.wrote(len(data))
        self._writer.write(data)

    def run_input_thread(self) -> None:
        """Listen to the terminal, until told to stop."""
        listen(self.fileno, self.exit_event, self.process_message)

    def process_message(self, message: Message) -> None:
        """Take answers for the window; all else is for the app."""
        if isinstance(message, events.CursorPosition):
            self._window.answered()
            if self._is_measuring and message.x > len(MARKS):
                self._loop.call_soon_threadsafe(self._linked.draw_plainly)
            self._is_measuring = False
        elif isinstance(message, events.Resize):
            if not self._in_band_window_resize:  # it was not asked
                return
            size = Size(*_largest(*message.size))
            super().process_message(events.Resize(size, size, pixel_size=message.pixel_size))
        else:
            super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        return _largest(*super()._get_terminal_size())

    # Beginning and ending.

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._window.forget()
        self._waking.start(self._loop)
        self.ending.install(self.fileno)
        LinuxDriver.start_application_mode(self)
        if self._key_thread is None:  # in the background, where the terminal is not ours yet
            return
        resized = signal.getsignal(signal.SIGWINCH)

        def on_resize(number: int, frame: FrameType | None) -> None:
            # Who knows what a terminal keeps of its cells while its size changes? It may even be
            # the old size again before anybody has looked.
            self._draw_again()
            if callable(resized):
                resized(number, frame)

        signal.signal(signal.SIGWINCH, on_resize)
        self._has_screen = True
        self._send(KEYBOARD)
        self._ask_first()
        if self._app.is_running and self._app.screen_stack:  # a shell woke it up again
            self._draw_again()

    def _ask_first(self) -> None:
        """Ask before the first frame, which may take seconds: does the terminal answer at all, and
        how many cells do our marks take in it?
        """
        self._has_drawn = self._is_asking = self._is_measuring = True
        self._send(MEASURE)
        self.flush()
        self._send(UNMEASURE)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, once it has answered all questions."""
        if not self._app.is_running:  # for good, whatever it was that ended it
            status = self._app.return_code
            self.ending.hurry(FAILED if status is None else status)
        self._is_asking = False
        deadline = time.monotonic() + DRAINING
        while self._window.on_the_way and not self._window.is_blocked():
            if time.monotonic() > deadline:
                break
            time.sleep(0.01)
        # What the toolkit switches on and never off, and the colour of the last cell.
        self._send("\x1b[?1016l\x1b[0m" + BLANK * self._has_screen)
        self._has_screen = False
        super().stop_application_mode()

    def close(self) -> None:
        """Wait until the terminal has taken everything, but not for ever."""
        super().close()
        self.ending.uninstall()
        self._waking.stop()
        # Where the terminal takes no more, the end may still need to be forced.
        if self._writer is None or self._writer.close(DRAINING):
            self.ending.disarm()
        self._writer = None
        if self._app.return_code in (None, FAILED):
            # What failed is printed now, and that must not take for ever either.
            self.ending.hurry(FAILED)

    def _leave(self, status: int) -> None:
        """Ask for an orderly end; may be called in the middle of anything."""

        def leave() -> None:
            if status == OF_SIGNALS + signal.SIGHUP:
                self._window.forget()
            self._linked.leave(status)

        with suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(leave)

    def _restore(self) -> None:
        """Clean the terminal through a way of our own to it, which never waits."""
        with suppress(OSError):
            terminal = os.open(os.ttyname(self.fileno), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            os.write(terminal, CLEAN.encode())
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _sigtstp_application(self, *_: object) -> None:
        """Stop the process, between two frames; if there is a shell that can wake it up again."""
        if can_be_resumed():
            self._loop.call_soon_threadsafe(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal over again, if it was given back before."""
        if self._must_signal_resume or self._key_thread is None:
            super()._sigcont_application()
        else:
            self._draw_again()


def _largest(width: int, height: int) -> tuple[int, int]:
    """A terminal's size, as far as it makes sense to fill it."""
    return min(width, LARGEST[0]), min(height, LARGEST[1])
