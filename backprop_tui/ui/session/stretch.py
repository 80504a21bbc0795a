"""`Stretch`: the steps from here to the next stop, taken in slices so short that nobody who waits
for something else notices. What is due in a slice is a matter of the speed that is wanted; how much
of it is taken, of the clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from backprop_tui.engine.runs.group import Runs
from backprop_tui.ui.session.pace import Pace

SLICE = 0.001
"""Seconds of training between two looks at the event loop."""

MEASURED = 1.0
"""Seconds over which the speed of training is measured."""


class Stretch:
    """The steps of some runs up to a goal.

    Args:
        runs: What takes them.
        goal: The step to come to.
        clock: Seconds that only ever grow.

    Attributes:
        is_over: Whether the goal is reached, or no step follows because the run diverged.
    """

    def __init__(self, runs: Runs, goal: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.is_over = False
        self._runs, self._goal, self._clock = runs, goal, clock
        self._pace = Pace()
        self._measured = (clock(), runs.step_number)

    def slice(self, speed: float) -> float:
        """Take the steps that are due at a speed in steps a second, for a moment at most.

        Returns:
            Seconds until more may be due, 0 if they are already.
        """
        now, runs = self._clock(), self._runs
        left = self._goal - runs.step_number
        due = min(left, self._pace.due(speed, now))
        if left and not due:
            return self._pace.wait(speed)
        done = self.take(due, now + SLICE)
        self._pace.took(done, due)
        self.is_over = runs.step_number >= self._goal or not done
        return 0.0

    def take(self, steps: int, deadline: float) -> int:
        """Take steps until the deadline; returns how many."""
        runs, done = self._runs, 0
        while done < steps:
            count = min(runs.chunk, steps - done)
            taken = runs.step(count)
            done += taken
            if taken < count or self._clock() >= deadline:
                break
        return done

    def rate(self, last: float | None) -> float | None:
        """Steps a second that were measured; the last ones until it is time for others."""
        now, step = self._clock(), self._runs.step_number
        since, before = self._measured
        if now - since < MEASURED:
            return last
        self._measured = (now, step)
        return (step - before) / (now - since)
