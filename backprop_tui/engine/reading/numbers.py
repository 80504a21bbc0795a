"""Kinds of value that are numbers, such as `Number` and `Whole`, each in a range whose ends the
answer to a wrong one names. Python's numbers are taken as well as NumPy's; only truth values are
none.
"""

from __future__ import annotations

import math
from numbers import Integral, Real
from typing import Any

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.written import (
    repeated,
    typed_number,
    written_number,
    written_whole,
)

MAX_SEED = 2**32 - 1
"""The largest start of a random stream."""


def is_real_number(value: object) -> bool:
    """Whether a value is a real number."""
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_)


def is_whole(value: object) -> bool:
    """Whether a value is a whole number, by its type."""
    return isinstance(value, Integral) and not isinstance(value, bool | np.bool_)


class Number(Kind):
    """A finite number.

    Attributes:
        least: The smallest.
        most: The largest.
        below: It must stay below this.
    """

    def __init__(
        self,
        least: float = 0.0,
        most: float = math.inf,
        below: float = math.inf,
        metavar: str = "NUMBER",
    ) -> None:
        self.least, self.most, self.below, self.metavar = least, most, below, metavar

    @property
    def _range(self) -> str:
        """What may follow a comma or stand alone, where both ends are given."""
        if self.below < math.inf:
            return f"from {self.least:g} to below {self.below:g}"
        return f"from {self.least:g} to {self.most:g}" if self.most < math.inf else ""

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return f"a number {self._range}" if self._range else f"a finite {self._open}"

    @property
    def _open(self) -> str:
        return f"number, {self.least:g} or more"

    @property
    def brief(self) -> str:
        """The same where there is little room."""
        return self._range or f"a {self._open}"

    def _is_in_range(self, value: float) -> bool:
        return self.least <= value <= self.most and value < self.below

    def read(self, text: str) -> float:
        """The value that a text means, or a `ValueError`."""
        number = written_number(text)
        # What only reaches the open end is left to `accept`, which repeats it as a number.
        if not (math.isfinite(number) and self.least <= number <= self.most):
            raise ValueError(text)
        return number

    def typed(self, what: str, text: str) -> float:
        """The value that somebody types."""
        return self.accept(what, typed_number(what, text))

    def accept(self, what: str, value: Any) -> float:
        """The value as it is kept, or a `BadSetting`."""
        if not is_real_number(value):
            raise BadSetting(f"{what} must be {self.allowed}, not {repeated(value)}")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not (math.isfinite(number) and number >= self.least):
            raise BadSetting(f"{what} must be a finite {self._open}, not {number:g}")
        if not self._is_in_range(number):
            raise BadSetting(f"{what} must be {self._range}, not {number:g}")
        return number

    def say(self, value: float) -> str:
        """The same for a person."""
        return f"{value:g}"


class Whole(Kind):
    """A whole number.

    Attributes:
        least: The smallest; `None` if something else decides.
        most: The largest; `None` likewise.
        words: What is allowed, if it is not said by the two.
        is_grouped: Whether large numbers are said with commas.
    """

    def __init__(
        self,
        least: int | None = None,
        most: int | None = None,
        words: str = "",
        is_grouped: bool = False,
        metavar: str = "NUMBER",
    ) -> None:
        self.least, self.most, self.words = least, most, words
        self.is_grouped, self.metavar = is_grouped, metavar

    @property
    def _range(self) -> str:
        least, most = (f"{n:,}" if self.is_grouped else f"{n}" for n in (self.least, self.most))
        return f"from {least} to {most}"

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return self.words or f"a whole number {self._range}"

    def _is_in_range(self, value: int) -> bool:
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )

    def read(self, text: str) -> int:
        """The value that a text means, or a `ValueError`."""
        number = written_whole(text)
        if not self._is_in_range(number):
            raise ValueError(text)
        return number

    def accept(self, what: str, value: Any) -> int:
        """The value as it is kept, or a `BadSetting`."""
        if not is_whole(value):
            raise BadSetting(f"{what} must be {self.allowed}, not {repeated(value)}")
        if not self._is_in_range(int(value)):
            raise BadSetting(f"{what} must be {self._range}, not {int(value)}")
        return int(value)


class Part(Kind):
    """Some of what there is: a share of it, or from 1 on a number."""

    metavar = "SHARE"

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return "a share above 0 and below 1, or a whole number of cases"

    @property
    def brief(self) -> str:
        """The same where there is little room."""
        return "a share below 1, or a number of cases"

    def read(self, text: str) -> float:
        """The value that a text means, or a `ValueError`."""
        number = written_number(text)
        if not self._is_part(number):
            raise ValueError(text)
        return number

    def typed(self, what: str, text: str) -> float:
        """The value that somebody types."""
        return self.accept(what, typed_number(what, text))

    def accept(self, what: str, value: Any) -> float:
        """The value as it is kept, or a `BadSetting`."""
        try:
            number = float(value) if is_real_number(value) else math.nan
        except OverflowError:
            number = math.inf
        if not self._is_part(number):
            raise BadSetting(f"{what} must be {self.allowed}, not {repeated(value)}")
        return number

    @staticmethod
    def _is_part(number: float) -> bool:
        return 0 < number < 1 or (1 <= number < math.inf and number.is_integer())

    def write(self, value: float) -> str:
        """The text that means a value."""
        return str(int(value)) if value >= 1 else str(value)

    def plain(self, value: float) -> float:
        """The value for JSON."""
        return int(value) if value >= 1 else value
