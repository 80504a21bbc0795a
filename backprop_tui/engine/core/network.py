"""A network is layers of units: each unit weighs the outputs that it sees, adds them up,
and squashes the sum. All that it knows is in its weights and biases, which lie in one long vector
of parameters, the point that learning moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from backprop_tui.engine.core.arrangement import Arrangement
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.links import Links
from backprop_tui.engine.wording import counted

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment


class Forward(NamedTuple):
    """What a forward pass computes for a table of inputs.

    Attributes:
        z: Weighted sums of every layer after the input, (cases, units) each.
        activations: Outputs of every layer, the input's first, (cases, units) each.
    """

    z: tuple[Array, ...]
    activations: tuple[Array, ...]


def forward(
    experiment: Experiment,
    inputs: Array,
    weights: Sequence[Array],
    biases: Sequence[Array] | None,
) -> Forward:
    """Equations 1 and 2 of the 1986 paper, layer by layer: z = a W + b, a = f(z).

    Thresholds are taken off in place of biases: z = a W - θ.

    Args:
        experiment: Whose layers they are.
        inputs: (cases, inputs).
        weights: One matrix (units before, units) a layer.
        biases: One vector a layer, (units,) or of the one that they share, or `None`.
    """
    add = np.subtract if experiment.bias_form.is_threshold else np.add
    sums: list[Array] = []
    outputs = [inputs]
    seen = side_by_side(experiment.links, inputs)
    with np.errstate(all="ignore"):
        for layer, (matrix, activation) in enumerate(
            zip(weights, experiment.layer_activations, strict=True)
        ):
            z = (seen[layer] if seen else outputs[-1]).dot(matrix)
            if biases is not None:
                add(z, biases[layer], z)
            sums.append(z)
            outputs.append(activation(z))
            if seen and layer + 1 < len(seen):
                seen[layer + 1][:, -z.shape[1] :] = outputs[-1]
    return Forward(tuple(sums), tuple(outputs))


def side_by_side(links: Links, inputs: Array) -> list[Array]:
    """What every layer sees where links skip layers; nothing where none do.

    Args:
        links: Which layers see which.
        inputs: (cases, inputs).

    Returns:
        The inputs themselves, and then views (cases, units before) on the first columns of one
        array; the last columns of each are room for the outputs of the layer before.
    """
    if not links.skipping:
        return []
    ends = [rows for rows, _ in links.shapes]
    columns: Array = np.zeros((len(inputs), ends[-1]))
    columns[:, : ends[0]] = inputs
    return [inputs, *(columns[:, :end] for end in ends[1:])]


class Parameters:
    """One flat vector with a view on it for every weight matrix and bias vector.

    The same arrangement serves parameters, gradients and changes, so that one call
    updates them all.

    Attributes:
        vector: All values, (parameters,): weight matrices in layer order, then biases.
        weights: Views (units before, units), one a layer.
        biases: Views (units,), one a layer, of one number where units share it; `None`
            without biases.
    """

    def __init__(self, arrangement: Arrangement, vector: Array | None = None) -> None:
        shapes = arrangement.shapes
        ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
        self.vector: Array = np.zeros(int(ends[-1])) if vector is None else vector
        views = [
            part.reshape(shape)
            for part, shape in zip(np.split(self.vector, ends[:-1]), shapes, strict=True)
        ]
        layers = len(arrangement.weights)
        self.weights = tuple(views[:layers])
        self.biases = tuple(views[layers:]) if arrangement.biases else None


class Network:
    """The layers of an experiment with their present parameters.

    Attributes:
        experiment: What it was built for.
        parameters: Its weights and biases.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.parameters = Parameters(experiment.arrangement)
        self._start = self._draw()
        self.reset()

    def __repr__(self) -> str:
        count = self.experiment.parameters
        return f"Network({self.experiment.title}, {counted(count, 'parameter')})"

    def reset(self) -> None:
        """Put the parameters back to where they start."""
        self.parameters.vector[:] = self._start

    def _draw(self) -> Array:
        """The start: given, or drawn from the seed, weights in layer order and then biases."""
        experiment, start = self.experiment, self.experiment.start
        parameters = Parameters(experiment.arrangement)
        views = [*parameters.weights, *(parameters.biases or ())]
        if start is not None:
            for view, given in zip(views, [*start.weights, *(start.biases or ())], strict=True):
                # Of a bias that is shared there is one.
                view[:] = given[: len(view)]
            return self._linked(parameters.vector)
        initializer = experiment.initializer
        scale = experiment.scale if experiment.scale is not None else initializer.default_scale
        stream = np.random.RandomState(experiment.seed)
        fans = experiment.arrangement.weights
        for view, fan in zip(views, [*fans, *fans], strict=False):
            with np.errstate(over="ignore"):
                view[:] = initializer.draw(stream, view.shape, fan, scale or 0.0)
        return self._linked(parameters.vector)

    def _linked(self, parameters: Array) -> Array:
        """The same, with 0 for links that are not there: the others start as they do anyhow."""
        connected = self.experiment.connected
        if connected is not None:
            parameters[connected == 0.0] = 0.0
        return parameters

    def forward(self, inputs: Array) -> Forward:
        """The forward pass of `inputs` (cases, inputs) with the present parameters."""
        parameters = self.parameters
        return forward(self.experiment, inputs, parameters.weights, parameters.biases)

    def error(self, inputs: Array, targets: Array) -> float:
        """E of the present parameters over the cases given, with what their weights cost."""
        return self.data_error(inputs, targets) + self.penalty

    def data_error(self, inputs: Array, targets: Array) -> float:
        """The same without: what the cases alone add to E, of which the loss is the mean."""
        return error_of(self.experiment, self.forward(inputs), targets)

    @property
    def penalty(self) -> float:
        """What is added to E for the size of the present weights, layer by layer."""
        penalty = self.experiment.penalty
        return sum(map(penalty.of, self.parameters.weights)) if penalty else 0.0


def error_of(experiment: Experiment, passed: Forward, targets: Array) -> float:
    """E of a forward pass against its targets (cases, outputs), without any penalty."""
    loss = experiment.loss_function
    with np.errstate(all="ignore"):
        loss_input = loss.input_of(passed.z[-1], passed.activations[-1], targets)
        return float(loss.totals(loss_input[np.newaxis], targets)[0])
