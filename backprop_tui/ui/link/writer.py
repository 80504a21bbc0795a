"""Writing to a terminal can take for ever: when nobody reads it, when the line stands still. So a
thread of its own writes, and the program goes on, trains and listens to keys meanwhile.
"""

from __future__ import annotations

import os
from queue import SimpleQueue
from threading import Thread

PIECE = 4096
"""Bytes that are written at once."""


class Writer:
    """Writes to a terminal in a thread.

    Args:
        descriptor: What to write to.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._queue: SimpleQueue[bytes] = SimpleQueue()
        self._taken = self._written = 0
        self._thread = Thread(target=self._run, name="terminal-writer", daemon=True)
        self._thread.start()

    @property
    def backlog(self) -> int:
        """Bytes that are not written yet."""
        return self._taken - self._written

    def write(self, data: bytes) -> None:
        """Have something written, soon; this never waits."""
        if data:
            self._taken += len(data)
            self._queue.put(data)

    def close(self, seconds: float) -> None:
        """Wait until all is written, but no longer than so many seconds, and write no more."""
        self._queue.put(b"")
        self._thread.join(seconds)

    def _run(self) -> None:
        """Write what comes, until told that nothing comes any more."""
        try:
            while data := self._queue.get():
                for start in range(0, len(data), PIECE):
                    self._write(data[start : start + PIECE])
        except OSError:
            pass  # there is no terminal any more; whoever waits for its signals learns of it

    def _write(self, piece: bytes) -> None:
        """Write all of a piece."""
        while piece:
            count = os.write(self._descriptor, piece)
            self._written += count
            piece = piece[count:]
