"""The activations, by their names. The slope of each can be read off the output alone, as in the
1986 paper: that is why the way forward keeps what it computes.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from backprop_tui.engine.core.activation import Activation, Coupling
from backprop_tui.engine.core.calls import ONE, ZERO
from backprop_tui.engine.core.softmax import SOFTMAX

__all__ = ["ACTIVATIONS", "Activation", "Coupling"]

ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation(
            name="sigmoid",
            words="σ, the sigmoid 1/(1 + e^-z), squashes every sum into 0…1",
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
        ),
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
        SOFTMAX,
    )
}
"""Every activation by its name; a new one is one more entry here."""
