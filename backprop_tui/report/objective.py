"""Which error is descended and which loss is displayed, in words. The two are often not the same,
and a learning rate belongs to the first: to take one from a book, take the book's loss with it.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.text.parameters import error_text


def is_shown(experiment: Experiment) -> bool:
    """Whether the loss that is displayed is the whole E that is descended."""
    return experiment.loss_function.is_displayed and experiment.penalty is None


def objective_text(experiment: Experiment) -> str:
    """Both beside the learning rate: `lr 0.5 descends E = ½ Σ (ŷ - y)², the loss printed is …`."""
    shown = (
        "which is the loss printed"
        if is_shown(experiment)
        else f"the loss printed is the {experiment.loss_function.displayed}"
    )
    rate = printed(experiment.learning_rate, MOST)
    return f"lr {rate} descends E = {error_text(experiment)}, {shown}"


def summed_over(experiment: Experiment, cases: str) -> str:
    """What E runs over, after its formula: `, summed over the cases`."""
    is_mean = experiment.loss_function.is_displayed
    return f", over all targets of {cases}" if is_mean else f", summed over {cases}"


def phase_text(experiment: Experiment, of_these: str = "") -> str:
    """The same where E is worked out, with which cases it is."""
    loss = experiment.loss_function
    descended = "E" if loss.is_displayed else "the sum E"
    shown = "E itself, the " if is_shown(experiment) else "the "
    return (
        f"How wrong it is, in one number. Training descends {descended}; the loss that is printed "
        f"is {shown}{loss.displayed}{of_these}."
    )
