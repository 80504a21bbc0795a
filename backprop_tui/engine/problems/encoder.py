"""Encoders answer with what they are shown, one bit of several, through a bottleneck of few hidden
units. Nobody says how to write eight things in three units; what comes out is close to binary.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.catalogue import BuiltIn
from backprop_tui.engine.problems.problem import Problem


def _encoder(size: int, hidden: int) -> BuiltIn:
    """As many cases as inputs, in each of which one input and the same output is 1."""
    name = f"encoder-{size}-{hidden}-{size}"
    summary = f"the one of {size} inputs that is 1, through {hidden} hidden units"

    def make() -> Problem:
        # Every output has to be on its side: the largest alone says nothing while all are low.
        return Problem(
            name,
            summary,
            np.eye(size),
            np.eye(size),
            answer=Answer.BITS,
            preset={"preset": name},
            picture="code",
        )

    return BuiltIn(name, make)


ENCODERS: tuple[BuiltIn, ...] = (_encoder(4, 2), _encoder(8, 3))
"""The encoders, each named after the network that it is known with."""
