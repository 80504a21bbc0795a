"""How a case is told apart in a row of a table: by its name, which is the same in every table and
in the walk-through. A few bits are a name in columns of their own; other inputs, if they are few,
stand beside the place. No two cases look the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.report.names import case_names
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas

FEW_INPUTS = 3
"""Up to so many inputs have a column each; more are written as one name."""

MARK = 2
"""Columns before it, for the mark of the selected case."""


class Labels(NamedTuple):
    """What stands at the beginning of each row.

    Attributes:
        names: One for every case, all as wide.
        heading: What stands above them.
        numbered: Whether they begin with the places of the cases.
    """

    names: tuple[str, ...]
    heading: str
    numbered: bool

    @property
    def width(self) -> int:
        """Columns of each."""
        return len(self.names[0])

    def paint(self, canvas: Canvas, case: int, y: int, selected: bool) -> None:
        """Begin the row of a case, marked if it is the selected one."""
        if selected:
            canvas.text(0, y, "▸", canvas.palette.forward, bold=True)
        canvas.text(MARK, y, self.names[case], bold=selected)


@lru_cache(64)
def labels(problem: Problem, room: int) -> Labels:
    """The fullest labels of a problem's cases that have room in so many columns."""
    found = (*ways(problem), _named([f"#{row + 1}" for row in problem.rows]))
    return next((labels for labels in found if labels.width <= room), found[-1])


@lru_cache(16)
def ways(problem: Problem) -> tuple[Labels, ...]:
    """The labels that the cases may have in any table, the fullest first."""
    columns, names = _columns(problem), _named(case_names(problem))
    return (names,) if columns is None else (columns, names)


def _named(names: Sequence[str]) -> Labels:
    """Labels of bits or of places."""
    width, numbered = max(map(len, names)), names[0].startswith("#")
    words = ("case", "#") if numbered else ("input", "x")
    heading = next((word for word in words if len(word) <= width), "")
    return Labels(tuple(name.ljust(width) for name in names), heading, numbered)


def _columns(problem: Problem) -> Labels | None:
    """A column for each input, if they are few; before them the place, unless they are bits."""
    count = problem.inputs.shape[1]
    if count > FEW_INPUTS:
        return None
    texts = [list(map(formats.bits, row)) for row in problem.own_inputs.tolist()]
    each = max(2, *(len(text) for row in texts for text in row))
    names, named = [""] * len(texts), _named(case_names(problem))
    if named.numbered:
        names = [f"{name} " for name in named.names]
    rows = (" ".join(text.rjust(each) for text in row) for row in texts)
    heading = " ".join(f"x{k}".rjust(each) for k in range(1, count + 1))
    return Labels(
        tuple(name + row for name, row in zip(names, rows, strict=True)),
        ("#".ljust(len(names[0])) if named.numbered else "") + heading,
        named.numbered,
    )


@lru_cache(16)
def target_columns(problem: Problem) -> int:
    """Columns of the widest target; of a class number where targets are classes."""
    if problem.answer is Answer.CLASSES:
        return len(str(problem.targets.shape[1]))
    return max(len(formats.bits(value)) for value in set(problem.own_targets.ravel().tolist()))
