"""A pane is drawn on a canvas: a table of cells, each with a character, two colours and a weight.
Comparing two canvases tells which rows changed, and only those are sent, which is what makes a slow
line bearable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from textual.strip import Strip

from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.drawing.inks import Inks, pen
from backprop_tui.ui.drawing.palette import Palette, Rgb
from backprop_tui.ui.drawing.strokes import Stroke

SPACE, HALF_BLOCK, BRAILLE = 0x20, 0x2580, 0x2800
RAMP = " .:-=+*#%@"
"""Shades of a cell where there are no half-blocks."""


class Look(NamedTuple):
    """Colours and marks, everything that a theme and a terminal decide."""

    palette: Palette
    glyphs: Glyphs
    inks: Inks


class Spot(NamedTuple):
    """A rectangle of cells that stands for something one can point at."""

    x: int
    y: int
    width: int
    height: int
    target: object


class Canvas:
    """A drawing of `width` by `height` cells.

    Attributes:
        look: What it is drawn with.
        spots: What can be pointed at; the last one on a cell wins.
        beside: The rows beside which the frame is lit, (height,): what part of a table is shown.
    """

    def __init__(self, width: int, height: int, look: Look) -> None:
        self.width, self.height, self.look = width, height, look
        self.palette, self.glyphs = look.palette, look.glyphs
        shape = (height, width)
        self.characters = np.full(shape, SPACE, dtype=np.uint32)
        self.ink = np.full(shape, self.palette.foreground, dtype=np.int64)
        self.paper = np.full(shape, self.palette.background, dtype=np.int64)
        self.bold = np.zeros(shape, dtype=np.bool_)
        self._dots = np.zeros(shape, dtype=np.uint8)
        self._dot_ink = np.zeros(shape, dtype=np.int64)
        self.spots: list[Spot] = []
        self.beside = np.zeros(height, dtype=np.bool_)

    @contextmanager
    def part(self, x: int, width: int, y: int = 0, height: int | None = None) -> Iterator[Canvas]:
        """Some columns, of all rows or of some, as a canvas of their own that begins at 0."""
        part = copy(self)
        part.width, part.spots, columns = width, [], slice(x, x + width)
        part.height = self.height - y if height is None else height
        rows = slice(y, y + part.height)
        part.beside = self.beside[rows]
        for name in ("characters", "ink", "paper", "bold", "_dots", "_dot_ink"):
            setattr(part, name, getattr(self, name)[rows, columns])
        yield part
        self.spots += [spot._replace(x=spot.x + x, y=spot.y + y) for spot in part.spots]

    def text(
        self,
        x: int,
        y: int,
        text: str,
        ink: Rgb | None = None,
        paper: Rgb | None = None,
        bold: bool = False,
    ) -> int:
        """Write on one row, cut at the edges; returns the column after the text."""
        text = self.glyphs(text)
        end = x + len(text)
        if not 0 <= y < self.height or end <= 0 or x >= self.width:
            return end
        text = text[max(0, -x) : self.width - x]
        cells = slice(max(0, x), min(end, self.width))
        self.characters[y, cells] = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
        self.ink[y, cells] = self.palette.foreground if ink is None else ink
        self.bold[y, cells] = bold
        if paper is not None:
            self.paper[y, cells] = paper
        return end

    def flush_right(
        self, x: int, y: int, text: str, ink: Rgb | None = None, bold: bool = False
    ) -> None:
        """Write so that the last character stands in column `x`."""
        self.text(x - len(self.glyphs(text)) + 1, y, text, ink, bold=bold)

    def centre(
        self, x0: int, x1: int, y: int, text: str, ink: Rgb | None = None, bold: bool = False
    ) -> None:
        """Write in the middle of columns x0 to x1 (not included), cut to fit."""
        text = self.glyphs(text)[: max(0, x1 - x0)]
        self.text(x0 + (x1 - x0 - len(text)) // 2, y, text, ink, bold=bold)

    def fill(self, x: int, y: int, width: int, height: int, paper: Rgb) -> None:
        """Colour the paper of a rectangle."""
        self.paper[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)] = paper

    def stroke(self, stroke: Stroke, ink: Rgb) -> None:
        """Add the dots of a line; where lines share a cell the later colour wins."""
        self._dots[stroke.y, stroke.x] |= stroke.bits
        self._dot_ink[stroke.y, stroke.x] = ink

    def bake(self) -> None:
        """Turn dots into braille characters, wherever nothing else is written."""
        wires = (self._dots > 0) & (self.characters == SPACE)
        self.characters[wires] = BRAILLE + self._dots[wires].astype(np.uint32)
        self.ink[wires] = self._dot_ink[wires]
        self._dots[:] = 0

    def pixels(self, x: int, y: int, values: NDArray[np.float64]) -> None:
        """Heat in -1…1, (2 · rows, columns), two pixels a cell; NaN leaves the background."""
        values = values[2 * max(0, -y) :, max(0, -x) :]
        x, y = max(0, x), max(0, y)
        rows, columns = values.shape[0] // 2, values.shape[1]
        rows, columns = min(rows, self.height - y), min(columns, self.width - x)
        if rows <= 0 or columns <= 0:
            return
        top, bottom = values[: 2 * rows : 2, :columns], values[1 : 2 * rows : 2, :columns]
        area = (slice(y, y + rows), slice(x, x + columns))
        if not self.glyphs.unicode:
            halves = np.clip(np.nan_to_num(np.stack([top, bottom])), -1, 1)
            shade = halves.mean(axis=0) * 0.5 + 0.5
            index = np.rint(shade * (len(RAMP) - 1)).astype(int)
            typed = np.array([ord(c) for c in RAMP], dtype=np.uint32)[index]
            self.characters[area] = np.where(np.isnan(top) & np.isnan(bottom), SPACE, typed)
            return
        shades = self.palette.heats(values[: 2 * rows, :columns], self.palette.background)
        upper, lower = shades[::2], shades[1::2]
        self.ink[area], self.paper[area] = upper, lower
        self.characters[area] = np.where(upper == lower, SPACE, HALF_BLOCK)

    def spot(self, x: int, y: int, width: int, height: int, target: object) -> None:
        """Let a rectangle stand for `target`."""
        self.spots.append(Spot(x, y, width, height, target))

    def scrolled(self, y: int, height: int, first: int, shown: int, total: int) -> None:
        """Light what part of a table is shown, beside the rows that it is shown on.

        Args:
            y: The first of these rows.
            height: How many they are.
            first: The place of the first entry that is shown, from 0.
            shown: How many are shown.
            total: How many there are; if all are shown nothing is lit.
        """
        if 0 < shown < total:
            lit = max(1, height * shown // total)
            # Ends are lit only where there is nothing beyond them.
            top = -(-(height - lit) * min(first, total - shown) // (total - shown))
            self.beside[y + top : y + top + lit] = True

    def at(self, x: int, y: int) -> object | None:
        """What the cell stands for, if anything."""
        for spot in reversed(self.spots):
            if 0 <= x - spot.x < spot.width and 0 <= y - spot.y < spot.height:
                return spot.target
        return None

    def rows(self) -> list[str]:
        """The characters of every row, for those who read and do not look."""
        self.bake()
        return [row.tobytes().decode("utf-32-le") for row in self.characters]

    def changed_rows(self, before: Canvas | None) -> list[int]:
        """The rows that differ from those of another canvas; all if sizes differ."""
        self._finish()
        if before is None or before.characters.shape != self.characters.shape:
            return list(range(self.height))
        same = (
            (self.characters == before.characters)
            & (self.ink == before.ink)
            & (self.paper == before.paper)
            & (self.bold == before.bold)
        )
        changed: list[int] = np.flatnonzero(
            ~same.all(axis=1) | (self.beside != before.beside)
        ).tolist()
        return changed

    def _finish(self) -> None:
        """Bake, and let blanks take the ink before them: unseen, it saves a change of colour."""
        self.bake()
        columns = np.where(self.characters == SPACE, 0, np.arange(self.width))
        np.maximum.accumulate(columns, axis=1, out=columns)
        columns += np.arange(self.height)[:, None] * self.width
        self.ink = self.ink.ravel()[columns]
        self.bold = self.bold.ravel()[columns]

    def strip(self, y: int) -> Strip:
        """A row as Textual draws it."""
        return Strip(next(self.segments([y])), self.width)

    def segments(self, rows: Sequence[int]) -> Iterator[list[Segment]]:
        """Some rows, each in as few segments as its colours allow."""
        ink, paper, bold = self.ink[rows], self.paper[rows], self.bold[rows]
        text = self.characters[rows].tobytes().decode("utf-32-le")
        starts = np.ones(ink.shape, dtype=np.bool_)
        starts[:, 1:] = (
            (ink[:, 1:] != ink[:, :-1])
            | (paper[:, 1:] != paper[:, :-1])
            | (bold[:, 1:] != bold[:, :-1])
        )
        found = np.flatnonzero(starts)
        pens = map(pen, *(array.ravel()[found].tolist() for array in (ink, paper, bold)))
        pieces = [
            Segment(text[start:end], style)
            for (start, end), style in zip(
                pairwise([*found.tolist(), len(text)]), pens, strict=True
            )
        ]
        first = 0
        for count in np.count_nonzero(starts, axis=1).tolist():
            yield pieces[first : first + count]
            first += count
