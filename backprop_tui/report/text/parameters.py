"""Which parameters learn and what keeps them small, in sentences. What is added to the error is not
in the loss that is displayed, so that losses of runs with and without it can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine import Experiment
from backprop_tui.engine.wording import counted
from backprop_tui.report.arithmetic.digits import MOST, printed


def parameter_texts(experiment: Experiment) -> Iterator[str]:
    """One sentence for each thing that is not as it is by itself."""
    if experiment.groups:
        missing = experiment.arrangement.size - experiment.parameters
        yield (
            f"in groups, each of which sees only its own group of a layer before it: "
            f"{counted(missing, 'weight')} between groups {'is' if missing == 1 else 'are'} not "
            "there, which a file holds as 0"
        )
    if experiment.penalty:
        yield (
            f"to E is added {experiment.penalty.formula}, {rates_text(experiment)}, over all "
            "weights and no biases, whole at every step; the loss is without it"
        )
    if experiment.decay:
        yield (
            "after each change every weight and bias that learns is cut by the share "
            f"h = {printed(experiment.decay, MOST)} of itself: w = (1 - h)(w + Δw)"
        )
    if experiment.freeze:
        yield f"frozen, so their change is 0: {', '.join(experiment.freeze)}"


def error_text(experiment: Experiment) -> str:
    """E whole, as a formula."""
    penalty = experiment.penalty
    formula = experiment.loss_function.formula
    return f"{formula} + {penalty.formula} ({rates_text(experiment)})" if penalty else formula


def rates_text(experiment: Experiment) -> str:
    """`λ = 0.01`, or both of them."""
    penalty = experiment.penalty
    if penalty is None:
        return ""
    return ", ".join(f"{symbol} = {printed(rate, MOST)}" for _, rate, symbol in penalty.parts)
