"""How a case is told apart in a row of a table: by its inputs, in as few columns as they take.
A few inputs have a column each, many bits become one string, many numbers only their place.
"""

from __future__ import annotations

from functools import lru_cache

from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.ui import formats
from backprop_tui.ui.view import View

FEW_INPUTS = 3
"""Up to so many inputs have a column each; more are written as one string."""


def input_text(view: View, case: int, width: int) -> str:
    """The inputs of a case in `width` columns."""
    inputs = view.snapshot.experiment.problem.inputs[case]
    if ((inputs == 0) | (inputs == 1)).all():
        text = "".join(f"{value:.0f}" for value in inputs)
        return text if len(text) <= width else text[: width - 1] + "…"
    return f"#{case + 1}"


@lru_cache(16)
def input_columns(problem: Problem) -> int:
    """Columns of one input value; 0 if the inputs are written as one string."""
    if problem.inputs.shape[1] > FEW_INPUTS:
        return 0
    values = set(problem.inputs.ravel().tolist())
    return max(2, *(len(formats.bits(value)) for value in values))


@lru_cache(16)
def target_columns(problem: Problem) -> int:
    """Columns of the widest target; of a class number where targets are classes."""
    if problem.answer is Answer.CLASSES:
        return len(str(problem.targets.shape[1]))
    return max(len(formats.bits(value)) for value in set(problem.targets.ravel().tolist()))
