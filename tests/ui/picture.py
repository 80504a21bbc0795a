"""A picture of the screen that can be read, compared and kept: its characters, and below them a map
of its colours. It is taken from the strips that are sent, so it shows what a person sees.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import NamedTuple

from rich.color import Color
from textual.strip import Strip

from backprop_tui.ui.app import BackpropApp

LETTERS = string.ascii_letters + string.digits + "".join(map(chr, range(0x391, 0x3A2)))
LETTERS += "".join(map(chr, (*range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA), *range(0x410, 0x450))))
LETTERS += "".join(map(chr, (*range(0x531, 0x557), *range(0x561, 0x587), *range(0x10D0, 0x10F7))))
"""What stands for a style in the map of colours."""

MOST_REPORTED = 40


class Style(NamedTuple):
    """How a cell looks; a blank has no ink."""

    ink: str
    paper: str
    bold: bool

    def __str__(self) -> str:
        return f"{self.ink} on {self.paper}{' bold' * self.bold}"


def strips_of(app: BackpropApp) -> list[Strip]:
    """The rows of the whole screen, as they are sent."""
    return app.screen._compositor.render_strips()


def rows_of(app: BackpropApp) -> list[str]:
    """The characters of the whole screen."""
    return [strip.text for strip in strips_of(app)]


def cells_of(strip: Strip) -> Iterator[Style]:
    """The style of every cell of a row."""
    for segment in strip:
        style = segment.style
        assert style is not None
        ink, paper = _hex(style.color), _hex(style.bgcolor)
        if style.reverse:
            ink, paper = paper, ink
        for character in segment.text:
            blank = character == " "
            yield Style("blank" if blank else ink, paper, bool(style.bold) and not blank)


def _hex(colour: Color | None) -> str:
    return "default" if colour is None else colour.get_truecolor().hex


def picture_of(app: BackpropApp) -> str:
    """Characters, map of colours and legend, with a blank line between them."""
    letters: dict[Style, str] = {}
    rows, colours = [], []
    for strip in strips_of(app):
        rows.append(strip.text)
        row = []
        for style in cells_of(strip):
            if style not in letters:
                letters[style] = LETTERS[len(letters)]
            row.append(letters[style])
        colours.append("".join(row))
    legend = [f"{letter} {style}" for style, letter in letters.items()]
    return "\n".join([*rows, "", *colours, "", *legend, ""])


def differences(kept: str, now: str) -> Iterator[str]:
    """Where two pictures differ, a line for every row of characters and run of colours."""
    before, after = _read(kept), _read(now)
    count = 0
    for y, (old, new) in enumerate(zip(before[0], after[0], strict=False)):
        if old != new:
            yield f"row {y} was  {old}"
            yield f"row {y} is   {new}"
            count += 1
        yield from _colours(y, before, after) if old == new and count < MOST_REPORTED else ()
    if len(before[0]) != len(after[0]):
        yield f"{len(before[0])} rows were, {len(after[0])} are"


Picture = tuple[list[str], list[list[str]]]


def _colours(y: int, before: Picture, after: Picture) -> Iterator[str]:
    """Runs of cells in a row whose style changed in the same way."""
    pairs = list(zip(before[1][y], after[1][y], strict=False))
    x = 0
    while x < len(pairs):
        end = x
        while end < len(pairs) and pairs[end] == pairs[x]:
            end += 1
        if pairs[x][0] != pairs[x][1]:
            text = after[0][y][x:end]
            yield f"row {y} columns {x}-{end - 1} {text!r}: was {pairs[x][0]}, is {pairs[x][1]}"
        x = end


def _read(picture: str) -> Picture:
    """Rows of characters, and the style of every cell in words."""
    text = picture.split("\n")
    height = (text.index("", 0)) if "" in text else 0
    rows, colours = text[:height], text[height + 1 : 2 * height + 1]
    legend = {line[0]: line[2:] for line in text[2 * height + 2 :] if line}
    return rows, [[legend.get(letter, "?") for letter in row] for row in colours]
