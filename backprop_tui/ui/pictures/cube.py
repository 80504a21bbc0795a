"""A cube, or a square, in lines, and points in it. A code of three bits is a corner of the cube, so
one sees the cases leave its middle and walk apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from backprop_tui.engine.core.calls import Array
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.palette import Rgb
from backprop_tui.ui.drawing.strokes import line

NAMED = 12
"""Columns that the names of corners need on both sides together."""


class Cube(NamedTuple):
    """Where a cube of two or three sides stands on a canvas, in cells.

    Attributes:
        x: Of the corner 0, 0, 0.
        y: Likewise.
        across: Columns of an edge along the first side.
        up: Rows of an edge along the second.
        deep: Columns and rows, to the right and upwards, of one along the third.
        named: Whether its corners have names.
    """

    x: int
    y: int
    across: int
    up: int
    deep: tuple[int, int]
    named: bool

    @classmethod
    def within(cls, x: int, y: int, width: int, height: int, sides: int) -> Cube:
        """The largest in so many cells."""
        named = width >= 34 + 6 * sides - 12 and height >= 10
        free = width - 2 - NAMED * named
        free = min(free, round(3.4 * height))
        deep = (round(0.32 * free), round(0.34 * height)) if sides > 2 else (0, 0)
        left = x + (width - free) // 2
        return cls(left, y + height - 1, free - 1 - deep[0], height - 1 - deep[1], deep, named)

    def cell(self, point: Sequence[float]) -> tuple[int, int]:
        """The cell of a point; each of its numbers lies in 0…1."""
        first, second, third = (*point, 0.0)[:3]
        x = self.x + first * self.across + third * self.deep[0]
        return round(x), round(self.y - second * self.up - third * self.deep[1])

    def edges(self, canvas: Canvas, sides: int) -> None:
        """Draw its edges; those behind are dashed."""
        for corner in product((0, 1), repeat=sides):
            for side in range(sides):
                if corner[side]:
                    continue
                end = (*corner[:side], 1, *corner[side + 1 :])
                behind = sides > 2 and (0, 0, 1) in (corner, end)
                _edge(canvas, self.cell(corner), self.cell(end), behind)
        if self.named:
            for corner in product((0, 1), repeat=sides):
                x, y = self.cell(corner)
                name = "".join(map(str, corner))
                at = x + 2 if corner[0] else x - 2 - len(name)
                canvas.text(at, y, name, canvas.palette.muted)

    def points(self, canvas: Canvas, places: Array, names: Sequence[str], chosen: int) -> None:
        """Write a name at every point, beside it where another one stands already.

        Args:
            canvas: Where.
            places: (points, sides), each number in 0…1; those that are none are left out.
            names: One a point.
            chosen: The point that stands out.
        """
        taken: set[tuple[int, int]] = set()
        for k, place in enumerate(places.tolist()):
            if not all(0 <= number <= 1 for number in place):
                continue
            x, y = self.cell(place)
            cells = {(x + n, y) for n in range(len(names[k]))}
            while cells & taken and x < canvas.width:
                x += 1
                cells = {(x + n, y) for n in range(len(names[k]))}
            taken |= cells
            palette = canvas.palette
            ink: Rgb = palette.forward if k == chosen else palette.foreground
            canvas.text(x, y, names[k], ink, palette.row, bold=True)


def _edge(canvas: Canvas, start: tuple[int, int], end: tuple[int, int], behind: bool) -> None:
    """One edge, in dots or in letters."""
    (x0, y0), (x1, y1) = start, end
    palette = canvas.palette
    ink = palette.faint if behind else palette.muted
    if canvas.glyphs.unicode:
        stroke = line(
            2 * x0, 4 * y0 + 2, 2 * x1, 4 * y1 + 2, 1, behind, canvas.width, canvas.height
        )
        canvas.stroke(stroke, ink)
        return
    steps = max(abs(x1 - x0), abs(y1 - y0))
    letter = "-" if y0 == y1 else "|" if x0 == x1 else "/"
    for step in range(0, steps + 1, 2 if behind else 1):
        x, y = x0 + round(step * (x1 - x0) / steps), y0 + round(step * (y1 - y0) / steps)
        canvas.text(x, y, "+" if step in (0, steps) else letter, ink)
