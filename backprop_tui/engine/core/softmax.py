"""Softmax: the units of a layer share 1 out among themselves, so that outputs are probabilities of
one thing out of several. No unit can gain without the others losing, so blame for one is blame for
all.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.activation import Activation, Coupling
from backprop_tui.engine.core.calls import ONE, Array, Call


def _share_out(z: Array, a: Array) -> list[Call]:
    """e^z/Σ e^zᵢ; less the highest sum of its row no power of e overflows."""
    highest = np.zeros((*z.shape[:-1], 1))
    total = np.zeros_like(highest)
    return [
        (np.maximum.reduce, z, -1, None, highest, True),
        (np.subtract, z, highest, a),
        (np.exp, a, a),
        (np.add.reduce, a, -1, None, total, True),
        (np.divide, a, total, a),
    ]


def _through_all_slopes(gradient: Array, a: Array, delta: Array) -> list[Call]:
    """a ⊙ (g - Σ g ⊙ a), which is g times the matrix ∂aᵢ/∂zⱼ = aᵢ((1 if i = j) - aⱼ)."""
    total = np.zeros((len(a), 1))
    return [
        (np.multiply, gradient, a, delta),
        (np.add.reduce, delta, -1, None, total, True),
        (np.subtract, gradient, total, delta),
        (np.multiply, delta, a, delta),
    ]


def _terms_of_the_row(gradient: Array, a: Array, unit: int) -> list[tuple[float, ...]]:
    """g·a of the unit, less g·a·(its own a) of every unit of the row."""
    own: tuple[float, ...] = (float(gradient[unit]), float(a[unit]))
    others = zip(gradient.tolist(), a.tolist(), strict=True)
    return [own, *((g, other, -own[1]) for g, other in others)]


def _slope_of_a_share(z: Array, a: Array, slope: Array) -> list[Call]:
    """a(1 - a), as that of a sigmoid."""
    return [(np.subtract, ONE, a, slope), (np.multiply, a, slope, slope)]


SOFTMAX = Activation(
    name="softmax",
    words="softmax shares 1 out among the units of a layer, e^z over the sum of all e^z",
    symbol="softmax",
    formula="e^z/Σ(e^zᵢ)",
    forms=("1/Σ(e^(zᵢ - z))",),
    slope_formula="a(1 - a)",
    code="np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))",
    slope_code="a * (1 - a)",
    bounds=(0.0, 1.0),
    apply=_share_out,
    slope=_slope_of_a_share,
    total=1.0,
    does="takes e to the power of its sum, over the total of all units: a row adds up to 1",
    coupling=Coupling(
        formula="a ⊙ (g - Σ g ⊙ a)",
        code="a * (g - (g * a).sum(axis=1, keepdims=True))",
        sentence=(
            "By its own sum an output grows with a(1 - a), by every other sum of the row it "
            "falls with the product of the two outputs: so a unit is blamed for its g = ∂E/∂a "
            "less the mean of all, Σ g ⊙ a."
        ),
        back=_through_all_slopes,
        terms=_terms_of_the_row,
    ),
)
"""The softmax of a layer."""
