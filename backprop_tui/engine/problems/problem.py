"""A problem is a table: each row is one case, some columns are shown to the network and some it
must learn to answer. XOR is the famous one, because no single layer of weights can answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.errors import BadSetting

MAX_CASES = 10_000
MAX_INPUTS = 256
MAX_TARGETS = 64

TOLERANCE = 0.1
"""How far a prediction of a measured value may be off, as a share of that target's range."""


class Answer(Enum):
    """What the targets are, and so what counts as right."""

    BITS = "less than 0.5 away from its target"
    CLASSES = "the largest output is the target's"
    VALUES = "within a tenth of the range of its target"


@dataclass(frozen=True, eq=False)
class Problem:
    """Inputs with their targets.

    Attributes:
        name: The name on the command line, or the file's.
        summary: One line for a list.
        inputs: x, (cases, inputs).
        targets: y, (cases, outputs).
        input_names: One a column of `inputs`.
        target_names: One a column of `targets`.
        path: The file it was read from, if any.
        target_choice: The targets, if a person chose them and not their names.

    Raises:
        BadSetting: If it has no case, no input, no target, too many, or a number that is
            not finite.
    """

    name: str
    summary: str
    inputs: Array
    targets: Array
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    path: str | None = None
    target_choice: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for what, count, most in (
            ("cases", len(self.inputs), MAX_CASES),
            ("inputs", self.inputs.shape[1], MAX_INPUTS),
            ("targets", self.targets.shape[1], MAX_TARGETS),
        ):
            if not 1 <= count <= most:
                raise BadSetting(f"{self.name} has {count:,} {what}; allowed are 1 to {most:,}")
        if not (np.isfinite(self.inputs).all() and np.isfinite(self.targets).all()):
            raise BadSetting(f"{self.name} holds a number that is not finite")
        self.inputs.setflags(write=False)
        self.targets.setflags(write=False)

    @property
    def answer(self) -> Answer:
        """What kind of targets these are."""
        if not ((self.targets == 0) | (self.targets == 1)).all():
            return Answer.VALUES
        one_hot = self.targets.shape[1] > 1 and bool((self.targets.sum(axis=1) == 1).all())
        return Answer.CLASSES if one_hot else Answer.BITS

    def right(self, predictions: Array) -> NDArray[np.bool_]:
        """Which cases (cases,) the predictions (cases, outputs) answer right; NaN never is."""
        if self.answer is Answer.CLASSES:
            agree = predictions.argmax(axis=1) == self.targets.argmax(axis=1)
        elif self.answer is Answer.BITS:
            agree = (np.abs(predictions - self.targets) < 0.5).all(axis=1)
        else:
            with np.errstate(over="ignore"):
                agree = (np.abs(predictions - self.targets) <= self.tolerance).all(axis=1)
        right: NDArray[np.bool_] = agree & np.isfinite(predictions).all(axis=1)
        return right

    @property
    def tolerance(self) -> Array:
        """How far a right prediction of a value may be off, (outputs,)."""
        # Each end by itself, because the widest range there is would overflow.
        width = TOLERANCE * self.targets.max(axis=0) - TOLERANCE * self.targets.min(axis=0)
        return np.where(width > 0, width, TOLERANCE)
