"""The worksheet: the equation, what it means, its matrices, and one of its numbers worked out with
every term. Where there is room they are large, and what is finished recedes below.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import wrap

from backprop_tui.report.arithmetic.worked import WorkedNumber
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.screens.walkthrough import finished
from backprop_tui.ui.screens.walkthrough.arrangement import Layout, arrange, enlarged
from backprop_tui.ui.screens.walkthrough.place import Place
from backprop_tui.ui.screens.walkthrough.tables import paint as paint_tables
from backprop_tui.ui.screens.walkthrough.writing import colour, work_lines

TALL = 22
"""Rows from which the matrices may be large."""

FINISHED = 24
"""Rows from which finished phases stay."""

LARGEST = (5, 8)
"""Share of such a sheet that is left to the present phase, as a fraction."""

LEAST_WORK, WORK_SHARE = 2, 4
"""Rows that are kept for the number that is worked out, and one of how many where it is tall."""


@dataclass(frozen=True, eq=False)
class Block:
    """A phase as it is written on the sheet.

    Attributes:
        place: Which phase, and which of its numbers is worked out.
        sentence: What it means, in lines.
        tables: How its matrices stand.
        worked: The number worked out.
        work: The same in lines.
        room: How many of these can be seen at once.
        gap: Blank rows above the matrices, and below.
    """

    place: Place
    sentence: list[str]
    tables: Layout
    worked: WorkedNumber
    work: list[str]
    room: int
    gap: int = 0

    @property
    def height(self) -> int:
        """Its rows."""
        tables = self.tables.height(self.place.terms)
        shown = min(self.room, len(self.work))
        return 1 + len(self.sentence) + tables + shown + 2 * self.gap

    @property
    def pages(self) -> int:
        """How many pages the number takes."""
        return -(-len(self.work) // self.room)


def block(canvas: Canvas, place: Place, height: int) -> Block:
    """Fit a phase into so many rows: the matrices give way to a few rows of the number."""
    said = f"WRONG: {place.phase.sentence}" if place.phase.wrong else place.phase.sentence
    sentence = wrap(canvas.glyphs(said), max(20, canvas.width))
    left, plain = height - 1 - len(sentence), place.work

    def written(work: WorkedNumber, rows: int) -> list[str]:
        return work_lines(work, canvas.look, canvas.width, rows)

    least = LEAST_WORK if height < TALL else max(LEAST_WORK, height // WORK_SHARE)
    kept = min(least, len(written(plain, least)))
    tables = arrange(canvas, place, left - kept)
    room = max(1, left - tables.height(place.terms))
    rows = max(room, LEAST_WORK)
    worked = place.worked(tables.level)
    lines = written(worked, rows)
    if len(lines) > room:
        # Rather fewer digits than turning pages.
        worked, lines = plain, written(plain, rows)
    small = Block(place, sentence, tables, worked, lines, room)
    if height < TALL or small.height + 2 > height:
        return small
    most = height if height < FINISHED else height * LARGEST[0] // LARGEST[1]
    others = small.height + 2 - tables.height(place.terms)
    tables = enlarged(canvas, place, tables, most - others)
    return replace(small, tables=tables, room=max(len(lines), 1), gap=1)


def height_of(place: Place, width: int, most: int, look: Look) -> int:
    """Rows that the phases of a step take on a sheet of so many columns, at most so many rows."""
    canvas, highest = Canvas(width, most, look), 0
    for number in range(len(place.phases)):
        highest = max(highest, block(canvas, place.at_phase(number), most).height)
        if highest >= most:
            break
    return min(highest, most)


def paint(canvas: Canvas, place: Place) -> None:
    """Draw the present phase, and finished ones below it where there is room."""
    present = block(canvas, place, canvas.height)
    _paint_block(canvas, present)
    if canvas.height >= FINISHED:
        finished.paint(canvas, place, present.height + 1)


def _paint_block(canvas: Canvas, drawn: Block) -> None:
    """Write a phase from the first row on."""
    palette, place, phase = canvas.palette, drawn.place, drawn.place.phase
    canvas.text(0, 0, phase.equation, colour(palette, phase.part), bold=True)
    for k, line in enumerate(drawn.sentence, start=1):
        canvas.text(0, k, line, palette.error if phase.wrong else None)
    y = 1 + len(drawn.sentence) + drawn.gap
    paint_tables(canvas, place, y, drawn.tables)
    y += drawn.tables.height(place.terms) + drawn.gap
    page = min(place.page, drawn.pages - 1)
    for k, line in enumerate(drawn.work[page * drawn.room : (page + 1) * drawn.room]):
        canvas.text(0, y + k, line)
    if drawn.pages > 1:
        said = f"  PgUp PgDn  part {page + 1} of {drawn.pages}"
        canvas.flush_right(canvas.width - 1, 0, said, palette.forward)
