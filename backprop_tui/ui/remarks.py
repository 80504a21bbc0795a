"""Something to say at the moment it happens, once in a run, with the number that gave rise to it.
A solved problem is worth a word, and so is a loss that has stopped moving.
"""

from __future__ import annotations

import math

from backprop_tui.engine.snapshot import Snapshot
from backprop_tui.report.advice import reach_text, stuck
from backprop_tui.ui.formats import loss

FLAT_STEPS = 2000
"""After so many steps without a change the loss counts as stuck."""

FLAT_SHARE = 0.01
"""A change of less than this share is none."""


class Remarks:
    """What has been said of one run, and what there is to say next."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._flat_since = (0, math.inf)

    def on(self, snapshot: Snapshot) -> str | None:
        """What this moment is worth saying, if it has not been said before."""
        if snapshot.diverged:
            return None
        beyond = reach_text(snapshot.experiment)
        if beyond is not None and "reach" not in self._said:
            return self._once("reach", f"{beyond[0].upper()}{beyond[1:]}.")
        if snapshot.solved:
            # It is read for seconds, and the header moves on: so it says of which step it speaks.
            said = f"Every case right at step {snapshot.step:,}: loss {loss(snapshot.loss)}."
            return self._once("solved", said)
        step, before = self._flat_since
        if abs(snapshot.loss - before) > FLAT_SHARE * snapshot.loss:
            self._flat_since = (snapshot.step, snapshot.loss)
        elif snapshot.step - step >= FLAT_STEPS:
            return self._once(
                "flat",
                f"The loss has stayed at {loss(snapshot.loss)} for {snapshot.step - step:,} steps. "
                f"{stuck(snapshot)}",
            )
        return None

    def _once(self, what: str, text: str) -> str | None:
        if what in self._said:
            return None
        self._said.add(what)
        return text
