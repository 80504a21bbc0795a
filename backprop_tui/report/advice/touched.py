"""Whether a run went astray because somebody set weights in it by hand. The same run is tried
without that: what does not happen then came of it, and no learning rate is to blame.
"""

from __future__ import annotations

from functools import lru_cache

from backprop_tui.engine import Experiment, Snapshot, Trainer
from backprop_tui.engine.wording import cut
from backprop_tui.report.advice.ahead import affordable

EDIT, CHANGE = "edit", "change"
"""The kinds of marks of what happened to a run."""

MOST_LETTERS = 48
"""Letters of what was set."""


def touched_text(snapshot: Snapshot) -> str | None:
    """What was set by hand, `set by hand at step 100: W₂ h1→ŷ = 50`; `None` if nothing was, or if
    settings became others since, which is nearer.
    """
    happened = [
        mark
        for mark in snapshot.marks
        if mark.kind in (EDIT, CHANGE) and mark.step <= snapshot.step
    ]
    edits = [mark for mark in happened if mark.kind == EDIT]
    if not edits or happened[-1].step > edits[-1].step:
        return None
    last = "" if len(edits) == 1 else ", last"
    step, said = edits[-1].step, cut(edits[-1].said, MOST_LETTERS)
    return f"set by hand{last} at step {step:,}: {said}"


def untouched(snapshot: Snapshot) -> Snapshot | None:
    """The same run after as many steps if nothing had been set by hand, or where it diverges
    before that.

    Returns:
        `None` if that takes long to try, or if settings were changed by hand besides.
    """
    began = snapshot.beginning
    if began is None or snapshot.step > affordable(began):
        return None
    found = _trained(began, snapshot.step)
    return found if found.diverged or _changes(found) == _changes(snapshot) else None


def _changes(snapshot: Snapshot) -> list[tuple[int, str]]:
    """How settings became others."""
    return [(mark.step, mark.said) for mark in snapshot.marks if mark.kind == CHANGE]


@lru_cache(4)
def _trained(experiment: Experiment, steps: int) -> Snapshot:
    trainer = Trainer(experiment)
    trainer.step(steps)
    return trainer.snapshot()
