"""One training step, written out: forward to the prediction, the error, the blame back through the
same weights, the update. Training runs this list and the explanations look at the arrays that it
fills, so what is explained is what was executed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np

from backprop_tui.engine.core.calls import Array, Call, perform
from backprop_tui.engine.core.connected import cleared
from backprop_tui.engine.core.loss import OutputArrays
from backprop_tui.engine.core.network import Network, Parameters, side_by_side
from backprop_tui.engine.core.rule import LearningRule


class Tape:
    """The calls of one step for a number of cases, with every array that they fill.

    Attributes:
        network: Whose parameters it moves.
        rule: How it moves them.
        inputs: x, (cases, inputs).
        targets: y, (cases, outputs).
        a: Outputs of every layer, `inputs` first.
        seen: What every layer after the input sees, (cases, units before): the outputs of the
            layer before, or with direct links those of all layers before.
        slope: da/dz, one (cases, units) a layer.
        residual: ŷ - y, (cases, outputs).
        activation_gradient: ∂E/∂a of every hidden layer, one (cases, units) each.
        delta: δ = ∂E/∂z, one (cases, units) a layer.
        gradient: ∂E/∂w of every parameter.
        velocity: Δw(t-1) of every parameter, the rule's.
        carried: Σ ∂E/∂w of all steps before, the rule's; `None` unless a bug carries it.
        learns: Which parameters learn, the rule's; `None` for all of them.
        penalty: What the penalty of large weights adds to the gradient; `None` without one.
        loss_input: The array from which E can be computed afterwards.
        loss_gradient: ∂E/∂ŷ, or δ of the output where the loss gives that at once.
        parts: The calls by the part of the step: forward, residual, backward, update.
    """

    def __init__(self, network: Network, inputs: Array, targets: Array, rule: LearningRule) -> None:
        experiment = network.experiment
        sizes, cases = experiment.sizes, len(inputs)
        self.network, self.rule = network, rule
        self.inputs, self.targets = inputs, targets
        self._bias_inputs = np.full(cases, experiment.bias_form.sign)
        self._bounds = list(pairwise(np.cumsum([0, *(cases * n for n in sizes[1:])]).tolist()))
        self._outputs, outputs = self._layers()
        self._slopes, self.slope = self._layers()
        self._slopes.fill(1.0)
        self._sums, sums = self._layers()
        self._z = [
            a if activation.identity else z
            for activation, a, z in zip(experiment.layer_activations, outputs, sums, strict=True)
        ]
        self.delta: list[Array] = self._layers()[1]
        self.a = [inputs, *outputs]
        columns = side_by_side(experiment.links, inputs)
        self.seen: list[Array] = columns or self.a[:-1]
        # Where links skip layers, the inputs are there a second time.
        self._inputs_seen = columns[-1][:, : inputs.shape[1]] if columns else None
        self.activation_gradient = [np.zeros((cases, units)) for units in experiment.hidden]
        self.residual: Array = np.zeros_like(targets)
        # The first sigmoid gets its -z from a table negated once; its step is a call shorter.
        first = experiment.layer_activations[0]
        negated = bool(experiment.hidden) and first.negated and not first.needs_sums
        self._minus_inputs = -inputs if negated else None
        self.gradient = Parameters(experiment.arrangement)
        self.velocity = Parameters(experiment.arrangement, rule.velocity)
        self.carried = (
            None if rule.carried is None else Parameters(experiment.arrangement, rule.carried)
        )
        self.learns = (
            None if rule.learns is None else Parameters(experiment.arrangement, rule.learns)
        )
        self.penalty = Parameters(experiment.arrangement) if experiment.penalty else None
        loss = experiment.loss_function
        self.loss_input = self._z[-1] if loss.loss_input == "z" else self.residual
        self.loss_gradient: Array = (
            self.residual if loss.gradient.calls is None else np.zeros_like(targets)
        )
        self.parts: dict[str, list[Call]] = {
            "forward": self._forward(),
            "residual": [(np.subtract, self.a[-1], targets, self.residual)],
            "backward": self._backward(),
            "update": rule.calls(network.parameters.vector, self.gradient.vector),
        }

    def _layers(self) -> tuple[Array, list[Array]]:
        """One flat array for all layers after the input, and a view (cases, units) on each."""
        flat = np.zeros(self._bounds[-1][1])
        cases = len(self.inputs)
        return flat, [flat[low:high].reshape(cases, -1) for low, high in self._bounds]

    def load(self, inputs: Array, targets: Array) -> None:
        """Put other cases in, as many as there were."""
        self.inputs[:], self.targets[:] = inputs, targets
        if self._inputs_seen is not None:
            self._inputs_seen[:] = inputs
        if self._minus_inputs is not None:
            np.negative(inputs, self._minus_inputs)

    def z(self, layer: int) -> Array:
        """The weighted sums z of a layer, counted from 1, (cases, units), a new array."""
        z: Array = self._z[layer - 1].copy()
        return 0.0 - z if layer == 1 and self._minus_inputs is not None else z

    def _forward(self) -> list[Call]:
        """z = a W + b, or a W - θ, and a = f(z)."""
        weights, biases = self.network.parameters.weights, self.network.parameters.biases
        calls: list[Call] = []
        add: np.ufunc
        adds: list[np.ufunc] = [np.add, np.subtract]
        if self.network.experiment.bias_form.is_threshold:
            adds.reverse()
        for k, activation in enumerate(self.network.experiment.layer_activations):
            z, a = self._z[k], self.a[k + 1]
            if k == 0 and self._minus_inputs is not None:
                source, add, ready = self._minus_inputs, adds[1], True
            else:
                source, add, ready = self.seen[k], adds[0], not activation.negated
            calls.append((source.dot, weights[k], z))
            if biases is not None:
                calls.append((add, z, biases[k], z))
            if not ready:
                calls.append((np.negative, z, a))
                z = a
            calls += activation.apply(z, a)
            if self.network.experiment.links.skipping and k + 1 < len(self.seen):
                calls.append((np.copyto, self.seen[k + 1][:, -a.shape[1] :], a))
        return calls

    def _backward(self) -> list[Call]:
        """δ from the output back, ∂E/∂W = aᵀ δ, ∂E/∂b = Σ δ; the weights are still those before.

        A bug changes the calls of its own part, for one layer at a time.
        """
        weights = self.network.parameters.weights
        activations = self.network.experiment.layer_activations
        calls = self._slope_calls() + self._output_calls()
        for layer in range(len(weights), 0, -1):
            k = layer - 1
            delta = self.delta[k]
            gradient: list[Call] = [
                (self.seen[k].T.dot, delta, self.gradient.weights[k]),
                *cleared(self.network.experiment.links, layer, self.gradient.weights[k]),
            ]
            if self.gradient.biases is not None:
                gradient += self._bias_gradient(delta, self.gradient.biases[k])
            calls += self._with_penalty(gradient, layer)
            if k:
                before = self.activation_gradient[k - 1]
                calls += self._with_bug("activation gradient", self.blame(k, weights), k)
                calls += activations[k - 1].back(
                    before, self.slope[k - 1], self.a[k], self.delta[k - 1]
                )
        return calls

    def _with_penalty(self, gradient: list[Call], layer: int) -> list[Call]:
        """∂E/∂W and ∂E/∂b from their sums over the cases: with the penalty of large weights.

        A bug that multiplies by the number of cases leaves alone what is no sum over cases.
        """
        penalty, bug = self.network.experiment.penalty, self.network.experiment.wrong
        if penalty is None or self.penalty is None:
            return self._with_bug("gradient", gradient, layer)
        k = layer - 1
        weights = self.network.parameters.weights[k]
        added = penalty.calls(weights, self.penalty.weights[k], self.gradient.weights[k])
        if bug and bug.by_cases:
            return [*self._with_bug("gradient", gradient, layer), *added]
        return self._with_bug("gradient", [*gradient, *added], layer)

    def _bias_gradient(self, delta: Array, gradient: Array) -> list[Call]:
        """A bias is a weight from a unit that is always on; ∂E/∂b of one that is shared is the sum
        over all units that share it.
        """
        form = self.network.experiment.bias_form
        if not form.shared:
            return [(self._bias_inputs.dot, delta, gradient)]
        total: Call = (np.add.reduce, delta, None, None, gradient.reshape(()))
        return [total, (np.negative, gradient, gradient)] if form.is_threshold else [total]

    def blame(self, layer: int, weights: Sequence[Array]) -> list[Call]:
        """∂E/∂a of a hidden layer: δ Wᵀ of every layer that sees it, summed.

        Args:
            layer: Which one, from 1.
            weights: What the blame comes back through, a matrix (units before, units) a layer.
        """
        links, total = self.network.experiment.links, self.activation_gradient[layer - 1]
        calls: list[Call] = []
        for above in links.after(layer):
            through = weights[above - 1][links.rows(above, layer)].T
            part = np.zeros_like(total) if calls else total
            calls.append((self.delta[above - 1].dot, through, part))
            if part is not total:
                calls.append((np.add, total, part, total))
        return calls

    def _output_calls(self) -> list[Call]:
        """The gradient of the loss, and δ of the output from it."""
        experiment = self.network.experiment
        loss, activation = experiment.loss_function, experiment.layer_activations[-1]
        output = OutputArrays(self._z[-1], self.a[-1], self.targets, self.residual)
        calls = loss.gradient.calls(output, self.loss_gradient) if loss.gradient.calls else []
        delta = loss.delta(activation, output, self.loss_gradient, self.slope[-1], self.delta[-1])
        return calls + self._with_bug("output delta", delta, len(self.delta))

    def _with_bug(self, part: str, right_calls: list[Call], layer: int) -> list[Call]:
        """The calls of a part, as they are or as the experiment's bug has them."""
        bug = self.network.experiment.wrong
        return bug.calls(self, right_calls, layer) if bug and bug.part == part else right_calls

    def _slope_calls(self) -> list[Call]:
        """da/dz of all layers; neighbours with one activation share their calls."""
        calls: list[Call] = []
        activations, bug = self.network.experiment.layer_activations, self.network.experiment.wrong
        if bug and bug.part == "slope":
            for k, activation in enumerate(activations):
                right_calls = activation.slope(self._z[k], self.a[k + 1], self.slope[k])
                calls += bug.calls(self, right_calls, k + 1)
            return calls
        layers = zip(activations, self._bounds, strict=True)
        for activation, group in groupby(layers, key=lambda layer: layer[0]):
            bounds = [bound for _, bound in group]
            part = slice(bounds[0][0], bounds[-1][1])
            sums = self._outputs if activation.identity else self._sums
            calls += activation.slope(sums[part], self._outputs[part], self._slopes[part])
        return calls

    @property
    def step(self) -> list[Call]:
        """All calls of one step."""
        return [call for part in self.parts.values() for call in part]

    @property
    def measure(self) -> list[Call]:
        """The calls that fill the loss_input and change nothing else."""
        return self.parts["forward"] + self.parts["residual"]


def look_back(tape: Tape) -> None:
    """Fill a tape's arrays up to the gradients, and move nothing."""
    memory = tape.rule.memory.copy()  # a bug may carry gradients on
    perform([call for name in ("forward", "residual", "backward") for call in tape.parts[name]])
    tape.rule.memory[:] = memory
