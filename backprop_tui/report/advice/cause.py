"""`Advice`, what was found and what to do about it, and `Cause`, which finds it in a snapshot.
Advice has two readers: whoever typed a command reads options, and whoever sits before the screen
has keys as well, so the two are kept apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from backprop_tui.engine import Snapshot


class Advice(NamedTuple):
    """What was found and what to do about it.

    Attributes:
        said: Sentences that are true with and without a screen.
        keys: What does the same on the screen, in a sentence, if anything does.
    """

    said: str
    keys: str = ""

    @property
    def with_keys(self) -> str:
        """All of it, for the screen."""
        return f"{self.said} {self.keys}".rstrip()


class Cause(NamedTuple):
    """Why a loss may have stopped moving.

    Attributes:
        name: What it is called.
        found: Says what was found and what to do, for a snapshot in which it is so.
    """

    name: str
    found: Callable[[Snapshot], Advice | None]
