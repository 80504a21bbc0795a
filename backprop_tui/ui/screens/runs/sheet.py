"""What stands where on the screen of runs: the table, the chart, what the comparison says in words,
and the command that does the same. What has no room is left out, the table last.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from backprop_tui.engine.wording import cut
from backprop_tui.report.command import shell_lines
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import LINES, LIT
from backprop_tui.ui.screens.runs import chart, table
from backprop_tui.ui.screens.runs.table import Listed

AROUND = 2
"""Rows of a frame, or columns."""

LEAST_CHART = 6
"""Rows of the chart with its frame, below which there is none."""

ROOMY, TALL, TALLEST = 19, 34, 50
"""Rows from which there is more to read in words than a line."""

IN_WORDS = "In words: "

AS_COMMAND = "The same as a command: "

ELSEWHERE = "y shows it"
"""What stands for a command that there is no room for: half of one would do something else."""


class Page(NamedTuple):
    """Everything that is drawn.

    Attributes:
        listed: The table.
        most: How many runs are kept at most.
        words: What is said of them, the first first, each sentence with what may stand for it.
        command: What to type for the same; empty if there is nothing.
        is_chart: Whether the chart has all the room.
        place: The step that the command leads to, where it is not the last of the run; else empty.
    """

    listed: Listed
    most: int
    words: tuple[tuple[str, ...], ...]
    command: str = ""
    is_chart: bool = False
    place: str = ""

    @property
    def label(self) -> str:
        """What stands before the command."""
        return f"{self.place} as a command: " if self.place else AS_COMMAND


class Rooms(NamedTuple):
    """Rows of the parts.

    Attributes:
        table: Of runs.
        chart: Of the chart with its frame; 0 for none.
        words: Of what is said.
        command: Of the command.
    """

    table: int
    chart: int
    words: int
    command: int


def rooms(width: int, height: int, page: Page) -> Rooms:
    """How so many rows are shared out."""
    runs, command = len(page.listed.runs), len(command_lines(page.command, width, label=page.label))
    if page.is_chart:
        return Rooms(0, height - 1, 0, 0)
    words = 1 if height < ROOMY else 2 if height < TALL else 3 if height < TALLEST else 4
    left = height - 1 - AROUND - 1
    for said, told, between in ((words, command, 1), (words, min(1, command), 1), (1, 0, 0)):
        rest = left - runs - said - told - between
        if rest >= LEAST_CHART:
            return Rooms(runs, rest, said, told)
    shown = min(runs, max(1, left - 1))
    return Rooms(shown, 0, left - shown, 0)


def paint(canvas: Canvas, page: Page) -> None:
    """Draw all of it."""
    _heading(canvas, page)
    room, y = rooms(canvas.width, canvas.height, page), 1
    runs, selected = page.listed.runs, page.listed.selected
    if room.table:
        height = room.table + 1 + AROUND
        _framed(
            canvas, y, height, "Runs", table.caption(page.listed),
            lambda inner: table.paint(inner, 0, room.table, page.listed),
        )  # fmt: skip
        y += height
    if room.chart:
        _framed(
            canvas, y, room.chart, "All curves", chart.captions(runs),
            lambda inner: chart.paint(inner, runs, selected),
        )  # fmt: skip
        y += room.chart
    for line in _lines(canvas, page.words, room.words):
        _labelled(canvas, y, line, IN_WORDS)
        y += 1
    y = canvas.height - room.command - (canvas.height > y + room.command)
    for line in command_lines(page.command, canvas.width, room.command, page.label):
        _labelled(canvas, y, line, page.label)
        y += 1


def command_lines(
    command: str, width: int, most: int | None = None, label: str = AS_COMMAND
) -> list[str]:
    """A command after its label, or below it in lines that a shell reads as one.

    Args:
        command: Which; empty for none.
        width: Columns.
        most: Lines that there is room for; where it needs more it is said which key shows it.
        label: What stands before it.
    """
    if not command or most == 0:
        return []
    lines = [f" {label}{command}"]
    if len(lines[0]) > width:
        # From the first column on, as what a shell puts together has no blanks between.
        lines = [f" {label.rstrip()}", *shell_lines(command, width)]
    if most is not None and len(lines) > most:
        return [f" {label}{ELSEWHERE}"]
    return lines


def _heading(canvas: Canvas, page: Page) -> None:
    """What this is, and how many runs there are."""
    palette = canvas.palette
    canvas.fill(0, 0, canvas.width, 1, palette.panel)
    x = canvas.text(0, 0, " RUNS ", palette.background, palette.foreground, bold=True)
    count = f"{len(page.listed.runs)} of {page.most} kept"
    said = "what differs, and nothing else"
    if x + 1 + len(said) + 2 + len(count) < canvas.width:
        canvas.text(x + 1, 0, said, palette.muted)
    canvas.flush_right(canvas.width - 2, 0, count)


def _framed(
    canvas: Canvas,
    y: int,
    height: int,
    title: str,
    captions: Sequence[str],
    paint_inner: Callable[[Canvas], None],
) -> None:
    """Draw a frame, and within it what a function draws."""
    glyphs, width = canvas.glyphs, canvas.width
    ink = canvas.look.inks.line if glyphs.unicode else canvas.look.inks.typed_line
    left, line, right, side, below, end = LINES["round" if glyphs.unicode else "ascii"]
    canvas.text(0, y, left + line * (width - AROUND) + right, ink)
    canvas.text(0, y + height - 1, below + line * (width - AROUND) + end, ink)
    for row in range(y + 1, y + height - 1):
        canvas.text(0, row, side, ink)
        canvas.text(width - 1, row, side, ink)
    canvas.text(2, y, f" {title} ", bold=True)
    said = (glyphs.caption(text) for text in captions)
    fitting = next((text for text in said if len(text) <= width - AROUND - 4), "")
    if fitting:
        canvas.flush_right(width - 3, y + height - 1, f" {fitting} ", canvas.look.inks.muted)
    with canvas.part(1, width - AROUND - 1, y + 1, height - AROUND) as inner:
        paint_inner(inner)
    for row in range(y + 1, y + height - 1):
        if canvas.beside[row]:
            canvas.text(width - 1, row, LIT["round" if glyphs.unicode else "ascii"], ink)


def _lines(canvas: Canvas, words: Sequence[Sequence[str]], most: int) -> Iterator[str]:
    """As many whole sentences as so many lines have room for; of the first what there is.

    Each run has its sentence first, as short as it can be, and then as much of it as fits.
    """
    width = canvas.width - 2
    forms = [[canvas.glyphs(form) for form in each] for each in words]

    def wrapped(said: dict[int, str]) -> list[str]:
        text = " ".join([IN_WORDS.rstrip(), *(said[at] for at in sorted(said))])
        return textwrap.wrap(text, width, break_on_hyphens=False)

    said: dict[int, str] = {}
    for at, each in enumerate(forms):
        if not at or len(wrapped(said | {at: each[-1]})) <= most:
            said[at] = each[-1]
    for at in sorted(said):
        fitting = (form for form in forms[at] if len(wrapped(said | {at: form})) <= most)
        said[at] = next(fitting, said[at])
    lines = wrapped(said)
    for number, line in enumerate(lines[:most], start=1):
        is_cut = number == most < len(lines)
        yield f" {cut(f'{line} …', width) if is_cut else line}"


def _labelled(canvas: Canvas, y: int, line: str, label: str) -> None:
    """Write a line, of which a label steps back."""
    canvas.text(0, y, line)
    if line[1:].startswith(label.rstrip()):
        canvas.text(1, y, label, canvas.palette.muted)
