"""Which layers a layer sees: the one before it, or with direct links all before it, inputs first. A
link that skips a layer is a weight like any other, and with such one hidden unit can do XOR. Layers
in groups see less: what the units of one group learn, those of another cannot lean on.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Links(NamedTuple):
    """The links between layers; 0 is the input.

    The two-unit network for XOR in chapter 8 of "Parallel Distributed Processing" (1986), figure 3,
    has them: its output sees the inputs and the hidden unit.

    Attributes:
        sizes: Units of every layer, from input to output.
        direct: Whether a layer sees all layers before it, and not only the one before.
        groups: The units of each group of every layer, from the input on; one number, or a layer
            that is not there, is whole. Of a divided layer that it sees a group sees its own
            group alone, of a whole layer all units. The network for family trees in the 1986
            paper has 24 + 12 inputs that lead to 6 + 6 units so.
    """

    sizes: tuple[int, ...]
    direct: bool
    groups: tuple[tuple[int, ...], ...] = ()

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

    def division(self, layer: int) -> tuple[int, ...]:
        """The units of each group of a layer; of one that is whole all in one."""
        return self.groups[layer] if layer < len(self.groups) else (self.sizes[layer],)

    def linked(self, layer: int) -> NDArray[np.bool_] | None:
        """Which weights into a layer there are, (units before, units); `None` if all are there."""
        return _linked(self, layer) if self.groups else None

    def count(self, layer: int) -> int:
        """How many weights into a layer there are."""
        there = self.linked(layer)
        rows, columns = self.shapes[layer - 1]
        return rows * columns if there is None else int(there.sum())

    @property
    def text(self) -> str:
        """Units of every layer, and of every group: `24+12-6+6-12-6-24`."""
        return "-".join(
            "+".join(map(str, self.division(layer))) for layer in range(len(self.sizes))
        )


@lru_cache(64)
def _linked(links: Links, layer: int) -> NDArray[np.bool_] | None:
    """The same, once for all who ask."""
    own = _group_numbers(links.division(layer))
    parts = []
    for before in links.before(layer):
        others = _group_numbers(links.division(before))
        whole = not own.any() or not others.any()
        parts.append(np.full((len(others), len(own)), True) if whole else others[:, None] == own)
    there: NDArray[np.bool_] = np.vstack(parts)
    there.setflags(write=False)
    return None if there.all() else there


def _group_numbers(division: tuple[int, ...]) -> NDArray[np.intp]:
    """Which group each unit of a layer is in, from 0, (units,)."""
    return np.repeat(np.arange(len(division)), division)
