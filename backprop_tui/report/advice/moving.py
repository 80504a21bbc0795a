"""Causes that show in a loss that moves: it grows, it rises where it should only fall, it swings. A
cause of one name may show in several ways, and is said once.
"""

from __future__ import annotations

from backprop_tui.report.advice.cause import Cause
from backprop_tui.report.advice.flat import FLAT_STEPS
from backprop_tui.report.advice.oscillation import oscillating, swinging_line, swinging_narrow
from backprop_tui.report.advice.recipe import late
from backprop_tui.report.advice.standstill import GROWTH, HIGHER, grown, unsteady

UNSTEADY = "unsteady"
"""What a loss is called that rises where it should only fall."""


def growing(start: float, since: int = 0) -> Cause:
    """That the loss has grown since it was this, at this step."""
    return Cause(
        "grown",
        f"whether the loss is {GROWTH:g} times what it was, or {HIGHER:g} times after "
        f"{FLAT_STEPS:,} steps, and falls with a smaller rate",
        lambda snapshot: grown(snapshot, start, since),
        patience=0,
    )


MOVING = (
    Cause(
        "recipe",
        "whether most cases of such a run are wrong where the preset has all right",
        late,
        patience=0,
    ),
    Cause(
        "one line",
        "whether the loss goes up and down where no line separates the cases",
        swinging_line,
        patience=0,
    ),
    Cause(UNSTEADY, "whether the loss rises where it should only fall", unsteady, patience=0),
    Cause(
        UNSTEADY,
        "whether it goes up and down by turns, and does so no more with a smaller rate",
        oscillating,
        patience=0,
    ),
    Cause(
        "narrow",
        "whether the loss goes up and down, and more units help where no rate does",
        swinging_narrow,
        patience=0,
    ),
)
"""What is worth saying of a loss that moves."""
