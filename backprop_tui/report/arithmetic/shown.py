"""A number worked out with the digits in which it stands on a sheet, its factors with theirs, so
that one finds them there. Where those do not multiply to it, the factors have a few digits more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from backprop_tui.report.arithmetic.digits import MOST, printed, rounded
from backprop_tui.report.arithmetic.worked import (
    FEWEST,
    TIDY,
    WorkedNumber,
    lines_of,
)

TRIES = ((0, 0), (0, 1), (1, 0), (2, 0), (3, 0))
"""Digits that factors have beside those on the sheet, and that the number has less than there."""

Places: TypeAlias = Callable[[Sequence[float]], Sequence[int | None]]
"""The power of ten of the last digit of each of some numbers, of those that are on the sheet."""


def as_shown(work: WorkedNumber, last: int, places: Places) -> WorkedNumber:
    """A number with the digits of the sheet, or as it was if that shows fewer.

    Args:
        work: The number, worked out.
        last: The power of ten of its last digit on the sheet.
        places: The same of the numbers that it is worked out from.
    """
    source = work.source
    if source is None or work.note:
        return work
    for form in source.forms:
        ends = places(form.values)
        for more, less in TRIES:
            if _last(work.result) < last + less:
                continue
            result = rounded(source.value, last + less)
            texts = [
                printed(value, TIDY) if end is None else rounded(value, end - more)
                for value, end in zip(form.values, ends, strict=True)
            ]
            counts = range(FEWEST, MOST + 1)
            lines = lines_of(form, texts, Decimal(result), last + less, counts, source.twice)
            if lines:
                return replace(work, lines=lines, result=result)
    return work


def _last(text: str) -> int:
    """The power of ten of the last digit of a number as it is written."""
    return int(Decimal(text).as_tuple().exponent)
