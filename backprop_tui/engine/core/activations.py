"""An activation squashes a unit's weighted sum z into its output a; without one, many layers would
be no stronger than one. Back-propagation needs its slope da/dz, and for each of these the slope can
be read off the output alone, as in the 1986 paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from backprop_tui.engine.core.calls import ONE, ZERO, Array, Call, perform


@dataclass(frozen=True)
class Activation:
    """A unit's output as a function of its weighted sum, with its slope.

    Attributes:
        name: The name on the command line.
        symbol: How equations write it.
        formula: a in terms of z.
        slope_formula: da/dz in terms of a.
        code: a as a line of NumPy, in terms of z; slope_code: da/dz in terms of a.
        bounds: The smallest and largest output; `None` where there is no bound.
        apply: The calls that fill `a` from `z` (or from -z, see `negated`), arrays of one
            shape, which may be one and the same array.
        slope: The calls that fill `slope`, ones to begin with, from `a`, arrays of one shape.
        kinks: The sums z at which the slope jumps.
        negated: Whether `apply` starts from -z, the exponent of a sigmoid.
        identity: Whether a is z itself, so that one array may hold both.
    """

    name: str
    symbol: str
    formula: str
    slope_formula: str
    code: str
    slope_code: str
    bounds: tuple[float | None, float | None]
    apply: Callable[[Array, Array], list[Call]]
    slope: Callable[[Array, Array], list[Call]]
    kinks: tuple[float, ...] = ()
    negated: bool = False
    identity: bool = False

    def __call__(self, z: Array) -> Array:
        """a = f(z), a new array of the same shape."""
        a = np.empty_like(z)
        perform(self.apply(-z if self.negated else z, a))
        return a

    def slope_at(self, a: Array) -> Array:
        """da/dz where the output is `a`, a new array of the same shape."""
        slope = np.ones_like(a)
        perform(self.slope(a, slope))
        return slope


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation(
            name="sigmoid",
            symbol="σ",
            formula="1/(1 + e^-z)",
            slope_formula="a(1 - a)",
            code="1 / (1 + np.exp(-z))",
            slope_code="a * (1 - a)",
            bounds=(0.0, 1.0),
            negated=True,
            apply=lambda minus_z, a: [
                (np.exp, minus_z, a),
                (np.add, a, ONE, a),
                (np.reciprocal, a, a),
            ],
            slope=lambda a, slope: [
                (np.subtract, ONE, a, slope),
                (np.multiply, a, slope, slope),
            ],
        ),
        Activation(
            name="tanh",
            symbol="tanh",
            formula="tanh(z)",
            slope_formula="1 - a²",
            code="np.tanh(z)",
            slope_code="(1 - a**2)",
            bounds=(-1.0, 1.0),
            apply=lambda z, a: [(np.tanh, z, a)],
            slope=lambda a, slope: [
                (np.multiply, a, a, slope),
                (np.subtract, ONE, slope, slope),
            ],
        ),
        Activation(
            name="relu",
            symbol="relu",
            formula="max(0, z)",
            slope_formula="1 if a > 0 else 0",
            code="np.maximum(0, z)",
            slope_code="(a > 0)",
            bounds=(0.0, None),
            # NumPy deprecates a positional `out` for maximum alone.
            apply=lambda z, a: [(partial(np.maximum, out=a), z, ZERO)],
            slope=lambda a, slope: [(np.sign, a, slope)],
            kinks=(0.0,),
        ),
        Activation(
            name="linear",
            symbol="linear",
            formula="z",
            slope_formula="1",
            code="z",
            slope_code="1",
            bounds=(None, None),
            identity=True,
            apply=lambda z, a: [] if a is z else [(np.copyto, a, z)],
            slope=lambda a, slope: [],
        ),
    )
}
"""Every activation by its name; a new one is one more entry here."""
