"""Writes to the terminal in a thread of its own. Writing can take for ever, when nobody reads or
when the line stands still; the program goes on, trains and listens to keys meanwhile.
"""

from __future__ import annotations

import math
import os
import time
from queue import SimpleQueue
from threading import Thread

PIECE = 4096
"""Bytes that are written at once."""

BLOCKED = 0.2
"""Seconds that a piece takes where nobody reads."""


class Writer:
    """Writes to a terminal in a thread.

    Args:
        descriptor: What to write to.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._queue: SimpleQueue[bytes] = SimpleQueue()
        self._writing_since = math.inf
        self._thread = Thread(target=self._run, name="terminal-writer", daemon=True)
        self._thread.start()

    @property
    def is_blocked(self) -> bool:
        """Whether the terminal takes nothing at the moment."""
        return time.monotonic() - self._writing_since > BLOCKED

    def write(self, data: bytes) -> None:
        """Have something written, soon; this never waits."""
        if data:
            self._queue.put(data)

    def close(self, seconds: float) -> bool:
        """Wait until all is written, but no longer than so many seconds, and write no more.

        Returns:
            Whether all is written, or there is nothing any more to write to.
        """
        self._queue.put(b"")
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """Write what comes, until told that nothing comes any more."""
        try:
            while self._write_together():
                pass
        except OSError:
            pass  # there is no terminal any more; whoever waits for its signals learns of it

    def _write_together(self) -> bool:
        """Write all that has come, which travels together; returns whether more may come."""
        pieces = [self._queue.get()]
        while pieces[-1] and not self._queue.empty():
            pieces.append(self._queue.get())
        data = b"".join(pieces)
        for start in range(0, len(data), PIECE):
            self._write(data[start : start + PIECE])
        return bool(pieces[-1])

    def _write(self, piece: bytes) -> None:
        """Write all of a piece."""
        self._writing_since = time.monotonic()
        while piece:
            piece = piece[os.write(self._descriptor, piece) :]
        self._writing_since = math.inf
