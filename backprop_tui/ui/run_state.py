"""What a run is doing, apart from what it has come to: whether it trains, how fast, up to where. It
changes without a step being taken, and a step changes nothing of it.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class State(Enum):
    """What the run is doing, with the mark and the colour that say so."""

    PAUSED = "|| PAUSED", "muted"
    PAST = "◀ PAST", "backward"
    REPEATING = "▶ PAST", "backward"
    GOING = "◀▶ GOING", "backward"
    TRAINING = "▶ TRAIN", "forward"
    SOLVING = "▶ SOLVED", "success"
    SOLVED = "✓ SOLVED", "success"
    DONE = "■ DONE", "foreground"
    DIVERGED = "! DIVERGED", "error"


class Going(NamedTuple):
    """A way to another moment of the run that takes longer than one waits for a key.

    Attributes:
        step: The step to come to, or from which on a moment is looked for.
        percent: How much of the way is done.
        past: A step that it has come beyond; 0 where nothing but the end of it counts.
        keeps: Whether the steps taken so far stay when it is given up.
    """

    step: int
    percent: int
    past: int = 0
    keeps: bool = False

    @property
    def text(self) -> str:
        """How far it has come: `→ 900,000: past 120,000, 13 %`."""
        past = f"past {self.past:,}, " if self.past else ""
        return f"→ {self.step:,}: {past}{self.percent} %"

    @property
    def leaving(self) -> str:
        """What comes of giving it up."""
        return "esc keeps the steps" if self.keeps else "esc stays here"


class RunState(NamedTuple):
    """What the run is doing, apart from the moment that it has come to.

    Attributes:
        training: Whether steps are being taken.
        stop: The step at which training pauses.
        speed: Steps a second that are wanted; infinite for as fast as it goes.
        rate: Steps a second that were measured, while training.
        complaint: What is wrong with the line to the terminal, if anything is.
        going: The way to another moment, as long as that takes.
    """

    training: bool = False
    stop: int = 10_000
    speed: float = 512.0
    rate: float | None = None
    complaint: str = ""
    going: Going | None = None

    @property
    def is_busy(self) -> bool:
        """Whether there is work to be done in slices: steps, new ones or old ones."""
        return self.training or self.going is not None
