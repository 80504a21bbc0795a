"""The matrices of an equation side by side, as heat and numbers. What does not fit is cut to the
rows and columns around the number that is worked out, alike in all of them, so they line up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from backprop_tui.report.walk import Axis, Matrix
from backprop_tui.ui import formats
from backprop_tui.ui.canvas import Canvas
from backprop_tui.ui.walkthrough.place import Cell, Place

Terms: TypeAlias = tuple[tuple[str, Matrix], ...]
"""Operators, each with the matrix after it."""

LEVELS = ((6, 4), (5, 3))
"""Columns of a number with a sign and of one without, the widest first."""


WALL = "│"
"""The frame of a matrix where it ends."""


@dataclass(frozen=True)
class Window:
    """Which part of the matrices is shown.

    Attributes:
        spans: For every axis the first index and the one after the last.
        level: Which of `LEVELS` fits.
    """

    spans: dict[Axis, tuple[int, int]]
    level: int


def number_width(matrix: Matrix, level: int) -> int:
    """Columns of one number."""
    values = matrix.values
    if not matrix.signed and bool(((values == 0) | (values == 1)).all()):
        return 1
    return LEVELS[level][0 if matrix.signed else 1]


def number_text(matrix: Matrix, value: float, width: int) -> str:
    """A number in so many columns."""
    if width == 1:
        return formats.bits(value)
    return formats.signed(value, width) if matrix.signed else formats.activation(value, width)


def window(canvas: Canvas, place: Place, rows: int) -> Window:
    """The rows and columns that fit, around the number that is worked out."""
    terms = place.terms
    lengths: dict[Axis, int] = {}
    for _, matrix in terms:
        lengths.update(zip(matrix.axes, matrix.values.shape, strict=True))
    for axis in {matrix.axes[0] for _, matrix in terms}:
        lengths[axis] = min(lengths[axis], max(1, rows))
    level = 0 if _width(canvas, terms, lengths, 0) <= canvas.width else 1
    while _width(canvas, terms, lengths, level) > canvas.width:
        axis = max({m.axes[1] for _, m in terms}, key=lambda axis: (lengths[axis], axis.value))
        if lengths[axis] == 1:
            break
        lengths[axis] -= 1
    centres = {Axis.CASE: place.case, **dict(zip(place.matrix.axes, place.cell[1:], strict=True))}
    whole = {
        axis: size
        for _, matrix in terms
        for axis, size in zip(matrix.axes, matrix.values.shape, strict=True)
    }
    spans = {}
    for axis, length in lengths.items():
        first = max(0, min(centres.get(axis, 0) - length // 2, whole[axis] - length))
        spans[axis] = (first, first + length)
    return Window(spans, level)


def _width(canvas: Canvas, terms: Terms, lengths: dict[Axis, int], level: int) -> int:
    """Columns that the matrices take together."""
    width = 0
    for operator, matrix in terms:
        width += len(canvas.glyphs(operator)) + 2 * bool(operator)
        width += max(
            lengths[matrix.axes[1]] * (number_width(matrix, level) + 1) + 2,
            len(canvas.glyphs(matrix.symbol)),
        )
    return width


def paint(canvas: Canvas, place: Place, y: int, shown: Window) -> None:
    """Draw the matrices from row y on: a title, then their rows."""
    terms = place.terms
    heights = [
        shown.spans[matrix.axes[0]][1] - shown.spans[matrix.axes[0]][0] for _, matrix in terms
    ]
    lengths = {axis: end - first for axis, (first, end) in shown.spans.items()}
    x = max(0, (canvas.width - _width(canvas, terms, lengths, shown.level)) // 2)
    middle = y + 1 + (max(heights) - 1) // 2
    for term, (operator, _) in enumerate(terms):
        if operator:
            x = canvas.text(x + 1, middle, operator, bold=True) + 1
        top = middle - (heights[term] - 1) // 2
        x = _matrix(canvas, place, term, x, top, shown)


def _side(more_rows: bool, more_columns: bool) -> str:
    """The frame beside a row, which tells where the matrix goes on."""
    return "…" if more_columns else "⋮" if more_rows else WALL


def _matrix(canvas: Canvas, place: Place, term: int, x: int, top: int, shown: Window) -> int:
    """Draw one matrix; returns the column after it."""
    matrix, palette = place.terms[term][1], canvas.palette
    (row0, row1), (column0, column1) = (shown.spans[axis] for axis in matrix.axes)
    cell = number_width(matrix, shown.level) + 1
    width = (column1 - column0) * cell + 2
    title = canvas.glyphs(matrix.symbol)
    shape = "{}×{}".format(*matrix.values.shape)
    full = f"{title} {shape}"
    whole = max(width, len(title))
    named = full if len(full) <= whole else title
    canvas.text(x + (whole - len(named)) // 2, top - 1, named, palette.muted)
    left = x + (whole - width) // 2
    finite = np.abs(matrix.values[np.isfinite(matrix.values)])
    scale = float(finite.max(initial=0.0)) or 1.0
    rows, columns = matrix.values.shape
    for row in range(row0, row1):
        y = top + row - row0
        follows = matrix.axes[0] is Axis.CASE and row == place.case
        more = (row == row0 > 0) or (row + 1 == row1 < rows)
        for at, mark in (
            (left, _side(more, column0 > 0)),
            (left + width - 1, _side(more, column1 < columns)),
        ):
            canvas.text(at, y, mark, palette.faint if mark == WALL else palette.forward, bold=True)
        if follows:
            canvas.text(left, y, "▸", palette.forward)
        for column in range(column0, column1):
            value = float(matrix.values[row, column])
            text = number_text(matrix, value, cell - 1).rjust(cell)
            paper = palette.heat(value / scale if matrix.signed or scale > 1 else value)
            paper = paper if canvas.glyphs.unicode else palette.background
            ink, chosen = palette.ink(paper), place.cell == (term, row, column)
            if chosen:
                # Reversed: it is seen without colours as well.
                ink, paper = palette.background, palette.foreground
            at = left + 1 + (column - column0) * cell
            canvas.text(at, y, text, ink, paper, bold=follows or chosen)
            canvas.spot(at, y, cell, 1, Cell(term, row, column))
    return x + whole
