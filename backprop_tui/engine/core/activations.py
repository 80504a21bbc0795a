"""The activations, by their names. The slope of each can be read off the output alone, as in the
1986 paper: that is why the way forward keeps what it computes.
"""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np

from backprop_tui.engine.core.activation import Activation, Coupling, UnitParameter
from backprop_tui.engine.core.calls import ONE, ZERO
from backprop_tui.engine.core.families import bipolar, leaky_relu, numeral, sigmoid
from backprop_tui.engine.core.softmax import SOFTMAX
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.written import typed_number

__all__ = ["ACTIVATIONS", "Activation", "Coupling", "UnitParameter", "find_activation"]

ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        sigmoid(),
        Activation(
            name="tanh",
            words="tanh into -1…1",
            symbol="tanh",
            formula="tanh(z)",
            slope_formula="1 - a²",
            code="np.tanh(z)",
            slope_code="(1 - a**2)",
            bounds=(-1.0, 1.0),
            apply=lambda z, a: [(np.tanh, z, a)],
            slope=lambda z, a, slope: [
                (np.multiply, a, a, slope),
                (np.subtract, ONE, slope, slope),
            ],
        ),
        Activation(
            name="relu",
            words="relu cuts off what is below 0",
            symbol="relu",
            formula="max(0, z)",
            slope_formula="1 if a > 0 else 0",
            code="np.maximum(0, z)",
            slope_code="(a > 0)",
            bounds=(0.0, None),
            # NumPy deprecates a positional `out` for maximum alone.
            apply=lambda z, a: [(partial(np.maximum, out=a), z, ZERO)],
            slope=lambda z, a, slope: [(np.sign, a, slope)],
            kinks=(0.0,),
        ),
        Activation(
            name="linear",
            words="linear leaves it as it is",
            symbol="linear",
            formula="z",
            slope_formula="1",
            code="z",
            slope_code="1",
            bounds=(None, None),
            identity=True,
            apply=lambda z, a: [] if a is z else [(np.copyto, a, z)],
            slope=lambda z, a, slope: [],
        ),
        leaky_relu(),
        bipolar(),
        Activation(
            name="step",
            words="step makes 1 of a sum of 0 or more and 0 of one below; its slope f′ is 0 "
            "everywhere, so no weight before it learns",
            symbol="step",
            does="is 1 where its sum is 0 or more, and else 0",
            formula="1 if z ≥ 0 else 0",
            slope_formula="0",
            code="np.heaviside(z, 1)",
            slope_code="0",
            bounds=(0.0, 1.0),
            apply=lambda z, a: [(np.heaviside, z, ONE, a)],
            slope=lambda z, a, slope: [(np.multiply, a, ZERO, slope)],
            kinks=(0.0,),
            flat=True,
        ),
        SOFTMAX,
    )
}
"""Every activation by its name; a new one is one more entry here."""


def find_activation(text: str) -> Activation:
    """The activation that a text names, of a family with its number: `tanh`, `leaky-relu:0.2`.

    Raises:
        BadSetting: If there is none of that name, or if its number is not allowed.
    """
    known = ACTIVATIONS.get(text)
    if known is not None:
        return known
    name, _, number = text.partition(":")
    family = ACTIVATIONS.get(name)
    if family is None:
        raise BadSetting(f"there is no activation {text[:40]!r}; choose from {listing()}")
    if family.parameter is None:
        raise BadSetting(
            f"{name} has no number after it, as {text[:40]!r} has; only {numbered()} and the "
            "like have one"
        )
    meaning, least, most = family.parameter.meaning, family.parameter.least, family.parameter.most
    value = typed_number(meaning, number)
    if not least <= value <= most:
        raise BadSetting(f"{meaning} must be from {least:g} to {most:g}, not {value:g}")
    return _with_number(name, value)


def listing() -> str:
    """The names of all activations."""
    return ", ".join(ACTIVATIONS)


def numbered() -> str:
    """Those that have a number, each as it is written with one."""
    return ", ".join(
        f"{name}:{numeral(each.parameter.tried)}"
        for name, each in ACTIVATIONS.items()
        if each.parameter is not None
    )


@lru_cache(64)
def _with_number(name: str, value: float) -> Activation:
    """One of a family; the same object every time, so that layers are seen to be alike."""
    parameter = ACTIVATIONS[name].parameter
    assert parameter is not None, "only families with a number are asked"
    return ACTIVATIONS[name] if value == parameter.default else parameter.make(value)
