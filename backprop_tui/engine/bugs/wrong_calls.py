"""What the mistakes compute in place of the right thing: calls on a tape for a layer, and the terms
of a single number, by which it can be worked out on paper and found just as wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backprop_tui.engine.core.bug import Element, Terms
from backprop_tui.engine.core.calls import Call, constant

if TYPE_CHECKING:
    from backprop_tui.engine.core.tape import Tape


def back_through_updated_weights(tape: Tape, right_calls: list[Call], layer: int) -> list[Call]:
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


def terms_of_updated_weights(right_terms: Terms, element: Element) -> Terms:
    """One δ · (w + Δw) for every unit that sees this one."""
    return element.record.blame_terms(
        element.layer, element.row, element.column, lambda update: update.after
    )


def slope_of_the_output_activated_again(
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


def added_to_all_before(tape: Tape, right_calls: list[Call], layer: int) -> list[Call]:
    """∂E/∂W and ∂E/∂b of this step plus those of all steps before."""
    assert tape.carried is not None, "the bug carries"
    calls = list(right_calls)
    pairs = [(tape.gradient.weights[layer - 1], tape.carried.weights[layer - 1])]
    if tape.gradient.biases is not None and tape.carried.biases is not None:
        pairs.append((tape.gradient.biases[layer - 1], tape.carried.biases[layer - 1]))
    for gradient, carried in pairs:
        calls += [(np.add, gradient, carried, gradient), (np.copyto, carried, gradient)]
    return calls


def terms_with_all_before(right_terms: Terms, element: Element) -> Terms:
    """The right terms and the sum carried over."""
    layer = element.record.layers[element.layer - 1]
    update = layer.biases if element.bias else layer.weights
    assert update is not None, "only a network with biases has gradients of biases"
    assert update.carried is not None, "the bug carries"
    place = element.column if element.bias else (element.row, element.column)
    return [*right_terms, (float(update.carried[place]),)]


def times_the_cases(tape: Tape, right_calls: list[Call], layer: int) -> list[Call]:
    """N ∂E/∂W and N ∂E/∂b."""
    cases = constant(len(tape.inputs))
    gradients = [tape.gradient.weights[layer - 1]]
    if tape.gradient.biases is not None:
        gradients.append(tape.gradient.biases[layer - 1])
    return [*right_calls, *((np.multiply, gradient, cases, gradient) for gradient in gradients)]


def terms_without_a_slope(right_terms: Terms, element: Element) -> Terms:
    """∂E/∂ŷ alone; where that is the residual, the two numbers that it is made of."""
    record, row, column = element.record, element.row, element.column
    if record.experiment.loss_function.gradient.calls is not None:
        return [(float(record.loss_gradient[row, column]),)]
    prediction, target = record.layers[-1].activation[row, column], record.targets[row, column]
    return [(float(prediction),), (0.0 - float(target),)]
