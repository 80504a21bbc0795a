"""The terms of a number that a wrong back-propagation computes in place of the right ones. Worked
out with them, a wrong number is as correct a sum as a right one; that is why nobody notices.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop_tui.engine import Bug, StepRecord
from backprop_tui.engine.core.bug import Element


def bug_in(record: StepRecord, part: str, layer: int) -> Bug | None:
    """The bug that spoils a part of the backward pass in layer `layer`, counted from 1."""
    bug = record.experiment.wrong
    if bug is None or bug.part != part:
        return None
    experiment = record.experiment
    # Blame that comes back wrong is there to see even where a slope of 0 lets none of it through.
    behind = (experiment.blamed[above - 1] for above in experiment.links.after(layer))
    is_seen = bug.through_updated and any(behind)
    if not is_seen and bug.harmless(experiment):
        return None
    if part == "slope":
        if not record.experiment.slope_counts[layer - 1]:
            return None
        activation, of_layer = (
            record.experiment.layer_activations[layer - 1],
            record.layers[layer - 1],
        )
        right = of_layer.z, of_layer.activation
        wrong = bug.slope_from(activation, *right)
        if (activation.slope_at(*wrong) == activation.slope_at(*right)).all():
            return None
    return bug


def pull_stands_alone(record: StepRecord) -> bool:
    """Whether a bug spoils the sum over the cases alone, and not the pull of a penalty."""
    bug = record.experiment.wrong
    return bug is not None and bug.by_cases


def wrong_terms(
    record: StepRecord,
    part: str,
    right_terms: Sequence[tuple[float, ...]],
    layer: int,
    row: int,
    column: int,
    bias: bool = False,
) -> list[tuple[float, ...]]:
    """The terms of a number as they were added up, from those that the right rule adds up."""
    bug = bug_in(record, part, layer)
    terms = list(right_terms)
    return bug.terms(terms, Element(record, layer, row, column, bias)) if bug else terms
