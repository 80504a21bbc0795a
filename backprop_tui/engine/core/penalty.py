"""A penalty is what weights cost by being large: it is added to the error, so that descending both
keeps a network from leaning on few large weights. Biases cost nothing, as in most books: how far a
unit leans to one side is no sign of too much trust in any input.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array, Call, constant


class Penalty(NamedTuple):
    """½ λ₂ Σ w² + λ₁ Σ |w| over all weights of a network, frozen ones among them.

    Attributes:
        l2: λ₂ of the squares.
        l1: λ₁ of the sizes.
    """

    l2: float
    l1: float

    @property
    def symbols(self) -> tuple[str, str]:
        """What λ₂ and λ₁ are called: λ alone where there is one of them."""
        return ("λ₂", "λ₁") if self.l2 and self.l1 else ("λ", "λ")

    @property
    def formula(self) -> str:
        """What is added to E: `½ λ Σ w²`."""
        square, size = self.symbols
        parts = [f"½ {square} Σ w²"] * bool(self.l2) + [f"{size} Σ |w|"] * bool(self.l1)
        return " + ".join(parts)

    def of(self, weights: Array) -> float:
        """What the weights of one layer cost."""
        with np.errstate(all="ignore"):
            return float(
                0.5 * self.l2 * np.sum(weights * weights) + self.l1 * np.sum(np.abs(weights))
            )

    def calls(self, weights: Array, share: Array, gradient: Array) -> list[Call]:
        """The calls that add λ₂ w + λ₁ sign(w) to a gradient, all arrays of one shape.

        Args:
            weights: w.
            share: Room for what is added.
            gradient: ∂E/∂w without it.
        """
        calls: list[Call] = [(np.multiply, weights, constant(self.l2), share)]
        if self.l1:
            size = np.zeros_like(weights)
            calls += [
                (np.sign, weights, size),
                (np.multiply, size, constant(self.l1), size),
                (np.add, share, size, share),
            ]
        return [*calls, (np.add, gradient, share, gradient)]

    def bends(self, low: float, high: float) -> bool:
        """Whether the penalty of a weight has its kink, |w| at 0, between two values."""
        return bool(self.l1) and low <= 0.0 <= high
