"""Which error is descended and which loss is displayed, in words. The two are often not the same,
and a learning rate belongs to the first: to take one from a book, take the book's loss with it.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment, Loss
from backprop_tui.report.arithmetic.digits import MOST, printed


def objective_text(experiment: Experiment) -> str:
    """Both beside the learning rate: `lr 0.5 descends E = ½ Σ (ŷ - y)², the loss printed is …`."""
    loss, rate = experiment.loss_function, printed(experiment.learning_rate, MOST)
    shown = (
        ", which is the loss printed"
        if loss.is_displayed
        else f", the loss printed is the {loss.displayed}"
    )
    return f"lr {rate} descends E = {loss.formula}{shown}"


def summed_over(loss: Loss, cases: str) -> str:
    """What E runs over, after its formula: `, summed over the cases`."""
    return f", over all targets of {cases}" if loss.is_displayed else f", summed over {cases}"


def phase_text(loss: Loss, of_these: str = "") -> str:
    """The same where E is worked out, with which cases it is."""
    if loss.is_displayed:
        return (
            "How wrong it is, in one number. Training descends E, and the loss that is printed is "
            f"the same: the {loss.displayed}{of_these}."
        )
    return (
        "How wrong it is, in one number. Training descends the sum E; the loss that is printed is "
        f"the {loss.displayed}{of_these}."
    )
