"""Whoever trains without a screen hears on the way what a screen would say: `Companion` looks at a
run now and then, always at the same steps, and says what is worth saying, once, with its step.
"""

from __future__ import annotations

from collections.abc import Callable

from backprop_tui.engine import Runs
from backprop_tui.report.advice.remarks import NO_SLOPE, REACH, Remark, Remarks
from backprop_tui.report.text.progress import Progress, advance

OFTEN, SHARE = 100, 20
"""Steps between two looks: so many, or that part of the steps so far, whichever is more."""


class Companion:
    """Looks at a run and says what is worth saying.

    Args:
        say: Says a line.

    Attributes:
        told: What was said.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.told: list[Remark] = []
        self._say = say
        self._remarks = Remarks()
        self._next = 0

    def advance(self, runs: Runs, step: int, progress: Progress) -> None:
        """Train up to a step or to where the loss stops being finite, and look on the way."""
        while runs.step_number < step or self._next <= step:
            wanted = min(step, self._next)
            advance(runs, wanted, progress)
            if runs.step_number < wanted:
                return
            if wanted == self._next:
                self._look(runs, progress)
                self._next += max(OFTEN, wanted // SHARE)

    def _look(self, runs: Runs, progress: Progress) -> None:
        """Say what the present moment is worth saying."""
        remark = self._remarks.on(runs.snapshot())
        if remark is None:
            return
        self.told.append(remark)
        # What is known before the first step was said before it.
        if remark.step or remark.name not in (REACH, NO_SLOPE):
            progress.clear()
            self._say(f"step {remark.step:,}: {remark.said[:1].lower()}{remark.said[1:]}")
