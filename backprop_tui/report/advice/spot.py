"""Of the hidden layer the output sees nothing but where it puts the cases. Two that lie on one spot
there get one answer, and where they want different ones half of each is the best that there is.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np

from backprop_tui.engine import Answer, Snapshot
from backprop_tui.report.advice.ahead import FEWEST, affordable, better_seed
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.names import case_names

MOST = 64
"""Of so many cases at most every pair is looked at."""

NEAR = 0.05
"""On one spot are cases that are nearer than this share of the distance of those farthest apart."""

SAME = 0.1
"""So near each other, as a share of the distance of the targets, two answers are one."""


class Spot(NamedTuple):
    """Two cases that want different answers, on one spot of the last hidden layer.

    Attributes:
        first: The one that comes first, from 0.
        second: The other.
        apart: How far they lie from each other, √(Σ (aₖ - bₖ)²) over the hidden units.
    """

    first: int
    second: int
    apart: float


def shared_spot(snapshot: Snapshot) -> Spot | None:
    """The nearest two such cases, if one of them at least is wrong and their answers are one."""
    experiment, problem = snapshot.experiment, snapshot.experiment.problem
    if not experiment.hidden or experiment.direct or problem.answer is not Answer.BITS:
        return None
    if len(problem.targets) > MOST or problem.targets.shape[1] > 1:
        return None
    hidden, answers = snapshot.activations[-2], snapshot.predictions[:, 0]
    far, levels = 0.0, problem.levels
    found: Spot | None = None
    for first, second in combinations(range(len(hidden)), 2):
        apart = float(np.linalg.norm(hidden[first] - hidden[second]))
        far = max(far, apart)
        same = abs(answers[first] - answers[second]) < SAME * (levels[1] - levels[0])
        wrong = not (snapshot.right[first] and snapshot.right[second])
        wanted = problem.targets[first, 0] != problem.targets[second, 0]
        if same and wrong and wanted and (found is None or apart < found.apart):
            found = Spot(first, second, apart)
    return found if found is not None and found.apart < NEAR * far else None


def one_spot(snapshot: Snapshot) -> Advice | None:
    """That two cases have come to one spot, if another start keeps them apart."""
    experiment, spot = snapshot.experiment, shared_spot(snapshot)
    steps = affordable(experiment)
    if spot is None or experiment.start is not None or steps < FEWEST:
        return None
    better = better_seed(experiment, steps)
    if better is None:
        return None
    names = case_names(experiment.problem)
    return Advice(
        f"{names[spot.first]} and {names[spot.second]} lie {spot.apart:.1g} apart in the hidden "
        f"layer, so they get one answer, {snapshot.predictions[spot.first, 0]:.2f}. {better.said}",
        better.keys,
    )
