"""The two numbers that stand for 0 and 1 among targets are written `0.1,0.9`, that of 0 first. In
Python any two numbers are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.levels import Levels
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.numbers import is_real_number
from backprop_tui.engine.reading.written import repeated, written_number


class TwoLevels(Kind):
    """What a 0 and a 1 are learnt as, the smaller number first."""

    metavar = "LOW,HIGH"
    is_list = True

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return "two numbers, that of 0 first and the smaller one, such as 0.1,0.9 or -1,1"

    @property
    def brief(self) -> str:
        """The same where there is little room."""
        return "two numbers, low,high: 0.1,0.9"

    def read(self, text: str) -> Levels:
        """The value that a text means, or a `ValueError`."""
        numbers = tuple(map(written_number, text.split(",")))
        if len(numbers) != 2 or not _go_together(*numbers):
            raise ValueError(text)
        return Levels(*numbers)

    def accept(self, what: str, value: Any) -> Levels:
        """The value as it is kept, or a `BadSetting`."""
        given = value.tolist() if isinstance(value, np.ndarray) else value
        if (
            isinstance(given, Sequence)
            and len(given) == 2
            and all(map(is_real_number, given))
            and _go_together(*(numbers := tuple(map(_float, given))))
        ):
            return Levels(*numbers)
        raise BadSetting(f"{what} must be {self.allowed}, not {repeated(value)}")

    def write(self, value: Levels) -> str:
        """The text that means a value."""
        return ",".join(map(_written, value))

    def plain(self, value: Levels) -> list[float]:
        """The value for JSON."""
        return list(value)


def _float(number: Any) -> float:
    """A real number; infinite where it is too large."""
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _go_together(low: float, high: float) -> bool:
    """Whether two numbers are finite, the first one smaller, with room between them."""
    if not (math.isfinite(low) and math.isfinite(high) and math.isfinite(high - low)):
        return False
    return low < (low + high) / 2 < high


def _written(number: float) -> str:
    """A number in as few digits as tell it: `0`, not `0.0`."""
    return repr(number).removesuffix(".0")
