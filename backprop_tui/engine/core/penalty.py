"""A penalty is what weights cost by being large: it is added to the error, so that descending both
keeps a network from leaning on few large weights. Biases cost nothing, as in most books: how far a
unit leans to one side is no sign of too much trust in any input.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array, Call, constant, perform


class Cost(NamedTuple):
    """One thing that a weight costs, a rate λ times a function of its size.

    Attributes:
        setting: The setting that is its rate.
        subscript: What tells its λ from that of another.
        formula: What it adds to E, with a field for the `{rate}`.
        code: The same in NumPy, of all weights `{W}` of a layer, summed, without the rate.
        factor: A number before the rate in both, 1 if there is none.
        each: What each weight costs, without the rate and that number: arrays of one shape.
        factors: The factors of that for a single weight.
        pull: Its slope, without the rate, in terms of `{W}`; the same in NumPy.
        slope: The calls that fill the slope from the weights, arrays of one shape; `None` where
            it is the weights themselves.
        kinks: Where it jumps.
    """

    setting: str
    subscript: str
    formula: str
    code: str
    factor: float
    each: Callable[[Array], Array]
    factors: Callable[[float], tuple[float, ...]]
    pull: tuple[str, str]
    slope: Callable[[Array, Array], list[Call]] | None = None
    kinks: tuple[float, ...] = ()

    def slope_of(self, weights: Array) -> Array:
        """The slope at these weights, an array of their shape."""
        if self.slope is None:
            return weights
        slope = np.empty_like(weights)
        perform(self.slope(weights, slope))
        return slope


COSTS: dict[str, Cost] = {
    cost.setting: cost
    for cost in (
        Cost(
            setting="l2",
            subscript="₂",
            formula="½ {rate} Σ w²",
            code="np.sum({W} ** 2)",
            factor=0.5,
            each=lambda weights: weights * weights,
            factors=lambda w: (w, w),
            pull=("{W}", "{W}"),
        ),
        Cost(
            setting="l1",
            subscript="₁",
            formula="{rate} Σ |w|",
            code="np.sum(np.abs({W}))",
            factor=1.0,
            each=np.abs,
            factors=lambda w: (abs(w),),
            pull=("sign {W}", "np.sign({W})"),
            slope=lambda weights, slope: [(np.sign, weights, slope)],
            kinks=(0.0,),
        ),
    )
}
"""Everything that weights can cost, by the setting of its rate; a new one is one more entry here
and its setting."""


class Penalty(NamedTuple):
    """½ λ₂ Σ w² + λ₁ Σ |w| over all weights of a network, frozen ones among them.

    Attributes:
        rates: What is added and its λ, in the order of `COSTS`; none is 0.
    """

    rates: tuple[tuple[Cost, float], ...]

    @property
    def parts(self) -> list[tuple[Cost, float, str]]:
        """What is added, its λ and what that is called: λ alone where there is one of them."""
        several = len(self.rates) > 1
        return [(cost, rate, f"λ{cost.subscript * several}") for cost, rate in self.rates]

    @property
    def formula(self) -> str:
        """What is added to E: `½ λ Σ w²`."""
        return " + ".join(cost.formula.format(rate=symbol) for cost, _, symbol in self.parts)

    def of(self, weights: Array) -> float:
        """What the weights of one layer cost."""
        with np.errstate(all="ignore"):
            return sum(
                float(cost.factor * rate * np.sum(cost.each(weights))) for cost, rate in self.rates
            )

    def calls(self, weights: Array, share: Array, gradient: Array) -> list[Call]:
        """The calls that add λ₂ w + λ₁ sign(w) to a gradient, all arrays of one shape.

        Args:
            weights: w.
            share: Room for what is added.
            gradient: ∂E/∂w without it.
        """
        calls: list[Call] = []
        for number, (cost, rate) in enumerate(self.rates):
            part = np.zeros_like(weights) if number else share
            slope = weights
            if cost.slope is not None:
                calls += cost.slope(weights, part)
                slope = part
            calls.append((np.multiply, slope, constant(rate), part))
            if number:
                calls.append((np.add, share, part, share))
        return [*calls, (np.add, gradient, share, gradient)]

    def bends(self, low: float, high: float) -> bool:
        """Whether the penalty of a weight has a kink, as |w| has at 0, between two values."""
        return any(low <= kink <= high for cost, _ in self.rates for kink in cost.kinks)
