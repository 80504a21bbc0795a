"""A saved session in a line: what was learnt in it, in how many runs, and how far. It is what one
finds it by among others.
"""

from __future__ import annotations

from backprop_tui.engine.keeping.saved import SavedSession
from backprop_tui.engine.wording import counted
from backprop_tui.report.comparison.whole import whole_texts


def session_text(session: SavedSession) -> str:
    """`XOR 2-4-1 seed 42 lr 0.5; 3 runs, c with 495 steps`: the run that was looked at."""
    run = session.run()
    steps = counted(run.journal.length, "step")
    named = f" {run.name!r}" if run.name else ""
    runs = len(session.runs)
    known = f"{runs} runs, {run.letter}{named} with {steps}" if runs > 1 else f"{steps}{named}"
    return f"{''.join(whole_texts(run.journal.experiment))}; {known}"
