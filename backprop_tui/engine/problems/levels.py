"""What a 0 and a 1 among targets are learnt as. A sigmoid comes ever closer to 0 and 1 and never
meets them, so its weights grow without end; 0.1 and 0.9, as in the chapter of 1986, it can meet.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array


class Levels(NamedTuple):
    """Two numbers, the smaller one first.

    Attributes:
        low: What a 0 is learnt as.
        high: What a 1 is learnt as.
    """

    low: float = 0.0
    high: float = 1.0

    @property
    def half(self) -> float:
        """Half the distance between them: an output that is nearer to its target is right."""
        return (self.high - self.low) / 2

    @property
    def middle(self) -> float:
        """What lies between them."""
        return (self.low + self.high) / 2

    def of(self, bits: Array) -> Array:
        """Targets of 0 and 1 at these levels, read-only."""
        return _frozen(np.where(bits == 1, self.high, self.low))

    def bits(self, targets: Array) -> Array:
        """Targets at these levels as 0 and 1, read-only."""
        return _frozen(np.where(targets == self.high, 1.0, 0.0))


def _frozen(values: Array) -> Array:
    """An array that nothing changes any more."""
    values.setflags(write=False)
    return values


PLAIN = Levels()
"""0 and 1 as they are."""
