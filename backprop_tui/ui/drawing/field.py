"""A field is a rectangle of shades between two axes with numbers, with cases on it and a line where
one side ends. Whatever is a function of two numbers is drawn so; what the numbers are it knows not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.ui.drawing.canvas import SPACE, Canvas
from backprop_tui.ui.drawing.crossing import TYPED_LINE, crossing, runs
from backprop_tui.ui.drawing.strokes import Stroke, gathered

Numbers = NDArray[np.float64]

MOST_MARGIN = 9
"""Columns of what stands left of a field at most, a blank included."""

LONGEST = 6
"""Letters of a number that is written out though a power of ten is shorter."""

NARROWEST, LOWEST = 12, 4
"""Columns and rows of a field that says anything."""


class Scale(NamedTuple):
    """One axis of a field.

    Attributes:
        name: What is measured along it.
        low: Where it begins.
        high: Where it ends, further right or further up.
        numbers: Where a number is written, if there is room.
    """

    name: str
    low: float
    high: float
    numbers: tuple[float, ...]

    @property
    def within(self) -> tuple[float, ...]:
        """The numbers that lie between its ends."""
        return tuple(number for number in self.numbers if self.low <= number <= self.high)

    def share(self, value: float) -> float:
        """How far along it a value lies, 0…1 within."""
        return (value - self.low) / (self.high - self.low)

    def middles(self, count: int) -> Numbers:
        """The values in the middle of so many equal parts, (count,)."""
        return self.low + (self.high - self.low) * (np.arange(count) + 0.5) / count


def round_numbers(low: float, high: float, most: int) -> tuple[float, ...]:
    """At most so many round numbers between two, and two at least where that is possible."""
    width = (high - low) / (most + 1)
    if not (math.isfinite(width) and width > 0):
        return ()
    power = 10.0 ** math.floor(math.log10(width))
    for step in (power * m for m in (1, 2, 5, 10, 20)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            return tuple(k * step + 0.0 for k in range(first, last + 1))
    return ()


def number_text(value: float, among: Sequence[float]) -> str:
    """A number on an axis, in as many digits as tell those on it apart: `0`, `0.5`, `-2e9`."""
    size = max((abs(other) for other in among), default=0.0)
    if abs(value) < 1e-9 * size:
        return "0"
    text, (digits, power) = f"{value:.12g}", f"{value:.11e}".split("e")
    if "e" in text or len(text) > LONGEST:
        short = f"{digits.rstrip('0').rstrip('.')}e{int(power)}"
        text = min(text, short, key=len)
    return text if len(text) <= MOST_MARGIN - 1 else f"{value:.3g}"


class Field(NamedTuple):
    """Where a field stands on a canvas, in cells, and what it spans.

    Attributes:
        x: Its first column.
        y: Its first row.
        columns: How wide it is.
        rows: How high it is; the numbers of the lower axis stand below.
        across: Its lower axis.
        up: Its left one.
    """

    x: int
    y: int
    columns: int
    rows: int
    across: Scale
    up: Scale

    @classmethod
    def within(cls, x: int, y: int, width: int, height: int, across: Scale, up: Scale) -> Field:
        """The largest with its axes in so many cells; without room its size is no good."""
        texts = [number_text(number, up.within) for number in up.within]
        widest = max(map(len, [*texts, up.name[: MOST_MARGIN - 1]]), default=0)
        margin = min(MOST_MARGIN, widest + 1, max(0, width - NARROWEST))
        return cls(x + margin, y, width - margin, height - 1, across, up)

    @property
    def is_room(self) -> bool:
        """Whether it has any."""
        return self.columns >= NARROWEST and self.rows >= LOWEST

    def pixels(self) -> tuple[Numbers, Numbers]:
        """The middles of its half-blocks: along the lower axis (columns,), and along the other,
        from the top, (2 · rows,).
        """
        return self.across.middles(self.columns), self.up.middles(2 * self.rows)[::-1]

    def cell(self, across: float, up: float) -> tuple[int, int]:
        """The cell of a place, perhaps beyond its edges."""
        column, row = self.across.share(across), 1 - self.up.share(up)
        if not (math.isfinite(column) and math.isfinite(row)):
            return self.x - 1, self.y - 1
        column, row = (min(2.0, max(-1.0, share)) for share in (column, row))
        return self.x + math.floor(column * self.columns), self.y + math.floor(row * self.rows)

    def holds(self, x: int, y: int) -> bool:
        """Whether a cell is one of its own."""
        return 0 <= x - self.x < self.columns and 0 <= y - self.y < self.rows

    def axes(self, canvas: Canvas) -> None:
        """Write numbers and names beside it."""
        self._lower_axis(canvas)
        self._left_axis(canvas)

    def _lower_axis(self, canvas: Canvas) -> None:
        """What stands below: numbers under their places, the name where most is free."""
        muted, y, end = canvas.palette.muted, self.y + self.rows, self.x + self.columns
        taken = [self.x]
        for number in self.across.within:
            text = number_text(number, self.across.within)
            start = self.cell(number, self.up.low)[0] - (len(text) - 1) // 2
            start = max(self.x, min(start, end - len(text)))
            if len(taken) == 1 or start > taken[-1]:
                canvas.text(start, y, text, muted)
                taken += [start - 1, start + len(text) + 1]
        first, last = _widest([*taken, end])
        canvas.centre(first, last, y, cut(self.across.name, last - first), muted)

    def _left_axis(self, canvas: Canvas) -> None:
        """Likewise on the left, from top to bottom."""
        muted, room = canvas.palette.muted, min(MOST_MARGIN - 1, self.x - 1)
        taken = [self.y]
        for number in reversed(self.up.within):
            row = min(self.cell(self.across.low, number)[1], self.y + self.rows - 1)
            if row >= taken[-1]:
                text = number_text(number, self.up.within)[: max(0, room)]
                canvas.flush_right(self.x - 2, row, text, muted)
                taken += [row, row + 1]
        first, last = _widest([*taken, self.y + self.rows])
        if last > first:
            canvas.flush_right(self.x - 2, (first + last - 1) // 2, cut(self.up.name, room), muted)

    def shades(self, canvas: Canvas, heat: Numbers, sided: bool = False) -> None:
        """Colour it by heat in -1…1, (2 · rows, columns), from the top; NaN stays empty.

        Args:
            canvas: Where.
            heat: What is shaded.
            sided: Whether the faintest of either side still is another shade than zero, so that
                both sides of a line are told apart however near to it all of them lie.
        """
        if sided:
            least = 0.51 / (len(canvas.palette.above) - 1)
            heat = np.where(np.abs(heat) < least, np.sign(heat) * least, heat)
        canvas.pixels(self.x, self.y, heat)
        if not canvas.glyphs.unicode:
            # Letters step back behind what is written on them.
            rows, columns = (
                slice(at, at + size) for at, size in ((self.y, self.rows), (self.x, self.columns))
            )
            canvas.ink[rows, columns] = canvas.palette.muted

    def border(
        self, canvas: Canvas, scores: Numbers, covered: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Draw the line between what has one winner and what has another.

        Between half-blocks it lies where straight lines between their scores cross.

        Args:
            canvas: Where.
            scores: (sides, 2 · rows, columns), from the top; the side with the highest wins. Of
                one side alone the other has 0.
            covered: Cells, by column and row, that are written on later and keep their shades.
        """
        dots, zero = crossing(scores), canvas.palette.heat(0.0)
        stroke = gathered(dots)
        free = np.ones((self.rows, self.columns), dtype=np.bool_)
        for column, row in covered:
            if self.holds(column, row):
                free[row - self.y, column - self.x] = False
        seen = free[stroke.y, stroke.x]
        stroke = Stroke(stroke.y[seen], stroke.x[seen], stroke.bits[seen])
        y, x = stroke.y + self.y, stroke.x + self.x
        canvas.characters[y, x] = SPACE
        if canvas.glyphs.unicode:
            # On one shade all along it, or its dots would be lost on half of them.
            canvas.paper[y, x] = zero
            canvas.stroke(Stroke(y, x, stroke.bits), canvas.palette.ink(zero))
            canvas.bake()
            return
        letters = np.frombuffer(TYPED_LINE.encode("utf-32-le"), dtype=np.uint32)
        canvas.characters[y, x] = letters[runs(dots, stroke)]
        canvas.ink[y, x], canvas.bold[y, x] = canvas.palette.foreground, True


def _widest(edges: list[int]) -> tuple[int, int]:
    """The widest gap of several, by their edges in pairs."""
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return max(pairs, key=lambda pair: pair[1] - pair[0])


def cut(name: str, room: int) -> str:
    """A name in so many columns, with a mark where there was more."""
    return name if len(name) <= room else f"{name[: room - 1]}…" if room > 1 else ""
