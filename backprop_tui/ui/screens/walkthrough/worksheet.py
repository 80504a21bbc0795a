"""The worksheet: the equation, what it means, its matrices, and one of its numbers worked out with
every term. On wide screens the finished phases stay above, as they would on paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import wrap

from backprop_tui.report.arithmetic.worked import WorkedNumber
from backprop_tui.report.walk import Part
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.drawing.palette import Palette, Rgb
from backprop_tui.ui.screens.walkthrough.place import Place
from backprop_tui.ui.screens.walkthrough.tables import Layout, arrange
from backprop_tui.ui.screens.walkthrough.tables import paint as paint_tables

TALL = 24
"""Rows from which finished phases stay."""

OPERATOR = re.compile(r" ([-+=]) ")
TIE = "\0"
"""Keeps an operator with what follows it: a line that ends in one looks like the end of a sum."""

LEAST_WORK = 2
"""Rows that are kept for the number that is worked out."""


def colour(palette: Palette, part: Part) -> Rgb:
    """The colour of a part of a step."""
    return {Part.FORWARD: palette.forward, Part.BACKWARD: palette.backward}.get(
        part, palette.foreground
    )


def work_lines(work: WorkedNumber, look: Look, width: int, rows: int) -> list[str]:
    """A number worked out, in as many lines as its terms take; `rows` can be seen at once."""
    note = f"  ({work.note})" if work.note else ""

    def wrapped(*parts: str) -> list[str]:
        text = OPERATOR.sub(rf" \1{TIE}", look.glyphs(" = ".join(parts) + note))
        lines = wrap(text, max(20, width), subsequent_indent="  ", break_on_hyphens=False) or [""]
        return [line.replace(TIE, " ") for line in lines]

    lines = wrapped(work.name, *work.lines, work.result)
    # Of a long sum the result is what one looks for first.
    return lines if len(lines) <= rows else wrapped(work.name, work.result, *work.lines)


@dataclass(frozen=True, eq=False)
class Block:
    """A phase as it is written on the sheet.

    Attributes:
        place: Which phase, and which of its numbers is worked out.
        sentence: What it means, in lines.
        tables: How its matrices stand.
        work: The number worked out, in lines.
        room: How many of these can be seen at once.
    """

    place: Place
    sentence: list[str]
    tables: Layout
    work: list[str]
    room: int

    @property
    def height(self) -> int:
        """Its rows."""
        tables = self.tables.height(self.place.terms)
        return 1 + len(self.sentence) + tables + min(self.room, len(self.work))

    @property
    def pages(self) -> int:
        """How many pages the number takes."""
        return -(-len(self.work) // self.room)


def block(canvas: Canvas, place: Place, height: int) -> Block:
    """Fit a phase into so many rows: the matrices give way to two rows of the number, no more."""
    said = f"WRONG: {place.phase.sentence}" if place.phase.wrong else place.phase.sentence
    sentence = wrap(canvas.glyphs(said), max(20, canvas.width))
    left, work = height - 1 - len(sentence), place.work
    lines = work_lines(work, canvas.look, canvas.width, LEAST_WORK)
    tables = arrange(canvas, place, left - min(LEAST_WORK, len(lines)))
    room = max(1, left - tables.height(place.terms))
    if room > LEAST_WORK:
        lines = work_lines(work, canvas.look, canvas.width, room)
    return Block(place, sentence, tables, lines, room)


def paint(canvas: Canvas, place: Place) -> None:
    """Draw the present phase, and finished ones above it where there is room."""
    blocks = [block(canvas, place, canvas.height)]
    room = canvas.height - blocks[0].height - 1
    for number in reversed(range(place.number if canvas.height >= TALL else 0)):
        before = block(canvas, place.at_phase(number), room)
        if before.height > room or before.pages > 1:
            break
        blocks.insert(0, before)
        room -= before.height + 1
    y = 0
    for drawn in blocks:
        _paint_block(canvas, drawn, y, finished=drawn.place is not place)
        y += drawn.height + 1


def _paint_block(canvas: Canvas, drawn: Block, top: int, finished: bool) -> None:
    """Write one phase from row `top` on."""
    palette, place, phase = canvas.palette, drawn.place, drawn.place.phase
    shade = colour(palette, phase.part)
    ink = palette.muted if finished else None
    canvas.text(0, top, phase.equation, palette.dim(shade, 0.6) if finished else shade, bold=True)
    for k, line in enumerate(drawn.sentence, start=1):
        canvas.text(0, top + k, line, palette.error if phase.wrong else ink)
    y = top + 1 + len(drawn.sentence)
    paint_tables(canvas, place, y, drawn.tables)
    if finished:
        # A click on one goes back to it; its numbers can be opened there.
        canvas.spot(0, top, canvas.width, drawn.height, place.number)
    y += drawn.tables.height(place.terms)
    page = min(place.page, drawn.pages - 1)
    for k, line in enumerate(drawn.work[page * drawn.room : (page + 1) * drawn.room]):
        canvas.text(0, y + k, line, ink)
    if drawn.pages > 1:
        said = f"  PgUp PgDn  part {page + 1} of {drawn.pages}"
        canvas.flush_right(canvas.width - 1, top, said, palette.forward)
