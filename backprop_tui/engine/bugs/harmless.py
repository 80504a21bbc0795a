"""Where a wrong back-propagation does no harm, and why: what it spoils is not there, is 0, or comes
to the same. Such a network learns as it should, so nobody is told that it is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment


def where_no_blame_flows(experiment: Experiment) -> str | None:
    """Where δ of the output is 0 whatever the error, and with it every gradient."""
    if experiment.blamed[-1]:
        return None
    but = " but for the penalty" if experiment.penalty else ""
    name = experiment.output_activation
    return f"the f′ of {name} output units is 0, and so are all gradients{but}"


def where_there_is_nothing_to_clear(experiment: Experiment) -> str | None:
    """Where every gradient is 0; what a penalty adds is never cleared either."""
    return None if experiment.penalty else where_no_blame_flows(experiment)


def where_updated_weights_are(experiment: Experiment) -> str | None:
    """Where nothing goes back through weights, or where none of it gets through a slope."""
    if not experiment.hidden:
        return "without hidden units no blame goes back"
    if experiment.blamed[-1] and not any(experiment.blamed[:-1]):
        name = experiment.layer_activations[-2].name
        return f"the f′ of {name} hidden units is 0, so what comes back to them is lost"
    return where_no_blame_flows(experiment)


def where_activating_twice_is(experiment: Experiment) -> str | None:
    """Where f′(a) = f′(z), as with f(a) = a, or where nobody asks for the slope."""
    told = zip(
        experiment.layer_activations, experiment.slope_counts, experiment.blamed, strict=True
    )
    layers = [activation for activation, counts, blamed in told if counts and blamed]
    z = np.linspace(-2.0, 2.0, 9)
    for f in layers:
        a = f(z)
        if not np.array_equal(f.slope_at(a, f(a)), f.slope_at(z, a)):
            return None
    if not layers and not experiment.blamed[-1]:
        return where_no_blame_flows(experiment)
    if not layers and experiment.loss_function.gradient.cancels:
        return f"f′ cancels in δ with {experiment.loss}, and there are no hidden units"
    if not layers:
        return f"the way back through {experiment.output_activation} asks for no f′"
    names = " and ".join(dict.fromkeys(f.name for f in layers))
    if all(np.array_equal(f(f(z)), f(z)) for f in layers):
        return f"{names} applied twice is {names} applied once"
    return f"the f′ of {names} is the same at a as at z"


def where_the_slope_is_not_missed(experiment: Experiment) -> str | None:
    """Where δ of the output has no f′, or one of 1."""
    gradient = experiment.loss_function.gradient
    if gradient.cancels:
        return (
            f"with {experiment.loss} the f′ of the output cancels, and δ is {gradient.formula} "
            "rightly"
        )
    if experiment.layer_activations[-1].identity:
        return f"the f′ of {experiment.output_activation} output units is 1"
    return None


def rule_of_the_perceptron(experiment: Experiment) -> str | None:
    """What units that jump learn by, which have no slope that could be left out."""
    if not experiment.layer_activations[-1].flat:
        return None
    return (
        "f′ is left out at the output: it is 0 for units that jump, and without it they learn by "
        "the perceptron's rule, Δw = ε (y - ŷ) x, which is no gradient of E."
    )
