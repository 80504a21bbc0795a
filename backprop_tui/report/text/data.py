"""What was done to the numbers of a problem before anything is learnt from them, in words. Whoever
works a number out by hand starts from what the network saw, and that is not always what stands in
the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.engine.problems.levels import PLAIN
from backprop_tui.engine.problems.prepared import Prepared
from backprop_tui.report.names import listed


def prepared_texts(problem: Problem) -> Iterator[str]:
    """What was done to a problem, a sentence without its capital and its stop at a time."""
    if (recipe := problem.recipe) is not None:
        yield f"its points are drawn with noise {recipe.noise:g} by problem seed {recipe.seed}"
    if not isinstance(problem, Prepared):
        return
    if problem.features:
        yield (
            f"in place of {listed(problem.source.input_names)} the network sees "
            f"{listed(problem.features, 8)}"
        )
    inputs, targets = problem.scalings
    if inputs is not None:
        what = "inputs" if targets is None else "inputs and targets"
        cases = " of the cases that are learnt" if problem.testing else ""
        yield (
            f"{what} are standardized, (value - mean)/spread, to mean 0 and spread 1{cases}"
            f"{'' if targets is None else '; the loss is that of the standardized targets'}"
        )
        constant = [
            names[k]
            for names, scaling in ((problem.input_names, inputs), (problem.target_names, targets))
            for k in (scaling.constant if scaling is not None else ())
        ]
        if constant:
            one = len(constant) == 1
            yield f"{listed(constant)} {'is' if one else 'are'} the same in every case, so 0"
    if problem.levels != PLAIN:
        yield (
            f"a 0 among the targets is learnt as {problem.levels.low:g}, a 1 as "
            f"{problem.levels.high:g}{_right_at(problem)}"
        )
    if problem.testing is not None:
        yield testing_text(problem)


def _right_at(problem: Problem) -> str:
    """After a semicolon, what is right at other levels than 0 and 1; of classes it is as ever."""
    if problem.answer is Answer.CLASSES:
        return ""
    return f"; right is what is less than {problem.levels.half:g} away"


def testing_text(problem: Problem) -> str:
    """Which cases are put aside, and how they were chosen."""
    whole = len(problem.source.inputs)
    aside = whole - len(problem.rows)
    alike = ", of each class alike," if problem.answer is Answer.CLASSES else ""
    be = "is" if aside == 1 else "are"
    return f"{aside:,} of the {whole:,} cases{alike} {be} put aside to test what is learnt"
