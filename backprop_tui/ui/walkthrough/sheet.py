"""The worksheet: the equation, what it means, its matrices, and one of its numbers worked out with
every term. On wide screens the finished phases stay above, as they would on paper.
"""

from __future__ import annotations

from textwrap import wrap

from backprop_tui.report.walk import Part, Work
from backprop_tui.ui.canvas import Canvas, Look
from backprop_tui.ui.palette import Palette, Rgb
from backprop_tui.ui.walkthrough.place import Place
from backprop_tui.ui.walkthrough.tables import paint as paint_tables
from backprop_tui.ui.walkthrough.tables import window

LEAST_WORK = 2
"""Rows that are kept for the number that is worked out."""


def colour(palette: Palette, part: Part) -> Rgb:
    """The colour of a part of a step."""
    return {Part.FORWARD: palette.forward, Part.BACKWARD: palette.backward}.get(
        part, palette.foreground
    )


def work_lines(work: Work, look: Look, width: int, rows: int = LEAST_WORK) -> list[str]:
    """A number worked out, in as many lines as its terms take; `rows` can be seen at once."""
    note = f"  ({work.note})" if work.note else ""

    def wrapped(*parts: str) -> list[str]:
        text = look.glyphs(" = ".join(parts) + note)
        return wrap(text, max(20, width), subsequent_indent="  ", break_on_hyphens=False) or [""]

    lines = wrapped(work.name, *work.lines, work.result)
    # Of a long sum the result is what one looks for first.
    return lines if len(lines) <= rows else wrapped(work.name, work.result, *work.lines)


def paint(canvas: Canvas, place: Place) -> None:
    """Draw the present phase, and finished ones above it where there is room."""
    blocks: list[tuple[Place, int]] = []
    room = canvas.height
    for number in range(place.number, -1, -1):
        at = place if number == place.number else place.at_phase(number)
        height = _height(canvas, at)
        if blocks and height + 1 > room:
            break
        blocks.insert(0, (at, min(height, room)))
        room -= height + 1
        if canvas.height < 24:
            break
    y = 0
    for at, height in blocks:
        whole = canvas.height - y if at is place else height
        _block(canvas, at, y, whole, finished=at is not place)
        y += height + 1


def _said(canvas: Canvas, place: Place) -> tuple[list[str], list[str], int]:
    """Sentence and work in lines, and the rows of the largest matrix."""
    said = f"WRONG: {place.phase.wrong}" if place.phase.wrong else place.phase.sentence
    sentence = wrap(canvas.glyphs(said), max(20, canvas.width))
    rows = max(matrix.values.shape[0] for _, matrix in place.terms)
    left = max(LEAST_WORK, canvas.height - 2 - len(sentence) - rows)
    work = work_lines(place.work, canvas.look, canvas.width, left)
    return sentence, work, rows


def _height(canvas: Canvas, place: Place) -> int:
    """Rows of a phase that is shown whole."""
    sentence, work, rows = _said(canvas, place)
    return 2 + len(sentence) + rows + len(work)


def _block(canvas: Canvas, place: Place, top: int, height: int, finished: bool) -> None:
    """One phase in so many rows."""
    palette, phase = canvas.palette, place.phase
    sentence, work, rows = _said(canvas, place)
    shade = (
        palette.dim(colour(palette, phase.part), 0.6) if finished else colour(palette, phase.part)
    )
    canvas.text(0, top, phase.equation, shade, bold=True)
    ink = palette.muted if finished else None
    for k, line in enumerate(sentence):
        canvas.text(0, top + 1 + k, line, palette.error if phase.wrong else ink)
    y = top + 1 + len(sentence)
    room = top + height - y
    rows = max(1, min(rows, room - 1 - min(len(work), LEAST_WORK)))
    paint_tables(canvas, place, y, window(canvas, place, rows))
    y += 1 + rows
    left = max(1, top + height - y)
    pages = -(-len(work) // left)
    page = min(place.page, pages - 1)
    for k, line in enumerate(work[page * left : (page + 1) * left]):
        canvas.text(0, y + k, line, palette.muted if finished else None)
    if pages > 1 and not finished:
        canvas.right(
            canvas.width - 1, top, f"  PgUp PgDn  part {page + 1} of {pages}", palette.forward
        )
