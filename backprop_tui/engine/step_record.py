"""`StepRecord`: one whole update with every number between before and after, which nothing can
change afterwards. Whoever only watches a network learn never needs one, and it is not loaded then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.experiment import Experiment


@dataclass(frozen=True, eq=False)
class ParameterUpdate:
    """What one step did to the weights of a layer, or to its biases.

    All arrays have one shape: (units before, units) of weights, (units,) of biases, (1,) of one
    that they share.

    Attributes:
        before: w before the update.
        gradient: ∂E/∂w.
        previous: Δw of the step before (zeros without momentum).
        change: Δw.
        after: w + Δw; where weights decay, that cut by its share.
        carried: Σ ∂E/∂w of all steps before, if a bug carries it into this one's gradient.
        learns: 1 for what learns, 0 for what is frozen; `None` if nothing in the network is.
        penalty: The share of the gradient that the penalty of large weights has; `None` if there
            is none, and of biases.
    """

    before: Array
    gradient: Array
    previous: Array
    change: Array
    after: Array
    carried: Array | None = None
    learns: Array | None = None
    penalty: Array | None = None

    def as_matrices(self) -> ParameterUpdate:
        """The same with vectors as matrices of one row."""
        arrays = {each.name: getattr(self, each.name) for each in fields(self)}
        return ParameterUpdate(
            **{name: np.atleast_2d(a) for name, a in arrays.items() if a is not None}
        )


@dataclass(frozen=True, eq=False)
class LayerRecord:
    """One layer in one step; arrays of the batch are (cases, units).

    Attributes:
        z: Weighted sums.
        activation: a = f(z).
        slope: f′ = da/dz.
        activation_gradient: ∂E/∂a, what came back through the weights of the layers that see
            this one; `None` at the output.
        delta: δ = ∂E/∂z.
        weights: What became of W.
        biases: What became of b; `None` without biases.
    """

    z: Array
    activation: Array
    slope: Array
    activation_gradient: Array | None
    delta: Array
    weights: ParameterUpdate
    biases: ParameterUpdate | None


@dataclass(frozen=True, eq=False)
class StepRecord:
    """The update from step `step` to step + 1, every number of it.

    Attributes:
        experiment: What is running.
        step: Updates before this one.
        cases: Which cases it looks at, (cases,).
        inputs: x of those cases.
        targets: y of those cases.
        residual: ŷ - y, (cases, outputs).
        loss_gradient: ∂E/∂ŷ, or δ of the output where the loss gives that at once, likewise.
        layers: One record a layer, the first hidden one first.
        error_before: E of the weights before, over those cases, with the penalty of their size.
        loss_before: The displayed mean of the same, without the penalty.
        error_after: E of the weights after.
        loss_after: The displayed mean of the same, without the penalty.
        penalty_before: What of E before is the penalty; 0 without one.
        penalty_after: The same of E after.
        data_before: What of E before is the error of the cases.
        reference: With a bug, what the right back-propagation makes of the same weights, velocity
            and cases.
    """

    experiment: Experiment
    step: int
    cases: NDArray[np.intp]
    inputs: Array
    targets: Array
    residual: Array
    loss_gradient: Array
    layers: tuple[LayerRecord, ...]
    error_before: float
    loss_before: float
    error_after: float
    loss_after: float
    penalty_before: float
    penalty_after: float
    data_before: float
    reference: StepRecord | None = None

    @property
    def updates(self) -> list[ParameterUpdate]:
        """What became of every parameter, in the order of their vector: biases are the last."""
        biases = [layer.biases for layer in self.layers if layer.biases is not None]
        return [layer.weights for layer in self.layers] + biases

    def outputs(self, layer: int) -> Array:
        """What a layer puts out, (cases, units); 0 is the input."""
        return self.layers[layer - 1].activation if layer else self.inputs

    def seen(self, layer: int) -> Array:
        """What a layer sees, (cases, units before), a column for each row of its weights."""
        return np.hstack([self.outputs(k) for k in self.experiment.links.before(layer)])

    def blame_terms(
        self, layer: int, case: int, unit: int, through: Callable[[ParameterUpdate], Array]
    ) -> list[tuple[float, ...]]:
        """The products whose sum is ∂E/∂a: a δ and a weight for every unit that sees this one.

        A weight that is not there is in none of them.

        Args:
            layer: The unit's hidden layer, from 1.
            case: Which of the cases, from 0.
            unit: Its place in the layer, from 0.
            through: The weights, of what became of a layer's.
        """
        links = self.experiment.links
        pairs: list[tuple[float, ...]] = []
        for above in links.after(layer):
            seeing = self.layers[above - 1]
            row = links.rows(above, layer).start + unit
            terms = zip(
                seeing.delta[case].tolist(), through(seeing.weights)[row].tolist(), strict=True
            )
            there = links.linked(above)
            pairs += terms if there is None else compress(terms, there[row])
        return pairs
