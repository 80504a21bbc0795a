"""Hidden layers are written as the units of each, `4` or `8,8`, and no layer at all as `none`. In
Python a number is one layer, and any sequence of numbers is several.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.numbers import is_whole
from backprop_tui.engine.reading.written import repeated, written_whole

MAX_UNITS = 1024
MAX_HIDDEN_LAYERS = 16


class Layers(Kind):
    """The units of each layer between the inputs and the outputs."""

    metavar = "UNITS"
    is_list = True

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return (
            f"the units of each layer, such as 4 or 8,8 (1 to {MAX_UNITS} units, at most "
            f"{MAX_HIDDEN_LAYERS} layers), or none"
        )

    def read(self, text: str) -> tuple[int, ...]:
        """The value that a text means, or a `ValueError`."""
        if text.strip().lower() == "none":
            return ()
        return tuple(map(written_whole, text.split(",")))

    def accept(self, what: str, value: Any) -> tuple[int, ...]:
        """The value as it is kept, or a `BadSetting`."""
        given = value.tolist() if isinstance(value, np.ndarray) else value
        layers = (given,) if isinstance(given, Integral) else given
        if isinstance(layers, str | bytes) or not isinstance(layers, Sequence):
            raise BadSetting(f"{what} must be {self.allowed}, not {repeated(value)}")
        if len(layers) > MAX_HIDDEN_LAYERS:
            raise BadSetting(
                f"{len(layers)} hidden layers are too many; at most {MAX_HIDDEN_LAYERS}"
            )
        return tuple(map(_units, layers))

    def longer(self, text: str, at: int | None = None) -> str:
        """The text of the same layers, one of them twice."""
        before = text.strip()
        return lengthened(before, at) if before not in ("", "none") else "4"

    def shorter(self, text: str, at: int | None = None) -> str:
        """The text of the same layers without one."""
        return shortened(text.strip(), at) or "none"

    def write(self, value: tuple[int, ...]) -> str:
        """The text that means a value."""
        return ",".join(map(str, value)) or "none"

    def plain(self, value: tuple[int, ...]) -> list[int]:
        """The value for JSON."""
        return list(value)


def lengthened(text: str, at: int | None) -> str:
    """A text with commas, one of its parts twice; of all the last if it has fewer."""
    parts = text.split(",")
    place = _place(parts, at)
    return ",".join((*parts[: place + 1], *parts[place:]))


def shortened(text: str, at: int | None) -> str:
    """A text with commas without one of its parts; without the last if it has fewer."""
    parts = text.split(",")
    del parts[_place(parts, at)]
    return ",".join(parts)


def _place(parts: Sequence[str], at: int | None) -> int:
    """A place that there is; the last for none."""
    return len(parts) - 1 if at is None else min(at, len(parts) - 1)


def _units(value: Any) -> int:
    """The number of units of one layer."""
    if not (is_whole(value) and 1 <= value <= MAX_UNITS):
        raise BadSetting(
            f"a hidden layer must have 1 to {MAX_UNITS} units, not {repeated(value)} "
            "(none at all is written none)"
        )
    return int(value)
