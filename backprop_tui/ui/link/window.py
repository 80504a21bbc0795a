"""A line swallows far more than it has delivered: a megabyte lies between a program and a terminal
at the other end of ssh, minutes of it on a slow line. So a frame is followed by a question, and no
further one leaves until the terminal has answered those before it.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from threading import Lock

QUESTION = "\x1b[6n"
"""Where is the cursor? A terminal answers once it has drawn all that came before."""

FEWEST, MOST = 2, 4
"""Frames on the way at once: enough to fill a short line, and a long one."""

LAG = 0.3
"""Seconds that frames may queue on the line before only one of them may be on its way."""

FLOOD = 8
"""Frames on the way at which even what keys ask for is painted together."""

PATIENCE = 2.0
"""Seconds without a first answer after which a terminal counts as one that never answers."""

FLAT_RATE = 5.0
"""Frames a second for such a terminal."""

LOST = 20.0
"""Seconds after which an answer counts as lost."""

SLOW = 1.0
"""Seconds of an answer from which a line is called slow."""

REMEMBERED = 10
"""Answers that are looked at to tell how the line is now."""


class Window:
    """Which frames are on their way, and whether another may follow.

    Answers may be counted in another thread than frames.

    Args:
        rate: Frames a second that are wanted.
        clock: Seconds that only ever grow.

    Attributes:
        is_blocked: Tells whether the terminal takes nothing at the moment.
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.is_blocked: Callable[[], bool] = bool
        self._clock = clock
        self._lock = Lock()
        self._sent: deque[float] = deque()
        self._first_sent = math.inf
        self._last_sent = -math.inf
        self._waits: deque[float] = deque(maxlen=REMEMBERED)
        self._shortest = math.inf

    @property
    def is_answered(self) -> bool:
        """Whether the terminal answers, or still has time for its first answer."""
        return bool(self._waits) or self._clock() - self._first_sent < PATIENCE

    @property
    def on_the_way(self) -> int:
        """Frames that the terminal has not answered."""
        with self._lock:
            if self._sent and self._clock() - self._sent[0] > LOST:
                self._sent.clear()
            return len(self._sent)

    @property
    def is_open(self) -> bool:
        """Whether a frame that no key asked for may be sent now."""
        if self.is_blocked():
            return False
        if not self.is_answered:
            return self._clock() - self._last_sent >= 1 / min(FLAT_RATE, self.rate)
        return self.on_the_way < self._size

    @property
    def is_flooded(self) -> bool:
        """Whether so much is on the way that even the answers to keys should wait."""
        return self.on_the_way >= FLOOD or self.is_blocked()

    @property
    def is_slow(self) -> bool:
        """Whether answers take so long that a person should know why."""
        with self._lock:
            waiting = self._clock() - self._sent[0] if self._sent and self._waits else 0.0
            return max(waiting, *self._waits, 0.0) > SLOW

    @property
    def _size(self) -> int:
        """Frames that may be on the way: more on a long line, one where they queue."""
        with self._lock:
            if not self._waits:
                return FEWEST
            if self._waits[-1] - self._shortest > LAG:
                return 1
            return max(FEWEST, min(MOST, 1 + math.ceil(self._shortest * self.rate)))

    def sent(self) -> bool:
        """Count a frame; returns whether a question should follow it."""
        with self._lock:
            now = self._clock()
            self._first_sent = min(self._first_sent, now)
            self._last_sent = now
        if not self.is_answered:
            self.forget()
            return False
        with self._lock:
            self._sent.append(now)
        return True

    def answered(self) -> None:
        """Count an answer."""
        with self._lock:
            if self._sent:
                sent = self._sent.popleft()
            elif not self._waits and self._first_sent < math.inf:
                sent = self._first_sent  # a line so slow that it seemed to have no answers
            else:
                return
            wait = self._clock() - sent
            self._shortest = min(self._shortest, wait)
            self._waits.append(wait)

    def forget(self) -> None:
        """Expect no answers to what was sent so far."""
        with self._lock:
            self._sent.clear()
