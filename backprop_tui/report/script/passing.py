"""The way forward as a function of NumPy, and the way back as lines of a loop: blame for the error
goes from the output through the same weights, and each weight's share of it is a gradient.

A dot product is written `a.dot(b)`: it is `a @ b`, called as the program calls it, so that sums are
added up in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine import Experiment
from backprop_tui.report.script import units
from backprop_tui.report.script.layers import Layer, layers
from backprop_tui.report.script.objective import OBJECTIVES
from backprop_tui.report.script.penalty import pull
from backprop_tui.report.script.update import Update, learning
from backprop_tui.report.script.written import comment, function, noted


def passed(experiment: Experiment) -> list[str]:
    """What the way forward gives back, in its order."""
    names = ["seen"] * experiment.links.skipping
    for layer in layers(experiment):
        is_loss_input = layer.is_last and experiment.loss_function.loss_input == "z"
        names += [layer.z] * is_loss_input + [layer.a]
    return names


def loss_input(experiment: Experiment) -> str:
    """What the function of the loss is handed of the way forward."""
    last = layers(experiment)[-1]
    return last.z if experiment.loss_function.loss_input == "z" else last.a


def forward_function(experiment: Experiment) -> tuple[str, ...]:
    """z = a W + b and a = f(z), layer by layer."""
    links, names = experiment.links, passed(experiment)
    lines: list[str] = []
    if links.skipping:
        width = links.shapes[-1][0]
        lines += [
            f"seen = np.zeros((len(x), {width}))  # the inputs, then the outputs of each layer",
            f"seen[:, :{experiment.sizes[0]}] = x",
        ]
    sign = "-" if experiment.bias_form.is_threshold else "+"
    for layer in layers(experiment):
        total = f"{layer.seen}.dot({layer.weights})" + f" {sign} {layer.biases}" * bool(
            layer.biases
        )
        said = f"the weighted sums of {layer.called}"
        if layer.activation.identity:
            lines += noted(f"{layer.a} = {total}", said)
        else:
            lines += noted(f"{layer.z} = {total}", said)
            lines.append(f"{layer.a} = {units.applied(layer.activation, layer.z)}")
        if links.skipping and not layer.is_last:
            end = links.shapes[layer.number][0]
            lines.append(f"seen[:, {end - layer.units}:{end}] = {layer.a}")
    return function("forward(x)", [*lines, f"return {', '.join(names)}"])


def backward_lines(experiment: Experiment) -> Iterator[str]:
    """From δ of the output to all gradients, and the update of every parameter that learns.

    The weights are updated when nothing asks for them any more; with one bug they are at once,
    as soon as their gradient is there.
    """
    wrong, each = experiment.wrong, layers(experiment)
    at_once = wrong is not None and wrong.through_updated
    updates: list[Update] = []
    lowest = _lowest(experiment)
    if lowest > len(each):
        return
    yield from comment(
        "Backward: how much is each unit to blame (d = ∂E/∂z), and each weight (dW = ∂E/∂W)? "
        "Blame goes back through the same weights."
        if len(each) > 1
        else "Backward: how much is each unit to blame (d = ∂E/∂z), and each weight (dW = ∂E/∂W)?"
    )
    if wrong is not None:
        yield from comment(f"Wrong on purpose, {wrong.name}: {wrong.told(experiment)}")
    for layer in reversed(each):
        if layer.number < lowest:
            break
        if layer.is_last:
            yield f"{layer.delta} = {_output_delta(layer)}"
        else:
            yield f"{layer.delta} = {_hidden_delta(layer)}"
        own = []
        for name in layer.parameters:
            update = learning(experiment, layer, name)
            if update is not None or _carries(experiment):
                right = _weight_gradient(layer) if name == layer.weights else _bias_gradient(layer)
                yield _gradient_line(layer, name, right)
            own += [update] if update is not None else []
        if at_once:
            yield from (line for update in own for line in update.lines)
        else:
            updates = [*own, *updates]
    if updates:
        frozen = " that learns" if experiment.freeze else ""
        yield f"# Update: a small step down for every weight{frozen}"
        yield from (line for update in updates for line in update.lines)


def _carries(experiment: Experiment) -> bool:
    """Whether gradients are added up from step to step."""
    return experiment.wrong is not None and experiment.wrong.carries


def _lowest(experiment: Experiment) -> int:
    """The first layer of which a gradient is asked for."""
    asked = [
        layer.number
        for layer in layers(experiment)
        for name in layer.parameters
        if _carries(experiment) or learning(experiment, layer, name) is not None
    ]
    return min(asked, default=len(experiment.sizes))


def _slope(layer: Layer) -> str:
    """f′ of a layer; with a bug of f′ at its output, to which f is applied once more."""
    activation, wrong = layer.activation, layer.experiment.wrong
    if wrong is None or wrong.part != "slope" or activation.identity:
        return units.slope(activation, layer.a)
    return units.slope(activation, units.applied(activation, layer.a))


def _through(layer: Layer, gradient: str) -> str:
    """δ of a layer from ∂E/∂a."""
    if layer.activation.coupling is not None:
        return units.back(layer.activation, gradient, layer.a)
    slope = _slope(layer)
    return f"{gradient} * {slope}" if slope else gradient


def _output_delta(layer: Layer) -> str:
    """δ of the output, as it is or as a bug has it."""
    loss, wrong = layer.experiment.loss_function, layer.experiment.wrong
    gradient = OBJECTIVES[loss.name].gradient
    right = gradient if loss.gradient.cancels else _through(layer, gradient)
    if wrong is not None and wrong.part == "output delta":
        right = gradient if wrong.slopeless else wrong.code.format(lhs="", rhs=right)[3:]
    return _bare(right)


def _bare(text: str) -> str:
    """A text without brackets around all of it."""
    inside = text.removeprefix("(").removesuffix(")")
    return inside if f"({inside})" == text and not set(inside) & set("()") else text


def _hidden_delta(layer: Layer) -> str:
    """δ of a hidden layer from those of the layers that see it."""
    links = layer.experiment.links
    parts = []
    for above in links.after(layer.number):
        rows = links.rows(above, layer.number)
        part = f"[{rows.start}:{rows.stop}]" if links.skipping else ""
        parts.append(f"d{above}.dot(W{above}{part}.T)")
    total = " + ".join(parts)
    if len(parts) == 1 or layer.activation.coupling is not None:
        return _through(layer, total)
    return _bare(_through(layer, f"({total})"))


def _weight_gradient(layer: Layer) -> str:
    """∂E/∂W = aᵀ δ; 0 where there is no link."""
    total = f"{layer.seen}.T.dot({layer.delta})"
    return f"np.where({layer.linked}, {total}, 0)" if layer.linked else total


def _bias_gradient(layer: Layer) -> str:
    """∂E/∂b: a bias is a weight from a unit that is always on, a threshold from one at -1."""
    form = layer.experiment.bias_form
    if form.shared:
        return f"{'-' * form.is_threshold}np.sum({layer.delta})"
    always = "np.full(len(x), -1.0)" if form.is_threshold else "np.ones(len(x))"
    return f"{always}.dot({layer.delta})"


def _gradient_line(layer: Layer, name: str, right: str) -> str:
    """The line that makes a gradient, with the pull of large weights; or as a bug has it."""
    wrong = layer.experiment.wrong
    pulled = pull(layer.experiment, layer.weights) if name == layer.weights else ""
    if wrong is None or wrong.part != "gradient":
        return f"d{name} = {right}{pulled}"
    if wrong.by_cases:
        return wrong.code.format(lhs=f"d{name}", rhs=right) + pulled
    return wrong.code.format(lhs=f"d{name}", rhs=f"{right}{pulled}")
