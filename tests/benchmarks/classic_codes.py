"""What hidden units find by themselves: the mirror of symmetry, the code of an encoder, the family
of a person. Whether it is found is one question, what it looks like another.
"""

from __future__ import annotations

from functools import partial
from statistics import fmean

import numpy as np

from backprop_tui.engine.core.calls import Array
from tests.benchmarks.study import (
    RIGHT,
    Bar,
    Outcome,
    Study,
    averaged,
    counted,
    how_soon,
    learnt,
    train,
    trainer,
)

RATIOS = {"1:2:4": (2.0, 4.0), "2:3:4": (1.5, 2.0)}
"""How large the larger pairs of mirrored weights are, the smallest being 1."""


def symmetry(name: str, most: int, distance: float, seed: int) -> Outcome:
    """When it is learnt, and, once it is learnt well, how weights mirror each other, and in which
    ratio.
    """
    run = trainer(name, seed)
    steps = train(run, most, distance)
    train(run, most + 10_000, 0.1)
    weights = run.network.parameters.weights[0]
    apart = np.abs(weights + weights[::-1]).max() / np.abs(weights).max()
    found = {_ratio(unit) for unit in weights.T}
    return Outcome(steps, {"apart": float(apart), "ratio": found.pop() if len(found) == 1 else ""})


def _ratio(unit: Array) -> str:
    """Which of the ratios a unit's six weights have, within a tenth; empty for neither."""
    small, *larger = sorted((np.abs(unit[:3]) + np.abs(unit[:2:-1])) / 2)
    found = np.array(larger) / small
    return next((name for name, r in RATIOS.items() if (np.abs(found / r - 1) < 0.1).all()), "")


def encoder(name: str, momentum: float, seed: int) -> Outcome:
    """When it is learnt, how many codes differ as bits, and whether one has a half."""
    run = trainer(name, seed, momentum=momentum)
    steps = train(run, 4_000, 0.2)
    codes = run.network.forward(run.experiment.problem.inputs).activations[1]
    half = bool(((codes > 0.2) & (codes < 0.8)).any())
    return Outcome(steps, {"codes": len(np.unique(codes > 0.5, axis=0)), "half": half})


GENERATIONS = (1, 1, 2, 2, 2, 3, 1, 1, 2, 2, 2, 3)
BRANCHES = (0, 1, 0, 1, 1, 0.5, 0, 1, 0, 1, 0, 0.5)
FEATURES = {
    "nationality": np.repeat((0.0, 1.0), 12),
    "generation": np.tile(GENERATIONS, 2),
    "branch": np.tile(BRANCHES, 2),
}
"""What is known of the 24 people and said nowhere in the table."""


def family_trees(name: str, steps: int, seed: int) -> Outcome:
    """How many cases are right in the end, of those that are learnt and of the four that are not,
    and how closely a unit follows each feature of the people at best.
    """
    run = trainer(name, seed, test_seed=seed)
    found = train(run, steps, RIGHT)
    run.step(steps - run.step_number)
    end = run.snapshot()
    assert end.held_out is not None
    people = end.weights[0][:24, :6].T
    figures = {
        feature: max(abs(np.corrcoef(unit, known)[0, 1]) for unit in people)
        for feature, known in FEATURES.items()
    }
    right = {"right": int(end.right.sum()), "aside": int(end.held_out.right.sum())}
    return Outcome(found, {**right, **figures, "loss": end.loss})


CODES = (
    Study(
        "symmetry",
        partial(symmetry, "symmetry", 3_000, 0.1),
        100,
        (
            Bar("all within .1, 3,000 steps", "", "100/100", learnt(1.0)),
            Bar("steps", "1,425 at twice the rate", "median 1,094, at most 2,422", how_soon()),
            Bar("mirror error", "", "< 2 %", averaged("apart", 0, 0.02, max)),
            Bar(
                "1:2:4 or 2:3:4 within 10 %",
                "1:2:4",
                "all but 1 in 1,000",
                counted(lambda o: o.figures["ratio"] != "", 0.98),
            ),
            Bar("1:2:4", "1:2:4", "76.5 %", counted(lambda o: o.figures["ratio"] == "1:2:4")),
        ),
    ),
    Study(
        "symmetry-1986",
        partial(symmetry, "symmetry-1986", 30_000, RIGHT),
        100,
        (
            Bar("all right, 30,000 steps", "", ">= 95/100", learnt(0.95)),
            Bar("steps", "1,425", "median 2,972 (1,212-7,931)", how_soon()),
            Bar("no later than 1,425", "1 run", "30.1 %", learnt(None, before=1_425)),
            Bar("1:2:4", "1:2:4", "73.9 %", counted(lambda o: o.figures["ratio"] == "1:2:4")),
        ),
    ),
    Study(
        "encoder-8-3-8",
        partial(encoder, "encoder-8-3-8", 0.0),
        100,
        (
            Bar("all within .2, 4,000 steps", "", "100/100", learnt(1.0)),
            Bar("steps", "", "median 1,212 (974-1,604)", how_soon()),
            Bar(
                "6 to 8 different codes",
                "",
                "100/100",
                counted(lambda o: o.figures["codes"] > 5, 1),
            ),
            Bar("8 codes", "8", ">= 50 %", counted(lambda o: o.figures["codes"] == 8, 0.5)),
            Bar("a half in a code", "4 of 8", "91 %", counted(lambda o: o.figures["half"])),
        ),
    ),
    Study(
        "encoder-momentum",
        partial(encoder, "encoder-8-3-8", 0.9),
        100,
        (Bar("all within .2", "", "3-9 %", counted(lambda o: o.steps is not None, 0, 0.1)),),
    ),
    Study(
        "encoder-4-2-4",
        partial(encoder, "encoder-4-2-4", 0.0),
        100,
        (
            Bar("all within .2, 4,000 steps", "", ">= 97/100", learnt(0.97)),
            Bar("steps", "", "", how_soon()),
            Bar("4 codes", "", ">= 80 %", counted(lambda o: o.figures["codes"] == 4, 0.8)),
        ),
    ),
    Study(
        "family-trees",
        partial(family_trees, "family-trees", 6_000),
        100,
        (
            Bar(
                "at least 95 right in the end",
                "100",
                "100/100",
                counted(lambda o: o.figures["right"] > 94, 1),
            ),
            Bar("100 right, 6,000 steps", "1 run", ">= 50 %", learnt(0.5)),
            Bar("no later than 3,000", "", "70 %", learnt(None, before=3_000)),
            Bar("steps", "", "median 1,647", how_soon()),
            Bar("100 right in the end", "", "", counted(lambda o: o.figures["right"] == 100)),
            Bar(
                "of the 4 put aside",
                "4 (UCI: 7 of 8 in 2)",
                "1.5-2.7",
                averaged("aside", 1.5, 2.7, fmean),
            ),
            Bar("all 4 of them", "1 run", "8 %", counted(lambda o: o.figures["aside"] == 4)),
            Bar("nationality", "unit 1", "median >= .7", averaged("nationality", 0.7)),
            Bar("generation", "unit 2", "median >= .7", averaged("generation", 0.7)),
            Bar("branch", "unit 6", "median .71", averaged("branch")),
        ),
    ),
    Study(
        "family-trees-1986",
        partial(family_trees, "family-trees-1986", 4_000),
        20,
        (
            Bar("most right of 100", "100", "0", averaged("right", 0, 0, max)),
            Bar("most right of 4", "4", "0", averaged("aside", 0, 0, max)),
            Bar("nationality", "unit 1", "median .36", averaged("nationality")),
        ),
    ),
)
"""Studies of what is found within."""
