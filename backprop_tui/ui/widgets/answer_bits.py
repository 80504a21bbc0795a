"""Answers of a few switches that are read together, such as a sum in binary: the bits that should
be on beside those that are. One row says of all outputs what a bar says of one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.heats import middle_row
from backprop_tui.ui.order import off
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_bar import paint_bar
from backprop_tui.ui.widgets.answer_columns import NUMBER
from backprop_tui.ui.widgets.answer_form import AnswerForm, Answers, paint_mark
from backprop_tui.ui.widgets.answer_names import MANY
from backprop_tui.ui.widgets.cases import MARK, Labels, labels

BETWEEN = " → ", " ≠ "
"""What stands between the bits of y and those of ŷ if they agree, and if not."""

END = 3
"""Columns of the mark, with a blank on each side."""

ERROR = 5
"""Columns of an error with a blank before it at least; where there are fewer it is left out."""

BARRED = 18
"""Columns of that from which there is a bar beside it too."""

VALUES = 9, 8, 7, 5, 4
"""Columns of what an output puts out, with a blank before it, if there is room."""


class Row(NamedTuple):
    """Where the columns begin.

    Attributes:
        wanted: The bits of y.
        answered: Those of ŷ.
        values: What the outputs put out.
        cell: Columns of each of these, 0 for no room.
        error: How far the one is off that is furthest off.
        number: Columns of that, 0 for no room.
    """

    wanted: int
    answered: int
    values: int
    cell: int
    error: int
    number: int


def row_of(outputs: int, label: int, width: int) -> Row:
    """The columns of a row, after a label of so many columns."""
    bits = 2 * outputs + len(BETWEEN[0])
    free = width - MARK - label - bits - END - ERROR
    gap = 2 if free >= 2 else 1
    free += ERROR - gap
    least = ERROR if free >= ERROR else 0
    wanted = MARK + label + gap
    cell = next((cell for cell in VALUES if cell * outputs <= free - least), 0)
    wide = (free - least) // outputs
    cell = wide if wide >= BARRED else cell
    number = min(NUMBER, free - cell * outputs - 1) if least else 0
    return Row(
        wanted,
        wanted + outputs + len(BETWEEN[0]),
        wanted + bits,
        cell,
        width - END - number,
        number,
    )


def bits_of(problem: Problem, outputs: list[float]) -> str:
    """Outputs as bits: `~` is just between 0 and 1, `+` and `-` are too far beyond, `?` is none."""
    low, high = problem.levels
    ends = low - problem.levels.half, problem.levels.middle, high + problem.levels.half
    return "".join(_bit(value, *ends) for value in outputs)


def _bit(value: float, least: float, middle: float, most: float) -> str:
    """One output as a bit, if it lies between what would be too far away from both."""
    if np.isnan(value):
        return "?"
    if value <= least or value >= most:
        return "-" if value <= least else "+"
    return "~" if value == middle else "01"[value > middle]


class AnswerBits(AnswerForm):
    """`011 → 011`, or `011 ≠ 001` with the bit that is wrong in red."""

    def suits(self, problem: Problem) -> bool:
        return problem.answer is Answer.BITS and 1 < problem.targets.shape[1] < MANY

    def labels(self, problem: Problem, width: int, least: int = 0) -> Labels:
        bits = 2 * problem.targets.shape[1] + len(BETWEEN[0])
        return labels(problem, width - MARK - bits - END - ERROR - 1, least)

    def rows(self, problem: Problem, cases: int, height: int) -> int:
        return 1

    def meanings(self, problem: Problem, rows: int) -> tuple[str, str]:
        return "y → ŷ in bits · error: the largest", "y → ŷ in bits"

    def heading(self, canvas: Canvas, view: View, labels: Labels, tall: int) -> None:
        problem, muted = view.snapshot.experiment.problem, canvas.palette.muted
        outputs = problem.targets.shape[1]
        row = row_of(outputs, labels.width, canvas.width)
        canvas.text(row.wanted, 0, "y", muted)
        canvas.text(row.answered, 0, "ŷ", muted)
        for output in range(outputs if row.cell else 0):
            end = row.values + output * row.cell + min(VALUES[0], row.cell) - 1
            canvas.flush_right(end, 0, canvas.glyphs(f"ŷ{output + 1}"), muted)
        if row.number:
            word = "error" if row.number >= len("error") else "off"
            canvas.flush_right(row.error + row.number - 1, 0, word, muted)

    def answer(
        self, canvas: Canvas, view: View, labels: Labels, answers: Answers, case: int, y: int,
        lines: int, tall: int,
    ) -> None:  # fmt: skip
        palette, problem, y = canvas.palette, answers.problem, middle_row(y, tall)
        outputs, targets = answers.predictions[case], problem.targets[case]
        row, middle = row_of(len(targets), labels.width, canvas.width), problem.levels.middle
        wanted = "".join("01"[target > middle] for target in targets.tolist())
        found = bits_of(problem, outputs.tolist())
        canvas.text(row.wanted, y, wanted, bold=True)
        between = BETWEEN[wanted != found]
        ink = palette.muted if wanted == found else palette.error
        canvas.text(row.wanted + len(wanted), y, between, ink)
        for output, (bit, should) in enumerate(zip(found, wanted, strict=True)):
            is_right = bit == should
            ink = palette.foreground if is_right else palette.error
            canvas.text(row.answered + output, y, bit, ink, bold=True)
            if row.cell:
                shown, room = float(outputs[output]), min(VALUES[0], row.cell)
                decimals = min(4, room - 3)
                value = formats.activation(shown, room - 1)
                if decimals > 2:
                    value = formats.fine(shown, decimals, room - 1)
                end = row.values + output * row.cell + room - 1
                shade = palette.muted if is_right else palette.error
                canvas.flush_right(end, y, value, shade)
                if row.cell >= BARRED and np.isfinite(shown):
                    low, high = view.own_target_range
                    ink = palette.positive if shown > (low + high) / 2 else palette.negative
                    length = row.cell - room - 2
                    paint_bar(canvas, view, end + 2, range(y, y + 1), length, shown, ink)
        if row.number:
            error = float(off(problem, answers.predictions, slice(case, case + 1))[0])
            text = formats.activation(error, 4, row.number).rjust(row.number)
            canvas.text(row.error, y, text, palette.muted if error <= 0.1 else None)
        paint_mark(canvas, canvas.width - 2, y, answers, case)
