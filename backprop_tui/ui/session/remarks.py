"""`Remarks`: what the present moment of a run is worth saying, once in a run, with the number that
gave rise to it. A solved problem is worth a word, and so is a loss that has stopped moving, or
grows.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import SOLVED, Snapshot
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.causes import stuck
from backprop_tui.report.advice.expected import as_scheduled, known_steps
from backprop_tui.report.advice.reach import reach_text
from backprop_tui.report.advice.standstill import FLAT_SHARE, FLAT_STEPS, grown, unsteady
from backprop_tui.report.advice.steps import jumping_output
from backprop_tui.report.names import sentence
from backprop_tui.report.since import right_text
from backprop_tui.ui.drawing.formats import loss


class Remarks:
    """What has been said of one run, and what there is to say next."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._begun: Experiment | None = None
        self.changed()

    def changed(self) -> None:
        """Forget what may be otherwise after a change by hand; what was solved has been said."""
        self._said -= {"flat", "grown", "unsteady"}
        self._flat_since = (0, math.inf)
        self._start = math.inf

    def on(self, snapshot: Snapshot) -> str | None:
        """What this moment is worth saying, if it has not been said before."""
        if snapshot.diverged:
            return None
        if self._begun is None:
            self._begun = snapshot.experiment
        if self._start == math.inf:
            self._start = snapshot.loss
        # What can be put out depends on the activation, which may change by hand.
        reach = f"reach of {snapshot.experiment.output_activation}"
        beyond = None if reach in self._said else reach_text(snapshot.experiment)
        if beyond is not None:
            return self._once(reach, f"{sentence(beyond)}.")
        slopeless = jumping_output(snapshot.experiment)
        if slopeless is not None and slopeless.said not in self._said:
            return self._once(slopeless.said, slopeless.with_keys)
        if snapshot.solved:
            said = f"Solved: loss below {SOLVED:g}; {right_text(snapshot)}."
            if snapshot.held_out is not None:
                right = snapshot.held_out.right
                said += f" Of the test cases {int(right.sum())} of {len(right)}."
            return self._once("solved", said)
        start = self._start
        watched: tuple[tuple[str, Callable[[], Advice | None]], ...] = (
            ("grown", lambda: grown(snapshot, start)),
            ("unsteady", lambda: unsteady(snapshot)),
        )
        for what, found in watched:
            advice = None if what in self._said else found()
            if advice is not None:
                advice = as_scheduled(advice, self._begun, snapshot.experiment)
                return self._once(what, sentence(advice.with_keys))
        return self._flat(snapshot)

    def _flat(self, snapshot: Snapshot) -> str | None:
        """That the loss has stopped moving, and why, if it has."""
        step, before = self._flat_since
        if abs(snapshot.loss - before) > FLAT_SHARE * snapshot.loss:
            self._flat_since = (snapshot.step, snapshot.loss)
        elif snapshot.step - step >= FLAT_STEPS and "flat" not in self._said:
            # A recipe that works is known to get past its plateau.
            if snapshot.step < known_steps(snapshot.experiment):
                return None
            advice = as_scheduled(stuck(snapshot), self._begun, snapshot.experiment)
            return self._once(
                "flat",
                f"The loss has stayed at {loss(snapshot.loss)} for {snapshot.step - step:,} steps. "
                f"{advice.with_keys}",
            )
        return None

    def _once(self, what: str, text: str) -> str | None:
        if what in self._said:
            return None
        self._said.add(what)
        return text
