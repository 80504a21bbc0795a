"""`Seen`: what a run was like at one of its steps, in so few letters that it can be written down
beside what decides it. A processor that rounds otherwise gives other last digits, and after
thousands of steps perhaps another run; who opens a session should hear of it.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Self

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
    """

    step: int
    loss: float | None
    digest: str

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

    def differs_from(self, other: Seen) -> str:
        """How this machine, which has `other` at that step, differs; nothing where it does not."""
        if self.digest == other.digest:
            return ""
        was, here = (
            "no number" if seen.loss is None else repr(seen.loss) for seen in (self, other)
        )
        last = "the same" if was == here else here
        return f"{ROUNDS}: at step {self.step:,} the loss was {was} there and is {last} here"
