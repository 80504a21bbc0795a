"""A frame stands around a drawing and says in its upper border what it is, in its lower one how to
read it. It is drawn row by row, so that a word in it that changes costs one row and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from rich.segment import Segment
from textual.strip import Strip

from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.drawing.inks import Inks, pen
from backprop_tui.ui.drawing.palette import Rgb

LINES = {"round": tuple("╭─╮│╰╯"), "heavy": tuple("┏━┓┃┗┛"), "ascii": tuple("+-+|++")}
"""Upper left corner, horizontal, upper right corner, vertical, lower corners."""

LIT = {"round": "▐", "heavy": "█", "ascii": "#"}
"""The vertical beside rows that are lit."""

EDGE = 3
"""Columns at each end of a border that no caption may take: a corner, a line, a blank."""


class Word(NamedTuple):
    """A piece of a caption.

    Attributes:
        text: What it says.
        ink: The name of its colour, a field of `Inks`.
        bold: Whether it stands out.
    """

    text: str
    ink: str = "muted"
    bold: bool = False


Caption: TypeAlias = str | tuple[Word, ...]
"""What a border says; plain text is muted."""


def words(caption: Caption) -> tuple[Word, ...]:
    """The pieces of a caption."""
    return (Word(caption),) if isinstance(caption, str) else caption


def plain(caption: Caption) -> str:
    """What a caption says, without colours."""
    return "".join(word.text for word in words(caption))


def spoken(caption: Caption, glyphs: Glyphs) -> tuple[Word, ...]:
    """A caption in the marks that a terminal has."""
    return tuple(word._replace(text=glyphs.caption(word.text)) for word in words(caption))


class Frame(NamedTuple):
    """A frame of so many columns.

    Attributes:
        inks: Its colours.
        lines: A name from `LINES`.
        line: The colour of its lines.
        width: Its columns, those of its lines among them.
        blanks: Columns between its lines and what it stands around.
    """

    inks: Inks
    lines: str
    line: Rgb
    width: int
    blanks: int

    def top(self, caption: tuple[Word, ...]) -> Strip:
        """The upper border, which says something on the left."""
        left, line, right, *_ = LINES[self.lines]
        said = self._said(caption)
        rest = self.width - 2 - sum(len(segment.text) for segment in said)
        first = min(1, rest) if said else 0
        return self._row(
            self._line(left + line * first), *said, self._line(line * (rest - first) + right)
        )

    def bottom(self, caption: tuple[Word, ...]) -> Strip:
        """The lower border, which says something on the right."""
        _, line, _, _, left, right = LINES[self.lines]
        said = self._said(caption)
        rest = self.width - 2 - sum(len(segment.text) for segment in said)
        last = min(1, rest) if said else 0
        return self._row(
            self._line(left + line * (rest - last)), *said, self._line(line * last + right)
        )

    def sides(self) -> tuple[Segment, Segment]:
        """What stands before and behind every row between the two."""
        side, blank = LINES[self.lines][3], " " * self.blanks
        return self._line(side + blank), self._line(blank + side)

    def lit_side(self) -> Segment:
        """What stands behind a row instead where it is lit."""
        ink = self.line if self.lines == "heavy" else self.inks.muted
        return Segment(" " * self.blanks + LIT[self.lines], pen(ink, self.inks.paper, False))

    def _said(self, caption: tuple[Word, ...]) -> list[Segment]:
        """A caption between two blanks, cut to fit; nothing if there is no room at all."""
        room = self.width - 2 * EDGE
        if room <= 0 or not any(word.text for word in caption):
            return []
        fitting = list(_cut(caption, room))
        fitting[0] = fitting[0]._replace(text=f" {fitting[0].text}")
        fitting[-1] = fitting[-1]._replace(text=f"{fitting[-1].text} ")
        return [
            Segment(word.text, pen(getattr(self.inks, word.ink), self.inks.paper, word.bold))
            for word in fitting
        ]

    def _line(self, text: str) -> Segment:
        return Segment(text, pen(self.line, self.inks.paper, False))

    def _row(self, *segments: Segment) -> Strip:
        return Strip(segments, self.width)


def _cut(caption: tuple[Word, ...], room: int) -> Iterator[Word]:
    """A caption in so many columns, with a mark where more was said."""
    if sum(len(word.text) for word in caption) <= room:
        yield from (word for word in caption if word.text)
        return
    left = room - 1
    for word in caption:
        text = word.text[:left]
        left -= len(text)
        if not left:
            yield word._replace(text=f"{text}…")
            return
        if text:
            yield word._replace(text=text)
