"""`Pace` turns passing time into the steps that are due at a speed. How fast to train is a matter
of watching, not of mathematics: speeds are doubled and halved, from one step a second to as fast as
it goes.
"""

from __future__ import annotations

import math

FRAMES = 15
"""Views a second while training, where nothing says otherwise."""

SHORTEST_WAIT = 1 / 60
"""Seconds to sleep at least: steps that are due sooner are taken together."""

SLOWEST = 1.0
"""Steps a second below which it is easier to press the key for one step."""

FASTEST = 65_536.0
"""Steps a second above which training goes as fast as it can."""


def next_speed(speed: float, factor: float) -> float:
    """The speed after a key: `factor` times as fast, within the slowest and as fast as it goes."""
    if math.isinf(speed):
        return speed if factor >= 1 else FASTEST
    faster = max(SLOWEST, speed * factor)
    return faster if faster <= FASTEST else math.inf


class Pace:
    """Keeps a speed in steps a second."""

    def __init__(self) -> None:
        self._speed = 0.0
        self._origin = 0.0
        self._taken = 0

    def due(self, speed: float, now: float) -> int:
        """Steps to take now, at a speed that may have changed since the last call.

        Args:
            speed: Steps a second; infinite for as fast as it goes.
            now: Seconds on a clock that does not jump.
        """
        if math.isinf(speed):
            self._speed = speed
            return 2**62
        if speed != self._speed:
            self._speed, self._origin, self._taken = speed, now, 0
        # The first step is due at once.
        return max(0, int((now - self._origin) * speed) + 1 - self._taken)

    def took(self, steps: int, due: int) -> None:
        """Count steps; what could not be taken by the time a frame lasts is not run after."""
        self._taken += steps
        if due - steps > self._speed / FRAMES:
            self._speed = 0.0

    def wait(self, speed: float) -> float:
        """Seconds to sleep until more steps may be due."""
        return max(SHORTEST_WAIT, min(1 / FRAMES, 1 / speed))
