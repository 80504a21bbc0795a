"""What the network answers to each input, beside what it should answer. The bar shows at a glance
how far each answer is from its target; the mark says whether it counts as right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.report.advice.reach import reach_marks
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.order import Aside
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_columns import NUMBER, OUTPUT, Columns, columns
from backprop_tui.ui.widgets.cases import MARK, sorting
from backprop_tui.ui.widgets.pane import Pane

ZOOMED = 16
"""Rows from which all outputs of a case are shown though not all cases have room."""


class Answers(NamedTuple):
    """What is answered to some cases.

    Attributes:
        problem: The cases.
        predictions: ŷ, (cases, outputs).
        right: Which are right, (cases,).
    """

    problem: Problem
    predictions: Array
    right: NDArray[np.bool_]


class Predictions(Pane):
    """A row per case: inputs, target, prediction, bar, error, right or wrong."""

    HEADING = "Predictions"

    MARKS = (
        ("error", "ŷ − y: how far the answer is off, with its sign; dim: by 0.1 at most"),
        ("✓ ✗", "right: less than 0.5 away from its target, with --levels less than half the "
         "distance between them (for measured values: within a tenth of their range)"),
        ("ŷ colours", "blue above the middle of the targets (of 0 and 1: 0.5), orange below it; "
         "its bar and its tile too"),
        ("━━╸┼──", "ŷ as a bar from the lowest to the highest target; ┼ is the middle"),
        ("01  #7", "an input by its bits, or by its place among the cases"),
        ("p", "several outputs that are classes: y is the name or the number of the right output, "
         "ŷ of the largest one, p what the right one puts out (best: 1, or the higher of "
         "--levels), error p less that"),
        ("out", "several outputs with values of their own: the name or the number of an output; y, "
         "ŷ and error are this output's. Where not all have room (z zooms), it is the output that "
         "is furthest off"),
        ("σ gives 0…1", "in red: some targets lie beyond what the output unit can put out, so they "
         "are never reached"),
        ("test 3/5", "how many are right of the cases that are put aside (--test): nothing is "
         "learnt from them, so neither w nor another pane shows them. They stand below, marked t; "
         "where they have no room, end and ↓ go on to them from the last of the others"),
        ("rows 1–5", "the cases that have room, as the bar in the frame shows; ↑↓ PgUp PgDn home "
         "end and the wheel go to the others, x to the next that is wrong"),
        ("by error", "sorted (o): those furthest off first, while training once a second anew; "
         "test cases among themselves"),
    )  # fmt: skip

    def depends(self, view: View) -> object:
        return view.snapshot, view.order, view.gaze.selected, view.gaze.beyond

    def paint(self, canvas: Canvas, view: View) -> None:
        snapshot, palette = view.snapshot, canvas.palette
        table = columns(snapshot.experiment.problem, canvas.width)
        self._labels(canvas, view, table)
        held_out, cases = snapshot.held_out, len(snapshot.right)
        aside = 0 if held_out is None else len(held_out.right)
        each = self._outputs_shown(view, canvas.height)
        height = max(each, min(2, (canvas.height - 1) // (cases + aside)))
        learnt = Answers(snapshot.experiment.problem, snapshot.predictions, snapshot.right)
        rows = (canvas.height - 1) // height
        window, tests = view.order.windows(view.gaze.selected, view.gaze.beyond, rows)
        for k, case in enumerate(window.cases):
            y, selected = 1 + k * height, case == view.gaze.selected
            if selected:
                canvas.fill(0, y, canvas.width, 1, palette.row)
            table.labels.paint(canvas, case, y, selected)
            self._rows(canvas, view, table, learnt, case, y, each)
            canvas.spot(0, y, canvas.width, height, case)
        if held_out is not None:
            tested = Answers(held_out.problem, held_out.predictions, held_out.right)
            names = columns(held_out.problem, canvas.width).labels
            for k, case in enumerate(tests.cases, start=len(window.cases)):
                y = 1 + k * height
                canvas.text(0, y, "t", palette.forward)
                names.paint(canvas, case, y, False)
                self._rows(canvas, view, table, tested, case, y, each)
                canvas.spot(0, y, canvas.width, height, Aside(case))
        if view.order.keeps(rows):
            canvas.scrolled(1, len(window.cases) * height, *window.span, cases)
        else:
            first = window.first + min(view.gaze.beyond, aside)
            canvas.scrolled(1, rows * height, first, rows, cases + aside)

    @staticmethod
    def _outputs_shown(view: View, height: int) -> int:
        """How many outputs of a case have a row of their own."""
        snapshot = view.snapshot
        problem, held_out = snapshot.experiment.problem, snapshot.held_out
        outputs = problem.targets.shape[1]
        if problem.answer is Answer.CLASSES:
            return 1
        cases = len(snapshot.right) + (0 if held_out is None else len(held_out.right))
        # On a large pane at least three cases, to compare.
        fits = cases * outputs < height or (height >= ZOOMED and 3 * outputs < height)
        return outputs if fits else 1

    def _rows(
        self, canvas: Canvas, view: View, table: Columns, answers: Answers, case: int, y: int,
        each: int,
    ) -> None:  # fmt: skip
        """What is answered to a case, after its label: all outputs, or the one furthest off."""
        problem = answers.problem
        if each == problem.targets.shape[1]:
            outputs = range(each)
        else:
            off = np.abs(
                np.nan_to_num(answers.predictions[case] - problem.targets[case], nan=np.inf)
            )
            worst = int(off.argmax())
            outputs = range(worst, worst + 1)
        right = bool(answers.right[case])
        mark = canvas.palette.success if right else canvas.palette.error
        canvas.text(table.residual + NUMBER + 1, y, "✓" if right else "✗", mark, bold=True)
        for row, output in enumerate(outputs, start=y):
            if row < canvas.height:
                self._row(canvas, view, table, answers, case, output, row)

    def _row(
        self, canvas: Canvas, view: View, table: Columns, answers: Answers, case: int, output: int,
        y: int,
    ) -> None:  # fmt: skip
        """What one output answers, or of classes all of them."""
        palette = canvas.palette
        target, answer, shown, residual = self._answer(answers, case, output, table.outputs)
        canvas.text(table.target, y, target, bold=True)
        canvas.text(table.answer, y, answer, bold=True)
        ink = self._ink(canvas, view, shown)
        width = 4 if table.number == NUMBER else table.number - 1
        number = formats.activation(shown, width, table.number).rjust(table.number - 1)
        canvas.text(table.prediction - 1, y, number, ink, bold=True)
        if table.length and np.isfinite(shown):
            self._bar(canvas, view, table.bar, y, table.length, shown, ink)
        weak = abs(residual) <= 0.1
        number = formats.weight(residual, NUMBER).rjust(NUMBER)
        canvas.text(table.residual, y, number, palette.muted if weak else None)

    def _labels(self, canvas: Canvas, view: View, table: Columns) -> None:
        """Name the columns."""
        problem, muted = view.snapshot.experiment.problem, canvas.palette.muted
        several, classes = problem.targets.shape[1] > 1, problem.answer is Answer.CLASSES
        canvas.text(MARK, 0, table.labels.heading, muted)
        canvas.text(table.target, 0, "y", muted)
        if several:
            canvas.text(table.answer, 0, "ŷ" if classes else OUTPUT, muted)
        canvas.text(table.prediction + 1, 0, "p" if classes else "ŷ", muted)
        self._scale(canvas, view, table)
        canvas.text(table.residual + 1, 0, "error", muted)

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
            x = table.length // 2 - 1
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

    @staticmethod
    def _bar(
        canvas: Canvas, view: View, x: int, y: int, width: int, shown: float, ink: int
    ) -> None:
        """A bar from the low to the high end of the targets, in half cells."""
        low, high = view.own_target_range
        halves = round(min(1.0, max(0.0, (shown - low) / (high - low))) * width * 2)
        if not canvas.glyphs.unicode:
            full = halves // 2
            canvas.text(x, y, "#" * full + "." * (width - full))
            return
        rest = "─" * (width // 2) + "┼" + "─" * (width - width // 2 - 1)
        canvas.text(x, y, rest, canvas.palette.faint)
        canvas.text(x, y, "━" * (halves // 2) + "╸" * (halves % 2), ink)

    def title(self, view: View) -> tuple[Word, ...]:
        return *super().title(view), *sorting(view)

    @property
    def rows_beyond(self) -> int:
        if self._shown is None or self._canvas is None:
            return 0
        view, height = self._shown[0], self._canvas.height
        rows = (height - 1) // self._outputs_shown(view, height)
        return 0 if view.order.keeps(rows) else len(view.order.tested)

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        right = view.snapshot.right
        count = Word(f"{int(right.sum())}/{len(right)}", "foreground", bold=True)

        held_out = view.snapshot.held_out
        tested = (
            () if held_out is None else (f"test {int(held_out.right.sum())}/{len(held_out.right)}",)
        )

        def said(*facts: str) -> tuple[Word, ...]:
            return count, Word(" · ".join((" right", *tested, *facts)))

        problem, each = view.snapshot.experiment.problem, self._outputs_shown(view, height)
        fitting = (height - 1) // each
        window, tests = view.order.windows(view.gaze.selected, view.gaze.beyond, fitting)
        scrolled = 0 < len(window.cases) < len(right)
        if scrolled and view.gaze.beyond and not view.order.keeps(fitting):
            rows = f"{' · '.join(tested)}, {tests.said}"
            return (count, Word(f" right · {rows}")), rows
        seen, of = window.said if scrolled else "", f" of {len(right)}"
        beyond = reach_marks(view.snapshot.experiment)
        if beyond:
            marks = [Word(mark, "error") for mark in beyond]
            longest = [(*said(""), marks[0], Word(f" · {seen}{of}"))]
            return *longest[:scrolled], *((*said(""), mark) for mark in marks), (marks[-1],)
        if problem.answer is Answer.CLASSES:
            best = f"best {problem.levels.high:g}"
            meanings = f"p = what output y puts out, {best}", f"p = output y, {best}"
        elif each < problem.targets.shape[1]:
            meanings = "out = the output furthest off, y and ŷ its own", "out = furthest off"
        else:
            meanings = "error = ŷ − y", "error = ŷ − y"
        if not scrolled:
            return *(said(meaning) for meaning in meanings), said()
        short = said(seen + of), said(seen), said()
        return *(said(seen, meaning) for meaning in meanings), *short
