"""The update rule: every weight goes a small step against its gradient, and with momentum on where
it was going. It is one rule for all of them, so it moves the whole parameter vector at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from backprop_tui.engine.core.calls import Array, Call

CHANGE, GRADIENTS = "change", "gradients"
"""What may be remembered: Δw(t-1), and Σ ∂E/∂w of all steps where nothing clears it."""


class LearningRule:
    """Δw(t) = -ε ∂E/∂w(t) + α Δw(t-1), equation 9 of the 1986 paper, on a whole parameter vector.

    Attributes:
        rate: ε, an array of no dimensions, so that a running tape sees a change.
        momentum: α likewise.
        memory: Everything that one step leaves to the next besides the parameters.
        velocity: Δw(t-1), (parameters,), a view on it; stays 0 without momentum.
        carried: Σ ∂E/∂w of all steps so far, (parameters,), a view on it for a bug that never
            clears its gradients, else `None`.
        descent: ε ∂E/∂w, (parameters,).
    """

    def __init__(
        self, parameters: int, rate: float, momentum: float, *, carries: bool = False
    ) -> None:
        self.rate: Array = np.array(rate, dtype=np.float64)
        self.momentum: Array = np.array(momentum, dtype=np.float64)
        self.memory: Array = np.zeros(parameters * (2 if carries else 1))
        self.velocity = self.memory[:parameters]
        self.carried = self.memory[parameters:] if carries else None
        self.descent: Array = np.zeros(parameters)

    @property
    def remembered(self) -> dict[str, Array]:
        """What of the memory decides the next step, by its name, each (parameters,), a view."""
        parts = {CHANGE: self.velocity} if self.momentum else {}
        return parts if self.carried is None else {**parts, GRADIENTS: self.carried}

    def recall(self, remembered: Mapping[str, Array]) -> None:
        """Go on from what was remembered elsewhere; what is not there is remembered as zeros."""
        self.memory[:] = 0.0
        for name, part in self.remembered.items():
            if name in remembered:
                part[:] = remembered[name]

    def calls(self, parameters: Array, gradient: Array) -> list[Call]:
        """The calls that move `parameters` along, both (parameters,)."""
        return self.descend(parameters, gradient, self.velocity, self.descent)

    def descend(
        self, parameters: Array, gradient: Array, velocity: Array, descent: Array
    ) -> list[Call]:
        """The rule for any part of the parameters, all arrays of one shape.

        Args:
            parameters: w, moved by the calls.
            gradient: ∂E/∂w.
            velocity: Δw(t-1), which becomes Δw(t) if there is momentum.
            descent: Room for ε ∂E/∂w.
        """
        scale: Call = (np.multiply, gradient, self.rate, descent)
        if not self.momentum:
            return [scale, (np.subtract, parameters, descent, parameters)]
        return [
            scale,
            (np.multiply, velocity, self.momentum, velocity),
            (np.subtract, velocity, descent, velocity),
            (np.add, parameters, velocity, parameters),
        ]

    def change(self) -> Array:
        """Δw of the step just made, (parameters,), a new array."""
        return self.velocity.copy() if self.momentum else 0.0 - self.descent
