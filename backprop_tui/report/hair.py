"""Which answers are judged right or wrong by less than the digits that are shown. Where half a
target is answered to every case, the last digit of a sum decides, and a verdict says nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import Answer, Problem
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.surface.plane import by_class

HAIR = 0.0005
"""An answer that is no further from where the verdict changes is shown alike on both sides."""


def by_a_hair(
    problem: Problem, predictions: Array, cases: slice = slice(None)
) -> NDArray[np.bool_]:
    """Whose verdict would be another one if an answer were so little higher or lower, (cases,).

    A bit is judged by the middle of both levels, a class by the largest other output; a value by
    no such edge.

    Args:
        problem: All cases.
        predictions: What is answered to all of them, (all, outputs).
        cases: Those that are asked about.
    """
    given, targets = predictions[cases], problem.targets[cases]
    if by_class(problem):
        wanted = targets == targets.max(axis=1, keepdims=True)
        with np.errstate(invalid="ignore"):
            lead = np.where(wanted, given, -np.inf).max(axis=1)
            lead -= np.where(wanted, -np.inf, given).max(axis=1)
    elif problem.answer is Answer.BITS:
        with np.errstate(invalid="ignore", over="ignore"):
            lead = np.abs(given - targets).max(axis=1) - problem.levels.half
    else:
        return np.zeros(len(targets), dtype=np.bool_)
    close: NDArray[np.bool_] = np.abs(lead) < HAIR
    return close


def hair_text(close: NDArray[np.bool_]) -> str:
    """How many of some verdicts hang on a hair: `all by a hair`, `2 by a hair`; empty for none."""
    count = int(close.sum())
    if not count:
        return ""
    return "all by a hair" if count == len(close) else f"{count} by a hair"
