"""What units do with their sums, as functions of NumPy, and the slopes that the way back asks for.
A formula that is read most easily may round otherwise than the one that is computed; here is the
one that is computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from backprop_tui.engine import Activation
from backprop_tui.report.script.written import function, number

DIRECT = re.compile(r"([\w.]+)\(z\)")
"""A function of NumPy that does all that a unit does."""


class Unit(NamedTuple):
    """What a unit does, as lines of NumPy.

    Attributes:
        body: The body of a function of z, the sums.
        slope: da/dz in terms of a, the outputs.
    """

    body: tuple[str, ...]
    slope: str


def _sigmoid(steepness: float) -> Unit:
    if steepness == 1:
        return Unit(
            ("return 1 / (1 + np.exp(-z))  # any sum becomes a number from 0 to 1",), "a * (1 - a)"
        )
    beta = number(steepness)
    return Unit((f"return 1 / (1 + np.exp(-z * {beta}))",), f"a * (1 - a) * {beta}")


def _bipolar(steepness: float) -> Unit:
    half = number(steepness / 2)
    return Unit(
        (f"return np.tanh(z * {half})  # the same as 2 / (1 + e^(-{number(steepness)}z)) - 1",),
        f"(1 - a * a) * {half}",
    )


def _leaky(leak: float) -> Unit:
    share = number(leak)
    return Unit(
        (f"return np.fmax(z, z * {share})  # a little passes of what is below 0",),
        f"np.where(a > 0, 1, {share})",
    )


def _softmax(_: float) -> Unit:
    return Unit(
        (
            "powers = np.exp(z - z.max(axis=1, keepdims=True))  # less the highest: none overflows",
            "return powers / powers.sum(axis=1, keepdims=True)  # a row adds up to 1",
        ),
        "a * (1 - a)",
    )


UNITS: Mapping[str, Callable[[float], Unit]] = {
    "sigmoid": _sigmoid,
    "bipolar": _bipolar,
    "tanh": lambda _: Unit(("return np.tanh(z)",), "1 - a * a"),
    "linear": lambda _: Unit(("return z",), "1"),
    "relu": lambda _: Unit(
        ("return np.maximum(z, 0)  # what is below 0 is cut off",), "np.sign(a)"
    ),
    "leaky-relu": _leaky,
    "step": lambda _: Unit(
        ("return np.heaviside(z, 1)  # 1 for a sum of 0 or more, else 0",), "a * 0"
    ),
    "softmax": _softmax,
}
"""What units do, by their family, from the number that they have."""


def unit_of(activation: Activation) -> Unit:
    """What units of an activation do."""
    family, _, written = activation.name.partition(":")
    default = activation.parameter.default if activation.parameter else 0.0
    return UNITS[family](float(written) if written else default)


def name_of(activation: Activation) -> str:
    """What its function is called."""
    unit = unit_of(activation)
    found = DIRECT.fullmatch(unit.body[0].removeprefix("return ").partition("  #")[0])
    return found[1] if found else _name(activation)


def _name(activation: Activation) -> str:
    """Its name as one in Python; `step` is what counts the steps."""
    name = re.sub(r"\W", "_", activation.name)
    return "threshold_unit" if name == "step" else name


def functions(activation: Activation) -> dict[str, tuple[str, ...]]:
    """All functions that may be needed of an activation, their lines by their names."""
    unit, name = unit_of(activation), _name(activation)
    coupling = activation.coupling
    called = name_of(activation)
    is_there = activation.identity or called.startswith("np.")
    made = {} if is_there else {called: function(f"{name}(z)", unit.body)}
    return made | {
        f"{name}_slope": function(
            f"{name}_slope(a)", [f"return {unit.slope}  # read off the output alone"]
        ),
        f"{name}_back": ()
        if coupling is None
        else function(
            f"{name}_back(g, a)",
            [f"return {coupling.code}  # every output hangs on all sums of its row"],
        ),
    }


def applied(activation: Activation, z: str) -> str:
    """The outputs of units whose sums have this name."""
    return f"{name_of(activation)}({z})"


def slope(activation: Activation, a: str) -> str:
    """Their slopes, from the name of their outputs; empty where it is 1."""
    return "" if activation.identity else f"{_name(activation)}_slope({a})"


def back(activation: Activation, gradient: str, a: str) -> str:
    """What comes back through a layer whose outputs hang on all its sums."""
    return f"{_name(activation)}_back({gradient}, {a})"
