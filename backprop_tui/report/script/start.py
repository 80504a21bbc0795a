"""Where the weights start, as lines of NumPy: drawn by the seed in the order of the layers, biases
after all weights, or written down; and what the rule remembers from step to step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from backprop_tui.engine import Experiment
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Network, Parameters
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.wording import counted
from backprop_tui.report.script.layers import Layer, layers
from backprop_tui.report.script.written import comment, heading, mask, number, table

Draw = Callable[[tuple[int, ...], tuple[int, int], str], str]
"""From a shape, the inputs and outputs of its units and what multiplies by the scale to what draws
an array.
"""


def _sizes(shape: tuple[int, ...]) -> str:
    return ", ".join(map(str, shape))


DRAWS: Mapping[str, Draw] = {
    "normal": lambda shape, fans, scale: f"np.random.randn({_sizes(shape)}){scale}",
    "uniform": lambda shape, fans, scale: f"np.random.uniform(-1, 1, {shape}){scale}",
    "xavier": lambda shape, fans, scale: (
        f"np.random.uniform(-np.sqrt(6 / {sum(fans)}), np.sqrt(6 / {sum(fans)}), {shape})"
    ),
    "zeros": lambda shape, fans, scale: f"np.zeros({shape})",
}
"""How start values are drawn, by the name of the initializer."""


def start_lines(experiment: Experiment) -> Iterator[str]:
    """The start of all weights and biases."""
    yield from heading("Start")
    each = layers(experiment)
    there = [layer for layer in each if layer.linked]
    if there:
        yield from comment("Which links there are: a group sees only its own of a layer before.")
    for layer in there:
        linked = experiment.links.linked(layer.number)
        assert linked is not None, "only a layer that lacks links has a mask"
        yield from mask(layer.linked, linked)
    if experiment.start is not None:
        yield from _written(experiment, each)
    else:
        yield from _drawn(experiment, each)
    yield from _carried(experiment, each)


def _drawn(experiment: Experiment, each: list[Layer]) -> Iterator[str]:
    """What draws it again."""
    draw, initializer = DRAWS[experiment.init], experiment.initializer
    scale = initializer.default_scale if experiment.scale is None else experiment.scale
    said = "" if scale in (None, 1) else f" * {number(scale)}"
    fans = experiment.arrangement.weights
    if experiment.init != "zeros":
        yield f"np.random.seed({experiment.seed})"
    for layer, shape in zip(each, fans, strict=True):
        before = counted(shape[0], "input" if layer.number == 1 else "unit")
        line = f"{layer.weights} = {draw(shape, shape, said)}"
        yield f"{line}  # from {before} to {layer.called}"
        if layer.linked:
            yield f"{layer.weights}[~{layer.linked}] = 0"
    shapes = [(count,) for count in experiment.arrangement.biases]
    for layer, vector, fan in zip(each, shapes, fans, strict=False):
        yield f"{layer.biases} = {draw(vector, fan, said)}"


def _written(experiment: Experiment, each: list[Layer]) -> Iterator[str]:
    """All numbers of it."""
    yield from comment("These weights were written down.")
    for name, part in _named(experiment, Network(experiment).parameters.vector, each):
        yield from table(name, part)


def _rule(experiment: Experiment) -> LearningRule:
    """The rule with what it remembers at the start."""
    rule = LearningRule.of(experiment)
    rule.recall(experiment.start.remembered if experiment.start else {})
    return rule


def _carried(experiment: Experiment, each: list[Layer]) -> Iterator[str]:
    """Gradients that nobody clears, if so it is."""
    carried = _rule(experiment).carried
    if carried is None:
        return
    yield from comment("Nobody ever sets these gradients back to zero.")
    for name, part in _named(experiment, carried, each):
        yield from _remembered(f"d{name}", name, part)


def momentum_lines(experiment: Experiment, uses: Iterable[str]) -> Iterator[str]:
    """The last changes that momentum begins with, of the parameters whose changes are asked for."""
    if not experiment.momentum:
        return
    text, each = "\n".join(uses), layers(experiment)
    named = _named(experiment, _rule(experiment).velocity, each)
    used = [(name, part) for name, part in named if re.search(rf"\bv{name}\b", text)]
    if used:
        yield from comment("The last change of every weight, for momentum goes on with it.")
    for name, part in used:
        yield from _remembered(f"v{name}", name, part)


def _named(
    experiment: Experiment, vector: Array, each: Sequence[Layer]
) -> Iterator[tuple[str, Array]]:
    """The parts of a vector of all parameters, with the names of these."""
    parts = Parameters(experiment.arrangement, vector)
    for layer, part in zip(each, parts.weights, strict=True):
        yield layer.weights, part
    for layer, part in zip(each, parts.biases or (), strict=False):
        yield layer.biases, part


def _remembered(name: str, parameter: str, part: Array) -> Iterable[str]:
    """The lines that give a name to what is remembered of an array of parameters."""
    return table(name, part) if part.any() else [f"{name} = np.zeros_like({parameter})"]
