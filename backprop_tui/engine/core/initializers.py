"""The ways to draw start weights, by their names. Where weights start decides what a network can
learn: equal starts stay equal for ever, huge ones saturate. All is drawn from the seed alone,
weight matrices in layer order and then biases, so biases never change the weights.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array


class Initializer(NamedTuple):
    """A way to draw start values.

    Attributes:
        name: The name on the command line.
        default_scale: The scale if none is given; `None` where there is none to give.
        draw: From a random stream, the shape, a unit's (inputs, outputs) and the scale
            to an array of that shape.
        words: What a sentence says of it, with the scale where there is one.
    """

    name: str
    default_scale: float | None
    draw: Callable[[np.random.RandomState, tuple[int, ...], tuple[int, int], float], Array]
    words: str


def _xavier(
    stream: np.random.RandomState, shape: tuple[int, ...], fans: tuple[int, int], scale: float
) -> Array:
    """Glorot and Bengio (2010): keeps the variance of activations alike across layers."""
    limit = np.sqrt(6.0 / (fans[0] + fans[1]))
    return stream.uniform(-limit, limit, shape)


INITIALIZERS: dict[str, Initializer] = {
    initializer.name: initializer
    for initializer in (
        Initializer(
            "normal",
            0.5,
            # Drawn first and scaled after, as the tutorial does: the same bits.
            lambda stream, shape, fans, scale: stream.randn(*shape) * scale,
            "normal with a spread of {scale}",
        ),
        Initializer(
            "uniform",
            0.5,
            lambda stream, shape, fans, scale: stream.uniform(-1.0, 1.0, shape) * scale,
            "uniform within ±{scale}",
        ),
        Initializer("xavier", None, _xavier, "uniform within ±√(6/(inputs + outputs)) of a layer"),
        Initializer("zeros", None, lambda stream, shape, fans, scale: np.zeros(shape), "all 0"),
    )
}
"""Every initializer by its name; a new one is one more entry here."""
