"""Checks that the settings of an experiment go together. Each may be right by itself and still not
go with another: a batch of more cases than there are, a scale where nothing is scaled. Such a pair
is refused with what would fit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backprop_tui.engine.core.activations import find_activation
from backprop_tui.engine.core.connected import require_unlinked
from backprop_tui.engine.core.cross_entropies import BCE
from backprop_tui.engine.core.initializers import INITIALIZERS
from backprop_tui.engine.core.loss import Loss
from backprop_tui.engine.core.squared_errors import HALF_SSE
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.levels import PLAIN
from backprop_tui.engine.problems.problem import Problem
from backprop_tui.engine.settings.declared import changeable
from backprop_tui.engine.settings.schedule import settings_at

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

MAX_PARAMETERS = 2_000_000
MAX_ACTIVATIONS = 5_000_000
MAX_CODES = 20


def require_sizes(experiment: Experiment) -> None:
    """Refuse a network that is too large by itself, or for its cases."""
    # A link that is left out takes its room all the same.
    parameters = experiment.arrangement.size
    if parameters > MAX_PARAMETERS:
        raise BadSetting(f"this network has {parameters:,} parameters; at most {MAX_PARAMETERS:,}")
    activations = len(experiment.problem.inputs) * sum(experiment.sizes)
    if activations > MAX_ACTIVATIONS:
        raise BadSetting(f"cases times units come to {activations:,}; at most {MAX_ACTIVATIONS:,}")


def require_activations(experiment: Experiment) -> None:
    """Refuse as many activations as there are not hidden layers, unless one is for all."""
    given, there = experiment.activation.count(",") + 1, len(experiment.hidden)
    if given not in (1, there):
        raise BadSetting(
            f"activation {experiment.activation} names {given} hidden layers, but there "
            f"{'is' if there == 1 else 'are'} {there or 'none'}: give one name for all of them"
            f"{', or one for each' if there > 1 else ''}"
            f"{'; that of the output goes to --output-activation' * (given == there + 1)}"
        )


def require_defined(experiment: Experiment) -> None:
    """Refuse a loss that is not defined for what the output units give, or for the targets."""
    loss, output = experiment.loss_function, experiment.output_activation
    # Where a slope cancels it is that of one unit; else any of its family will do.
    unit = output if loss.gradient.cancels else output.partition(":")[0]
    if loss.outputs and unit not in loss.outputs:
        if find_activation(loss.outputs[0]).total is not None and experiment.sizes[-1] == 1:
            raise BadSetting(
                f"loss {loss.name} needs several outputs, one a class, and "
                f"{experiment.problem.name} has only one: take {_loss_of_one(experiment)}"
                f"{_or_classes(experiment)}"
            )
        raise BadSetting(
            f"loss {loss.name} needs output activation {' or '.join(loss.outputs)}, not "
            f"{output}: give --output-activation {loss.outputs[0]} with it"
        )
    for part in filter(None, (experiment.problem, experiment.problem.testing)):
        if flaw := loss.refuses(part.targets):
            raise BadSetting(f"loss {loss.name} needs {flaw}{_without_levels(loss, part)}")


def _without_levels(loss: Loss, part: Problem) -> str:
    """That it is other levels than 0 and 1 that a loss is not defined for, if it is."""
    if part.levels == PLAIN or loss.refuses(part.levels.bits(part.targets)):
        return ""
    return f": leave out --levels {part.levels.low:g},{part.levels.high:g}"


def _loss_of_one(experiment: Experiment) -> str:
    """The loss for one output that is nearest to that of several classes."""
    fits = BCE.refuses(experiment.problem.targets) is None
    return f"--loss {(BCE if fits else HALF_SSE).name}"


def _or_classes(experiment: Experiment) -> str:
    """What else makes several outputs of one, if anything does."""
    problem = experiment.problem
    may = problem.path is not None and (problem.answer is Answer.BITS or _are_codes(experiment))
    return ", or add --classes, which makes an output of each class" if may else ""


def _are_codes(experiment: Experiment) -> bool:
    """Whether the targets are so few whole numbers that they may be codes of classes."""
    codes = set(experiment.problem.targets.ravel().tolist())
    return 2 <= len(codes) <= MAX_CODES and all(map(float.is_integer, codes))


def _instead(experiment: Experiment) -> str:
    """What to do about a single output that has the whole of a total."""
    if experiment.problem.answer is not Answer.BITS and _are_codes(experiment):
        classes = _or_classes(experiment).removeprefix(", or ")
        return classes or "a column of 0 and 1 for each class"
    loss = experiment.loss_function
    fits = not loss.outputs or "sigmoid" in loss.outputs
    other = "" if fits else f" {_loss_of_one(experiment)}"
    return f"take --output-activation sigmoid{other}{_or_classes(experiment)}"


def require_several(experiment: Experiment) -> None:
    """Refuse units that share out a fixed total where there is only one of them."""
    layers = zip(experiment.layer_activations, experiment.sizes[1:], strict=True)
    for k, (activation, units) in enumerate(layers, start=1):
        if activation.total is None or units > 1:
            continue
        last = k == len(experiment.sizes) - 1
        where = "the output" if last else f"hidden layer {k}"
        instead = _instead(experiment) if last else "take another --activation, or more units"
        raise BadSetting(
            f"{activation.name} shares {activation.total:g} out among the units of a layer, and "
            f"{where} has only one, which would always put out {activation.total:g}: {instead}"
        )


def require_scaled(experiment: Experiment) -> None:
    """Refuse a scale where start weights have none."""
    if experiment.scale is not None and experiment.initializer.default_scale is None:
        scaled = ", ".join(i.name for i in INITIALIZERS.values() if i.default_scale)
        raise BadSetting(f"init {experiment.init} has no scale; those with one are {scaled}")


def require_cases(experiment: Experiment) -> None:
    """Refuse a batch of more cases than there are."""
    cases, size = len(experiment.problem.inputs), experiment.batch_size
    if size is not None and not 1 <= size <= cases:
        raise BadSetting(
            f"batch size must be from 1 to {cases}, the cases of {experiment.problem.name}, "
            f"not {size}"
        )


def require_start(experiment: Experiment) -> None:
    """Refuse start weights of another network."""
    if experiment.start is not None:
        experiment.start.require(experiment.links, experiment.bias_form)
        experiment.start.require_memory(experiment.arrangement.shapes)
        require_unlinked(experiment, experiment.start)


def require_schedule(experiment: Experiment) -> None:
    """Refuse a scheduled change that could not be made by hand at its step."""
    running = replace(experiment, schedule=None) if experiment.schedule else experiment
    for moment in experiment.schedule or ():
        try:
            running = replace(running, **settings_at(moment, changeable(type(experiment))))
        except BadSetting as refusal:
            raise BadSetting(f"at step {moment.step}: {refusal}") from None
