"""How a run came out, as far as it is known, in a record of plain numbers. Whoever compares runs
reads such records alone, so that looking at one run never moves another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from backprop_tui.engine import Curve, Experiment


@dataclass(frozen=True)
class Touched:
    """A weight or bias that was set by hand.

    Attributes:
        step: After how many steps.
        name: Which one: `W₂ h1→ŷ`.
        wire: What it joins, `h1→ŷ`; empty for a bias.
        value: What it was set to.
        now: What it is after the last step that is known.
        scale: How large the largest of its layer is then.
        learns: Whether it is one that learns.
    """

    step: int
    name: str
    wire: str
    value: float
    now: float
    scale: float
    learns: bool = True

    @property
    def is_cut(self) -> bool:
        """Whether a wire was cut by it."""
        return bool(self.wire) and self.value == 0.0


@dataclass(frozen=True, eq=False)
class Ran:
    """A run and how it came out.

    Attributes:
        letter: What the list of runs calls it.
        began: What was running at step 0.
        measures: What its losses are the means of, one after the other if that changed on the way.
        differs: In what it differs from the first run, thing by thing, each with what stands
            between it and the one before; of the first all that it is, and what was done to it.
        events: What happened to it by hand, each in a few words with its step.
        origin: The run that it left, with the step; `None` if it began by itself.
        is_orphan: Whether that run is no longer kept.
        briefly: The same as `differs` in fewer letters, the shortest last.
        steps: How many of its steps are known.
        curve: The loss of each of them.
        loss: That after the last of them.
        right: How many cases were answered right then.
        first_right: The first step at which all of them were; `None` if they never were.
        solved: The first step at which it was solved; `None` if it never was.
        is_solved: Whether it was solved after the last step.
        touched: What was set by hand, the first first.
        name: What a person calls it; empty if nobody has named it.
        pinned: Whether a person has pinned it.
        promised: The steps that a file says it has, as long as not all have happened again; else 0.
    """

    letter: str
    began: Experiment
    measures: tuple[str, ...]
    differs: tuple[str, ...]
    events: tuple[str, ...]
    origin: tuple[str, int] | None
    steps: int
    curve: Curve
    loss: float
    right: int
    first_right: int | None = None
    solved: int | None = None
    is_solved: bool = False
    touched: tuple[Touched, ...] = ()
    briefly: tuple[tuple[str, ...], ...] = ()
    is_orphan: bool = False
    name: str = ""
    pinned: bool = False
    promised: int = 0

    @property
    def diverged(self) -> bool:
        """Whether no step can follow, because the loss is no longer a finite number."""
        return not math.isfinite(self.loss)

    @property
    def cases(self) -> int:
        """How many cases it learns from."""
        return len(self.began.problem.targets)

    def loss_at(self, step: int) -> tuple[float, float]:
        """Between which two its loss was after so many steps, which are known.

        Where steps share a bucket of the curve nobody knows which of them had which.
        """
        if step == self.steps:
            return self.loss, self.loss
        bucket = step // self.curve.stride
        return float(self.curve.low[bucket]), float(self.curve.high[bucket])
