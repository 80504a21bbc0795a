"""Answers, and what a way to write them in a row must do. How an answer is read depends on what it
is: a number has a place between two others, of many switches only those that are on have a name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems import Problem
from backprop_tui.report.hair import by_a_hair
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.cases import Labels


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


class AnswerForm(ABC):
    """A way to write what is answered to a case, after its label."""

    @abstractmethod
    def suits(self, problem: Problem) -> bool:
        """Whether answers to this problem are best written so."""

    @abstractmethod
    def labels(self, problem: Problem, width: int, least: int = 0) -> Labels:
        """What names the cases in a table of so many columns.

        Args:
            problem: The cases.
            width: Columns of the table.
            least: How many of the fullest ways to name them are passed over.
        """

    @abstractmethod
    def rows(self, problem: Problem, cases: int, height: int) -> int:
        """How many rows a case has, if so many cases share so many rows."""

    @abstractmethod
    def heading(self, canvas: Canvas, view: View, labels: Labels, tall: int) -> None:
        """Name the columns of a table whose lines have so many rows."""

    @abstractmethod
    def answer(
        self, canvas: Canvas, view: View, labels: Labels, answers: Answers, case: int, y: int,
        lines: int, tall: int,
    ) -> None:  # fmt: skip
        """Write what is answered to a case.

        Args:
            canvas: Where.
            view: What is shown.
            labels: What names the cases.
            answers: To all of them.
            case: Which one.
            y: Its first row.
            lines: How many lines it has.
            tall: Rows of a line, with the text in the middle.
        """

    @abstractmethod
    def meanings(self, problem: Problem, rows: int) -> tuple[str, str]:
        """How to read it, at length and in short."""


def paint_mark(canvas: Canvas, x: int, y: int, answers: Answers, case: int) -> None:
    """Write whether an answer is right, and before it whether that hangs on a hair."""
    right, palette = bool(answers.right[case]), canvas.palette
    ink = palette.success if right else palette.error
    canvas.text(x, y, "✓" if right else "✗", ink, bold=True)
    if by_a_hair(answers.problem, answers.predictions, slice(case, case + 1))[0]:
        canvas.text(x - 1, y, "≈", palette.foreground, bold=True)
