"""Every wrong back-propagation that a network can learn with, by its name. These are mistakes that
everybody makes, and with most of them a network still learns a little, so the loss curve alone
never tells; the gradient check finds them all.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.bugs import harmless, wrong_calls
from backprop_tui.engine.core.bug import Bug, Element, Terms

__all__ = ["BUGS", "Bug", "Element", "Terms"]

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
            calls=wrong_calls.back_through_updated_weights,
            terms=wrong_calls.terms_of_updated_weights,
            harmless=harmless.where_updated_weights_are,
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
            calls=wrong_calls.slope_of_the_output_activated_again,
            slope_from=lambda activation, z, a: (a, activation(a)),
            harmless=harmless.where_activating_twice_is,
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
            harmless=harmless.where_no_blame_flows,
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
            calls=wrong_calls.added_to_all_before,
            terms=wrong_calls.terms_with_all_before,
            carries=True,
            harmless=harmless.where_there_is_nothing_to_clear,
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
            calls=wrong_calls.times_the_cases,
            terms=lambda right_terms, element: [
                (float(len(element.record.inputs)), *factors) for factors in right_terms
            ],
            harmless=lambda experiment: (
                "a step looks at one case, so sum and mean are the same"
                if experiment.batch == 1
                else harmless.where_no_blame_flows(experiment)
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
            instead=harmless.rule_of_the_perceptron,
            code="{lhs} = {loss_gradient}",
            calls=lambda tape, right_calls, layer: [
                (np.copyto, tape.delta[layer - 1], tape.loss_gradient)
            ],
            terms=wrong_calls.terms_without_a_slope,
            harmless=harmless.where_the_slope_is_not_missed,
        ),
    )
}
"""Every wrong back-propagation by its name; a new one is one more entry here."""
