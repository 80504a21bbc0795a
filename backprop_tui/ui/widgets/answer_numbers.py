"""Answers as numbers: what should be answered, what is, how far that is off, and a bar that shows
the same at a glance. Classes have their names beside what the right one puts out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import middle_row, write_large
from backprop_tui.ui.drawing.large import ROOM
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_bar import paint_bar
from backprop_tui.ui.widgets.answer_columns import (
    NUMBER,
    ORDINARY,
    OUTPUT,
    Columns,
    Detail,
    columns,
)
from backprop_tui.ui.widgets.answer_form import AnswerForm, Answers, paint_mark
from backprop_tui.ui.widgets.cases import Labels

ZOOMED = 16
"""Rows from which all outputs of a case are shown though not all cases have room."""


class AnswerNumbers(AnswerForm):
    """Target, prediction, bar, error: of one output a row, of classes in one row."""

    def suits(self, problem: Problem) -> bool:
        return True

    def labels(self, problem: Problem, width: int, least: int = 0) -> Labels:
        return columns(problem, width, least).labels

    def rows(self, problem: Problem, cases: int, height: int) -> int:
        outputs = problem.targets.shape[1]
        if problem.answer is Answer.CLASSES:
            return 1
        # On a large pane at least three cases, to compare.
        fits = cases * outputs < height or (height >= ZOOMED and 3 * outputs < height)
        return outputs if fits else 1

    def meanings(self, problem: Problem, rows: int) -> tuple[str, str]:
        if problem.answer is Answer.CLASSES:
            best = f"best {problem.levels.high:g}"
            return f"p = what output y puts out, {best}", f"p = output y, {best}"
        if rows < problem.targets.shape[1]:
            return "out = the output furthest off, y and ŷ its own", "out = furthest off"
        return "error = ŷ − y", "error = ŷ − y"

    def answer(
        self, canvas: Canvas, view: View, labels: Labels, answers: Answers, case: int, y: int,
        lines: int, tall: int,
    ) -> None:  # fmt: skip
        """All outputs, or the one furthest off."""
        problem, table = answers.problem, self._columns(canvas, view, labels, tall)
        if lines == problem.targets.shape[1]:
            outputs = range(lines)
        else:
            off = np.abs(
                np.nan_to_num(answers.predictions[case] - problem.targets[case], nan=np.inf)
            )
            worst = int(off.argmax())
            outputs = range(worst, worst + 1)
        mark = table.residual + table.detail.number + 1
        paint_mark(canvas, mark, middle_row(y, tall), answers, case)
        for line, output in enumerate(outputs):
            rows = range(y + line * tall, y + (line + 1) * tall)
            if rows.stop <= canvas.height:
                self._line(canvas, view, table, answers, case, output, rows)

    def _line(
        self, canvas: Canvas, view: View, table: Columns, answers: Answers, case: int, output: int,
        rows: range,
    ) -> None:  # fmt: skip
        """What one output answers, or of classes all of them."""
        palette, y = canvas.palette, middle_row(rows.start, len(rows))
        target, answer, shown, residual = self._answer(answers, case, output, table.outputs)
        canvas.text(table.answer, y, answer, bold=True)
        ink = self._ink(canvas, view, shown)
        error = palette.muted if abs(residual) <= 0.1 else None
        detail = table.detail
        if detail is ORDINARY:
            width = 4 if table.number == NUMBER else table.number - 1
            number = formats.activation(shown, width, table.number).rjust(table.number - 1)
            canvas.text(table.target, y, target, bold=True)
            canvas.text(table.prediction - 1, y, number, ink, bold=True)
            canvas.text(table.residual, y, formats.weight(residual, NUMBER).rjust(NUMBER), error)
        else:
            most = table.number // detail.scale - 1
            number = formats.fine(shown, detail.decimals, max(most, NUMBER))
            off = formats.fine(residual, detail.decimals, NUMBER + 2, "+")
            wide = table.answer - table.target - 1
            if detail.scale == 1 or not write_large(canvas, table.target, y, target, wide):
                canvas.text(table.target, y, target, bold=True)
            room = table.prediction - 1, table.number - 1
            _number(canvas, *room, y, number, ink, detail, bold=True)
            _number(canvas, table.residual, detail.number, y, off, error, detail)
        if table.length and np.isfinite(shown):
            paint_bar(canvas, view, table.bar, rows, table.length, shown, ink)

    @staticmethod
    def _columns(canvas: Canvas, view: View, labels: Labels, tall: int) -> Columns:
        """Where the columns stand, after labels as wide as these, of lines with so many rows."""
        tall = tall if canvas.glyphs.unicode else min(tall, ROOM - 1)
        return columns(view.snapshot.experiment.problem, canvas.width, labels.passed, tall)

    def heading(self, canvas: Canvas, view: View, labels: Labels, tall: int) -> None:
        problem, muted = view.snapshot.experiment.problem, canvas.palette.muted
        table = self._columns(canvas, view, labels, tall)
        several, classes = problem.targets.shape[1] > 1, problem.answer is Answer.CLASSES
        canvas.text(table.target, 0, "y", muted)
        if several:
            canvas.text(table.answer, 0, "ŷ" if classes else OUTPUT, muted)
        name = "p" if classes else "ŷ"
        self._scale(canvas, view, table)
        if table.detail is ORDINARY:
            canvas.text(table.prediction + 1, 0, name, muted)
            canvas.text(table.residual + 1, 0, "error", muted)
        else:
            canvas.flush_right(table.prediction + table.number - 3, 0, name, muted)
            canvas.flush_right(table.residual + table.detail.number - 1, 0, "error", muted)

    @staticmethod
    def _scale(canvas: Canvas, view: View, table: Columns) -> None:
        """Write above the bars where they begin and end, and of bits what lies between."""
        low, high = view.own_target_range
        ends, muted = (formats.bits(low), formats.bits(high)), canvas.palette.muted
        # Without a blank between them they would be read as one number.
        if len(" ".join(ends)) > table.length:
            return
        canvas.text(table.bar, 0, ends[0], muted)
        canvas.flush_right(table.bar + table.length - 1, 0, ends[1], muted)
        if (low, high) == view.snapshot.experiment.problem.levels and table.length >= 9:
            middle = formats.bits((low + high) / 2).removeprefix("0") or "0"
            x = table.length // 2 - len(middle) // 2
            if len(ends[0]) < x and x + len(middle) < table.length - len(ends[1]):
                canvas.text(table.bar + x, 0, middle, muted)

    @staticmethod
    def _answer(
        answers: Answers, case: int, output: int, names: Sequence[str]
    ) -> tuple[str, str, float, float]:
        """Target and answer as text, the output to show, and its residual ŷ - y."""
        problem = answers.problem
        targets, outputs = problem.own_targets[case], answers.predictions[case]
        if problem.answer is Answer.CLASSES:
            target = int(targets.argmax())
            answer = int(outputs.argmax())
            return (
                names[target],
                names[answer],
                float(outputs[target]),
                float(outputs[target] - targets[target]),
            )
        shown = float(problem.own_outputs(outputs)[output])
        label, wanted = names[output] if len(targets) > 1 else "", float(targets[output])
        return formats.bits(wanted), label, shown, shown - wanted

    @staticmethod
    def _ink(canvas: Canvas, view: View, shown: float) -> int:
        """The colour of the side that a prediction is on."""
        if not np.isfinite(shown):
            return canvas.palette.error
        low, high = view.own_target_range
        return canvas.palette.positive if shown > (low + high) / 2 else canvas.palette.negative


def _number(
    canvas: Canvas, x: int, room: int, y: int, text: str, ink: int | None, detail: Detail,
    bold: bool = False,
) -> None:  # fmt: skip
    """A number at the right of so many columns, in large digits where it is that detailed."""
    if detail.scale == 1 or not write_large(canvas, x, y, text, room, ink):
        canvas.flush_right(x + room - 1, y, text, ink, bold=bold)
