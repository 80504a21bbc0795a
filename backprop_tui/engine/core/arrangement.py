"""Which weights and biases a network has, and where each lies in the one vector of its parameters.
Learning moves that vector as a point; what is drawn of a network are views on it.
"""

from __future__ import annotations

from typing import NamedTuple


class Arrangement(NamedTuple):
    """The parameters of a network, layer by layer.

    Attributes:
        weights: Rows and columns of every weight matrix, (units before, units).
        biases: How many biases each layer has, 1 where its units share one; empty without
            biases.
    """

    weights: tuple[tuple[int, int], ...]
    biases: tuple[int, ...] = ()

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        """The shapes of all arrays in the order of the vector: weights, and then biases."""
        return [*self.weights, *((units,) for units in self.biases)]

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return sum(rows * columns for rows, columns in self.weights) + sum(self.biases)
