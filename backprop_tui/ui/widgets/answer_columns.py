"""The columns of a table of answers: where the target, the answer, its bar and its error stand.
Names of classes and of outputs take what room they need, and the bar gives way to them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.ui.drawing.large import ROOM
from backprop_tui.ui.widgets.cases import MARK, Labels, answers, labels, target_columns

NUMBER = 6
"""Columns of a prediction and of an error at most, `-4e123`; nearly all take four and five."""


class Detail(NamedTuple):
    """How fully answers and errors are written.

    Attributes:
        width: Columns of a table from which there is room for it.
        tall: Rows of a line of it likewise.
        number: Columns of an answer and of an error at most.
        decimals: Of both.
        scale: Columns that a digit takes.
    """

    width: int
    tall: int
    number: int
    decimals: int
    scale: int = 1


ORDINARY = Detail(0, 0, NUMBER, 2)
DETAILS = (
    Detail(110, ROOM, 20, 4, 3), Detail(104, 0, 8, 4), Detail(70, ROOM - 2, 8, 4), ORDINARY
)  # fmt: skip
"""All of them, the fullest first; the first is written in large digits."""

SHORTEST_BAR, LONG_BAR = 6, 12
"""Columns of a bar at least, and of one that does not give way to a number's digits."""

OUTPUT = "out"
"""What stands above the names of outputs."""


class Columns(NamedTuple):
    """Where the columns of the table begin.

    Attributes:
        labels: What names the cases, from `MARK` on.
        outputs: What names the outputs, all as wide.
        target: y.
        answer: The class that is answered, or the output that is shown, of several.
        prediction: ŷ, where it takes four columns.
        number: Columns of it at most, one of them for its sign.
        bar: Its bar.
        length: Of the bar, 0 if there is no room for one.
        residual: ŷ - y.
        detail: How fully both are written.
    """

    labels: Labels
    outputs: tuple[str, ...]
    target: int
    answer: int
    prediction: int
    number: int
    bar: int
    length: int
    residual: int
    detail: Detail = ORDINARY


@lru_cache(64)
def columns(problem: Problem, width: int, least: int = 0, tall: int = 0) -> Columns:
    """The table in so many columns: the bar gives way to the names of outputs and of cases.

    Args:
        problem: What is learnt.
        width: Columns of the table.
        least: How many of the fullest labels of cases are passed over.
        tall: Rows of a line; 0 for one whose numbers are never large.
    """
    for detail in DETAILS[:-1]:
        if width >= detail.width and tall >= detail.tall:
            found = _of_detail(problem, width, detail, least)
            if found.length >= 2 * LONG_BAR:
                return found
    return _of_detail(problem, width, ORDINARY, least)


def _of_detail(problem: Problem, width: int, detail: Detail, least: int) -> Columns:
    """The table with numbers as fully written as that."""
    narrow = _columns(problem, width, detail, detail.number, least)
    if problem.answer is not Answer.VALUES:
        return narrow
    # A value is best written as its target is, but not in place of the bar.
    number = max(detail.number, (target_columns(problem) + 1) * detail.scale)
    wide = _columns(problem, width, detail, number, least)
    return wide if wide.length >= LONG_BAR or not narrow.length else narrow


def _columns(problem: Problem, width: int, detail: Detail, number: int, least: int) -> Columns:
    """The table with so many columns for a prediction."""
    outputs, classes = problem.targets.shape[1], problem.answer is Answer.CLASSES
    # Three blanks, ŷ, and the error with its mark.
    rest = MARK + 2 + 1 + number + detail.number + 3
    room = width - rest - labels(problem, 0).width - 2
    wanted = target_columns(problem) * detail.scale
    names = answers(problem, room // 2 if classes else room - wanted)
    y = len(names[0]) if classes else wanted
    # The name of an output is headed with a word, that of a class with its symbol.
    answer = 1 + (1 + max(len(names[0]), 0 if classes else len(OUTPUT)) if outputs > 1 else 0)
    found = labels(problem, width - rest - y - answer, least)
    target = MARK + found.width + 2
    prediction = target + y + 1 + answer
    bar = prediction + number
    length = width - bar - detail.number - 4
    length = length if length >= SHORTEST_BAR else 0
    residual = bar + (length + 1) * bool(length)
    return Columns(
        found, names, target, target + y + 1, prediction, number, bar, length, residual, detail
    )
