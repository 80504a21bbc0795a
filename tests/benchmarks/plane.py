"""How well the points of a plane are learnt by what suits each of them, over many starts and other
points of the same kind, from the places alone and from features. Run it with
`python -m tests.benchmarks.plane`; what must always hold is a test, this says how far it holds.
"""

from __future__ import annotations

import os

# Set before NumPy is loaded; a second BLAS thread only costs at these sizes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Iterator
from statistics import mean, quantiles
from typing import Any, NamedTuple

from backprop_tui.engine import Experiment, Trainer
from tests.benchmarks.length import usual

SEEDS = usual(25, 1)
PROBLEM_SEEDS = usual(4, 1)
STEPS = usual(5_000, 100)
EVERY = 50
"""Steps between two looks at what is right."""


class Run(NamedTuple):
    """How one run went.

    Attributes:
        steps: After how many steps it was as right as it can be; `None` for never.
        right: The share of cases that are right at the end, those that are learnt.
        test: The same of the cases that are put aside, if there are any.
    """

    steps: int | None
    right: float
    test: float | None


def train(experiment: Experiment, short_of: int) -> Run:
    """Train until all cases are right but so many, at most `STEPS` steps."""
    trainer = Trainer(experiment)
    cases = len(experiment.problem.inputs)
    while True:
        snapshot = trainer.snapshot()
        right = int(snapshot.right.sum())
        done = right >= cases - short_of
        if done or trainer.step_number >= STEPS:
            tested = None if snapshot.held_out is None else float(snapshot.held_out.right.mean())
            return Run(trainer.step_number if done else None, right / cases, tested)
        trainer.step(EVERY)


SETTINGS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("circle", 0, {}),
    ("circle", 0, {"features": "x1^2,x2^2", "hidden": (), "learning_rate": 0.003}),
    ("gaussians", 0, {}),
    ("spiral", 1, {}),
    ("spiral", 1, {"features": "x1,x2,sin(x1),sin(x2)"}),
    ("quadrants", 0, {}),
    ("quadrants", 0, {"features": "x1*x2", "hidden": ()}),
    ("plane", 0, {}),
    ("hills", 0, {}),
    *((name, 0, {"noise": 0.2, "test": 0.5}) for name in ("circle", "gaussians", "quadrants")),
    ("spiral", 0, {"noise": 0.2, "test": 0.5}),
)
"""A problem, how many of its cases cannot all be right, and what is given beside its preset."""


def lines() -> Iterator[str]:
    """A line for each of them."""
    yield (
        f"{'points':<52}{'runs':>5}{'all right':>10}{'quartiles of the steps':>24}{'most':>7}"
        f"{'right':>8}{'test':>7}"
    )
    for name, short_of, given in SETTINGS:
        runs = [
            train(
                Experiment.of(name, seed=seed, problem_seed=None if k == 0 else k, **given),
                short_of,
            )
            for k in range(PROBLEM_SEEDS)
            for seed in range(SEEDS)
        ]
        steps = [run.steps for run in runs if run.steps is not None]
        told = [f"{step:,.0f}" for step in quantiles(steps)] if len(steps) > 1 else ["-"]
        tests = [run.test for run in runs if run.test is not None]
        said = " ".join((name, *(f"{key} {value}" for key, value in given.items())))
        yield (
            f"{said:<52}{len(runs):>5}{len(steps):>10}{' '.join(told):>24}"
            f"{max(steps, default=0):>7,}{100 * mean(run.right for run in runs):>7.1f}%"
            + (f"{100 * mean(tests):>6.1f}%" if tests else "")
        )


def main() -> None:
    """Print one table."""
    for line in lines():
        print(line, flush=True)


if __name__ == "__main__":
    main()
