"""A plateau is where all cases get nearly the same answer, the best that there is for all of them
at once. The units pull a little in every direction, and the pull grows: what looks as if nothing
happened is how most runs begin.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.advice.ahead import FEWEST, SEEDS, affordable, better_seed, gets_off
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.names import case_names, listed

ALIKE = 0.2
"""Answers that differ by less than this share of what the targets do are nearly the same."""

BETWEEN = 0.1
"""So near the middle, as a share of the distance of the targets, an answer takes no side."""


def plateau(snapshot: Snapshot) -> Advice | None:
    """That no unit has taken sides yet, if training on from here changes that."""
    ends = _widest(snapshot) if snapshot.experiment.hidden else None
    if ends is None or not gets_off(snapshot):
        return None
    low, high = ends
    count = len(snapshot.right)
    lowest, highest = f"{low:.3f}", f"{high:.3f}"
    answers = f"all {count} answers lie between {lowest} and {highest}"
    if snapshot.predictions.shape[1] > 1:
        answers = f"the answers to all {count} cases differ by {high - low:.2g} at most"
    elif lowest == highest:
        answers = f"all {count} answers are near {lowest}"
    return Advice(
        f"Plateau near {snapshot.loss:.2g}: {answers}: the "
        "units hardly tell the cases apart yet. Keep going: trained on, it comes off."
    )


def _widest(snapshot: Snapshot) -> tuple[float, float] | None:
    """The ends of the answers of the output that differ most, if they hardly do."""
    answers, targets = snapshot.predictions, snapshot.experiment.problem.targets
    widths, wanted = np.ptp(answers, axis=0), np.ptp(targets, axis=0)
    if not wanted.any() or (widths >= ALIKE * wanted)[wanted > 0].any():
        return None
    output = int(widths.argmax())
    return float(answers[:, output].min()), float(answers[:, output].max())


def other_seed(snapshot: Snapshot) -> Advice:
    """What the answers are where nothing else is found, and whether another start does better."""
    experiment = snapshot.experiment
    said, steps = _undecided(snapshot), affordable(experiment)
    if experiment.start is not None or steps < FEWEST:
        said += "No cause is found. Another --seed may have more luck, or other --hidden layers."
        return Advice(said, "R tries the next seed, e sets another network.")
    better = better_seed(experiment, steps)
    if better is not None:
        return Advice(f"{said}{better.said}", better.keys)
    return Advice(
        f"{said}None of the next {SEEDS} seeds gets all right in {steps:,} steps either: it "
        "takes more steps, or other --hidden layers.",
        "e sets them.",
    )


def _undecided(snapshot: Snapshot) -> str:
    """Which cases get an answer in the middle, and what it is."""
    problem = snapshot.experiment.problem
    low, high = problem.targets.min(axis=0), problem.targets.max(axis=0)
    off: Array = np.abs(snapshot.predictions - (low + high) / 2)
    undecided = np.flatnonzero((off <= BETWEEN * (high - low)).all(axis=1) & ~snapshot.right)
    if not len(undecided) or snapshot.predictions.shape[1] > 1:
        return ""
    names = case_names(problem)
    answers = snapshot.predictions[undecided, 0]
    subject, verb = ("Answer", "stands") if len(undecided) == 1 else ("Answers", "stand")
    return (
        f"{subject} to {listed([names[k] for k in undecided])} {verb} at {answers.min():.2f}"
        f"{f'…{answers.max():.2f}' if np.ptp(answers) >= 0.005 else ''}. "
    )
