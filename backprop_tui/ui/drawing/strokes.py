"""Lines in braille dots, two to a cell across and four down, each worked out once for a canvas of
its size. A line is known by its ends alone, so wires that stay where they are cost nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DOT_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], dtype=np.uint8)
"""The bit of each dot of a braille character, by its row and its column."""


class Stroke(NamedTuple):
    """The cells of a line with the dots in each; no cell twice."""

    y: NDArray[np.int64]
    x: NDArray[np.int64]
    bits: NDArray[np.uint8]

    def between(self, first: int, end: int) -> Stroke:
        """The part of it in the columns from `first` to before `end`."""
        part = (self.x >= first) & (self.x < end)
        return Stroke(self.y[part], self.x[part], self.bits[part])

    def sparse(self) -> Stroke:
        """One dot of it in every cell."""
        return Stroke(self.y, self.x, self.bits & (~self.bits + 1))


@lru_cache(4096)
def line(
    x0: float, y0: float, x1: float, y1: float, thick: int, dashed: bool, width: int, height: int
) -> Stroke:
    """A straight line in dots, two to a cell across and four down.

    Args:
        x0: Where it starts, in dots from the left.
        y0: Likewise from the top.
        x1: Where it ends.
        y1: Likewise.
        thick: Dots across.
        dashed: Two dots on, three off, in place of a solid line.
        width: Columns of the canvas; dots beyond it are left out.
        height: Its rows.
    """
    count = int(max(abs(x1 - x0), abs(y1 - y0))) * 2 + 1
    share = np.linspace(0.0, 1.0, count)
    xs, ys = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
    if dashed:
        # A dot stands for the half before it and the half after it.
        on = (share * np.hypot(x1 - x0, y1 - y0) + 0.5) % 5 < 2
        xs, ys = xs[on], ys[on]
    flat = abs(x1 - x0) >= abs(y1 - y0)
    dots = np.zeros((4 * height, 2 * width), dtype=np.bool_)
    for number in range(thick):
        offset = number - (thick - 1) / 2
        x = np.floor(xs + (0 if flat else offset) + 0.5).astype(int)
        y = np.floor(ys + (offset if flat else 0) + 0.5).astype(int)
        inside = (x >= 0) & (y >= 0) & (x < 2 * width) & (y < 4 * height)
        dots[y[inside], x[inside]] = True
    return gathered(dots)


def gathered(dots: NDArray[np.bool_]) -> Stroke:
    """Dots (4 · rows, 2 · columns) as the cells that they are in."""
    cells = dots.reshape(len(dots) // 4, 4, -1, 2)
    bits = np.einsum("hawb,ab->hw", cells, DOT_BITS.astype(np.int64))
    y, x = np.nonzero(bits)
    return Stroke(y, x, bits[y, x].astype(np.uint8))
