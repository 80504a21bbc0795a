"""The same learning as anyone would first write it, knowing nothing of the engine's code.
`tutorial` follows the tutorial's text line by line; `PlainNetwork` is the textbook's loop for any
network.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from backprop_tui.engine import Experiment

Matrix = Any


def sigmoid(z: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-z))


def sigmoid_deriv(z: Matrix) -> Matrix:
    s = sigmoid(z)
    return s * (1 - s)


def tutorial_start(seed: int, hidden: int = 4) -> tuple[Matrix, Matrix]:
    """W1 and W2 as the tutorial draws them after `np.random.seed(seed)`."""
    random = np.random.RandomState(seed)
    return random.randn(2, hidden) * 0.5, random.randn(hidden, 1) * 0.5


def tutorial(W1: Matrix, W2: Matrix, lr: float, steps: int) -> list[Any]:
    """The tutorial's training loop; moves W1 and W2, returns the loss at every step."""
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([[0], [1], [1], [0]])
    losses = []
    for _ in range(steps):
        z1 = X @ W1
        a1 = sigmoid(z1)
        z2 = a1 @ W2
        yhat = sigmoid(z2)
        loss = np.mean((y - yhat) ** 2)
        losses.append(loss)
        d_out = -(y - yhat) * sigmoid_deriv(z2)
        dW2 = a1.T @ d_out
        d_hid = (d_out @ W2.T) * sigmoid_deriv(z1)
        dW1 = X.T @ d_hid
        W2 -= lr * dW2
        W1 -= lr * dW1
    return losses


FUNCTIONS: dict[str, tuple[Any, Any]] = {
    "sigmoid": (sigmoid, sigmoid_deriv),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(0, z), lambda z: (z > 0) * 1.0),
    "linear": (lambda z: z, np.ones_like),
    "step": (lambda z: np.where(z < 0, 0.0, 1.0), np.zeros_like),
}

FAMILIES: dict[str, tuple[float, Any]] = {
    "sigmoid": (1.0, lambda b: (lambda z: sigmoid(b * z), lambda z: b * sigmoid_deriv(b * z))),
    "bipolar": (
        1.0,
        lambda b: (lambda z: 2 * sigmoid(b * z) - 1, lambda z: 2 * b * sigmoid_deriv(b * z)),
    ),
    "leaky-relu": (
        0.01,
        lambda s: (lambda z: np.where(z > 0, z, s * z), lambda z: np.where(z > 0, 1.0, s)),
    ),
}
"""The number where none is written, and with a number f and f′."""


def function(name: str) -> tuple[Any, Any]:
    """f and f′ by name, such as `tanh` or `leaky-relu:0.2`."""
    family, _, number = name.partition(":")
    if family not in FAMILIES or name == "sigmoid":
        return FUNCTIONS[name]
    default, made = FAMILIES[family]
    f, slope = made(float(number) if number else default)
    return f, slope


def softmax(z: Matrix) -> Matrix:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def back_through_softmax(z: Matrix, g: Matrix) -> Matrix:
    """g through the matrix ∂aᵢ/∂zⱼ of every row, written out."""
    return np.array([g @ (np.diag(a) - np.outer(a, a)) for a, g in zip(softmax(z), g, strict=True)])


def apply(name: str, z: Matrix) -> Matrix:
    return softmax(z) if name == "softmax" else function(name)[0](z)


def back(name: str, z: Matrix, g: Matrix) -> Matrix:
    return back_through_softmax(z, g) if name == "softmax" else g * function(name)[1](z)


def margin(yhat: Matrix, y: Matrix) -> Matrix:
    """The error, but none where an on unit is above .8 or an off unit below .2."""
    return np.where(y == 1, np.where(yhat > 0.8, 0, yhat - 1), np.where(yhat < 0.2, 0, yhat))


def cross_entropy(z: Matrix, y: Matrix) -> Matrix:
    # ln σ(z) = -ln(1 + e^-z), and 1 - σ(z) = σ(-z): no digits are lost near 0 and 1.
    return np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))


def surprise(z: Matrix, y: Matrix) -> Matrix:
    """The mean over the cases."""
    return -np.mean((y * (z - np.logaddexp.reduce(z, axis=1, keepdims=True))).sum(axis=1))


SQUARES: dict[str, Any] = {
    "half-sse": (lambda yhat, y: -(y - yhat), lambda yhat, y: np.mean((y - yhat) ** 2)),
    "sse": (lambda yhat, y: -2 * (y - yhat), lambda yhat, y: np.mean((y - yhat) ** 2)),
    "mean": (
        lambda yhat, y: -2 * (y - yhat) / (y.shape[0] * y.shape[1]),
        lambda yhat, y: np.mean((y - yhat) ** 2),
    ),
    "margin": (margin, lambda yhat, y: np.mean(margin(yhat, y) ** 2)),
}
"""The gradient of a loss by the outputs, and what is displayed."""

