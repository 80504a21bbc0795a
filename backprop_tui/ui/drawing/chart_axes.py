"""The axes of a chart of losses: steps from 0 to a round number, and losses on a logarithmic scale.
Ticks stand at round numbers, as many as can be read beside each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from backprop_tui.ui.drawing.formats import short_exponent
from backprop_tui.ui.drawing.plotting import Axis

LARGEST_EXPONENT = 308
"""Of a power of ten that is still a finite number."""

LONGEST = 6
"""Columns of a tick's label at most."""

ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
"""Ends of the step axis, times a power of ten, so that it moves seldom."""

FINER: tuple[tuple[float, ...], ...] = (
    (1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9),
    (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9),
    (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 1.5, 2, 3, 4, 5, 7),
    (1, 2, 3, 5, 7),
    (1, 2, 3, 5),
    (1, 2, 5),
    (1, 3),
)
"""Ticks of a decade where there are many rows, the most first."""

HIGH, APART = 14, 2.5
"""From how many rows of a chart on there may be more ticks, and how many rows lie between two."""


def step_axis(steps: int, width: int) -> Axis:
    """From 0 to a round number of at least `steps`, with few enough ticks for `width` columns."""
    power = 10 ** int(math.log10(max(10, steps)))
    high = next(int(r * p) for p in (power, 10 * power) for r in ROUND if r * p >= steps)
    distance = next(
        p * r for p in (10**k for k in range(12)) for r in (1, 2, 5) if high / (p * r) <= width / 9
    )
    ticks = list(range(0, high + 1, distance))
    return Axis(0, high, [float(t) for t in ticks], [_short(t) for t in ticks])


def _short(step: int) -> str:
    """`0`, `500`, `2k`, `1.5M`."""
    for size, letter in ((1_000_000, "M"), (1000, "k")):
        if step >= size:
            return f"{step / size:g}{letter}"
    return str(step)


def loss_axis(low: float, high: float, height: int) -> Axis:
    """Decades around two losses; 1, 2, 3 and 5 of each where there are few decades."""

    def marks(mantissas: tuple[float, ...]) -> Iterator[float]:
        last = min(LARGEST_EXPONENT, math.ceil(math.log10(high)) + 1)
        for exponent in range(math.floor(math.log10(low)) - 1, last):
            yield from (mantissa * 10.0**exponent for mantissa in mantissas)

    bottom = max(mark for mark in marks((1, 2, 5)) if mark <= low)
    top = min((mark for mark in marks((1, 2, 3, 5, 10)) if mark >= high * 0.999), default=high)
    if bottom == top:
        bottom /= 2
    wide = math.log10(top / bottom) > 1.3

    def within(mantissas: tuple[float, ...]) -> list[float]:
        return [m for m in marks(mantissas) if bottom * 0.99 <= m <= top * 1.01]

    shown = within((1,) if wide else (1, 2, 3, 5))
    shown = shown[:: -(-len(shown) // max(2, height // 3))]
    for mantissas in FINER if height >= HIGH else ():
        found = within(mantissas)
        rows = height / math.log10(top / bottom)
        apart = [rows * math.log10(b / a) for a, b in pairwise(found)]
        is_short = all(len(_mark(loss)) <= LONGEST for loss in found)
        if is_short and len(shown) < len(found) <= height // 3 and min(apart) >= APART:
            shown = found
            break
    return Axis(
        math.log10(bottom), math.log10(top), [math.log10(m) for m in shown], list(map(_mark, shown))
    )


def _mark(loss: float) -> str:
    """`0.01`, `1e-5`, `1e18`."""
    text = f"{loss:g}"
    is_plain = 1e-4 < loss < 1e4 and len(text) <= LONGEST
    return text if is_plain else short_exponent(loss, ".1e").replace(".0e", "e")
