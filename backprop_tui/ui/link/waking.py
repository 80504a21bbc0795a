"""Python runs what a signal sets off at its next instruction, and a loop that just went to sleep
comes to none before something wakes it. So every signal also writes a byte into a socket that the
loop listens to.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import ExitStack, suppress
from socket import socketpair

SOME = 4096
"""Bytes that are read at once; of signals nobody needs to know how many there were."""


class Waking:
    """Wakes an event loop for every signal, so that what the signal sets off happens at once."""

    def __init__(self) -> None:
        self._ends = ExitStack()
        self._is_on = False

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wake a loop from now on; from the main thread alone."""
        if self._is_on:
            return
        self._is_on = True
        heard, said = socketpair()
        for end in (heard, said):
            end.setblocking(False)
            self._ends.callback(end.close)

        def listen() -> None:
            with suppress(BlockingIOError):
                heard.recv(SOME)

        loop.add_reader(heard, listen)
        self._ends.callback(_ignore, loop, heard.fileno())
        before = signal.set_wakeup_fd(said.fileno(), warn_on_full_buffer=False)
        self._ends.callback(signal.set_wakeup_fd, before)

    def stop(self) -> None:
        """Leave it to whoever did so before."""
        self._is_on = False
        self._ends.close()


def _ignore(loop: asyncio.AbstractEventLoop, heard: int) -> None:
    """Listen no more, if the loop is still there."""
    with suppress(RuntimeError):
        loop.remove_reader(heard)
