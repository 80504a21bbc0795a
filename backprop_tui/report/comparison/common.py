"""What two runs have in common decides what of them can be compared. Steps count alike in all runs,
losses only where they are means of the same over the same targets.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np

from backprop_tui.engine import Experiment
from backprop_tui.engine.core.network import Network
from backprop_tui.report.comparison.ran import Ran
from backprop_tui.report.differences import differing

KNOWN = 16
"""Starts that are remembered: those of all runs that are kept, and as many again."""


def same_problem(one: Ran, other: Ran) -> bool:
    """Whether they learn the same problem, if perhaps from other cases of it."""
    return one.began.problem.name == other.began.problem.name


def same_cases(one: Ran, other: Ran) -> bool:
    """Whether they learn the same answers to the same cases."""
    mine, its = one.began.problem, other.began.problem
    if mine is its:
        return True
    pairs = (
        (mine.source.inputs, its.source.inputs),
        (mine.source.targets, its.source.targets),
        (np.array(mine.rows), np.array(its.rows)),
        (mine.targets, its.targets),
    )
    return all(np.array_equal(a, b) for a, b in pairs)


def same_measure(one: Ran, other: Ran) -> bool:
    """Whether their losses, and with them what counts as solved, are means of the same."""
    return len({*one.measures, *other.measures}) == 1


def same_start(one: Ran, other: Ran) -> bool:
    """Whether they began with the same weights, as far as their networks have the same."""
    mine, its = one.began, other.began
    return mine.arrangement == its.arrangement and _start(mine) == _start(its)


@lru_cache(KNOWN)
def _start(experiment: Experiment) -> bytes:
    """What all weights and biases at the start come to; others come to something else."""
    return hashlib.blake2b(Network(experiment).parameters.vector.tobytes()).digest()


def settings_apart(one: Ran, other: Ran) -> list[str]:
    """The settings in which they began otherwise, by their names."""
    return list(differing(other.began, one.began))
