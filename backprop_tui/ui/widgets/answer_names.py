"""Answers of many switches, of which few are on: the names of those that are, and where they are
others, of those that should be. A number for each would say less than either.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.engine.shortening import shortened
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import middle_row
from backprop_tui.ui.order import off
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_columns import NUMBER
from backprop_tui.ui.widgets.answer_form import AnswerForm, Answers, paint_mark
from backprop_tui.ui.widgets.cases import MARK, Labels, labels

MANY = 9
"""From so many outputs on those that are on are named; up to eight are read one by one."""

FEW = 4
"""At most one of so many is on in any target."""

NAMED = 3
"""Outputs that are named; of more it is said how many they are."""

LETTERS = (24, 8, 7, 6, 5)
"""Letters of their names, as many as there is room for."""

SHORTEST, ROOMY = 22, 34
"""Columns of the names, and those from which the error has room beside them."""

SHARE = 0.4
"""Of the columns of a table for the name of a case, at most."""

NONE, NAN = "none", "nan"


class AnswerNames(AnswerForm):
    """`→ Colin` where that is right, `→ Colin ≠ James+Victoria` where others should be on."""

    def suits(self, problem: Problem) -> bool:
        outputs = problem.targets.shape[1]
        return outputs >= MANY and problem.answer is Answer.BITS and _most_on(problem) <= outputs

    def labels(self, problem: Problem, width: int, least: int = 0) -> Labels:
        return labels(problem, min(width - _beside(0) - SHORTEST, int(SHARE * width)), least)

    def rows(self, problem: Problem, cases: int, height: int) -> int:
        return 1

    def meanings(self, problem: Problem, rows: int) -> tuple[str, str]:
        return "→ what is on, ≠ what should be", "→ on ≠ should be"

    def heading(self, canvas: Canvas, view: View, labels: Labels, tall: int) -> None:
        muted = canvas.palette.muted
        canvas.text(_first(labels), 0, "→ ŷ ≠ y", muted)
        if _room(canvas, labels) >= ROOMY:
            canvas.text(canvas.width - NUMBER - 2, 0, "error", muted)

    def answer(
        self, canvas: Canvas, view: View, labels: Labels, answers: Answers, case: int, y: int,
        lines: int, tall: int,
    ) -> None:  # fmt: skip
        palette, room, y = canvas.palette, _room(canvas, labels), middle_row(y, tall)
        one = slice(case, case + 1)
        paint_mark(canvas, canvas.width - 2, y, answers, case)
        if room >= ROOMY:
            error = float(off(answers.problem, answers.predictions, one)[0])
            text = formats.activation(error, 4, NUMBER).rjust(NUMBER)
            canvas.text(canvas.width - NUMBER - 3, y, text, palette.muted if error <= 0.1 else None)
            room -= NUMBER + 2
        problem = answers.problem
        outputs = problem.own_outputs(answers.predictions[case])
        between = canvas.glyphs(" ≠ ")
        room -= 2 + len(between)
        answer, wanted = said(problem, outputs, problem.own_targets[case], room, len(between))
        x = canvas.text(_first(labels), y, "→ ", palette.muted)
        known = bool(np.isfinite(outputs).all())
        x = canvas.text(x, y, answer, None if known else palette.error, bold=True)
        if wanted:
            canvas.text(canvas.text(x, y, between, palette.error, bold=True), y, wanted)


def said(
    problem: Problem, outputs: Array, targets: Array, room: int, between: int
) -> tuple[str, str]:
    """What is on of outputs (outputs,), and of targets, if that is not the same.

    Names have as many letters as leave both in so many columns, cut if that is impossible.

    Args:
        problem: Whose outputs they are.
        outputs: In their own units.
        targets: Likewise.
        room: Columns for both.
        between: Columns that one alone has in addition.
    """
    on, should = _on(problem, outputs), _on(problem, targets)
    known = bool(np.isfinite(outputs).all())
    ways = [(names, _joined(names, on) if known else NAN) for names in _names(problem)]
    if known and not on:
        most = int(outputs.argmax())
        names = ways[0][0]
        ways.insert(0, (names, f"{NONE}, most {names[most]} {float(outputs[most]):.2f}"))
    for names, answer in ways:
        wanted = "" if known and on == should else _joined(names, should)
        if len(answer) + len(wanted) <= room + (0 if wanted else between):
            return answer, wanted
    answer = _cut(answer, room // 2 if wanted else room + between)
    return answer, _cut(wanted, room - len(answer))


def _on(problem: Problem, outputs: Array) -> Sequence[int]:
    """The outputs above the middle of what a 0 and a 1 are learnt as."""
    on: list[int] = np.flatnonzero(outputs > problem.levels.middle).tolist()
    return on


def _joined(names: Sequence[str], on: Sequence[int]) -> str:
    """Some outputs in a word: their names, or how many they are."""
    if len(on) > NAMED:
        return f"{len(on)} on"
    return "+".join(names[output] for output in on) or NONE


def _cut(text: str, room: int) -> str:
    """A text with a mark where it has no room."""
    return text if len(text) <= room else f"{text[: max(0, room - 1)]}…"[: max(0, room)]


@lru_cache(16)
def _names(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """The names of the outputs, in fewer and fewer letters."""
    return tuple(shortened(problem.target_names, letters) for letters in LETTERS)


@lru_cache(16)
def _most_on(problem: Problem) -> int:
    """How many outputs there would be, if the fullest target were of the share that is few."""
    own = problem.source.own_targets
    return FEW * int((own > problem.levels.middle).sum(axis=1).max())


def _first(labels: Labels) -> int:
    """The first column after the labels."""
    return MARK + labels.width + 1


def _beside(label: int) -> int:
    """The columns that are not the names': the label, a blank at each end, the mark."""
    return MARK + label + 1 + 3


def _room(canvas: Canvas, labels: Labels) -> int:
    """The columns of what stands between labels and marks."""
    return canvas.width - _beside(labels.width)
