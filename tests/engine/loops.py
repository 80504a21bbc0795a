"""Back-propagation in plain loops over cases and units, with one thing wrong.
It is the oracle of the bugs and knows nothing of the engine's arrays and calls.
"""

from __future__ import annotations

import math
from typing import Any

from backprop_tui.engine import Experiment, LayerRecord, ParameterUpdate, StepRecord
from tests.engine.plain import links_there

FUNCTIONS: dict[str, tuple[Any, Any]] = {
    "tanh": (math.tanh, lambda a: 1 - a * a),
    "relu": (lambda z: max(0.0, z), lambda a: 1.0 if a > 0 else 0.0),
    "linear": (lambda z: z, lambda a: 1.0),
    "step": (lambda z: 1.0 if z >= 0 else 0.0, lambda a: 0.0),
}

FAMILIES: dict[str, tuple[float, Any]] = {
    "sigmoid": (1.0, lambda b: (lambda z: 1 / (1 + math.exp(-b * z)), lambda a: b * a * (1 - a))),
    "bipolar": (1.0, lambda b: (lambda z: math.tanh(b * z / 2), lambda a: b * (1 - a * a) / 2)),
    "leaky-relu": (
        0.01,
        lambda s: (lambda z: z if z > 0 else s * z, lambda a: 1.0 if a > 0 else s),
    ),
}
"""The number where none is written, and with a number f and its slope."""


def function(name: str) -> tuple[Any, Any]:
    """f and its slope, in terms of the output, by name."""
    family, _, number = name.partition(":")
    if family not in FAMILIES:
        return FUNCTIONS[name]
    default, made = FAMILIES[family]
    f, slope = made(float(number) if number else default)
    return f, slope


GRADIENTS: dict[str, Any] = {
    "half-sse": lambda e, n: e,
    "sse": lambda e, n: 2 * e,
    "mean": lambda e, n: 2 * e / n,
    "margin": lambda e, n: e if abs(e) > 0.2 else 0.0,
    "bce": lambda e, n: e,
    "ce": lambda e, n: e,
}
"""∂E/∂ŷ by the error and the number of targets; for `bce` and `ce` δ itself."""


Vector = list[float]
Matrix = list[list[float]]


def flags(update: ParameterUpdate) -> Any:
    """What learns in a matrix or a vector of parameters, as lists."""
    return (update.before == update.before if update.learns is None else update.learns > 0).tolist()


