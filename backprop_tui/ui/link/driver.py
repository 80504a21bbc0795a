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
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Protocol, cast

from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from backprop_tui.ui.glyphs import Glyphs
from backprop_tui.ui.link.cells import Cells
from backprop_tui.ui.link.ending import CLEAN, OF_SIGNALS, Ending
from backprop_tui.ui.link.window import QUESTION, Window
from backprop_tui.ui.link.writer import Writer

DRAINING = 1.5
"""Seconds to wait for answers that are still under way: later they would end up in the shell."""


class Linked(Protocol):
    """What the driver needs to know of its app."""

    window: Window
    glyphs: Glyphs
    link: LinkDriver | None


class LinkDriver(LinuxDriver):
    """Textual's driver for Linux, for lines that are slow, long or cut."""

    def __init__(self, app: App[Any], **settings: Any) -> None:
        super().__init__(app, **settings)
        linked = cast(Linked, app)
        linked.link = self
        self._window, self._glyphs = linked.window, linked.glyphs
        self._window.is_blocked = lambda: self._writer is not None and self._writer.is_blocked
        self._cells = Cells()
        self._writer: Writer | None = None
        self._opening = ""
        self._is_known = False
        self._has_drawn = False
        self._is_asking = False
        self.ending = Ending(self._leave, self._restore)
        self._stop_process = signal.getsignal(signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._on_stop)

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
        changes = self._cells.update(self._glyphs.cells(data))
        if changes:
            self._send(self._opening + changes)
            self._opening = ""
            self._has_drawn = True

    def flush(self) -> None:
        """End a frame: let the terminal say when it has drawn it."""
        if self._has_drawn and self._is_asking and self._window.sent():
            self._send(QUESTION)
        self._has_drawn = False

    def repaint(self) -> None:
        """Forget what the terminal shows, as something else may have drawn on it."""
        self._is_known = False

    def _send(self, text: str) -> None:
        if self._writer is None:
            self._writer = Writer(sys.__stderr__.fileno() if sys.__stderr__ else 2)
        self._writer.write(text.encode("utf-8", "replace"))

    def process_message(self, message: Message) -> None:
        """Take answers for the window; all else is for the app."""
        if isinstance(message, events.CursorPosition):
            self._window.answered()
        else:
            super().process_message(message)

    # Beginning and ending.

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._window.forget()
        self.ending.install(self.fileno)
        LinuxDriver.start_application_mode(self)
        resized = signal.getsignal(signal.SIGWINCH)

        def on_resize(number: int, frame: FrameType | None) -> None:
            # Who knows what a terminal keeps of its cells while its size changes?
            self.repaint()
            if callable(resized):
                resized(number, frame)

        signal.signal(signal.SIGWINCH, on_resize)
        # Before the first frame, which may take seconds, so that an answer comes soon if any does.
        self._has_drawn = self._is_asking = True
        self.flush()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, once it has answered all questions."""
        self._is_asking = False
        deadline = time.monotonic() + DRAINING
        while self._window.on_the_way and not self._window.is_blocked():
            if time.monotonic() > deadline:
                break
            time.sleep(0.01)
        # What the toolkit switches on and never off, and the colour of the last cell.
        self._send("\x1b[?1016l\x1b[0m")
        super().stop_application_mode()

    def close(self) -> None:
        """Wait until the terminal has taken everything, but not for ever."""
        super().close()
        self.ending.uninstall()
        # Where the terminal takes no more, the end may still need to be forced.
        if self._writer is None or self._writer.close(DRAINING):
            self.ending.disarm()
        self._writer = None

    def _leave(self, status: int) -> None:
        """Ask for an orderly end."""
        if status == OF_SIGNALS + signal.SIGHUP:
            self._window.forget()
        with suppress(RuntimeError):  # the loop is closed already
            self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=status))

    def _restore(self) -> None:
        """Clean the terminal through a way of our own to it, which never waits."""
        with suppress(OSError):
            terminal = os.open(os.ttyname(self.fileno), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            os.write(terminal, CLEAN.encode())
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        """Stop the process, between two frames; if there is a shell that can wake it up again."""
        stop = self._stop_process
        if can_be_resumed() and callable(stop):
            self._loop.call_soon_threadsafe(stop, number, frame)


def can_be_resumed() -> bool:
    """Whether a shell that knows jobs started this program, and could continue it."""
    try:
        leader = os.getpgrp()
        parent = os.getppid() if leader == os.getpid() else _parent(leader)
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != leader
    except (OSError, ValueError):
        return False


def _parent(process: int) -> int:
    """The parent of another process."""
    status = Path(f"/proc/{process}/stat").read_text()
    return int(status.rpartition(")")[2].split()[1])
