"""The step axis under a curve is the line on which one goes back and forth: it shows where in the
run the present is and at which steps something happened, and a click goes there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from backprop_tui.engine.records import Mark, Snapshot
from backprop_tui.engine.runs.marks import NAMED
from backprop_tui.ui.drawing.canvas import SPACE, Canvas
from backprop_tui.ui.drawing.plotting import Frame


class Moment(NamedTuple):
    """What a click goes to.

    Attributes:
        step: That after so many updates.
    """

    step: int


MARK, CROSSED, TYPED, TICK = "┴", "┼", "!", "┬"
"""A mark on the axis, one where there is a tick, either as it is typed, and a tick alone."""

PRESENT, PAST = "▲", "╎"
"""Where the present is: on the axis, and above it as long as there is more of the run."""

ENDS = ("start", "end")
"""Marks that say nothing: a run begins and ends without a word."""

SKIPPED = "+"
"""After a mark that others follow of its kind that are none, for being too many."""

HERE, CUT = "▸", "…"
"""Before the mark at which one is, and where there are more."""


def noted(snapshot: Snapshot) -> list[Mark]:
    """The marks that say something."""
    return [mark for mark in snapshot.marks if mark.kind not in ENDS]


def full_text(mark: Mark) -> str:
    """What a mark says, and whether more of its kind follow that have none."""
    return f"{mark.said}, more unmarked" if mark.skips else mark.said


def short_text(mark: Mark) -> str:
    """The same in a word, where it is not a name."""
    if mark.kind == NAMED:
        return mark.said
    said = mark.kind if mark.kind == "lost" else mark.said.split()[0].rstrip(",")
    return f"{said}{SKIPPED}" if mark.skips else said


def paint_bar(canvas: Canvas, frame: Frame, snapshot: Snapshot) -> None:
    """Make a chart's axis the line of its run: marks, the present, and what a click goes to."""
    palette, axis = canvas.palette, frame.rows
    here = frame.column(snapshot.step)
    for noted_mark in noted(snapshot):
        x = frame.column(noted_mark.step)
        if x < canvas.width:
            is_tick = canvas.characters[axis, x] == ord(TICK)
            mark = CROSSED if is_tick else MARK
            canvas.text(x, axis, mark if canvas.glyphs.unicode else TYPED, palette.muted)
    if snapshot.is_past:
        for y in range(axis):
            if canvas.characters[y, here] == SPACE:
                canvas.text(here, y, PAST, palette.faint)
        _label(canvas, here, axis + 1, f"{snapshot.step:,}")
    canvas.text(here, axis, PRESENT, palette.backward if snapshot.is_past else palette.muted)
    for x in range(frame.left, canvas.width):
        step = _step_at(frame, x, snapshot)
        canvas.spot(x, 0, 1, axis + 2, Moment(step))


def _step_at(frame: Frame, column: int, snapshot: Snapshot) -> int:
    """What a click into a column goes to: a mark that stands there, an end, else its middle."""
    first, last = frame.steps(column)
    marked = [mark.step for mark in noted(snapshot) if first <= mark.step <= last]
    if marked:
        return marked[0]
    if first <= 0:
        return 0
    return snapshot.length if last >= snapshot.length else (first + last) // 2


def _label(canvas: Canvas, x: int, y: int, text: str) -> None:
    """Write the present step under the axis, in place of numbers that it would run into."""
    if y >= canvas.height:
        return
    start = max(0, min(canvas.width - len(text), x - len(text) // 2))
    row = "".join(map(chr, canvas.characters[y].tolist()))
    for word in re.finditer(r"\S+", row):
        if word.start() <= start + len(text) and word.end() >= start:
            canvas.text(word.start(), y, " " * len(word.group()))
    canvas.text(start, y, text, bold=True)


def paint_marks(canvas: Canvas, y: int, snapshot: Snapshot) -> None:
    """Write the marks of a run in one row, those around the present where not all have room."""
    palette = canvas.palette
    marks = noted(snapshot)
    x = canvas.text(0, y, "marks", palette.muted)
    shown, texts = _fitting(marks, snapshot.step, canvas.width - x)
    if shown.start:
        x = canvas.text(x + 1, y, CUT, palette.muted)
    for mark, text in zip(marks[shown.start : shown.stop], texts, strict=True):
        is_here, is_ahead = mark.step == snapshot.step, mark.step > snapshot.step
        canvas.text(x, y, HERE if is_here else " ")
        ink = None if is_here else palette.faint if is_ahead else palette.muted
        end = canvas.text(x + 1, y, text, ink, bold=is_here)
        canvas.spot(x + 1, y, end - x - 1, 1, Moment(mark.step))
        x = end + 1
    if shown.stop < len(marks):
        canvas.text(x, y, CUT, palette.muted)


def _fitting(marks: Sequence[Mark], step: int, width: int) -> tuple[range, list[str]]:
    """Which marks fit, and how they are written: in full, in a word each, or only some of them."""
    full = [f"{mark.step:,} {full_text(mark)}" for mark in marks]
    short = [f"{mark.step:,} {short_text(mark)}" for mark in marks]
    for texts in (full, short):
        if _width(texts) <= width:
            return range(len(texts)), texts
    first = max((k for k, mark in enumerate(marks) if mark.step <= step), default=0)
    last = first + 1
    while True:
        grown = False
        for low, high in ((first, last + 1), (first - 1, last)):
            some = short[max(0, low) : high]
            more = 2 * (low > 0) + 2 * (high < len(short))
            if low >= 0 and high <= len(short) and _width(some) + more <= width:
                first, last, grown = low, high, True
        if not grown:
            return range(first, last), short[first:last]


def _width(texts: Sequence[str]) -> int:
    """The columns of marks beside each other, with what stands before each."""
    return sum(len(text) + 2 for text in texts) - 1
