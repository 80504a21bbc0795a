"""What there is to say below a chart of losses, a line each: what happened at which step, and which
run each of the curves is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from backprop_tui.engine.records import Snapshot
from backprop_tui.report.differences import apart, best_few
from backprop_tui.report.runs import brief_text
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.widgets.scrub_bar import noted, paint_marks


def lines_below(snapshot: Snapshot) -> Iterator[Callable[[Canvas, int], None]]:
    """What writes each line into a row of a canvas, the line that is wanted most first."""
    if noted(snapshot):
        yield partial(paint_marks, snapshot=snapshot)
    runs = [each for each in snapshot.beside if each.letter]
    if runs:
        solved = next((mark.step for mark in snapshot.marks if mark.kind == "solved"), None)
        yield partial(_paint_run, run=(snapshot.letter, snapshot.said, solved))
    for each in runs:
        yield partial(_paint_run, run=(each.letter, each.said, each.solved))


def _paint_run(canvas: Canvas, y: int, run: tuple[str, str, int | None]) -> None:
    """A run's letter, what it is, and when it was solved."""
    letter, said, solved = run
    palette = canvas.palette
    done = "" if solved is None else f"solved {solved:,}"
    x = canvas.text(0, y, letter, bold=True) + 1
    room = max(1, canvas.width - x - len(done) - 1)
    things = said.split("\n")
    forms = [
        apart([canvas.glyphs(each) for each in form])
        for form in (things, [brief_text(thing) for thing in things])
    ]
    canvas.text(x, y, best_few(forms, room), palette.muted)
    canvas.flush_right(canvas.width - 1, y, done, palette.muted)
