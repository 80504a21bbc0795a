"""`Seen`: what a run was like at one of its steps, in so few letters that it can be written down
beside what decides it. A processor that rounds otherwise gives other last digits, as another
version of the program may, and after thousands of steps perhaps another run; who opens a session
should hear of it.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Self

from backprop_tui import __version__
from backprop_tui.engine.records import Snapshot

BYTES = 8
"""Of a digest: two runs that differ have the same one never in practice."""

ROUNDS = "this machine rounds otherwise than the one it was saved on"


@dataclass(frozen=True)
class Seen:
    """What was seen of a run.

    Attributes:
        step: After how many updates.
        loss: The loss then; `None` if it was no finite number.
        digest: What all of its parameters, and what its rule remembered, come to.
        program: The version of the program that saw it.
    """

    step: int
    loss: float | None
    digest: str
    program: str = __version__

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """That of a moment."""
        digest = hashlib.blake2b(digest_size=BYTES)
        memory = () if snapshot.memory is None else (snapshot.memory,)
        for array in (*snapshot.weights, *(snapshot.biases or ()), *memory):
            digest.update(array.tobytes())
        loss = float(snapshot.loss)
        known = loss if math.isfinite(loss) else None
        return cls(snapshot.step, known, digest.hexdigest())

    @property
    def why(self) -> str:
        """Why the same run may come out otherwise here, without a full stop."""
        if self.program == __version__:
            return ROUNDS
        return f"it was saved by backprop-tui {self.program[:20]}, and this is {__version__}"

    def differs_from(self, other: Seen) -> str:
        """How the run, which is `other` at that step here, differs; nothing where it does not."""
        if self.digest == other.digest:
            return ""
        was, here = (
            "no number" if seen.loss is None else repr(seen.loss) for seen in (self, other)
        )
        if was == here:
            return f"{self.why}: at step {self.step:,} not all weights are the same, if the loss is"
        return f"{self.why}: at step {self.step:,} the loss was {was} there and is {here} here"
