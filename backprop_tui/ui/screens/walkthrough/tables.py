"""The matrices of an equation side by side, as heat and numbers, or broken at the equals sign. What
does not fit even so is cut to the rows and columns around the number that is worked out, alike in
all of them, so they line up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from backprop_tui.report.walk import Axis, Matrix
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.screens.walkthrough.place import Cell, Place

Terms: TypeAlias = tuple[tuple[str, Matrix], ...]
"""Operators, each with the matrix after it."""

LEVELS = ((6, 4), (5, 3))
"""Columns of a number with a sign and of one without, the widest first."""

LONGEST = 7
"""Columns of the longest number, `-4e-123`: what is far from 1 takes more room, at any level."""


SMALL, SMALL_WIDTH = 0.0995, 6
"""Below this the numbers of a matrix without signs are written as a loss is, in six columns."""

WALL = "│"
"""The frame of a matrix where it ends."""


@dataclass(frozen=True)
class Layout:
    """Which part of the matrices is shown, and where.

    Attributes:
        bands: The numbers of the terms that stand side by side, band under band.
        spans: For every axis the first index and the one after the last.
        level: Which of `LEVELS` fits.
        columns: The same of an axis that has more columns than there is room for as rows.
    """

    bands: tuple[range, ...]
    spans: dict[Axis, tuple[int, int]]
    level: int
    columns: dict[Axis, tuple[int, int]] = field(default_factory=dict)

    @property
    def across(self) -> dict[Axis, tuple[int, int]]:
        """What is shown of every axis that columns follow."""
        return self.spans | self.columns

    def rows(self, terms: Terms, band: range) -> int:
        """Rows of the tallest matrix of a band."""
        spans = [self.spans[terms[term][1].axes[0]] for term in band]
        return max(end - first for first, end in spans)

    def height(self, terms: Terms) -> int:
        """Rows that all bands take, each with its titles."""
        return sum(1 + self.rows(terms, band) for band in self.bands)


@lru_cache(64)
def all_small(matrix: Matrix) -> bool:
    """Whether two decimals would leave fewer than two digits of any number without a sign."""
    finite = matrix.values[np.isfinite(matrix.values)]
    largest = float(finite.max(initial=0.0))
    return not matrix.signed and bool((finite >= 0).all()) and 0 < largest < SMALL


@lru_cache(64)
def number_width(matrix: Matrix, level: int) -> int:
    """Columns of one number."""
    values = matrix.values
    if matrix.text:
        return len(matrix.text)
    if not matrix.signed and bool(((values == 0) | (values == 1)).all()):
        return 1
    width = SMALL_WIDTH if all_small(matrix) else LEVELS[level][0 if matrix.signed else 1]
    sizes = np.abs(values[np.isfinite(values) & (values != 0)])
    ends = (float(sizes.min()), float(sizes.max())) if sizes.size else ()
    written = (number_text(matrix, end, width, LONGEST) for end in ends)
    return max([width, *map(len, written)])


def number_text(matrix: Matrix, value: float, width: int, most: int = 0) -> str:
    """A number in so many columns, or in up to `most`."""
    if matrix.text:
        return matrix.text
    if width == 1:
        return formats.bits(value)
    if all_small(matrix):
        return formats.loss(value).rjust(width)
    written = formats.signed if matrix.signed else formats.activation
    return written(value, width, most)


def arrange(canvas: Canvas, place: Place, rows: int) -> Layout:
    """The arrangement of most numbers that fits in so many rows, titles among them."""
    terms = place.terms
    whole: dict[Axis, int] = {}
    for _, matrix in terms:
        whole.update(zip(matrix.axes, matrix.values.shape, strict=True))
    together = (range(len(terms)),)
    # The result, and what stands beside it, goes below its operands.
    broken = (range(len(place.phase.terms) - 1), range(len(place.phase.terms) - 1, len(terms)))
    for bands in (together, broken):
        for level in range(len(LEVELS)):
            spans = {axis: (0, length) for axis, length in whole.items()}
            layout = Layout(bands, spans, level)
            fits = all(_width(canvas, terms, band, whole, level) <= canvas.width for band in bands)
            if fits and layout.height(terms) <= rows:
                return layout
    return _cut(canvas, place, whole, rows)


def _cut(canvas: Canvas, place: Place, whole: dict[Axis, int], rows: int) -> Layout:
    """As many rows and columns around the number that is worked out as fit."""
    terms, lengths = place.terms, dict(whole)
    together = range(len(terms))
    for axis in {matrix.axes[0] for _, matrix in terms}:
        lengths[axis] = min(lengths[axis], max(1, rows - 1))
    level = 0 if _width(canvas, terms, together, lengths, 0) <= canvas.width else 1
    while _width(canvas, terms, together, lengths, level) > canvas.width:
        axis = max({m.axes[1] for _, m in terms}, key=lambda axis: (lengths[axis], axis.value))
        if lengths[axis] == 1:
            break
        lengths[axis] -= 1
    wide = _widened(canvas, terms, lengths, whole, level)
    centres = {Axis.CASE: place.case, **dict(zip(place.matrix.axes, place.cell[1:], strict=True))}

    def around(axis: Axis, length: int) -> tuple[int, int]:
        """So much of an axis around the number that is worked out."""
        first = max(0, min(centres.get(axis, 0) - length // 2, whole[axis] - length))
        return first, first + length

    spans = {axis: around(axis, length) for axis, length in lengths.items()}
    columns = {axis: around(axis, length) for axis, length in wide.items()}
    return Layout((together,), spans, level, columns)


def _widened(
    canvas: Canvas, terms: Terms, lengths: dict[Axis, int], whole: dict[Axis, int], level: int
) -> dict[Axis, int]:
    """Axes whose columns were left out only because there is no room for as many rows."""
    wide: dict[Axis, int] = {}
    rows = {matrix.axes[0] for _, matrix in terms}
    for axis in dict.fromkeys(m.axes[1] for _, m in terms if m.axes[1] in rows):
        for length in range(whole[axis], lengths[axis], -1):
            tried = lengths | wide | {axis: length}
            if _width(canvas, terms, range(len(terms)), tried, level) <= canvas.width:
                wide[axis] = length
                break
    return wide


def _width(canvas: Canvas, terms: Terms, band: range, lengths: dict[Axis, int], level: int) -> int:
    """Columns that the matrices of a band take together."""
    width = 0
    for operator, matrix in (terms[term] for term in band):
        width += len(canvas.glyphs(operator)) + 2 * bool(operator)
        width += max(
            lengths[matrix.axes[1]] * (number_width(matrix, level) + 1) + 2,
            len(canvas.glyphs(matrix.symbol)),
        )
    return width


def paint(canvas: Canvas, place: Place, y: int, layout: Layout) -> None:
    """Draw the matrices from row y on, band under band: titles, then their rows."""
    terms = place.terms
    lengths = {axis: end - first for axis, (first, end) in layout.spans.items()}
    across = {axis: end - first for axis, (first, end) in layout.across.items()}
    for band in layout.bands:
        rows = layout.rows(terms, band)
        x = max(0, (canvas.width - _width(canvas, terms, band, across, layout.level)) // 2)
        middle = y + 1 + (rows - 1) // 2
        for term in band:
            operator, matrix = terms[term]
            if operator:
                x = canvas.text(x + 1, middle, operator, bold=True) + 1
            top = middle - (lengths[matrix.axes[0]] - 1) // 2
            x = _matrix(canvas, place, term, x, top, layout)
        y += 1 + rows


def _side(more_rows: bool, more_columns: bool) -> str:
    """The frame beside a row, which tells where the matrix goes on."""
    return "…" if more_columns else "⋮" if more_rows else WALL


def _matrix(canvas: Canvas, place: Place, term: int, x: int, top: int, layout: Layout) -> int:
    """Draw one matrix; returns the column after it."""
    matrix, palette = place.terms[term][1], canvas.palette
    (row0, row1), (column0, column1) = layout.spans[matrix.axes[0]], layout.across[matrix.axes[1]]
    cell = number_width(matrix, layout.level) + 1
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
            if not matrix.has(row, column):
                text, paper = " " * cell, palette.background
            if chosen:
                # Reversed: it is seen without colours as well.
                ink, paper = palette.background, palette.foreground
            at = left + 1 + (column - column0) * cell
            canvas.text(at, y, text, ink, paper, bold=follows or chosen)
            canvas.spot(at, y, cell, 1, Cell(term, row, column))
    return x + whole
