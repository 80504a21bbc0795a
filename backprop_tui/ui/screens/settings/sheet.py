"""How the table of settings is drawn: its rows under their headings, the marked one in full below
them, and what will happen. Only rows that change are sent, as everywhere.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from backprop_tui.engine.shortening import narrow
from backprop_tui.engine.wording import cut
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.screens.settings.rows import Row

LABEL = 21
"""Columns of a row's name and its mark."""

FOOT = 7
"""Rows below the table."""

LEAST = 5
"""Rows of the table where there is little room."""

APPLY, LEAVE, TURN, LIST, AS_IT_WAS = "apply", "leave", "turn", "list", "as it was"
LAYER, CHOOSE, MORE, LESS = "layer", "choose", "more", "less"

KEYS = {
    APPLY: "enter applies",
    LEAVE: "esc leaves",
    TURN: "←→ choose",
    LIST: "space lists",
    LAYER: "+ - layers",
    CHOOSE: "←→ layer",
    MORE: "+ adds",
    LESS: "- removes",
    AS_IT_WAS: "^r as it was",
}
"""What is written in the last row and may be clicked."""


class Page(NamedTuple):
    """What the sheet shows.

    Attributes:
        rows: All rows.
        texts: What stands in each.
        differs: Whether that is not what runs.
        wrong: Whether it is refused.
        marked: The place of the marked one.
        first: The first line of the table that is shown.
        hindrance: Why the marked one does not apply; empty if it does.
        layer: What can be done in it with layers; empty if nothing can.
        effect: What will happen, or what is wrong.
        is_wrong: Which of both.
        keys: The keys that do something in the marked row.
    """

    rows: tuple[Row, ...]
    texts: tuple[str, ...]
    differs: tuple[bool, ...]
    wrong: tuple[bool, ...]
    marked: int
    first: int
    hindrance: str
    layer: str
    effect: str
    is_wrong: bool
    keys: tuple[str, ...]


def lines_of(rows: tuple[Row, ...]) -> list[int | str]:
    """The lines of the table: the place of a row, or the heading of those that follow."""
    lines: list[int | str] = []
    group = ""
    for place, row in enumerate(rows):
        if row.group != group:
            group = row.group
            lines.append(group)
        lines.append(place)
    return lines


def room(height: int) -> int:
    """Lines of the table in so many rows."""
    return max(LEAST, height - FOOT)


def value_width(width: int) -> int:
    """Columns of a value, in so many."""
    return max(12, min(30, (width - LABEL) * 2 // 5))


def first_shown(rows: tuple[Row, ...], marked: int, first: int, height: int) -> int:
    """The first line to show, so that a row is seen with what stands above it and below."""
    lines, shown = lines_of(rows), room(height)
    at = lines.index(marked)
    first = min(first, max(0, at - 1))
    first = max(first, min(len(lines), at + 2) - shown)
    return max(0, min(first, len(lines) - shown))


def paint(canvas: Canvas, page: Page) -> None:
    """Draw the table and what belongs to its marked row."""
    palette, lines, shown = canvas.palette, lines_of(page.rows), room(canvas.height)
    for y, line in enumerate(lines[page.first : page.first + shown]):
        if isinstance(line, str):
            canvas.text(0, y, line, palette.forward, bold=True)
        else:
            _row(canvas, y, page, line)
    above, below = page.first, len(lines) - page.first - shown
    more = [f"↑ {above} more"] * (above > 0) + [f"↓ {below} more"] * (below > 0)
    canvas.text(0, shown, "─" * canvas.width, palette.faint)
    if more:
        canvas.flush_right(canvas.width - 2, shown, f" {' · '.join(more)} ", palette.muted)
    _foot(canvas, shown + 1, page)


def _row(canvas: Canvas, y: int, page: Page, place: int) -> None:
    """Draw a row: its mark, its name, its value and what that may be."""
    palette, row, text = canvas.palette, page.rows[place], page.texts[place]
    marked, wide = place == page.marked, value_width(canvas.width)
    if marked:
        canvas.fill(0, y, canvas.width, 1, palette.row)
        canvas.text(0, y, "▸", palette.forward, bold=True)
    flag = "✗" if page.wrong[place] else "*" if page.differs[place] else ""
    signal = palette.error if page.wrong[place] else palette.forward
    canvas.text(1, y, flag if canvas.glyphs.unicode else flag.replace("✗", "!"), signal, bold=True)
    canvas.text(3, y, row.label[: LABEL - 4], bold=marked or page.differs[place])
    said = narrow(text) or row.unset
    ink = None if text else palette.muted
    canvas.text(LABEL, y, cut(said, wide - 1), ink, bold=page.differs[place])
    beside = LABEL + wide
    canvas.text(beside, y, cut(row.option.kind.brief, canvas.width - beside), palette.muted)
    canvas.spot(0, y, canvas.width, 1, place)


def _foot(canvas: Canvas, y: int, page: Page) -> None:
    """Draw what the marked row is, what it may be, what will happen, and the keys."""
    palette, row = canvas.palette, page.rows[page.marked]
    end = canvas.text(0, y, row.option.flag, palette.forward)
    canvas.text(end + 2, y, cut(row.option.summary, canvas.width - end - 2))
    allowed = narrow(_allowed(page, row))
    told = [canvas.glyphs(page.layer)] if page.layer and not page.hindrance else []
    for line, text in enumerate((*told, *_wrapped(allowed, canvas.width, 2 - len(told))), start=1):
        canvas.text(0, y + line, text, palette.muted)
    ink = palette.error if page.is_wrong else palette.forward
    effect = ("✗ " if page.is_wrong else "▸ ") + page.effect
    for line, text in enumerate(_wrapped(canvas.glyphs(narrow(effect)), canvas.width, 2), start=3):
        canvas.text(0, y + line, text, ink, bold=True)
    x = 0
    for key in page.keys:
        said = canvas.glyphs(KEYS[key])
        if x + len(said) <= canvas.width:
            end = canvas.text(x, canvas.height - 1, said, palette.muted)
            canvas.spot(x, canvas.height - 1, end - x, 1, key)
            x = end + 3


def _allowed(page: Page, row: Row) -> str:
    """What the marked row may be, or why it may not be anything, or what half a name may become."""
    text = page.texts[page.marked]
    if page.hindrance:
        return f"Not here: {page.hindrance}"
    if row.choices and text and text not in row.choices:
        found = ", ".join(row.matching(text))
        if found:
            return f"→ {found}"
    about = row.option.kind.about(text) if text and text in row.choices else ""
    return f"{text}: {about}" if about else row.option.allowed


def _wrapped(text: str, width: int, most: int) -> Iterator[str]:
    """A text in so many lines at most."""
    lines = textwrap.wrap(text, max(10, width), break_on_hyphens=False) or [""]
    for number, line in enumerate(lines[:most], start=1):
        yield cut(f"{line} …", width) if number == most < len(lines) else line
