"""Groups are written as the units of each with a plus between, `24+12`, layer by layer from the
input on: `24+12,6+6`. A layer that is written as one number is whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.numbers import is_whole
from backprop_tui.engine.reading.written import repeated, written_whole

Division = tuple[int, ...]
"""The units of each group of a layer."""


class Groups(Kind):
    """Into which groups the units of each layer are divided."""

    metavar = "GROUPS"
    is_list = True

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return (
            "the units of each group of a layer with + between, layer by layer from the input on, "
            "such as 2+2,3+1, or none"
        )

    def read(self, text: str) -> tuple[Division, ...]:
        """The value that a text means, or a `ValueError`."""
        if text.strip().lower() in ("none", ""):
            return ()
        layers = [[written_whole(units) for units in part.split("+")] for part in text.split(",")]
        return _required(layers)

    def accept(self, what: str, value: Any) -> tuple[Division, ...]:
        """The value as it is kept, or a `BadSetting`."""
        try:
            return self.read(value) if isinstance(value, str) else _required(value)
        except ValueError:
            raise BadSetting(f"{what} must be {self.allowed}, not {repeated(value)}") from None

    def write(self, value: tuple[Division, ...]) -> str:
        """The text that means a value."""
        return ",".join(map(written, value)) or "none"

    def plain(self, value: tuple[Division, ...]) -> list[list[int]]:
        """The value for JSON."""
        return [list(each) for each in value]


def _required(layers: Any) -> tuple[Division, ...]:
    """Groups of layers from sequences of any type, or a `ValueError`; a number is a whole layer."""
    if not isinstance(layers, Sequence):
        raise ValueError("no sequence")
    divisions = [[each] if is_whole(each) else each for each in layers]
    for each in divisions:
        if not (isinstance(each, Sequence) and each and all(is_whole(n) and n > 0 for n in each)):
            raise ValueError("no numbers of units")
    return tuple(tuple(map(int, each)) for each in divisions)


def written(division: Division) -> str:
    """The groups of one layer: `24+12`."""
    return "+".join(map(str, division))
