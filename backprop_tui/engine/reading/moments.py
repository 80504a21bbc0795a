"""What changes during a run, as it is typed: a step and names with values, `20:lr=0.03`. Nothing
here knows a network or a setting; what the names mean is found out where they are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.numbers import Whole
from backprop_tui.engine.reading.written import repeated

MOST_STEPS = 10**12

NAME = r"[A-Za-z][A-Za-z0-9_-]*"
"""How a setting is called; a comma without a name and = after it belongs to a value."""

_MOMENT = re.compile(r"\s*([^\s:=]+)(?:\s*:\s*|\s+)(\S.*?)\s*", re.DOTALL)
"""A step and what changes."""

_COMMA = re.compile(r",(?![^\[]*\])")
SEMICOLON = re.compile(r";(?![^\[]*\])")
"""Marks that are not within brackets, as those of W1[x1,h2] are."""


class Assignment(NamedTuple):
    """What changes, and what it becomes.

    Attributes:
        name: What it is called, a setting as its option without dashes.
        text: Its value as somebody types it.
    """

    name: str
    text: str


class Moment(NamedTuple):
    """When something changes, and what.

    Attributes:
        step: Updates before it.
        changes: What changes, in this order.
    """

    step: int
    changes: tuple[Assignment, ...]


class Moments(Kind):
    """Moments, written `20:lr=0.03,momentum=0.95;40:lr=0.01`.

    Attributes:
        first: The earliest step at which something may change.
        name: What a name looks like, as a regular expression.
        called: What a change is called in a refusal.
        example: A moment in two words.
    """

    metavar = "STEP NAME=VALUE,..."
    is_list = True
    first = 1
    name = NAME
    called = "a scheduled change"
    example = "20 lr=0.03,momentum=0.95"

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return f"a step and what changes after it, such as {self.example}"

    def is_begun(self, text: str) -> bool:
        """Whether a word is the first of two, a step without what changes."""
        return _MOMENT.fullmatch(text) is None and "=" not in text

    def joined(self, words: list[str]) -> str:
        """A step and what changes as one word."""
        return ":".join(words)

    def gathered(self, texts: list[str]) -> str:
        """All of them, where the option is given more than once."""
        return ";".join(texts)

    def read(self, text: str) -> tuple[Moment, ...]:
        """The moments that a text means, in the order of their steps, or a `ValueError`."""
        each = map(self._moment, SEMICOLON.split(text.rstrip().removesuffix(";")))
        return tuple(sorted(each, key=lambda moment: moment.step))

    def write(self, value: tuple[Moment, ...]) -> str:
        """The text that means a value."""
        return ";".join(
            f"{step}:{','.join(f'{name}={text}' for name, text in changes)}"
            for step, changes in value
        )

    def _moment(self, text: str) -> Moment:
        """The moment that `20:lr=0.03,momentum=0.95` means."""
        found = _MOMENT.fullmatch(text)
        if found is None:
            raise ValueError(text)
        when, rest = found.groups()
        steps = Whole(self.first, MOST_STEPS, is_grouped=True)
        step = steps.typed(f"the step of {self.called}", when)
        example = self.example.partition(" ")[2].partition(",")[0]
        return Moment(step, tuple(assigned(rest, self.name, f" at step {step}", example)))


def assigned(text: str, called: str, where: str, example: str) -> Iterator[Assignment]:
    """Names with their values, `lr=0.03,momentum=0.95`.

    Args:
        text: Them side by side.
        called: What a name looks like, as a regular expression.
        where: What a refusal says of when they count, with a blank before it; or nothing.
        example: One of them.

    Raises:
        BadSetting: If one is no name with a value, or is given twice.
    """
    begins = re.compile(rf"\s*({called})\s*=")
    parts: list[str] = []
    for part in _COMMA.split(text):
        if parts and not begins.match(part):
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    seen: set[str] = set()
    for part in parts:
        found = begins.match(part)
        if found is None:
            raise BadSetting(
                f"what changes{where} must be written NAME=VALUE, such as "
                f"{example}, not {repeated(part)}"
            )
        name = found[1]
        if name in seen:
            raise BadSetting(f"{name[:40]} is given twice{where}")
        seen.add(name)
        yield Assignment(name, part[found.end() :].strip())