class WrongLoops:
    """Takes wrong steps from the weights of a record.

    Row 0 of a layer's matrix holds its biases, if there are any: they come from a unit that
    is always on, and thresholds from one that is always -1. A shared bias stands there once for
    every unit, and hears what all of them are blamed for. With direct links what a layer sees is
    everything before it.
    """

    def __init__(self, experiment: Experiment, start: StepRecord) -> None:
        self.experiment = experiment
        self.W = [self.bias_row(layer) + layer.weights.before.tolist() for layer in start.layers]
        self.V = [[[0.0] * len(row) for row in W] for W in self.W]
        self.total = [[[0.0] * len(row) for row in W] for W in self.W]
        names = experiment.activation.split(",")
        self.names = [names[min(k, len(names) - 1)] for k in range(len(experiment.hidden))]
        self.names.append(experiment.output_activation)
        self.first = 1 if experiment.bias else 0
        self.learns = [
            self.wide(layer, flags(layer.biases) if layer.biases else []) + flags(layer.weights)
            for layer in start.layers
        ]
        self.there = [
            [[True] * there.shape[1]] * self.first + there.tolist()
            for there in links_there(experiment)
        ]
        self.always = [-1.0 if experiment.bias == "threshold" else 1.0] * self.first

    @staticmethod
    def bias_row(layer: LayerRecord) -> Matrix:
        return WrongLoops.wide(layer, layer.biases.before.tolist() if layer.biases else [])

    @staticmethod
    def wide(layer: LayerRecord, biases: list[Any]) -> list[list[Any]]:
        """What there is of biases as a row, with a place for every unit."""
        units = len(layer.weights.before[0])
        return [biases if len(biases) == units else biases * units] if biases else []

    def step(self, inputs: Matrix, targets: Matrix) -> None:
        outputs = [self.forward(x) for x in inputs]
        n = len(targets) * len(targets[0])
        deltas = [self.output_delta(a[-1], y, n) for a, y in zip(outputs, targets, strict=True)]
        after = []
        behind: list[tuple[Matrix, Matrix]] = []
        for k in reversed(range(len(self.W))):
            G = self.gradient(k, [a[k] for a in outputs], deltas)
            updated = self.updated(k, G)
            through = updated if self.experiment.bug == "updated-weights" else self.W[k]
            behind.append((deltas, through))
            if k:
                sources = behind if self.experiment.direct else behind[-1:]
                deltas = [
                    self.hidden_delta(k - 1, a[k], [(each[n], W) for each, W in sources])
                    for n, a in enumerate(outputs)
                ]
            after.append((k, updated))
        for k, updated in after:
            for i, row in enumerate(updated):
                for j, value in enumerate(row):
                    kept = 1.0 - self.experiment.decay
                    self.V[k][i][j] = value / kept - self.W[k][i][j]
                    if not self.learns[k][i][j]:
                        self.V[k][i][j] = 0.0
            self.W[k] = updated

    def forward(self, x: Vector) -> list[Vector]:
        """The inputs of every layer, the always-on unit first, and the outputs."""
        a = [self.always + x]
        for k, W in enumerate(self.W):
            z = [sum(a[k][i] * W[i][j] for i in range(len(W))) for j in range(len(W[0]))]
            last = k == len(self.W) - 1
            seen = a[k] if self.experiment.direct else self.always
            a.append(([] if last else seen) + self.apply(self.names[k], z))
        return a

    def apply(self, name: str, z: Vector) -> Vector:
        if name == "softmax":
            powers = [math.exp(value - max(z)) for value in z]
            return [power / sum(powers) for power in powers]
        f, _ = function(name)
        return [f(value) for value in z]

    def output_delta(self, guesses: Vector, targets: Vector, n: int) -> Vector:
        loss, bug = self.experiment.loss, self.experiment.bug
        pairs = zip(guesses, targets, strict=True)
        delta = [GRADIENTS[loss](guess - target, n) for guess, target in pairs]
        if loss not in ("bce", "ce") and bug != "no-slope":
            delta = self.back(self.names[-1], delta, guesses)
        return [-d for d in delta] if bug == "flipped-sign" else delta

    def back(self, name: str, gradient: Vector, a: Vector) -> Vector:
        """From ∂E/∂a to ∂E/∂z; through softmax every sum hears of every output."""
        if name != "softmax":
            return [g * self.slope(name, value) for g, value in zip(gradient, a, strict=True)]
        return [
            sum(g * a[i] * ((1.0 if i == j else 0.0) - a[j]) for i, g in enumerate(gradient))
            for j in range(len(a))
        ]

    def gradient(self, k: int, outputs: Matrix, deltas: Matrix) -> Matrix:
        G = [[0.0] * len(row) for row in self.W[k]]
        for i, row in enumerate(G):
            for j in range(len(row)):
                shared = i == 0 and self.experiment.bias == "shared"
                for a, d in zip(outputs, deltas, strict=True):
                    row[j] += a[i] * (sum(d) if shared else d[j])
                if self.experiment.bug == "summed":
                    row[j] *= len(outputs)
                if i >= self.first:
                    w = self.W[k][i][j]
                    row[j] += self.experiment.l2 * w + self.experiment.l1 * ((w > 0) - (w < 0))
                if not self.there[k][i][j]:
                    row[j] = 0.0
                if self.experiment.bug == "uncleared":
                    self.total[k][i][j] += row[j]
                    row[j] = self.total[k][i][j]
        return G

    def hidden_delta(self, k: int, a: Vector, sources: list[tuple[Vector, Matrix]]) -> Vector:
        """δ of the units of layer k, the last in what the layers behind it see."""
        first = len(a) - len(self.W[k][0])
        gradient = [
            sum(d * w for delta, W in sources for d, w in zip(delta, W[i], strict=True))
            for i in range(first, len(a))
        ]
        return self.back(self.names[k], gradient, a[first:])

    def slope(self, name: str, a: float) -> float:
        f, slope = function(name)
        return float(slope(f(a) if self.experiment.bug == "activation-twice" else a))

    def updated(self, k: int, G: Matrix) -> Matrix:
        rate, momentum = self.experiment.learning_rate, self.experiment.momentum
        return [
            [
                (1.0 - self.experiment.decay) * (w + momentum * v - rate * g) if learns else w
                for w, v, g, learns in zip(weights, velocities, gradients, row, strict=True)
            ]
            for weights, velocities, gradients, row in zip(
                self.W[k], self.V[k], G, self.learns[k], strict=True
            )
        ]
