"""The table of runs: in what each differs from the first, where it came from, how far it is and how
it came out. What is the same in all of them is not there to be read again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from backprop_tui.engine.shortening import narrow
from backprop_tui.engine.wording import cut
from backprop_tui.report.comparison.ran import Ran
from backprop_tui.report.differences import best_few
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.glyphs import Glyphs

NAME, LEAST = 7, 14
"""Columns of the marks and the letter, and those that what differs has at least."""

GAP = 2
"""Columns between two numbers."""

SELECTED, PINNED, SHOWN, LIVE = "▸", "★", "◀", "="


class Column(NamedTuple):
    """A column after what differs.

    Attributes:
        title: What stands above it.
        text: What it says of a run.
        rank: Where there is no room the highest is left out first; 0 always stays.
        left: Whether its texts stand on its left.
    """

    title: str
    text: Callable[[Ran], str]
    rank: int
    left: bool = False


AWAITED = "…"
"""What is not known of a run before its steps have happened again."""


def _solved(run: Ran) -> str:
    """When it was solved, or why it is not."""
    if run.solved is None and run.promised:
        return AWAITED
    if run.solved is None:
        return "diverged" if run.diverged else "-"
    return f"{run.solved:,}" if run.is_solved else f"{run.solved:,} lost"


def _origin(run: Ran) -> str:
    """Which run it left where, or that this one is gone, if it did not begin by itself."""
    if run.origin is None:
        return "start"
    letter, step = run.origin
    return f"{'gone' if run.is_orphan else letter} {step:,}"


COLUMNS = (
    Column("from", _origin, 3, True),
    Column("steps", lambda run: f"{run.promised or run.steps:,}", 2),
    Column("solved", _solved, 0),
    Column("loss", lambda run: AWAITED if run.promised else formats.loss(run.loss), 0),
    Column("right", lambda run: AWAITED if run.promised else f"{run.right:,}/{run.cases:,}", 1),
)


class Listed(NamedTuple):
    """What the table shows.

    Attributes:
        runs: Its rows.
        selected: The letter of the marked one.
        shown: That of the run that panes show.
        live: Those of the runs that go in step with it.
    """

    runs: tuple[Ran, ...]
    selected: str
    shown: str
    live: frozenset[str] = frozenset()

    @property
    def at(self) -> int:
        """The place of the marked row."""
        return next(at for at, run in enumerate(self.runs) if run.letter == self.selected)


def caption(page: Listed) -> tuple[str, ...]:
    """What the frame says below of the marks that there are, the longest first."""
    said = [f"{SHOWN} shown"] if len(page.runs) > 1 else []
    said += [f"{LIVE} in step with it"] if page.live else []
    pinned = [f"{PINNED} pinned"] if any(run.pinned for run in page.runs) else []
    whole = " · ".join([*said, *pinned])
    makes_way = "; of the others the oldest makes way" if pinned else ""
    return whole + makes_way, whole, " · ".join(said)


def paint(canvas: Canvas, y: int, rows: int, page: Listed) -> None:
    """Draw the heading and so many rows from `y` on, the marked one among them.

    Args:
        canvas: Where.
        y: The row of the heading.
        rows: Rows of runs.
        page: What is shown.
    """
    palette = canvas.palette
    columns, widths, beside = _fitting(page.runs, canvas.width)
    canvas.text(3, y, "run", palette.muted)
    canvas.text(NAME, y, cut(f"differs from {page.runs[0].letter}", beside), palette.muted)
    _row(canvas, y, columns, widths, [column.title for column in columns], palette.muted)
    first = max(0, min(page.at - rows // 2, len(page.runs) - rows))
    for down, run in enumerate(page.runs[first : first + rows], start=1):
        is_selected = run.letter == page.selected
        if is_selected:
            canvas.fill(0, y + down, canvas.width, 1, palette.row)
            canvas.text(1, y + down, SELECTED, palette.forward, bold=True)
        if run.pinned:
            canvas.text(0 if is_selected else 1, y + down, PINNED, palette.backward)
        mark = SHOWN if run.letter == page.shown else LIVE if run.letter in page.live else ""
        end = canvas.text(3, y + down, run.letter, bold=True)
        canvas.text(max(end, 4) + 1, y + down, mark, palette.forward)
        canvas.text(NAME, y + down, _said(run, page, beside, canvas.glyphs), bold=is_selected)
        texts = [column.text(run) for column in columns]
        _row(canvas, y + down, columns, widths, texts, bold=is_selected)
        canvas.spot(0, y + down, canvas.width, 1, run.letter)
    canvas.scrolled(y + 1, rows, first, rows, len(page.runs))


def _said(run: Ran, page: Listed, columns: int, glyphs: Glyphs) -> str:
    """What a person called a run, or what is otherwise in it; of the first all that it is, and what
    was done to it. No setting is cut in two.
    """
    if run.name:
        return glyphs(cut(glyphs(narrow(run.name)), columns))
    room = columns - 2 if run is page.runs[0] else columns
    forms = (run.differs, *run.briefly) if run.differs else (("nothing",),)
    said = best_few([[glyphs(narrow(each)) for each in form] for form in forms], room)
    return glyphs(f"({said})" if run is page.runs[0] else said)


def _fitting(runs: Sequence[Ran], width: int) -> tuple[list[Column], list[int], int]:
    """The columns that there is room for, how wide they are, and how wide what differs is."""
    columns = list(COLUMNS)
    while True:
        widths = [
            GAP + max(len(column.title), *(len(column.text(run)) for run in runs))
            for column in columns
        ]
        beside = width - NAME - sum(widths)
        last = max(column.rank for column in columns)
        if beside >= LEAST or not last:
            return columns, widths, max(0, beside)
        columns = [column for column in columns if column.rank < last]


def _row(
    canvas: Canvas,
    y: int,
    columns: Sequence[Column],
    widths: Sequence[int],
    texts: Sequence[str],
    ink: int | None = None,
    bold: bool = False,
) -> None:
    """Write the texts of a row, from the right edge to the left."""
    x = canvas.width - sum(widths)
    for column, width, text in zip(columns, widths, texts, strict=True):
        if column.left:
            canvas.text(x + GAP, y, text, ink, bold=bold)
        else:
            canvas.flush_right(x + width - 1, y, text, ink, bold=bold)
        x += width