ENTROPIES: dict[str, Any] = {"bce": cross_entropy, "ce": surprise}
"""What is displayed of a loss whose δ is ŷ - y, from the sums and the targets."""


def displayed(loss: str, z: Matrix, yhat: Matrix, y: Matrix) -> Any:
    return ENTROPIES[loss](z, y) if loss in ENTROPIES else SQUARES[loss][1](yhat, y)


def blame(loss: str, output: str, z: Matrix, yhat: Matrix, y: Matrix) -> Matrix:
    """δ of the output."""
    return yhat - y if loss in ENTROPIES else back(output, z, SQUARES[loss][0](yhat, y))


def links_there(experiment: Experiment) -> list[Matrix]:
    """True for every weight that there is: no link joins two groups of different numbers."""
    numbers = []
    for k, units in enumerate(experiment.sizes):
        division = experiment.groups[k] if k < len(experiment.groups) else (units,)
        names = [g for g, size in enumerate(division) for _ in range(size)]
        numbers.append(names if len(division) > 1 else [None] * units)
    there = []
    for k in range(1, len(numbers)):
        before = numbers[:k] if experiment.direct else numbers[k - 1 : k]
        rows = [name for layer in before for name in layer]
        there.append(np.array([[None in (a, b) or a == b for b in numbers[k]] for a in rows]))
    return there


NUMBERS = ("lr", "momentum", "l2", "l1", "decay")


