"""Features of the inputs as they are typed: `x1`, `x1^2`, `x1*x2`, `sin(x1)`. What their names mean
depends on the columns of the problem, and is found out where those are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.columns import read_names, write_names
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.written import repeated


class FeatureNames(Kind):
    """Names of features, with commas between, as in a row of CSV."""

    metavar = "NAMES"
    is_list = True

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return "inputs, squares, products, sines: x1,x2,x1^2,x1*x2,sin(x1)"

    def read(self, text: str) -> tuple[str, ...]:
        """The value that a text means, or a `ValueError`."""
        names = read_names(text)
        if not all(names):
            raise ValueError(text)
        return names

    def accept(self, what: str, value: Any) -> tuple[str, ...]:
        """The value as it is kept, or a `BadSetting`."""
        given = self.typed(what, value) if isinstance(value, str) else value
        if (
            not isinstance(given, Sequence)
            or not given
            or not all(isinstance(name, str) and name.strip() for name in given)
        ):
            raise BadSetting(f"{what} must be {self.allowed}, not {repeated(value)}")
        return tuple(given)

    def write(self, value: tuple[str, ...]) -> str:
        """The text that means a value."""
        return write_names(value)

    def plain(self, value: tuple[str, ...]) -> list[str]:
        """The value for JSON."""
        return list(value)
