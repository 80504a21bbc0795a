"""The update rule: every weight goes a small step against its gradient, and with momentum on where
it was going. It is one rule for all of them, so it moves the whole parameter vector at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from backprop_tui.engine.core.calls import Array, Call, constant

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

CHANGE, GRADIENTS = "change", "gradients"
"""What may be remembered: Δw(t-1), and Σ ∂E/∂w of all steps where nothing clears it."""


class LearningRule:
    """Δw(t) = -ε ∂E/∂w(t) + α Δw(t-1), equation 9 of the 1986 paper, on a whole parameter vector.

    With a decay h the weight is then cut by that share of itself, w ← (1 - h)(w + Δw), as the
    paper did with its family trees. Δw is remembered as it was before the cut.

    Attributes:
        rate: ε, an array of no dimensions, so that a running tape sees a change.
        momentum: α likewise.
        kept: 1 - h likewise; `None` without decay.
        learns: (parameters,), 1 for what learns and 0 for what is frozen, which no call ever
            writes to; `None` if nothing is frozen.
        memory: Everything that one step leaves to the next besides the parameters.
        velocity: Δw(t-1), (parameters,), a view on it; stays 0 without momentum.
        carried: Σ ∂E/∂w of all steps so far, (parameters,), a view on it for a bug that never
            clears its gradients, else `None`.
        descent: ε ∂E/∂w, (parameters,); stays 0 for what is frozen.
    """

    def __init__(
        self,
        parameters: int,
        rate: float,
        momentum: float,
        *,
        decay: float = 0.0,
        learns: Array | None = None,
        carries: bool = False,
    ) -> None:
        self.rate: Array = np.array(rate, dtype=np.float64)
        self.momentum: Array = np.array(momentum, dtype=np.float64)
        self.kept = constant(1.0 - decay) if decay else None
        self.learns = learns
        self.memory: Array = np.zeros(parameters * (2 if carries else 1))
        self.velocity = self.memory[:parameters]
        self.carried = self.memory[parameters:] if carries else None
        self.descent: Array = np.zeros(parameters)

    @classmethod
    def of(cls, experiment: Experiment) -> Self:
        """That of an experiment, which remembers nothing yet."""
        bug = experiment.wrong
        return cls(
            experiment.arrangement.size,
            experiment.learning_rate,
            experiment.momentum,
            decay=experiment.decay,
            learns=experiment.learns,
            carries=bool(bug and bug.carries),
        )

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
        self.forget_frozen()

    def calls(self, parameters: Array, gradient: Array) -> list[Call]:
        """The calls that move `parameters` along, both (parameters,)."""
        return self.descend(parameters, gradient, self.velocity, self.descent, self.learns)

    def descend(
        self,
        parameters: Array,
        gradient: Array,
        velocity: Array,
        descent: Array,
        learns: Array | None,
    ) -> list[Call]:
        """The rule for any part of the parameters, all arrays of one shape.

        Args:
            parameters: w, moved by the calls.
            gradient: ∂E/∂w.
            velocity: Δw(t-1), which becomes Δw(t) if there is momentum.
            descent: Room for ε ∂E/∂w, zeros.
            learns: Which of them learn.
        """
        multiply, add, subtract = (
            _where(function, learns) for function in (np.multiply, np.add, np.subtract)
        )
        scale: Call = (multiply, gradient, self.rate, descent)
        cut: list[Call] = []
        if self.kept is not None:
            cut = [(multiply, parameters, self.kept, parameters)]
        if not self.momentum:
            return [scale, (subtract, parameters, descent, parameters), *cut]
        return [
            scale,
            (multiply, velocity, self.momentum, velocity),
            (subtract, velocity, descent, velocity),
            (add, parameters, velocity, parameters),
            *cut,
        ]

    def forget_frozen(self) -> None:
        """What is frozen was not on its way anywhere."""
        if self.learns is not None:
            self.velocity[self.learns == 0.0] = 0.0

    def change(self) -> Array:
        """Δw of the step just made, before any cut, (parameters,), a new array."""
        return self.velocity.copy() if self.momentum else 0.0 - self.descent


def _where(function: np.ufunc, learns: Array | None) -> Callable[..., Any]:
    """A function of arrays that leaves alone what does not learn; itself where all of it does."""
    return function if learns is None else partial(function, where=learns != 0.0)
