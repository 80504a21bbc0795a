"""Which layers a layer sees: the one before it, or with direct links all before it, inputs first. A
link that skips a layer is a weight like any other, and with such one hidden unit can do XOR.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple


class Links(NamedTuple):
    """The links between layers; 0 is the input.

    The two-unit network for XOR in chapter 8 of "Parallel Distributed Processing" (1986), figure 3,
    has them: its output sees the inputs and the hidden unit.

    Attributes:
        sizes: Units of every layer, from input to output.
        direct: Whether a layer sees all layers before it, and not only the one before.
    """

    sizes: tuple[int, ...]
    direct: bool

    @property
    def skipping(self) -> bool:
        """Whether any link skips a layer."""
        return self.direct and len(self.sizes) > 2

    def before(self, layer: int) -> range:
        """The layers that a layer sees, as the rows of its weights follow one another."""
        return range(0 if self.direct else layer - 1, layer)

    def after(self, layer: int) -> range:
        """The layers that see a layer."""
        last = len(self.sizes)
        return range(layer + 1, last if self.direct else min(layer + 2, last))

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """Rows and columns of the weights of every layer after the input."""
        rows = accumulate(self.sizes) if self.direct else self.sizes
        return tuple(zip(rows, self.sizes[1:], strict=False))

    def rows(self, layer: int, before: int) -> slice:
        """The rows in the weights of a layer that weigh the outputs of one that it sees."""
        first = sum(self.sizes[k] for k in range(self.before(layer).start, before))
        return slice(first, first + self.sizes[before])

    def source(self, layer: int, row: int) -> tuple[int, int]:
        """The unit that a row in the weights of a layer stands for: its layer and its place."""
        before = self.before(layer).start
        while row >= self.sizes[before]:
            row -= self.sizes[before]
            before += 1
        return before, row
