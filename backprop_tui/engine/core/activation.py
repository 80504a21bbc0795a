"""What an activation is: it makes a unit's output a of its weighted sum z, and knows its slope
da/dz. Without one, many layers would be no stronger than one; of the way forward its slope is all
that the way back sees.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array, Call, perform


class UnitParameter(NamedTuple):
    """A number that the units of a family have, written after a colon: `leaky-relu:0.2`.

    Attributes:
        meaning: What it is, as in "the slope of leaky-relu below 0".
        default: Its value where none is written.
        least: The smallest.
        most: The largest.
        tried: Another value that is worth a try.
        make: The activation with another value.
    """

    meaning: str
    default: float
    least: float
    most: float
    tried: float
    make: Callable[[float], Activation]


class Coupling(NamedTuple):
    """The way back through an activation whose every output depends on all sums of its row.

    In place of one slope a unit there is a matrix of them, ∂aᵢ/∂zⱼ, for every case; ∂E/∂a goes
    through it to δ = ∂E/∂z.

    Attributes:
        formula: δ in terms of g = ∂E/∂a and a.
        code: The same as a line of NumPy.
        sentence: What it does, in one or two plain sentences.
        back: The calls that fill δ from g and a, all (cases, units).
        terms: The terms that add up to δ of one unit of a case, each a tuple of factors, from g
            and a of the case, (units,), and the place of the unit.
    """

    formula: str
    code: str
    sentence: str
    back: Callable[[Array, Array, Array], list[Call]]
    terms: Callable[[Array, Array, int], list[tuple[float, ...]]]


class Activation(NamedTuple):
    """A unit's output as a function of its weighted sum, with its slope.

    A parameter of its own, such as the slope of a leaky relu, is bound in its calls and
    written out in its name and its formulas. Calls get the arrays that they use as arguments,
    never bound within a function, for training puts others in their place.

    Attributes:
        name: The name on the command line, with its number if that is not the default:
            `leaky-relu:0.2`.
        symbol: How equations write it.
        formula: a in terms of z; all sums of the row are `zᵢ` within `Σ(…)`.
        slope_formula: da/dz in terms of a and z.
        code: a as a line of NumPy, in terms of z.
        slope_code: da/dz likewise, in terms of a and z, as it can stand after a `*`.
        bounds: The smallest and largest output; `None` where there is no bound.
        apply: The calls that fill `a` from `z` (or from -z, see `negated`), arrays of one
            shape, which may be one and the same array.
        slope: The calls that fill `slope`, ones to begin with, from `z` and `a`, arrays of
            one shape.
        kinks: The sums z at which the slope jumps.
        negated: Whether `apply` starts from -z, the exponent of a sigmoid.
        identity: Whether a is z itself, so that one array may hold both.
        needs_sums: Whether `slope` looks at `z`.
        coupling: The way back where an output depends on other sums than its own; its `slope`
            is then ∂aⱼ/∂zⱼ, and no factor of δ.
        total: What the outputs of a row always add up to; `None` where that depends. Such a layer
            needs two units at least, for one alone would always put out this.
        forms: Other ways to write `formula`, for numbers whose digits the first one loses.
        flat: Whether its slope is 0 everywhere, so that no blame gets past it.
        parameter: The number that its family has, if it has one.
        does: What becomes of a sum, as the end of "Each unit …"; it squashes it where this is
            empty.
        words: What it does, for the help, with its symbol; where they are empty, its formula
            says enough.
    """

    name: str
    symbol: str
    formula: str
    slope_formula: str
    code: str
    slope_code: str
    bounds: tuple[float | None, float | None]
    apply: Callable[[Array, Array], list[Call]]
    slope: Callable[[Array, Array, Array], list[Call]]
    kinks: tuple[float, ...] = ()
    negated: bool = False
    identity: bool = False
    needs_sums: bool = False
    coupling: Coupling | None = None
    total: float | None = None
    forms: tuple[str, ...] = ()
    flat: bool = False
    parameter: UnitParameter | None = None
    does: str = ""
    words: str = ""

    @property
    def mark(self) -> str:
        """Its symbol where no formula stands beside it, with its number: `σ`, `σ:2`."""
        return self.symbol + "".join(self.name.partition(":")[1:])

    def __call__(self, z: Array) -> Array:
        """a = f(z), a new array of the same shape."""
        a = np.empty_like(z)
        perform(self.apply(-z if self.negated else z, a))
        return a

    def slope_at(self, z: Array, a: Array) -> Array:
        """da/dz where the sum is `z` and the output `a`, a new array of their shape."""
        slope = np.ones_like(a)
        perform(self.slope(z, a, slope))
        return slope

    def back(self, gradient: Array, slope: Array, a: Array, delta: Array) -> list[Call]:
        """The calls that fill δ = ∂E/∂z from the gradient ∂E/∂a, all (cases, units)."""
        if self.coupling is None:
            return [(np.multiply, gradient, slope, delta)]
        return self.coupling.back(gradient, a, delta)
