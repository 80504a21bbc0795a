"""How the matrices of an equation stand: side by side, or broken at the equals sign where that
gives digits, with large cells where there is room. What does not fit even so is cut to the rows and
columns around the number that is worked out, alike in all of them, so they line up.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from backprop_tui.report.walk import Axis, Matrix
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.screens.walkthrough.numbers import (
    LEVELS,
    NARROW,
    number_width,
)
from backprop_tui.ui.screens.walkthrough.place import Place

Terms: TypeAlias = tuple[tuple[str, Matrix], ...]
"""Operators, each with the matrix after it."""


FINE = 2
"""The level from which an equation is broken at its equals sign, to have no fewer digits."""

BREAKS = 7
"""Rows from which that is done for digits; for fewer than three, it always is."""

LARGE = ((3, 4), (3, 2), (3, 0))
"""Rows of a large cell, and columns that it is wider, the largest first."""


@dataclass(frozen=True)
class Layout:
    """Which part of the matrices is shown, and where.

    Attributes:
        bands: The numbers of the terms that stand side by side, band under band.
        spans: For every axis the first index and the one after the last.
        level: Which of `LEVELS` fits.
        columns: The same of an axis that has more columns than there is room for as rows.
        tall: Rows of a cell.
        wide: Columns of a cell beside those of its number and the blank before it.
    """

    bands: tuple[range, ...]
    spans: dict[Axis, tuple[int, int]]
    level: int
    columns: dict[Axis, tuple[int, int]] = field(default_factory=dict)
    tall: int = 1
    wide: int = 0

    @property
    def across(self) -> dict[Axis, tuple[int, int]]:
        """What is shown of every axis that columns follow."""
        return self.spans | self.columns

    def is_whole(self, terms: Terms) -> bool:
        """Whether every number is shown."""
        lengths = _lengths(terms).items()
        return all(self.spans[axis] == (0, length) for axis, length in lengths)

    def cell(self, matrix: Matrix) -> int:
        """Columns of one number of a matrix."""
        return cell_width(matrix, self.level, self.wide)

    def rows(self, terms: Terms, band: range) -> int:
        """Rows of the tallest matrix of a band."""
        spans = [self.spans[terms[term][1].axes[0]] for term in band]
        return self.tall * max(end - first for first, end in spans)

    def height(self, terms: Terms) -> int:
        """Rows that all bands take, each with its titles."""
        return sum(1 + self.rows(terms, band) for band in self.bands)


def cell_width(matrix: Matrix, level: int, wide: int = 0) -> int:
    """Columns of a number with the blank before it."""
    return number_width(matrix, level) + 1 + wide


def arrange(canvas: Canvas, place: Place, rows: int, finest: int = 0) -> Layout:
    """The arrangement of most numbers, with most digits, in so many rows, titles among them.

    Args:
        canvas: Where they will stand.
        place: Whose matrices.
        rows: The room.
        finest: The level of most digits that are wanted.
    """
    terms, whole = place.terms, _lengths(place.terms)
    spans = {axis: (0, length) for axis, length in whole.items()}
    together = (range(len(terms)),)
    # The result, and what stands beside it, goes below its operands; what is frozen has none.
    result = len(place.phase.terms) - 1
    ways = (together, (range(result), range(result, len(terms)))) if result else (together,)
    for level in range(finest, len(LEVELS)):
        breaks = level >= (FINE if rows >= BREAKS else NARROW)
        for bands in ways[: 1 + breaks]:
            layout = Layout(bands, spans, level)
            if layout.height(terms) <= rows and _fits(canvas, terms, layout):
                return layout
    return _cut(canvas, place, whole, rows, finest)


def enlarged(canvas: Canvas, place: Place, layout: Layout, rows: int) -> Layout:
    """The same with cells as large as there is room for."""
    terms = place.terms
    for tall, wide in LARGE if layout.is_whole(terms) else ():
        larger = replace(layout, tall=tall, wide=wide)
        if larger.height(terms) <= rows and _fits(canvas, terms, larger):
            return larger
    return layout


def _lengths(terms: Terms) -> dict[Axis, int]:
    """How long every axis is."""
    lengths: dict[Axis, int] = {}
    for _, matrix in terms:
        lengths.update(zip(matrix.axes, matrix.values.shape, strict=True))
    return lengths


def _fits(canvas: Canvas, terms: Terms, layout: Layout) -> bool:
    """Whether all bands have as many columns as they take."""
    lengths = {axis: end - first for axis, (first, end) in layout.across.items()}
    widths = [width_of(canvas, terms, band, lengths, layout) for band in layout.bands]
    return max(widths) <= canvas.width


def _cut(canvas: Canvas, place: Place, whole: dict[Axis, int], rows: int, finest: int) -> Layout:
    """As many rows and columns around the number that is worked out as fit."""
    terms, lengths = place.terms, dict(whole)
    bands = (range(len(terms)),)
    for axis in {matrix.axes[0] for _, matrix in terms}:
        lengths[axis] = min(lengths[axis], max(1, rows - 1))
    levels = [Layout(bands, {}, level) for level in range(finest, len(LEVELS))]
    fitting = [
        layout
        for layout in levels[: NARROW + 1 - finest]
        if width_of(canvas, terms, bands[0], lengths, layout) <= canvas.width
    ]

    def columns_of(layout: Layout) -> int:
        """How many columns are there after all."""
        return sum(_widened(canvas, terms, lengths, whole, layout).values())

    # More numbers are worth more than more digits; of as many, the finest come first.
    layout = max(fitting, key=columns_of, default=levels[-1])
    while width_of(canvas, terms, bands[0], lengths, layout) > canvas.width:
        axis = max({m.axes[1] for _, m in terms}, key=lambda axis: (lengths[axis], axis.value))
        if lengths[axis] == 1:
            break
        lengths[axis] -= 1
    wide = _widened(canvas, terms, lengths, whole, layout)
    centres = {Axis.CASE: place.case, **dict(zip(place.matrix.axes, place.cell[1:], strict=True))}

    def around(axis: Axis, length: int) -> tuple[int, int]:
        """So much of an axis around the number that is worked out."""
        first = max(0, min(centres.get(axis, 0) - length // 2, whole[axis] - length))
        return first, first + length

    spans = {axis: around(axis, length) for axis, length in lengths.items()}
    columns = {axis: around(axis, length) for axis, length in wide.items()}
    return replace(layout, spans=spans, columns=columns)


def _widened(
    canvas: Canvas, terms: Terms, lengths: dict[Axis, int], whole: dict[Axis, int], layout: Layout
) -> dict[Axis, int]:
    """Axes whose columns were left out only because there is no room for as many rows."""
    wide: dict[Axis, int] = {}
    rows = {matrix.axes[0] for _, matrix in terms}
    for axis in dict.fromkeys(m.axes[1] for _, m in terms if m.axes[1] in rows):
        for length in range(whole[axis], lengths[axis], -1):
            tried = lengths | wide | {axis: length}
            if width_of(canvas, terms, layout.bands[0], tried, layout) <= canvas.width:
                wide[axis] = length
                break
    return wide


def width_of(
    canvas: Canvas, terms: Terms, band: range, lengths: dict[Axis, int], layout: Layout
) -> int:
    """Columns that the matrices of a band take together."""
    width = 0
    for operator, matrix in (terms[term] for term in band):
        width += len(canvas.glyphs(operator)) + 2 * bool(operator)
        width += max(
            lengths[matrix.axes[1]] * layout.cell(matrix) + 2,
            len(canvas.glyphs(matrix.symbol)),
        )
    return width
