"""How the numbers of a matrix are written, all of them with the same decimals: six where there is
room, fewer where there is less. Decimals are counted from the largest number, so that small blame
has as many digits as a large weight, and none that are zeros for certain are added.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backprop_tui.report.walk import Matrix
from backprop_tui.ui.drawing import formats


class Level(NamedTuple):
    """How finely numbers are written.

    Attributes:
        decimals: Of a number between 0.1 and 10.
        width: Columns that all numbers are cut to, those with a sign and those without, or `None`
            where a matrix is as wide as its decimals need.
    """

    decimals: int
    width: tuple[int, int] | None = None


LEVELS = (Level(6), Level(5), Level(4), Level(3), Level(2, (6, 4)), Level(1, (5, 3)))
"""The finest first. In the last two, large numbers give up decimals that small ones keep."""

THREE, NARROW = 3, 4
"""Which of `LEVELS` has three decimals, and the first in which numbers are cut to a width."""

LONGEST = 7
"""Columns of the longest number, `-4e-123`: what is far from 1 takes more room, at any level."""

SMALL, SMALL_WIDTH = 0.0995, 6
"""Below this the numbers of a matrix without signs are written as a loss is, in six columns."""

LEAST_DECIMALS, FEW = 3, 2
"""Decimals of numbers whose largest has its leading digit in place 2, the hundreds, or after."""

PLAIN = range(-5, 9)
"""Places of the largest number's leading digit between which a matrix has no powers of ten."""

MANY = 12
"""More decimals than any number has here."""

VISIBLE = 0.95
"""What is less than so much of the last decimal is written as a power of ten."""


class Fixed(NamedTuple):
    """How the numbers of a matrix are written where none is cut to a width.

    Attributes:
        decimals: Of all of them.
        power: Whether they are powers of ten, each with so many decimals.
        sign: `+` or `-`, as in a format.
    """

    decimals: int
    power: bool
    sign: str

    def __call__(self, value: float) -> str:
        """A finite number; one that its decimals do not show is a power of ten."""
        if self.power and value:
            return formats.short_exponent(value, f"{self.sign}.{self.decimals}e")
        if value and abs(value) < VISIBLE * 10.0**-self.decimals:
            return formats.short_exponent(value, f"{self.sign}.0e")
        return f"{value:{self.sign if value else '-'}.{self.decimals}f}"


@lru_cache(256)
def _fixed(matrix: Matrix, level: int) -> Fixed:
    """The decimals of a matrix."""
    wanted, values = LEVELS[level].decimals, matrix.values[np.isfinite(matrix.values)]
    sign = "+" if matrix.signed else "-"
    largest = float(np.abs(values).max(initial=0.0))
    place = math.floor(math.log10(largest)) if largest else 0
    if place not in PLAIN:
        return Fixed(wanted - 1, True, sign)
    least = LEAST_DECIMALS if place <= FEW else 0
    decimals = max(wanted - place - (place < 0), least)
    return Fixed(min(decimals, _exact(matrix)), False, sign)


@lru_cache(256)
def _exact(matrix: Matrix) -> int:
    """Decimals that say all numbers of a matrix exactly, or more than any level has."""
    values = matrix.values[np.isfinite(matrix.values)]
    return next((k for k in range(MANY) if (np.round(values, k) == values).all()), MANY)


@lru_cache(64)
def all_small(matrix: Matrix) -> bool:
    """Whether two decimals would leave fewer than two digits of any number without a sign."""
    finite = matrix.values[np.isfinite(matrix.values)]
    largest = float(finite.max(initial=0.0))
    return not matrix.signed and bool((finite >= 0).all()) and 0 < largest < SMALL


@lru_cache(256)
def number_width(matrix: Matrix, level: int) -> int:
    """Columns of one number."""
    values = matrix.values
    if matrix.text:
        return len(matrix.text)
    if not matrix.signed and bool(((values == 0) | (values == 1)).all()):
        return 1
    finite = values[np.isfinite(values)]
    sizes = np.abs(finite[finite != 0])
    ends = (float(sizes.min()), float(sizes.max())) if sizes.size else ()
    widths = LEVELS[level].width
    if widths is None:
        if finite.size:
            ends = (*ends, float(finite.min()), float(finite.max()))
        return max(len(_fixed(matrix, level)(end)) for end in (*ends, 0.0))
    width = SMALL_WIDTH if all_small(matrix) else widths[0 if matrix.signed else 1]
    written = (_cut(matrix, end, width, LONGEST) for end in ends)
    return max([width, *map(len, written)])


def number_text(matrix: Matrix, value: float, level: int) -> str:
    """A number, as wide as all of its matrix are at this level."""
    width = number_width(matrix, level)
    if matrix.text:
        return matrix.text
    if width == 1:
        return formats.bits(value)
    if is_cut(level):
        return _cut(matrix, value, width)
    odd = formats.not_finite(value, width, "+" if matrix.signed else "")
    return (odd or _fixed(matrix, level)(value)).rjust(width)


def _cut(matrix: Matrix, value: float, width: int, most: int = 0) -> str:
    """A number in so many columns, or in up to `most`."""
    if all_small(matrix):
        return formats.loss(value).rjust(width)
    written = formats.signed if matrix.signed else formats.activation
    return written(value, width, most)


def is_cut(level: int) -> bool:
    """Whether large numbers give up decimals at this level."""
    return LEVELS[level].width is not None


def last_digit(text: str) -> int:
    """The power of ten of the last digit of a number as it is written."""
    return int(Decimal(text.strip()).as_tuple().exponent)


def last_digits(
    matrices: Iterable[Matrix], level: int, values: Sequence[float]
) -> list[int | None]:
    """The same of some numbers, the finest where one stands in several matrices; else `None`."""
    sizes = np.abs(np.asarray(values, dtype=float))
    found: list[int | None] = [None] * len(sizes)
    for matrix in matrices:
        for k in np.flatnonzero(np.isin(sizes, np.abs(matrix.values))):
            last = last_digit(number_text(matrix, float(sizes[k]), level))
            before = found[k]
            found[k] = last if before is None else min(before, last)
    return found
