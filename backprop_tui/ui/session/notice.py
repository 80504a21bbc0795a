"""What a run gives rise to say, apart from how it is shown: a screen lays it over its last rows for
as long as it takes to read, and a loop without a screen finds it in a list.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple, Protocol


class Tone(Enum):
    """How something is said."""

    REMARK = auto()
    """Worth knowing, and worth the time to read it."""

    ANSWER = auto()
    """Why nothing happened that was asked for."""

    REFUSAL = auto()
    """What was asked for is not possible."""

    ALARM = auto()
    """The run cannot go on."""


class Notice(NamedTuple):
    """Something that is said.

    Attributes:
        text: What, in a sentence or two.
        tone: How.
        shorter: The same with less beside it, for narrow screens, the longest first.
    """

    text: str
    tone: Tone
    shorter: tuple[str, ...] = ()


class Told(NamedTuple):
    """Something that was said of a run.

    Attributes:
        step: When.
        text: All of it.
    """

    step: int
    text: str


class Voice(Protocol):
    """Whoever says it."""

    def say(self, notice: Notice) -> None:
        """Say something more."""

    def hush(self) -> None:
        """Take back all that was said: it is no longer so."""


class Said(list[Notice]):
    """A voice without a screen: all that was said and not taken back, the latest last."""

    def say(self, notice: Notice) -> None:
        """Say something more."""
        self.append(notice)

    def hush(self) -> None:
        """Take back all that was said."""
        self.clear()
