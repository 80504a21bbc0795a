"""`Advice`, what was found and what to do about it, and `Cause`, which finds it in a snapshot.
Advice has two readers: whoever typed a command reads options, and whoever sits before the screen
has keys as well, so the two are kept apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from backprop_tui.engine import Snapshot
from backprop_tui.report.advice.flat import FLAT_STEPS


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
    """Why a loss does not move.

    Attributes:
        name: What it is called.
        looks: What it looks at, in a sentence for the help.
        found: Says what was found, with the number that shows it, and what to do, for a snapshot
            in which it is so.
        patience: For how many steps the loss must have stood still before it is said; 0 for what
            is so whatever the loss does.
        passes: Whether it is over by itself, so that there is nothing to be done.
    """

    name: str
    looks: str
    found: Callable[[Snapshot], Advice | None]
    patience: int = FLAT_STEPS
    passes: bool = False
