"""XOR, which no single layer of weights can answer: as a tutorial has it, in networks of several
sizes, and as the chapter of 1986 has it, with its local minimum.
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Any

import numpy as np

from backprop_tui.engine import Experiment, Start, Trainer, check_gradients
from tests.benchmarks.length import usual
from tests.benchmarks.study import (
    RIGHT,
    Bar,
    Measured,
    Outcome,
    Study,
    averaged,
    counted,
    how_soon,
    learnt,
    train,
    trainer,
)

GOLDEN = (0.2557, 0.0128, 0.0027, 0.0013, 0.0009, 0.0006)
"""What the tutorial's code prints every 2,000 steps, from its seed 42."""

TUTORIAL = 10_000


def golden(seed: int) -> Outcome:
    """The losses of the tutorial, every 2,000 steps."""
    run = trainer("tutorial", 42)
    losses = []
    for step in range(0, TUTORIAL + 1, 2_000):
        run.seek(step)
        losses.append(round(run.snapshot().loss, 4))
    return Outcome(None, {"losses": tuple(losses)})


def _losses(outcomes: Any) -> Measured:
    found = outcomes[0].figures["losses"]
    return Measured(" ".join(f"{loss:.4f}"[1:] for loss in found), found == GOLDEN)


def gradients(seed: int) -> Outcome:
    """How far back-propagation is from central differences of E and of the mean that is printed."""
    run = trainer("tutorial", seed)
    record, problem = run.record(), run.experiment.problem
    vector = run.network.parameters.vector
    numerical = []
    for k, value in enumerate(vector.tolist()):
        means = []
        for nudge in (1e-5, -1e-5):
            vector[k] = value + nudge
            outputs = run.network.forward(problem.inputs).activations[-1]
            means.append(float(np.mean((outputs - problem.targets) ** 2)))
        vector[k] = value
        numerical.append((means[0] - means[1]) / 2e-5)
    analytic = np.concatenate([update.gradient.ravel() for update in record.updates])
    away = np.linalg.norm(analytic - 2 * np.array(numerical)) / np.linalg.norm(analytic)
    ratio = float(analytic @ numerical / (np.array(numerical) @ numerical))
    largest = max(layer.largest for layer in check_gradients(record))
    return Outcome(None, {"off": max(away, largest), "ratio": abs(ratio - 2)})


def tutorial(hidden: int, bias: str, seed: int) -> Outcome:
    """The tutorial's network of another size, with biases or without, after 10,000 steps."""
    plain: dict[str, Any] = {"hidden": (hidden,) if hidden else (), "seed": seed}
    if bias == "zero":
        weights = Trainer(Experiment(**plain)).snapshot().weights
        zeros = tuple(np.zeros(matrix.shape[1]) for matrix in weights)
        plain["start"] = Start(weights, zeros, path="drawn")
    run = Trainer(Experiment(**plain, bias=bias != "none"))
    run.step(TUTORIAL)
    end = run.snapshot()
    return Outcome(TUTORIAL if end.right.all() else None, {"loss": end.loss})


def xor(name: str, most: int, seed: int) -> Outcome:
    """When the chapter's network has it, and how many outputs are at a half if it never has."""
    run = trainer(name, seed)
    steps = train(run, most, 0.2)
    outputs = run.network.forward(run.experiment.problem.inputs).activations[-1]
    return Outcome(steps, {"halves": int((np.abs(outputs - 0.5) < 0.02).sum())})


MINIMUM = list(product((0.25, 0.5, 1.0), (0.0, 0.9), (None, 1)))
"""Rates, momenta and batches with which one may try to leave it."""


def minimum(case: int) -> Outcome:
    """The chapter's local minimum after 100,000 sweeps."""
    rate, momentum, batch = MINIMUM[case]
    changed = {"learning_rate": rate, "momentum": momentum, "batch_size": batch, "order": "file"}
    run = trainer("xor-minimum", 0, **changed)
    sweeps = usual(100_000, 1_000)
    steps = train(run, sweeps * (4 if batch else 1), RIGHT, every=1_000)
    return Outcome(steps, {})


def _tutorial(hidden: int, bias: str, *bars: Bar) -> Study:
    called = f"tutorial {hidden} {bias}" if bias != "none" else f"tutorial {hidden}"
    return Study(called.replace(" ", "-"), partial(tutorial, hidden, bias), 100, bars)


def _right(expected: str, least: float, most: float = 1.0) -> Bar:
    return Bar(
        "all 4 right after 10,000 steps",
        "",
        expected,
        counted(lambda o: o.steps is not None, least, most),
    )


def _small(expected: str) -> Bar:
    return Bar("loss below .01", "", expected, counted(lambda o: o.figures["loss"] < 0.01))


_NONE_SMALL = Bar(
    "loss below .01", "", "0", counted(lambda o: o.figures["loss"] < 0.01, at_least=0, at_most=0)
)

TUTORIALS = (
    Study(
        "tutorial-42",
        golden,
        1,
        (Bar("losses", ".2641 to .0024", " ".join(f"{x:.4f}"[1:] for x in GOLDEN), _losses),),
    ),
    Study(
        "tutorial-gradients",
        gradients,
        100,
        (
            Bar("off central differences of E", "", "< 1e-6", averaged("off", 0, 1e-6, max)),
            Bar("ratio to the mean's, less N/2", "", "< 1e-5", averaged("ratio", 0, 1e-5, max)),
        ),
    ),
    _tutorial(0, "none", _right("0", 0, 0)),
    _tutorial(1, "none", _right("0", 0, 0)),
    _tutorial(2, "none", _right("15-36", 0.15, 0.36), _NONE_SMALL),
    _tutorial(2, "zero", _right("80-95", 0.80, 0.95), _small("87.9 %")),
    _tutorial(2, "drawn", _right("87.2 % (no bar)", 0.80, 0.95), _small("86.9 %")),
    _tutorial(4, "none", _right(">= 97", 0.97), _small("99.6 %")),
    _tutorial(8, "none", _right(">= 99", 0.99), _small("100 %")),
)

CHAPTER = (
    Study(
        "xor-1986",
        partial(xor, "xor-1986", 8_000),
        100,
        (
            Bar("all within .2, 8,000 steps", "all but 2 of hundreds", ">= 93/100", learnt(0.93)),
            Bar("steps", "", "median 692", how_soon()),
            Bar(
                "two outputs at .5 where it fails",
                "figure 5",
                "all",
                counted(lambda o: o.figures["halves"] == 2, 1, among=lambda o: o.steps is None),
            ),
        ),
    ),
    Study(
        "xor-direct",
        partial(xor, "xor-direct", 5_000),
        100,
        (
            Bar("all within .2, 5,000 steps", "", "100/100", learnt(1.0)),
            Bar("steps", "558 (lr .5)", "median 202", how_soon()),
        ),
    ),
    Study(
        "xor-minimum",
        minimum,
        len(MINIMUM),
        (
            Bar(
                "learnt within 100,000 sweeps",
                "escapes at lr >= .5",
                "0/12",
                counted(lambda o: o.steps is not None, 0, 0),
            ),
        ),
    ),
)
"""Studies of XOR as the chapter of 1986 has it."""
