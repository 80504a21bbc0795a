"""The activations that have a number of their own: how steep a sigmoid is, how much a leaky relu
lets through. A steeper unit is nearer to a step, and learns slower where it is flat.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backprop_tui.engine.core.activation import Activation, UnitParameter
from backprop_tui.engine.core.calls import ONE, ZERO, Array, Call, constant

LEAST_STEEP, MOST_STEEP = 0.01, 100.0
"""Less steep it is a line, more so a step, to all digits that are looked at."""

LEAST_LEAK, MOST_LEAK = 0.0001, 1.0
"""None at all is relu; more than all would turn the bend round."""


def sigmoid(steepness: float = 1.0) -> Activation:
    """σ(βz), a = 1/(1 + e^(-βz)), whose slope is βa(1 - a)."""
    parameter = _steepness("sigmoid", sigmoid)
    plain = Activation(
        name="sigmoid",
        words="σ, the sigmoid 1/(1 + e^-z), squashes every sum into 0…1 (sigmoid:2 is σ(2z))",
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
        slope=lambda z, a, slope: [
            (np.subtract, ONE, a, slope),
            (np.multiply, a, slope, slope),
        ],
        parameter=parameter,
    )
    if steepness == parameter.default:
        return plain
    times, written = constant(steepness), numeral(steepness)
    return plain._replace(
        name=f"sigmoid:{written}",
        formula=f"1/(1 + e^(-{written}z))",
        slope_formula=f"{written}a(1 - a)",
        code=f"1 / (1 + np.exp(-{written} * z))",
        slope_code=f"{written} * a * (1 - a)",
        apply=lambda minus_z, a: [(np.multiply, minus_z, times, a), *plain.apply(a, a)],
        slope=lambda z, a, slope: [
            *plain.slope(z, a, slope),
            (np.multiply, slope, times, slope),
        ],
    )


def bipolar(steepness: float = 1.0) -> Activation:
    """The bipolar sigmoid 2σ(βz) - 1 = tanh(βz/2), whose slope is (β/2)(1 - a²)."""
    parameter = _steepness("bipolar", bipolar)
    is_plain, written = steepness == parameter.default, numeral(steepness)
    half, share = constant(steepness / 2), numeral(steepness / 2)
    slope_formula, slope_code = f"{share}(1 - a²)", f"{share} * (1 - a**2)"
    if is_plain:
        slope_formula = "½(1 - a²)"
    elif share == "1":  # as that of tanh, which it is then
        slope_formula, slope_code = "1 - a²", "(1 - a**2)"
    return Activation(
        name="bipolar" if is_plain else f"bipolar:{written}",
        words="bipolar, the sigmoid 2σ(z) - 1, into -1…1",
        symbol="bipolar",
        formula="2/(1 + e^-z) - 1" if is_plain else f"2/(1 + e^(-{written}z)) - 1",
        forms=("tanh(z/2)" if is_plain else f"tanh({share}z)",),
        slope_formula=slope_formula,
        code=f"2 / (1 + np.exp({'-z' if is_plain else f'-{written} * z'})) - 1",
        slope_code=slope_code,
        bounds=(-1.0, 1.0),
        # The tanh neither overflows nor loses digits near 0.
        apply=lambda z, a: [(np.multiply, z, half, a), (np.tanh, a, a)],
        slope=lambda z, a, slope: [
            (np.multiply, a, a, slope),
            (np.subtract, ONE, slope, slope),
            (np.multiply, slope, half, slope),
        ],
        parameter=parameter,
    )


def leaky_relu(leak: float = 0.01) -> Activation:
    """z where it is above 0, and else the share αz of it, so that no unit dies."""
    meaning = "the slope of leaky-relu below 0"
    parameter = UnitParameter(meaning, 0.01, LEAST_LEAK, MOST_LEAK, 0.2, leaky_relu)
    share, written = constant(leak), numeral(leak)

    def apply(z: Array, a: Array) -> list[Call]:
        below = np.zeros_like(a)
        return [(np.multiply, z, share, below), (np.fmax, z, below, a)]

    return Activation(
        name="leaky-relu" if leak == parameter.default else f"leaky-relu:{written}",
        words=f"leaky lets {written} of what is below 0 through (leaky-relu:0.2 lets 0.2)",
        symbol="leaky",
        does=f"lets a sum above 0 through as it is, and {written} of one below 0",
        formula=f"max({written}z, z)",
        slope_formula=f"1 if a > 0 else {written}",
        code=f"np.maximum({written} * z, z)",
        slope_code=f"np.where(a > 0, 1, {written})",
        bounds=(None, None),
        apply=apply,
        slope=lambda z, a, slope: [
            (np.sign, a, slope),
            (np.fmax, slope, ZERO, slope),
            (np.fmax, slope, share, slope),
        ],
        kinks=(0.0,),
        parameter=parameter,
    )


def _steepness(family: str, make: Callable[[float], Activation]) -> UnitParameter:
    """β of a sigmoid."""
    return UnitParameter(f"the steepness of {family}", 1.0, LEAST_STEEP, MOST_STEEP, 2.0, make)


def numeral(value: float) -> str:
    """A number as it is written, with all digits that it has: `0.2`, `2`."""
    return repr(float(value)).removesuffix(".0")
