"""In what other runs differ from one, as it is typed: `lr=5`, or `hidden=2,bias=on;momentum=0.9`
for two of them. What the names mean is found out where settings are known.
"""

from __future__ import annotations

from typing import TypeAlias

from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.moments import NAME, SEMICOLON, Assignment, assigned

Differences: TypeAlias = tuple[tuple[Assignment, ...], ...]
"""What is otherwise in each of some runs."""


class Otherwise(Kind):
    """Settings that are otherwise from the start, run by run."""

    metavar = "NAME=VALUE,..."
    is_list = True

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return "settings with their values, such as lr=5, with ; between two runs"

    def gathered(self, texts: list[str]) -> str:
        """All of them, where the option is given more than once."""
        return ";".join(texts)

    def read(self, text: str) -> Differences:
        """The differences that a text means, or a `ValueError`."""
        each = SEMICOLON.split(text.rstrip().removesuffix(";"))
        return tuple(tuple(assigned(part, NAME, "", "lr=5")) for part in each)

    def write(self, value: Differences) -> str:
        """The text that means a value."""
        return ";".join(",".join(f"{name}={text}" for name, text in run) for run in value)
