"""A small curve of positive numbers over the steps of a run, on a logarithmic scale that all curves
beside it share, so that one which is a thousand times smaller is seen to be. In one row its height
is told by blocks, in several it is drawn in dots, and without either it is typed.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.formats import short_exponent
from backprop_tui.ui.drawing.palette import Rgb
from backprop_tui.ui.drawing.strokes import Stroke, gathered

Numbers = NDArray[np.float64]

BLOCKS, TYPED_BLOCKS = "▁▂▃▄▅▆▇█", ".:-=+*#@"
"""Heights of a curve in one row, from its lower end to its upper one."""

TYPED_DOT = "*"

MOST_DECADES = 12
"""Powers of ten that a scale spans; what is smaller is drawn at its lower end."""


class LogScale(NamedTuple):
    """A range of powers of ten.

    Attributes:
        low: Where it begins, 10 to the power of this.
        high: Where it ends, likewise; further up.
    """

    low: int
    high: int

    @classmethod
    def of(cls, values: Numbers) -> LogScale:
        """Whole powers of ten around all positive numbers among these, so that it moves seldom."""
        known = values[np.isfinite(values) & (values > 0)]
        if not len(known):
            return cls(-1, 0)
        low, high = math.floor(np.log10(known.min())), math.ceil(np.log10(known.max()))
        high = max(high, low + 1)
        return cls(max(low, high - MOST_DECADES), high)

    def shares(self, values: Numbers) -> Numbers:
        """How far up numbers lie, 0…1; NaN of what has no logarithm."""
        with np.errstate(all="ignore"):
            powers = np.log10(values)
        powers[~np.isfinite(powers)] = np.nan
        return np.clip((powers - self.low) / (self.high - self.low), 0.0, 1.0)

    def marks(self, most: int) -> list[int]:
        """At most so many of its powers, two at least, with both ends if they are even."""
        span = self.high - self.low
        distance = max(1, -(-span // max(1, most - 1)))
        return list(range(self.high, self.low - 1, -distance))


def power_text(power: int) -> str:
    """`1e-3`, `1`, `100`."""
    return str(10**power) if 0 <= power <= 3 else short_exponent(10.0**power, ".0e")


def sampled(steps: NDArray[np.int64], shares: Numbers, count: int) -> Numbers:
    """A curve at so many places from step 0 to its last step, straight between what is known.

    Args:
        steps: Where it is known, rising, the first of them 0.
        shares: How far up it is there, as of a `LogScale`.
        count: How many places there are.
    """
    if not steps[-1]:
        return np.array([shares[-1], *[np.nan] * (count - 1)])
    values: Numbers = np.interp(np.linspace(0.0, steps[-1], count), steps, shares)
    return values


def draw_curve(
    canvas: Canvas, area: tuple[int, int, int, int], steps: NDArray[np.int64], shares: Numbers,
    ink: Rgb,
) -> None:  # fmt: skip
    """Draw a curve from step 0 to its last step, in (x, y, columns, rows).

    Args:
        canvas: Where.
        area: Its place.
        steps: As of `sampled`.
        shares: Likewise.
        ink: Its colour.
    """
    x, y, columns, rows = area
    if columns <= 0 or rows <= 0:
        return
    if rows == 1:
        levels = BLOCKS if canvas.glyphs.unicode else TYPED_BLOCKS
        values = sampled(steps, shares, columns).tolist()
        marks = (" " if math.isnan(v) else levels[round(v * (len(levels) - 1))] for v in values)
        canvas.text(x, y, "".join(marks), ink)
    elif canvas.glyphs.unicode:
        stroke = gathered(_dots(sampled(steps, shares, 2 * columns), 4 * rows))
        canvas.stroke(Stroke(stroke.y + y, stroke.x + x, stroke.bits), ink)
    else:
        found = np.nonzero(_dots(sampled(steps, shares, columns), rows))
        for row, column in zip(*(each.tolist() for each in found), strict=True):
            canvas.text(x + column, y + row, TYPED_DOT, ink)


def _dots(shares: Numbers, height: int) -> NDArray[np.bool_]:
    """Which of so many rows a curve has in every column, without a gap where it is steep."""
    known = ~np.isnan(shares)
    rows = np.rint((1.0 - np.where(known, shares, 0.0)) * (height - 1))
    before = np.concatenate([rows[:1], rows[:-1]])
    alone = ~np.concatenate([known[:1], known[:-1]])
    # It comes from the row before it, which has a dot already.
    towards = np.where(alone, rows, before + np.sign(rows - before))
    all_rows = np.arange(height)[:, np.newaxis]
    dots: NDArray[np.bool_] = (
        (all_rows >= np.minimum(rows, towards)) & (all_rows <= np.maximum(rows, towards)) & known
    )
    return dots
