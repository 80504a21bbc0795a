"""The matrices of an equation as heat and numbers. The row of the case that is followed is marked
in all of them, and every number can be pointed at.
"""

from __future__ import annotations

from backprop_tui.report.walk import Axis, Matrix
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.palette import Rgb
from backprop_tui.ui.screens.walkthrough.arrangement import Layout, width_of
from backprop_tui.ui.screens.walkthrough.numbers import number_text
from backprop_tui.ui.screens.walkthrough.place import Cell, Place

WALL = "│"
"""The frame of a matrix where it ends."""

FADED = 0.25
"""How much of its colour a number keeps that belongs to a finished phase: more would hide it."""


def paint(canvas: Canvas, place: Place, y: int, layout: Layout, faded: bool = False) -> None:
    """Draw the matrices from row y on, band under band: titles, then their rows."""
    terms = place.terms
    lengths = {axis: end - first for axis, (first, end) in layout.spans.items()}
    across = {axis: end - first for axis, (first, end) in layout.across.items()}
    for band in layout.bands:
        rows = layout.rows(terms, band)
        x = max(0, (canvas.width - width_of(canvas, terms, band, across, layout)) // 2)
        middle = y + 1 + (rows - 1) // 2
        for term in band:
            operator, matrix = terms[term]
            if operator:
                ink = canvas.palette.muted if faded else None
                x = canvas.text(x + 1, middle, operator, ink, bold=not faded) + 1
            top = middle - (layout.tall * lengths[matrix.axes[0]] - 1) // 2
            x = _matrix(canvas, place, term, x, top, layout, faded)
        y += 1 + rows


def _side(more_rows: bool, more_columns: bool) -> str:
    """The frame beside a row, which tells where the matrix goes on."""
    return "…" if more_columns else "⋮" if more_rows else WALL


def _matrix(
    canvas: Canvas, place: Place, term: int, x: int, top: int, layout: Layout, faded: bool
) -> int:
    """Draw one matrix; returns the column after it."""
    matrix, palette = place.terms[term][1], canvas.palette
    (row0, row1), (column0, column1) = layout.spans[matrix.axes[0]], layout.across[matrix.axes[1]]
    cell, tall = layout.cell(matrix), layout.tall
    width = (column1 - column0) * cell + 2
    title = canvas.glyphs(matrix.symbol)
    full = f"{title} {{}}×{{}}".format(*matrix.values.shape)
    whole = max(width, len(title))
    named = full if len(full) <= whole else title
    canvas.text(x + (whole - len(named)) // 2, top - 1, named, palette.muted)
    left = x + (whole - width) // 2
    rows, columns = matrix.values.shape
    for row in range(row0, row1):
        y = top + (row - row0) * tall
        follows = matrix.axes[0] is Axis.CASE and row == place.case
        more = (row == row0 > 0) or (row + 1 == row1 < rows)
        for at, mark in (
            (left, _side(more, column0 > 0)),
            (left + width - 1, _side(more, column1 < columns)),
        ):
            ink = palette.faint if mark == WALL else palette.forward
            for each in range(tall):
                canvas.text(at, y + each, mark, ink, bold=True)
        if follows:
            canvas.text(left, y + tall // 2, "▸", palette.muted if faded else palette.forward)
        for column in range(column0, column1):
            _number(
                canvas,
                place,
                Cell(term, row, column),
                left + 1 + (column - column0) * cell,
                y,
                layout,
                faded,
            )
    return x + whole


def _number(
    canvas: Canvas, place: Place, cell: Cell, x: int, y: int, layout: Layout, faded: bool
) -> None:
    """Draw one number, in the middle of its cell."""
    matrix, palette = place.terms[cell.term][1], canvas.palette
    width, value = layout.cell(matrix), float(matrix.values[cell.row, cell.column])
    text = number_text(matrix, value, layout.level) + " " * (layout.wide // 2)
    ink, paper = _colours(canvas, matrix, value, faded)
    chosen = place.cell == cell and not faded
    if not matrix.has(cell.row, cell.column):
        text, paper = "", palette.background
    if chosen:
        # Reversed: it is seen without colours as well.
        ink, paper = palette.background, palette.foreground
    follows = matrix.axes[0] is Axis.CASE and cell.row == place.case
    canvas.fill(x, y, width, layout.tall, paper)
    bold = (follows or chosen) and not faded
    canvas.text(x, y + layout.tall // 2, text.rjust(width), ink, paper, bold)
    canvas.spot(x, y, width, layout.tall, cell)


def _colours(canvas: Canvas, matrix: Matrix, value: float, faded: bool) -> tuple[Rgb, Rgb]:
    """The ink and the paper of a number."""
    palette = canvas.palette
    # Grey digits on greys cannot be read.
    recedes = faded and not (palette.blends and palette.coloured)
    if not canvas.glyphs.unicode or recedes:
        paper = palette.background
    else:
        scale = matrix.largest or 1.0
        paper = palette.heat(value / scale if matrix.signed or scale > 1 else value)
        paper = palette.dim(paper, FADED) if faded else paper
    return palette.muted if faded else palette.ink(paper), paper
