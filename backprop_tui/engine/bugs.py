"""Every wrong back-propagation that a network can learn with, by its name. These are mistakes that
everybody makes, and with most of them a network still learns a little, so the loss curve alone
never tells; the gradient check finds them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backprop_tui.engine.core.bug import Bug, Element, Terms
from backprop_tui.engine.core.calls import Call, constant

if TYPE_CHECKING:
    from backprop_tui.engine.core.tape import Tape
    from backprop_tui.engine.experiment import Experiment

__all__ = ["BUGS", "Bug", "Element", "Terms"]


def _back_through_updated_weights(tape: Tape, right_calls: list[Call], layer: int) -> list[Call]:
    """∂E/∂a = δ (W + ΔW)ᵀ; W + ΔW by the rule's own calls, so that it has the update's bits."""
    calls: list[Call] = []
    weights = list(tape.network.parameters.weights)
    for above in tape.network.experiment.links.after(layer):
        gradient = tape.gradient.weights[above - 1]
        updated, descent, velocity = (np.zeros_like(gradient) for _ in range(3))
        learns = tape.learns.weights[above - 1] if tape.learns else None
        calls += [
            (np.copyto, updated, weights[above - 1]),
            (np.copyto, velocity, tape.velocity.weights[above - 1]),
            *tape.rule.descend(updated, gradient, velocity, descent, learns),
        ]
        weights[above - 1] = updated
    return [*calls, *tape.blame(layer, weights)]


def _terms_of_updated_weights(right_terms: Terms, element: Element) -> Terms:
    """One δ · (w + Δw) for every unit that sees this one."""
    return element.record.blame_terms(
        element.layer, element.row, element.column, lambda update: update.after
    )


def _slope_of_the_output_activated_again(
    tape: Tape, right_calls: list[Call], layer: int
) -> list[Call]:
    """f′ read off f(a)."""
    activation = tape.network.experiment.layer_activations[layer - 1]
    again = np.zeros_like(tape.a[layer])
    return [
        (np.negative if activation.negated else np.positive, tape.a[layer], again),
        *activation.apply(again, again),
        *activation.slope(tape.a[layer], again, tape.slope[layer - 1]),
    ]


def _where_no_blame_flows(experiment: Experiment) -> str | None:
    """Where δ of the output is 0 whatever the error, and with it every gradient."""
    if experiment.blamed[-1]:
        return None
    but = " but for the penalty" if experiment.penalty else ""
    name = experiment.output_activation
    return f"the f′ of {name} output units is 0, and so are all gradients{but}"


def _where_there_is_nothing_to_clear(experiment: Experiment) -> str | None:
    """Where every gradient is 0; what a penalty adds is never cleared either."""
    return None if experiment.penalty else _where_no_blame_flows(experiment)


def _where_updated_weights_are_harmless(experiment: Experiment) -> str | None:
    """Where nothing goes back through weights, or where none of it gets through a slope."""
    if not experiment.hidden:
        return "without hidden units no blame goes back"
    if experiment.blamed[-1] and not any(experiment.blamed[:-1]):
        name = experiment.layer_activations[-2].name
        return f"the f′ of {name} hidden units is 0, so what comes back to them is lost"
    return _where_no_blame_flows(experiment)


def _where_activating_twice_is_harmless(experiment: Experiment) -> str | None:
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
        return _where_no_blame_flows(experiment)
    if not layers and experiment.loss_function.gradient.cancels:
        return f"f′ cancels in δ with {experiment.loss}, and there are no hidden units"
    if not layers:
        return f"the way back through {experiment.output_activation} asks for no f′"
    names = " and ".join(dict.fromkeys(f.name for f in layers))
    if all(np.array_equal(f(f(z)), f(z)) for f in layers):
        return f"{names} applied twice is {names} applied once"
    return f"the f′ of {names} is the same at a as at z"


def _added_to_all_before(tape: Tape, right_calls: list[Call], layer: int) -> list[Call]:
    """∂E/∂W and ∂E/∂b of this step plus those of all steps before."""
    assert tape.carried is not None, "the bug carries"
    calls = list(right_calls)
    pairs = [(tape.gradient.weights[layer - 1], tape.carried.weights[layer - 1])]
    if tape.gradient.biases is not None and tape.carried.biases is not None:
        pairs.append((tape.gradient.biases[layer - 1], tape.carried.biases[layer - 1]))
    for gradient, carried in pairs:
        calls += [(np.add, gradient, carried, gradient), (np.copyto, carried, gradient)]
    return calls


def _terms_with_all_before(right_terms: Terms, element: Element) -> Terms:
    """The right terms and the sum carried over."""
    layer = element.record.layers[element.layer - 1]
    update = layer.biases if element.bias else layer.weights
    assert update is not None, "only a network with biases has gradients of biases"
    assert update.carried is not None, "the bug carries"
    place = element.column if element.bias else (element.row, element.column)
    return [*right_terms, (float(update.carried[place]),)]


def _times_the_cases(tape: Tape, right_calls: list[Call], layer: int) -> list[Call]:
    """N ∂E/∂W and N ∂E/∂b."""
    cases = constant(len(tape.inputs))
    gradients = [tape.gradient.weights[layer - 1]]
    if tape.gradient.biases is not None:
        gradients.append(tape.gradient.biases[layer - 1])
    return [*right_calls, *((np.multiply, gradient, cases, gradient) for gradient in gradients)]


def _terms_without_a_slope(right_terms: Terms, element: Element) -> Terms:
    """∂E/∂ŷ alone; where that is the residual, the two numbers that it is made of."""
    record, row, column = element.record, element.row, element.column
    if record.experiment.loss_function.gradient.calls is not None:
        return [(float(record.loss_gradient[row, column]),)]
    prediction, target = record.layers[-1].activation[row, column], record.targets[row, column]
    return [(float(prediction),), (0.0 - float(target),)]


def _where_the_slope_is_not_missed(experiment: Experiment) -> str | None:
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


def _rule_of_the_perceptron(experiment: Experiment) -> str | None:
    """What units that jump learn by, which have no slope that could be left out."""
    if not experiment.layer_activations[-1].flat:
        return None
    return (
        "f′ is left out at the output: it is 0 for units that jump, and without it they learn by "
        "the perceptron's rule, Δw = ε (y - ŷ) x, which is no gradient of E."
    )


BUGS: dict[str, Bug] = {
    bug.name: bug
    for bug in (
        Bug(
            name="updated-weights",
            summary=(
                "Hidden blame goes back through weights that are updated already, "
                "because each layer is updated as soon as its gradient is there."
            ),
            part="activation gradient",
            formula="{delta} · ({weights} + Δ{weights})ᵀ",
            through_updated=True,
            code="{lhs} = d{above} @ ({updated}){rows}.T",
            calls=_back_through_updated_weights,
            terms=_terms_of_updated_weights,
            harmless=_where_updated_weights_are_harmless,
        ),
        Bug(
            name="activation-twice",
            summary=(
                "The slope is taken at a where it should be taken at z, "
                "because a function that expects z and applies f itself is handed the output."
            ),
            part="slope",
            formula="{activation}′({output})",
            code="s = {again}; {lhs} = {factor} * {slope}",
            calls=_slope_of_the_output_activated_again,
            slope_from=lambda activation, z, a: (a, activation(a)),
            harmless=_where_activating_twice_is_harmless,
        ),
        Bug(
            name="flipped-sign",
            summary=(
                "The error is taken as y - ŷ while weights still go down the gradient, "
                "because half of all texts write it that way round and add the change."
            ),
            part="output delta",
            formula="{minus}",
            code="{lhs} = -({rhs})",
            calls=lambda tape, right_calls, layer: [
                *right_calls,
                (np.negative, tape.delta[layer - 1], tape.delta[layer - 1]),
            ],
            terms=lambda right_terms, element: [(-first, *rest) for first, *rest in right_terms],
            harmless=_where_no_blame_flows,
        ),
        Bug(
            name="uncleared",
            summary=(
                "Every gradient is added to those of all steps before, "
                "because nobody sets the sums back to zero between two steps."
            ),
            part="gradient",
            formula="{rhs} + all before",
            code="{lhs} += {rhs}",
            calls=_added_to_all_before,
            terms=_terms_with_all_before,
            carries=True,
            harmless=_where_there_is_nothing_to_clear,
        ),
        Bug(
            name="summed",
            summary=(
                "Gradients are N times too large for N cases, because the sum over the cases "
                "is taken with a learning rate that was meant for their mean."
            ),
            part="gradient",
            formula="N · {rhs}",
            by_cases=True,
            code="{lhs} = len(x) * ({rhs})",
            calls=_times_the_cases,
            terms=lambda right_terms, element: [
                (float(len(element.record.inputs)), *factors) for factors in right_terms
            ],
            harmless=lambda experiment: (
                "a step looks at one case, so sum and mean are the same"
                if experiment.batch == 1
                else _where_no_blame_flows(experiment)
            ),
        ),
        Bug(
            name="no-slope",
            summary=(
                "f′ is left out at the output, because the δ of another loss, "
                "where it cancels, is copied."
            ),
            part="output delta",
            formula="{loss_gradient}",
            slopeless=True,
            instead=_rule_of_the_perceptron,
            code="{lhs} = {loss_gradient}",
            calls=lambda tape, right_calls, layer: [
                (np.copyto, tape.delta[layer - 1], tape.loss_gradient)
            ],
            terms=_terms_without_a_slope,
            harmless=_where_the_slope_is_not_missed,
        ),
    )
}
"""Every wrong back-propagation by its name; a new one is one more entry here."""
