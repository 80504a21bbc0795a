"""What is finished of a step recedes: the latest phase lies nearest, with its matrices, and those
before it are down to their equation and one number. What they gave stands in the present phase.
"""

from __future__ import annotations

from dataclasses import dataclass

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.screens.walkthrough.arrangement import Layout, arrange
from backprop_tui.ui.screens.walkthrough.numbers import THREE
from backprop_tui.ui.screens.walkthrough.place import Place
from backprop_tui.ui.screens.walkthrough.tables import paint as paint_tables
from backprop_tui.ui.screens.walkthrough.writing import colour, work_lines

DIMMED = 0.6
"""How much of its colour an equation keeps."""

LINES = 2
"""Rows of a number; one that takes more is only named."""


@dataclass(frozen=True, eq=False)
class Past:
    """A finished phase as it is written on the sheet.

    Attributes:
        place: Which phase.
        work: One number worked out, in lines.
        tables: How its matrices stand, where they are shown.
    """

    place: Place
    work: list[str]
    tables: Layout | None = None

    @property
    def height(self) -> int:
        """Its rows, a blank one among them."""
        tables = self.tables.height(self.place.terms) if self.tables else 0
        return 2 + tables + len(self.work)


def paint(canvas: Canvas, place: Place, top: int) -> None:
    """Draw what is finished from a row on, the latest first."""
    past: list[Past] = []
    room = canvas.height - top - 1
    for number in reversed(range(place.number)):
        before = _brief(canvas, place.at_phase(number))
        # The last needs no blank row after it.
        if sum(each.height for each in past) + before.height - 1 > room:
            break
        past.append(before)
    if not past:
        return
    spare = room + 1 - sum(each.height for each in past)
    for k, brief in enumerate(past):
        tables = arrange(canvas, brief.place, spare, THREE)
        if tables.height(brief.place.terms) > spare or not tables.is_whole(brief.place.terms):
            break
        past[k] = Past(brief.place, brief.work, tables)
        spare -= past[k].height - brief.height
    _rule(canvas, top, place.number - len(past))
    y = top + 1
    for each in past:
        _paint(canvas, each, y)
        y += each.height


def _brief(canvas: Canvas, place: Place) -> Past:
    """A phase without its matrices."""
    work = place.work
    lines = work_lines(work, canvas.look, canvas.width, LINES)
    if len(lines) > LINES:
        lines = [canvas.glyphs(f"{work.name} = {work.result}")]
    return Past(place, lines)


def _rule(canvas: Canvas, y: int, left_out: int) -> None:
    """A line that says what is below it."""
    palette, said = canvas.palette, " done before, the latest first "
    if left_out:
        said += f"({left_out} earlier: ← goes back) "
    canvas.text(0, y, "─" * canvas.width, palette.faint)
    canvas.text(2, y, said, palette.muted)


def _paint(canvas: Canvas, past: Past, top: int) -> None:
    """Write one phase from row `top` on."""
    palette, place, phase = canvas.palette, past.place, past.place.phase
    ink = palette.dim(colour(palette, phase.part), DIMMED)
    canvas.text(0, top, phase.equation, ink, bold=True)
    y = top + 1
    if past.tables is not None:
        paint_tables(canvas, place, y, past.tables, faded=True)
        y += past.tables.height(place.terms)
    for k, line in enumerate(past.work):
        canvas.text(0, y + k, line, palette.muted)
    # A click on one goes back to it; its numbers can be opened there.
    canvas.spot(0, top, canvas.width, past.height - 1, place.number)
