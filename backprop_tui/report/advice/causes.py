"""Every cause of a loss that has stopped moving, with what helps against just that. Mostly the
network as it stands shows it: units that are saturated, units that are all alike, a network that
can only draw one line. Another seed helps against bad luck, and is said only where it was tried.
"""

from __future__ import annotations

from backprop_tui.engine import Snapshot
from backprop_tui.report.advice.asked import (
    all_frozen,
    bug_advice,
    no_rate,
    reach,
    small_rate,
    summed,
    unscaled,
)
from backprop_tui.report.advice.cause import Advice, Cause
from backprop_tui.report.advice.counterfactual import (
    frozen,
    large_rate,
    penalized,
    wider,
)
from backprop_tui.report.advice.flat import SOON
from backprop_tui.report.advice.line import one_line, proved_line
from backprop_tui.report.advice.plateau import other_seed, plateau
from backprop_tui.report.advice.recipe import begun_otherwise
from backprop_tui.report.advice.shrunk import shrunk
from backprop_tui.report.advice.spot import one_spot
from backprop_tui.report.advice.steps import without_slope
from backprop_tui.report.advice.table import blind, contradiction
from backprop_tui.report.advice.vanishing import vanishing
from backprop_tui.report.advice.weights import alike, dead, given_start, near_zero, saturated

CAUSES = (
    Cause(
        "bug",
        "whether the right run beside it has a loss of less than 0.9 times as much",
        bug_advice,
    ),
    Cause("reach", "whether a target is smaller or larger than any output can be", reach),
    Cause("no rate", "whether the learning rate is 0", no_rate),
    Cause("all frozen", "whether anything may change", all_frozen),
    Cause(
        "no slope",
        "whether units jump, whose slope is 0 everywhere",
        lambda snapshot: without_slope(snapshot.experiment),
        patience=SOON,
    ),
    Cause("shrunk", "whether decay has brought weights below a tenth of their start", shrunk),
    Cause(
        "one line",
        "whether it is proved that no line separates the cases, and one is all there is",
        proved_line,
        patience=SOON,
    ),
    Cause(
        "recipe",
        "whether what runs is a preset that learns, with other settings before its schedule's",
        begun_otherwise,
        patience=SOON,
    ),
    Cause(
        "summed",
        "whether a step sums so many cases that units are saturated",
        summed,
        patience=SOON,
    ),
    Cause("alike", "whether all units of a layer have the same weights", alike, patience=0),
    Cause(
        "dead",
        "whether the slope of a layer is 0 for every input",
        dead,
        patience=0,
    ),
    Cause(
        "saturated",
        "whether the typical slope of a layer is below a thousandth of the steepest",
        saturated,
        patience=SOON,
    ),
    Cause(
        "one line",
        "whether any line separates the cases, to the last bit, where the output draws only one",
        one_line,
        patience=SOON,
    ),
    Cause("blind", "whether an input of zeros is answered by f(0)", blind, patience=SOON),
    Cause(
        "contradiction",
        "whether the same inputs want different answers, and the loss is as low as that allows",
        contradiction,
    ),
    Cause(
        "large rate",
        "whether the same start gets much lower with a smaller rate",
        large_rate,
        patience=SOON,
    ),
    Cause(
        "vanishing",
        "whether less than a thousandth of the blame at the output reaches the first layer",
        vanishing,
        patience=SOON,
    ),
    Cause("small rate", "whether the rate times the cases a step is below 0.2", small_rate),
    Cause("unscaled", "whether a column goes beyond 10 or lies far from 0", unscaled),
    Cause("near zero", "whether all weights are still below 0.2", near_zero),
    Cause(
        "plateau",
        "whether all answers are nearly the same, and training on from here changes that",
        plateau,
        patience=SOON,
        passes=True,
    ),
    Cause(
        "frozen",
        "whether the same start gets every case right with nothing frozen",
        frozen,
        patience=SOON,
    ),
    Cause(
        "shrunk",
        "whether the same start gets every case right without decay and penalties",
        penalized,
        patience=SOON,
    ),
    Cause(
        "given start", "whether the weights were given, so that no seed changes them", given_start
    ),
    Cause(
        "one spot",
        "whether cases with different targets have come to one spot in the hidden layer, and "
        "another seed keeps them apart",
        one_spot,
        patience=SOON,
    ),
    Cause(
        "narrow",
        "whether a unit more in every hidden layer helps, and none of the next seeds does",
        wider,
        patience=SOON,
    ),
)
"""Every cause, the first that is found is said; where none is, the start had no luck."""

BAD_LUCK = Cause(
    "bad luck",
    "whether one of the next seeds gets every case right in as many steps",
    other_seed,
)
"""What is left where no cause is found."""


def cause_of(snapshot: Snapshot) -> tuple[Cause, Advice] | None:
    """The first cause that is found, and what is said of it."""
    for cause in CAUSES:
        advice = cause.found(snapshot)
        if advice is not None:
            return cause, advice
    return None


def stuck(snapshot: Snapshot) -> tuple[Cause, Advice]:
    """Why the loss of this snapshot does not move, and what to do in a sentence or two."""
    return cause_of(snapshot) or (BAD_LUCK, other_seed(snapshot))
