"""How a case is told apart in a row of a table: by its name, which is the same in every table and
in the walk-through. A few bits are a name in columns of their own; other inputs, if they are few,
stand beside the place. No two cases look the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from backprop_tui.engine.naming import MOST_LETTERS, input_names
from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.engine.shortening import LEAST, PHRASES, shortened
from backprop_tui.report.names import case_names
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Word
from backprop_tui.ui.view import View

FEW_INPUTS = 3
"""Up to so many inputs have a column each; more are written as one name."""

SHORTER = 14, 10
"""Letters of names of cases where they have no room in full."""

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
        passed: How many fuller labels the cases could have.
    """

    names: tuple[str, ...]
    heading: str
    numbered: bool
    passed: int = 0

    @property
    def width(self) -> int:
        """Columns of each."""
        return len(self.names[0])

    def of(self, problem: Problem) -> Labels:
        """The same labels of other cases of the same problem."""
        room = 0 if self.passed == len(ways(problem)) else self.width
        return labels(problem, room, self.passed)

    def paint(self, canvas: Canvas, case: int, y: int, selected: bool) -> None:
        """Begin the row of a case, marked if it is the selected one."""
        if selected:
            canvas.text(0, y, "▸", canvas.palette.forward, bold=True)
        canvas.text(MARK, y, self.names[case], bold=selected)


@lru_cache(64)
def labels(problem: Problem, room: int, least: int = 0) -> Labels:
    """The fullest labels of a problem's cases that have room in so many columns.

    Args:
        problem: The cases.
        room: Columns that there are.
        least: How many of the fullest are passed over.
    """
    if problem.source is not problem:
        return _some(labels(problem.source, room, least), problem.rows)
    known = ways(problem)
    places = [f"#{row + 1}" for row in problem.rows]
    found = (*known, _headed(places, ("case", "#"), numbered=True)._replace(passed=len(known)))
    return next((labels for labels in found[least:] if labels.width <= room), found[-1])


def _some(whole: Labels, rows: Sequence[int]) -> Labels:
    """The labels of some cases, as wide as those of all."""
    return whole._replace(names=tuple(whole.names[row] for row in rows))


@lru_cache(16)
def ways(problem: Problem) -> tuple[Labels, ...]:
    """The labels that the cases may have in any table, the fullest first."""
    if problem.source is not problem:
        return tuple(_some(each, problem.rows) for each in ways(problem.source))
    names = case_names(problem)
    numbered = not problem.case_names and names[0].startswith("#")
    if problem.case_names:
        every = [_headed(each, ("case", "#")) for each in _called(names)]
    else:
        every = [_headed(names, ("case", "#") if numbered else ("input", "x"), numbered)]
        if problem.inputs.shape[1] <= FEW_INPUTS:
            symbols = [f"x{k}" for k in range(1, problem.inputs.shape[1] + 1)]
            for called in (symbols, shortened(problem.input_names, LEAST), input_names(problem)):
                every.insert(0, _columns(problem, called, every[-1] if numbered else None))
    return tuple(each._replace(passed=k) for k, each in enumerate(every))


def _called(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Names of their own, then the same in fewer letters."""
    yield names
    longest = max(map(len, names))
    for letters in SHORTER:
        if letters < longest:
            yield shortened(names, letters, PHRASES)


def _headed(names: Sequence[str], words: Sequence[str], numbered: bool = False) -> Labels:
    """Labels of one word, below the first of some words that has room."""
    width = max(map(len, names))
    heading = next((word for word in words if len(word) <= width), "")
    return Labels(tuple(name.ljust(width) for name in names), heading, numbered)


def _columns(problem: Problem, called: Sequence[str], places: Labels | None) -> Labels:
    """A column for each input, called so; before them the place, unless they are bits."""
    texts = [list(map(formats.bits, row)) for row in problem.own_inputs.tolist()]
    widest = max(2, *(len(text) for row in texts for text in row))
    each = [max(widest, len(name)) for name in called]
    names = [f"{name} " for name in places.names] if places else [""] * len(texts)

    def beside(row: Sequence[str]) -> str:
        return " ".join(text.rjust(width) for text, width in zip(row, each, strict=True))

    rows, heading = map(beside, texts), beside(called)
    return Labels(
        tuple(name + row for name, row in zip(names, rows, strict=True)),
        ("#".ljust(len(names[0])) if places else "") + heading,
        places is not None,
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
