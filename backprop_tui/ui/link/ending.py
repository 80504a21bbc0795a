"""Ends the program when a signal says so or its terminal is gone, and leaves that as it was found.
A signal asks for an orderly end, and a watchdog, which needs nothing that could hang, sees to it
that there is one.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Thread
from types import FrameType
from typing import Any

CLEAN = (
    "\x1b[0m\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    "\x1b[?2004l\x1b[?1004l\x1b[?2048l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"
)
"""Undoes everything that is ever switched on: colours, mouse, paste, focus, keyboard, wrap, the
other screen, the hidden cursor."""

GRACE = 2.2
"""Seconds for an orderly end."""

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

OF_SIGNALS = 128
"""Added to a signal's number, this is the status that shells know it by."""


class Ending:
    """Ends the program when a signal says so or its terminal is gone.

    `signal.signal` is used, not the event loop: its handlers run even while the loop is busy.

    Args:
        leave: Asks for an orderly end with a status; called from a handler or another thread.
        restore: Cleans the terminal, without waiting for anything.
        is_forced: Whether the process may be ended where no orderly end comes about: only whoever
            started it for this program alone can say so.
    """

    def __init__(
        self, leave: Callable[[int], None], restore: Callable[[], None], is_forced: bool
    ) -> None:
        self._leave, self._restore, self._is_forced = leave, restore, is_forced
        self._before: dict[int, Any] = {}
        # A handler may run in the middle of anything; this queue can be put into even then.
        self._statuses: SimpleQueue[tuple[int, int]] = SimpleQueue()
        self._is_watched = self._is_installed = False
        self._ends = 0

    def install(self, terminal: int) -> None:
        """Listen to signals, and to the terminal's being closed.

        Args:
            terminal: Descriptor that a person types into.
        """
        self._is_installed = True
        for number in SIGNALS:
            before = signal.getsignal(number)
            # Who started this with nohup meant it.
            if before is not signal.SIG_IGN:
                self._before[number] = before
                signal.signal(number, self._on_signal)
        if not self._is_watched:
            self._is_watched = True
            watches: list[Callable[[], None]] = [partial(self._watch, terminal)]
            if self._is_forced:
                watches.append(self._watchdog)
            for watch in watches:
                Thread(target=watch, name="terminal-watch", daemon=True).start()

    def uninstall(self) -> None:
        """Leave signals to whoever had them before, and let the terminal be closed."""
        self._is_installed = False
        while self._before:
            signal.signal(*self._before.popitem())

    def hurry(self, status: int) -> None:
        """Allow an orderly end so much time and no more."""
        self._statuses.put((status, self._ends))

    def disarm(self) -> None:
        """Force nothing that was asked for so far: what had to be done is done."""
        self._ends += 1

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._end_with(OF_SIGNALS + number)

    def _watch(self, terminal: int) -> None:
        """Wait until the terminal is gone. SIGHUP says so too, unless it is ignored."""
        poll = select.poll()
        poll.register(terminal, 0)
        # Systems that cannot watch terminals say something else, and say it at once.
        is_gone = any(event & select.POLLHUP for _, event in poll.poll())
        if is_gone and self._is_installed:
            self._end_with(OF_SIGNALS + signal.SIGHUP)

    def _end_with(self, status: int) -> None:
        self.hurry(status)
        self._leave(status)

    def _watchdog(self) -> None:
        """When an end is asked for, wait for it; where it does not come, end without any order."""
        while True:
            status, end = self._statuses.get()
            time.sleep(GRACE)
            if end == self._ends:
                self._restore()
                os._exit(status)
