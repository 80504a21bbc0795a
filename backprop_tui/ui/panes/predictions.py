"""What the network answers to each input, beside what it should answer. The bar shows at a glance
how far each answer is from its target; the mark says whether it counts as right.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.problems import Answer
from backprop_tui.report.advice import reach_marks
from backprop_tui.ui import formats
from backprop_tui.ui.canvas import Canvas
from backprop_tui.ui.cases import input_columns, input_text, target_columns
from backprop_tui.ui.panes.pane import Pane
from backprop_tui.ui.view import View


class Predictions(Pane):
    """A row per case: inputs, target, prediction, bar, error, right or wrong."""

    HEADING = "Predictions"

    def paint(self, canvas: Canvas, view: View) -> None:
        snapshot, palette = view.snapshot, canvas.palette
        problem = snapshot.experiment.problem
        cases, inputs = problem.inputs.shape
        each = input_columns(problem)
        input_width = (each + 1) * inputs - 1 if each else min(inputs, 8, max(4, canvas.width - 36))
        x_target = 2 + input_width + 2
        several = problem.targets.shape[1] > 1
        x_class = x_target + target_columns(problem) + 1
        x_prediction = x_class + (3 if several else 1)
        x_bar = x_prediction + 6
        bar = canvas.width - x_bar - 9
        self._labels(canvas, view, (each, x_target, x_class, x_prediction, x_bar, bar))
        height = max(1, min(2, (canvas.height - 1) // cases))
        for k, case in enumerate(view.scroll((canvas.height - 1) // height)):
            y, selected = 1 + k * height, case == view.selected
            paper = palette.row if selected else palette.background
            if selected:
                canvas.fill(0, y, canvas.width, 1, paper)
                canvas.text(0, y, "▸", palette.forward, bold=True)
            if each:
                for i, value in enumerate(problem.inputs[case]):
                    text = formats.bits(float(value)).rjust(each)
                    canvas.text(2 + (each + 1) * i, y, text, bold=selected)
            else:
                canvas.text(2, y, input_text(view, case, input_width), bold=selected)
            target, answer, shown, error = self._answer(view, case)
            canvas.text(x_target, y, target, bold=True)
            if several:
                canvas.text(x_class, y, answer, bold=True)
            ink = self._ink(canvas, view, shown)
            canvas.text(x_prediction, y, formats.activation(shown), ink, bold=True)
            if bar >= 6 and np.isfinite(shown):
                self._bar(canvas, view, x_bar, y, bar, shown, ink)
            x_error = x_bar + (bar + 1 if bar >= 6 else 0)
            weak = abs(error) <= 0.1
            canvas.text(x_error, y, formats.weight(error), palette.muted if weak else None)
            right = bool(snapshot.right[case])
            mark = palette.success if right else palette.error
            canvas.text(x_error + 6, y, "✓" if right else "✗", mark, bold=True)
            canvas.spot(0, y, canvas.width, height, case)

    def _labels(
        self, canvas: Canvas, view: View, columns: tuple[int, int, int, int, int, int]
    ) -> None:
        """Name the columns."""
        each, x_target, x_class, x_prediction, x_bar, bar = columns
        problem, muted = view.snapshot.experiment.problem, canvas.palette.muted
        several = problem.targets.shape[1] > 1
        if each:
            for i in range(problem.inputs.shape[1]):
                canvas.text(2 + (each + 1) * i, 0, f"x{i + 1}".rjust(each), muted)
        else:
            canvas.text(2, 0, "input", muted)
        canvas.text(x_target, 0, "y", muted)
        classes = problem.answer is Answer.CLASSES
        if several:
            canvas.text(x_class, 0, "ŷ" if classes else "#", muted)
        canvas.text(x_prediction + 1, 0, "p" if classes else "ŷ", muted)
        low, high = view.target_range
        if bar >= 6:
            canvas.text(x_bar, 0, formats.bits(low), muted)
            canvas.right(x_bar + bar - 1, 0, formats.bits(high), muted)
            if bar >= 9 and (low, high) == (0.0, 1.0):
                canvas.text(x_bar + bar // 2 - 1, 0, ".5", muted)
        canvas.text(x_bar + (bar + 1 if bar >= 6 else 0), 0, "error", muted)

    @staticmethod
    def _answer(view: View, case: int) -> tuple[str, str, float, float]:
        """Target and answer as text, the output to show, and its error ŷ - y."""
        problem = view.snapshot.experiment.problem
        targets, outputs = problem.targets[case], view.snapshot.predictions[case]
        if problem.answer is Answer.CLASSES:
            target = int(targets.argmax())
            answer = int(outputs.argmax())
            return (
                str(target + 1),
                str(answer + 1),
                float(outputs[target]),
                float(outputs[target]) - 1,
            )
        worst = int(np.argmax(np.abs(np.nan_to_num(outputs - targets, nan=np.inf))))
        shown = float(outputs[worst])
        label = f"{worst + 1}" if len(targets) > 1 else ""
        return formats.bits(float(targets[worst])), label, shown, shown - float(targets[worst])

    @staticmethod
    def _ink(canvas: Canvas, view: View, shown: float) -> int:
        """The colour of the side that a prediction is on."""
        if not np.isfinite(shown):
            return canvas.palette.error
        low, high = view.target_range
        return canvas.palette.positive if shown > (low + high) / 2 else canvas.palette.negative

    @staticmethod
    def _bar(
        canvas: Canvas, view: View, x: int, y: int, width: int, shown: float, ink: int
    ) -> None:
        """A bar from the low to the high end of the targets, in half cells."""
        low, high = view.target_range
        halves = round(min(1.0, max(0.0, (shown - low) / (high - low))) * width * 2)
        if not canvas.glyphs.unicode:
            full = halves // 2
            canvas.text(x, y, "#" * full + "." * (width - full))
            return
        rest = "─" * (width // 2) + "┼" + "─" * (width - width // 2 - 1)
        canvas.text(x, y, rest, canvas.palette.faint)
        canvas.text(x, y, "━" * (halves // 2) + "╸" * (halves % 2), ink)

    def subtitles(self, view: View, width: int, height: int) -> tuple[str, ...]:
        right = view.snapshot.right
        said = f"[b $foreground]{int(right.sum())}/{len(right)}[/] right"
        rows, problem = view.scroll(height - 1), view.snapshot.experiment.problem
        scrolled = 0 < len(rows) < len(right)
        seen = f"rows {rows[0] + 1}–{rows[-1] + 1}" if scrolled else ""
        beyond = [f"[$error]{mark}[/]" for mark in reach_marks(view.snapshot.experiment)]
        if beyond:
            longest = [f"{said} · {beyond[0]} · {seen} of {len(right)}"] if scrolled else []
            return (*longest, *(f"{said} · {mark}" for mark in beyond), beyond[-1])
        if problem.answer is Answer.CLASSES:
            meanings = "p = what output y puts out, best 1", "p = output y, best 1"
        elif problem.targets.shape[1] > 1:
            meanings = "# = the output furthest off, y and ŷ its own", "# = output furthest off"
        else:
            meanings = "error = ŷ − y", "error = ŷ − y"
        if not scrolled:
            return *(f"{said} · {meaning}" for meaning in meanings), said
        seen = f"{said} · {seen}"
        return *(f"{seen} · {meaning}" for meaning in meanings), f"{seen} of {len(right)}", said
