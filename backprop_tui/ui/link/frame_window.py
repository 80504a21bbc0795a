"""`FrameWindow`: which frames are on their way to the terminal, and whether another may follow. A
line swallows far more than it has delivered, minutes of it on a slow one, so a frame is followed by
a question, and no further one leaves until the terminal has answered those before it.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from threading import Lock

FEWEST, MOST = 2, 4
"""Frames on the way at once: enough to fill a short line, and a long one."""

LAG = 0.3
"""Seconds that frames may queue on the line before only one of them may be on its way."""

FLOOD = 4
"""Frames on the way at which even what keys ask for is painted together."""

STALLED = 3.0
"""Seconds without any answer after which keys wait for none."""

PATIENCE = 2.0
"""Seconds without a first answer after which a terminal counts as one that never answers."""

FLAT_RATE = 5.0
"""Frames a second for such a terminal."""

UNWATCHED_RATE = 1.0
"""Frames a second for a window that is in the background."""

LOST = 20.0
"""Seconds after which an answer counts as lost."""

HELD_UP = 1.0
"""Seconds for which bytes hold frames up at most: a line may be faster than its budget."""

SLOW = 1.0
"""Seconds of an answer from which a line is called slow."""

REMEMBERED = 10
"""Answers that are looked at to tell how the line is now."""

LONG_REMEMBERED = 40
"""Answers whose quickest tells how long the line is when nothing queues on it."""


class FrameWindow:
    """Which frames are on their way, and whether another may follow.

    Answers may be counted in another thread than frames.

    Args:
        rate: Frames a second that are wanted.
        is_remote: Whether there is a line at all.
        clock: Seconds that only ever grow.
        budget: Bytes a second that the line may carry at least, where answers say nothing of it.

    Attributes:
        is_blocked: Tells whether the terminal takes nothing at the moment.
        is_watched: Whether the terminal's window is in front, as far as it says.
    """

    def __init__(
        self,
        rate: float,
        is_remote: bool = True,
        clock: Callable[[], float] = time.monotonic,
        budget: float = math.inf,
    ) -> None:
        self.rate = rate
        self.is_remote = is_remote
        self.is_watched = True
        self.is_blocked: Callable[[], bool] = bool
        self._clock, self._budget = clock, budget
        self._carried_at = -math.inf
        self._lock = Lock()
        self._sent: deque[float] = deque()
        self._first_sent = math.inf
        self._last_admitted = -math.inf
        self._last_answered = -math.inf
        self._waits: deque[float] = deque(maxlen=LONG_REMEMBERED)

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

    def admit(self) -> bool:
        """Whether a frame that no key asked for may be sent now; whoever asks then sends one."""
        is_open = self._is_open()
        if is_open:
            self._last_admitted = self._clock()
        return is_open

    def _is_open(self) -> bool:
        """Whether nothing speaks against another frame."""
        if self.is_blocked():
            return False
        if self._carried_at - self._clock() > 1 / (2 * self.rate):  # a later frame is nearer
            return False
        rate = self.rate if self.is_answered else min(FLAT_RATE, self.rate)
        if not self.is_watched:
            rate = UNWATCHED_RATE
        if rate < self.rate and self._clock() - self._last_admitted < 1 / rate:
            return False
        return not self.is_answered or self.on_the_way < self._size

    @property
    def is_flooded(self) -> bool:
        """Whether so much is on the way that even the answers to keys should wait."""
        if self.is_blocked():
            return True
        return self.on_the_way >= FLOOD and self._clock() - self._last_answered < STALLED

    @property
    def complaint(self) -> str:
        """What a person should know of the line, if there is anything."""
        with self._lock:
            waiting = self._clock() - self._sent[0] if self._sent and self._waits else 0.0
            longest = max(waiting, *list(self._waits)[-REMEMBERED:], 0.0)
        if longest <= SLOW:
            return ""
        return "slow line: ssh -C" if self.is_remote else "slow terminal"

    @property
    def _size(self) -> int:
        """Frames that may be on the way: more on a long line, one where they queue."""
        with self._lock:
            if not self._waits:
                return FEWEST
            shortest = min(self._waits)
            if self._waits[-1] - shortest > LAG:
                return 1
            return max(FEWEST, min(MOST, 1 + math.ceil(shortest * self.rate)))

    def wrote(self, count: int) -> None:
        """Count bytes; where there is a budget, no frame follows before a line has carried them."""
        if self._budget < math.inf:
            now = self._clock()
            carried_at = max(now, self._carried_at) + count / self._budget
            self._carried_at = min(now + HELD_UP, carried_at)

    def sent(self) -> bool:
        """Count a frame; returns whether a question should follow it."""
        with self._lock:
            now = self._clock()
            self._first_sent = min(self._first_sent, now)
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
            self._last_answered = self._clock()
            self._waits.append(self._last_answered - sent)

    def forget(self) -> None:
        """Expect no answers to what was sent so far."""
        with self._lock:
            self._sent.clear()