class PlainNetwork:
    """The textbook's loop for any experiment, from the start weights that it is given."""

    def __init__(
        self, experiment: Experiment, weights: list[Matrix], biases: list[Matrix] | None
    ) -> None:
        self.experiment = experiment
        self.lr, self.momentum = experiment.learning_rate, experiment.momentum
        self.activation, self.output_activation = (
            experiment.activation,
            experiment.output_activation,
        )
        self.loss = experiment.loss
        self.weights, self.biases = weights, biases
        self.shared, self.thresholds = (experiment.bias == form for form in ("shared", "threshold"))
        self.changes = [0 * W for W in weights]
        self.bias_changes = [0 * b for b in biases] if biases else []
        self.direct = experiment.direct
        self.l2, self.l1, self.decay = experiment.l2, experiment.l1, experiment.decay
        self.freeze = experiment.freeze
        self.there = links_there(experiment)
        self.step = 0
        self.stream = np.random.RandomState(0)
        self.order: Any = None

    @property
    def learns(self) -> list[Matrix]:
        return self.masks()[0]

    @property
    def bias_learns(self) -> list[Matrix]:
        return self.masks()[1]

    def masks(self) -> tuple[list[Matrix], list[Matrix]]:
        """True for every weight and for every bias that learns."""
        learns = [np.ones(W.shape, bool) for W in self.weights]
        bias_learns = [np.ones(b.shape, bool) for b in self.biases or []]
        for name in self.freeze:
            if name in ("weights", "biases"):
                for each in learns if name == "weights" else bias_learns:
                    each[...] = False
            elif name in ("h", "h1"):
                learns[0][:, 0] = False
                if bias_learns and (not self.shared or learns[0].shape[1] == 1):
                    bias_learns[0][0] = False
            else:
                which = learns if name[0] == "W" else bias_learns
                one = (0,) * which[0].ndim if name.endswith("1]") else ...
                which[int(name[1]) - 1][one] = False
        return learns, bias_learns

    @property
    def names(self) -> list[str]:
        """The activation of every layer after the inputs."""
        names = self.activation.split(",")
        hidden = [names[k if len(names) > 1 else 0] for k in range(len(self.experiment.hidden))]
        return [*hidden, self.output_activation]

    def keep_to_the_schedule(self) -> None:
        """What the schedule changes at this step, by the names of the options."""
        for step, changes in self.experiment.schedule or ():
            for name, text in changes:
                if step == self.step:
                    value: Any = float(text) if name in NUMBERS else text
                    value = tuple(text.split(",")) if name == "freeze" else value
                    setattr(self, name.replace("-", "_"), value)

    def forward(self, X: Matrix) -> tuple[list[Matrix], list[Matrix]]:
        zs, activations = [], [X]
        for k, name in enumerate(self.names):
            z = self.seen(activations, k) @ self.weights[k]
            if self.biases:
                z = z - self.biases[k] if self.thresholds else z + self.biases[k]
            zs.append(z)
            activations.append(apply(name, z))
        return zs, activations

    def seen(self, activations: list[Matrix], k: int) -> Matrix:
        """What goes into weight matrix k: the layer before it, or all of them."""
        return np.concatenate(activations[: k + 1], axis=1) if self.direct else activations[k]

    def gradients(
        self, zs: list[Matrix], activations: list[Matrix], y: Matrix
    ) -> list[tuple[int, Matrix, Matrix]]:
        """The place of every layer, its ∂E/∂W without any penalty and its δ, the last one first."""
        d = blame(self.loss, self.names[-1], zs[-1], activations[-1], y)
        gradients: list[tuple[int, Matrix, Matrix]] = []
        for k in reversed(range(len(self.weights))):
            gradients.append((k, self.seen(activations, k).T @ d, d))
            if k:
                # Whoever sees this layer blames it; gradients holds the layers behind it.
                width, g = activations[k].shape[1], 0
                for later, _, d_later in gradients if self.direct else gradients[-1:]:
                    first = sum(a.shape[1] for a in activations[:k]) if self.direct else 0
                    g = g + d_later @ self.weights[later][first : first + width].T
                d = back(self.names[k - 1], zs[k - 1], g)
        return gradients

    def cases(self) -> tuple[Matrix, Matrix]:
        """The inputs and targets of this step; the order of an epoch hangs on seed and epoch,
        unless it is that of the table.
        """
        problem, size = self.experiment.problem, self.experiment.batch_size or 0
        epoch, batch = divmod(self.step, -(-len(problem.inputs) // size))
        if batch == 0 or self.order is None:
            self.stream.seed((self.experiment.seed, epoch))
            self.order = self.stream.permutation(len(problem.inputs))
            if self.experiment.order == "file":
                self.order = list(range(len(problem.inputs)))
        chosen = self.order[batch * size : (batch + 1) * size]
        return problem.inputs[chosen], problem.targets[chosen]

    def train(self, steps: int) -> list[Any]:
        """Take steps; the displayed loss of all cases before each of them."""
        experiment = self.experiment
        losses = []
        for _ in range(steps):
            self.keep_to_the_schedule()
            lr, momentum = self.lr, self.momentum
            X, y = experiment.problem.inputs, experiment.problem.targets
            zs, activations = self.forward(X)
            yhat = activations[-1]
            losses.append(displayed(self.loss, zs[-1], yhat, y))
            if experiment.batch_size is not None and experiment.batch_size < len(X):
                X, y = self.cases()
                zs, activations = self.forward(X)
            for k, gradient, d in self.gradients(zs, activations, y):
                learns, W = self.learns[k] & self.there[k], self.weights[k]
                whole = gradient + self.l2 * W + self.l1 * np.sign(W)
                change = momentum * self.changes[k] - lr * whole
                self.weights[k] = np.where(learns, (1 - self.decay) * (W + change), W)
                self.changes[k] = np.where(learns, change, 0) * bool(momentum)
                # The way to a bias is a weight from a unit that is always 1, and to a threshold
                # one from a unit that is always -1.
                bias_gradient = d.sum() if self.shared else d.sum(axis=0)
                bias_gradient = -bias_gradient if self.thresholds else bias_gradient
                if self.biases:
                    learns, b = self.bias_learns[k], self.biases[k]
                    change = momentum * self.bias_changes[k] - lr * bias_gradient
                    self.biases[k] = np.where(learns, (1 - self.decay) * (b + change), b)
                    self.bias_changes[k] = np.where(learns, change, 0) * bool(momentum)
            self.step += 1
        return losses


def hidden_space(experiment: Experiment, network: PlainNetwork, output: int) -> dict[str, Matrix]:
    """The last hidden layer as an output sees it, written out: x, the share that it makes of x, and
    how widely h spreads in every direction at right angles to the output's weights.
    """
    zs, activations = network.forward(experiment.problem.inputs)
    h, units = activations[-2], activations[-2].shape[1]
    W = network.weights[-1][-units:]
    x, w = zs[-1][:, output], W[:, output]
    if experiment.output_activation == "softmax":
        others = [k for k in range(W.shape[1]) if k != output]
        x = x - np.log(np.exp(zs[-1][:, others]).sum(axis=1))
        w = w - sum(W[:, k] for k in others) / len(others)
    along = np.outer(w, w) / (w @ w) if w.any() else np.zeros((units, units))
    flat = (h - h.mean(axis=0)) @ (np.eye(units) - along)
    return {"x": x, "w": w, "h": h, "widest": np.linalg.svd(flat)[1].max()}
