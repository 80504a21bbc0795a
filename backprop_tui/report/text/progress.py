"""A bar that shows how far a long run is, on stderr so that the report itself stays clean. A short
run, or one that nobody watches, shows nothing.
"""

from __future__ import annotations

import time
from typing import Self, TextIO

from backprop_tui.engine import Runs, Snapshot, Trainer
from backprop_tui.report.advice.rates import is_summed
from backprop_tui.report.advice.scales import standardizing, unscaled_text
from backprop_tui.report.advice.standstill import falling_rate, summed_text
from backprop_tui.report.advice.touched import touched_text, untouched

LONG = 1.0
"""Seconds from which a run is worth a bar."""

REDRAW = 0.1
"""Seconds between two drawings."""

BAR = 30


class Progress:
    """A bar on a terminal; use it in a `with`, which takes it away at the end.

    Args:
        stream: Where to draw; nothing is drawn unless it is a terminal.
        total: Steps that make a whole bar.
    """

    def __init__(self, stream: TextIO | None, total: int) -> None:
        watched = stream is not None and not stream.closed and stream.isatty()
        self._stream = stream if watched else None
        self._total = total
        self._shown = 0
        self._start = self._drawn = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def reached(self, step: int) -> None:
        """Draw how far the run is, if it is long and the last drawing is old enough."""
        now = time.monotonic()
        if self._stream is None or not step or now - self._drawn < REDRAW:
            return
        self._drawn = now
        whole = (now - self._start) * self._total / step
        if whole > LONG:
            self._draw(step, whole * (1 - step / self._total))

    def _draw(self, step: int, left: float) -> None:
        """Put the bar where the cursor is."""
        share = step / self._total
        done = "#" * int(BAR * share)
        text = f"[{done:<{BAR}}] {share:4.0%}  step {step:,}, {left:,.0f} s left"[:79]
        before = self._shown
        # First, because Ctrl+C may come between the two and the bar must still go.
        self._shown = max(before, len(text))
        self._put("\r" + text.ljust(before))
        self._shown = len(text)

    def clear(self) -> None:
        """Take the bar away, so that a line can be printed in its place."""
        if self._shown:
            self._put("\r" + " " * self._shown + "\r")
            self._shown = 0

    def _put(self, text: str) -> None:
        """Write to the terminal; a terminal that is gone needs no bar."""
        try:
            if self._stream is not None:
                self._stream.write(text)
                self._stream.flush()
        except OSError:
            self._stream = None


def advance(run: Trainer | Runs, step: int, progress: Progress) -> None:
    """Train up to `step` or to where the loss stops being finite, a chunk at a time."""
    while (wanted := min(step - run.step_number, run.chunk)) > 0:
        if run.step(wanted) < wanted:
            return
        progress.reached(run.step_number)


def divergence(snapshot: Snapshot) -> str:
    """What happened when the loss stopped being finite and what to try, in one line."""
    if not snapshot.step:
        return (
            "the loss is not a finite number at the start: "
            "try a smaller --scale, or smaller numbers in the file"
        )
    experiment = snapshot.experiment
    said = f"the run diverged: at step {snapshot.step} the loss is no longer a finite number; "
    touched = touched_text(snapshot)
    if touched is not None:
        other = untouched(snapshot)
        if other is None:
            return said + touched
        if not other.diverged:
            return f"{said}{touched}, without which the loss is {other.loss:.3g} there"
    if is_summed(experiment):
        said += summed_text(experiment)
    else:
        said += f"try a smaller --lr (it is {experiment.learning_rate:g})"
        falling = falling_rate(experiment)
        said += "" if falling is None else f", such as {falling:g}"
    far = unscaled_text(experiment)
    return said if far is None else f"{said}; or {standardizing(experiment)} ({far})"
