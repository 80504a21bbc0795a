"""In which order a run comes to its cases, where a step looks at a few of them. Books go through
their table from the first row to the last; drawing the order anew in every epoch keeps the last row
from always having the last word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Order(NamedTuple):
    """A way to go through the cases.

    Attributes:
        name: The name on the command line.
        said: What a sentence says of it.
        short: What a line with little room says of it; empty for nothing.
        is_drawn: Whether the seed decides it.
        draw: From a random stream, the seed, the epoch from 0 and the number of cases to the
            places of the cases in the table, in their turn, (cases,).
    """

    name: str
    said: str
    short: str
    is_drawn: bool
    draw: Callable[[np.random.RandomState, int, int, int], NDArray[np.intp]]


def _shuffled(stream: np.random.RandomState, seed: int, epoch: int, cases: int) -> NDArray[np.intp]:
    """Another order every epoch, which seed and epoch alone decide."""
    # Seeding a stream is a tenth of the work of making one, and gives the same order.
    stream.seed((seed, epoch))
    return stream.permutation(cases)


ORDERS: dict[str, Order] = {
    order.name: order
    for order in (
        Order(
            "shuffled",
            "in an order that the seed draws anew in every epoch",
            "",
            True,
            _shuffled,
        ),
        Order(
            "file",
            "in the order of the table",
            "in order",
            False,
            lambda stream, seed, epoch, cases: np.arange(cases),
        ),
    )
}
"""Every order by its name; a new one is one more entry here."""


class Turn(NamedTuple):
    """Where in an epoch a step is.

    Attributes:
        epoch: Which time all cases are gone through, from 1.
        batch: Which part of them it looks at, from 1.
        batches: How many parts there are.
    """

    epoch: int
    batch: int
    batches: int

    @classmethod
    def of(cls, step: int, cases: int, size: int) -> Turn:
        """That of the update after `step` others, with so many cases, and so many a step."""
        batches = -(-cases // size)
        epoch, batch = divmod(step, batches)
        return cls(epoch + 1, batch + 1, batches)
