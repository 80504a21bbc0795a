"""Names of parameters as they are typed: `biases`, `W2`, `W1[x1,h2]`. What they mean depends on the
network, and is found out where it is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.written import repeated

BETWEEN = re.compile(r",(?![^\[]*\])")
"""A comma that is not within brackets."""


class ParameterNames(Kind):
    """Names of parameters and of groups of them, with commas between."""

    metavar = "NAMES"
    is_list = True

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return "biases, weights, W2, b1, a unit such as h2, W1[x1,h2], several with commas, or none"

    @property
    def brief(self) -> str:
        """The same where there is little room."""
        return "none, biases, W2, b1, h2, W1[x1,h2]"

    def read(self, text: str) -> tuple[str, ...]:
        """The value that a text means."""
        if text.strip().lower() in ("none", ""):
            return ()
        return tuple(name.strip() for name in BETWEEN.split(text))

    def accept(self, what: str, value: Any) -> tuple[str, ...]:
        """The value as it is kept, or a `BadSetting`."""
        given = self.read(value) if isinstance(value, str) else value
        if not isinstance(given, Sequence) or not all(isinstance(name, str) for name in given):
            raise BadSetting(f"{what} must be {self.allowed}, not {repeated(value)}")
        return tuple(given)

    def write(self, value: tuple[str, ...]) -> str:
        """The text that means a value."""
        return ",".join(value) or "none"

    def plain(self, value: tuple[str, ...]) -> list[str]:
        """The value for JSON."""
        return list(value)
