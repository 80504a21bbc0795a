"""How a case is told apart in a row of a table: by its name, which is the same in every table and
in the walk-through. A few bits are a name in columns of their own; other inputs, if they are few,
stand beside the place. No two cases look the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from backprop_tui.engine.naming import MOST_LETTERS, input_names
from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.engine.shortening import LEAST, shortened
from backprop_tui.report.names import case_names
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Word
from backprop_tui.ui.view import View

FEW_INPUTS = 3
"""Up to so many inputs have a column each; more are written as one name."""

MARK = 2
"""Columns before it, for the mark of the selected case."""


def sorting(view: View) -> tuple[Word, ...]:
    """What the title of a table says if its rows are sorted."""
    return (Word(" by error (o)"),) if view.by_error is not None else ()


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
    if problem.source is not problem:
        return _some(labels(problem.source, room), problem.rows)
    found = (*ways(problem), _named([f"#{row + 1}" for row in problem.rows]))
    return next((labels for labels in found if labels.width <= room), found[-1])


def _some(whole: Labels, rows: Sequence[int]) -> Labels:
    """The labels of some cases, as wide as those of all."""
    return whole._replace(names=tuple(whole.names[row] for row in rows))


@lru_cache(16)
def ways(problem: Problem) -> tuple[Labels, ...]:
    """The labels that the cases may have in any table, the fullest first."""
    if problem.source is not problem:
        return tuple(_some(each, problem.rows) for each in ways(problem.source))
    names = _named(case_names(problem))
    if problem.inputs.shape[1] > FEW_INPUTS:
        return (names,)
    symbols = [f"x{k}" for k in range(1, problem.inputs.shape[1] + 1)]
    every = (input_names(problem), shortened(problem.input_names, LEAST), symbols)
    return *(_columns(problem, called) for called in every), names


def _named(names: Sequence[str]) -> Labels:
    """Labels of bits or of places."""
    width, numbered = max(map(len, names)), names[0].startswith("#")
    words = ("case", "#") if numbered else ("input", "x")
    heading = next((word for word in words if len(word) <= width), "")
    return Labels(tuple(name.ljust(width) for name in names), heading, numbered)


def _columns(problem: Problem, called: Sequence[str]) -> Labels:
    """A column for each input, called so; before them the place, unless they are bits."""
    texts = [list(map(formats.bits, row)) for row in problem.own_inputs.tolist()]
    widest = max(2, *(len(text) for row in texts for text in row))
    each = [max(widest, len(name)) for name in called]
    names, named = [""] * len(texts), _named(case_names(problem))
    if named.numbered:
        names = [f"{name} " for name in named.names]

    def beside(row: Sequence[str]) -> str:
        return " ".join(text.rjust(width) for text, width in zip(row, each, strict=True))

    rows, heading = map(beside, texts), beside(called)
    return Labels(
        tuple(name + row for name, row in zip(names, rows, strict=True)),
        ("#".ljust(len(names[0])) if named.numbered else "") + heading,
        named.numbered,
    )


@lru_cache(16)
def target_columns(problem: Problem) -> int:
    """Columns of the widest target, those of other cases of the same problem among them."""
    targets = problem.source.targets
    if problem.answer is not Answer.VALUES:
        targets = problem.levels.of(targets)
    return max(len(formats.bits(value)) for value in set(targets.ravel().tolist()))


@lru_cache(64)
def answers(problem: Problem, room: int) -> tuple[str, ...]:
    """What outputs are called in a table, all as wide: by name where there is room, else places.

    Args:
        problem: What is learnt.
        room: Columns of a name at most.
    """
    outputs = problem.targets.shape[1]
    names = problem.class_names or problem.target_names
    places = tuple(str(k + 1) for k in range(outputs))
    if room < LEAST or names == tuple(f"y{place}" for place in places):
        found: Sequence[str] = places
    else:
        found = shortened(names, min(room, MOST_LETTERS))
    width = max(map(len, found))
    return tuple(name.ljust(width) for name in found)
