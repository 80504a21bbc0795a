"""Functions of more bits than two: parity, and the small sums of the chapter of 1986, each with
hidden units enough and with fewer.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from backprop_tui.engine.core.calls import Array
from tests.benchmarks.length import usual
from tests.benchmarks.study import (
    Bar,
    Outcome,
    Study,
    counted,
    how_soon,
    learnt,
    train,
    trainer,
)


def parity(name: str, most: int, seed: int, **others: Any) -> Outcome:
    """When it is learnt, and whether hidden units are a thermometer of the number of ones."""
    run = trainer(name, seed, **others)
    experiment = run.experiment
    a_sweep = -(-len(experiment.problem.inputs) // experiment.batch)
    steps = train(run, usual(most, 300) * a_sweep, 0.2, every=a_sweep if a_sweep > 1 else 10)
    inputs = experiment.problem.inputs
    hidden = run.network.forward(inputs).activations[1] > 0.5
    levels = [_level(unit, inputs.sum(axis=1)) for unit in hidden.T]
    counts = None not in levels
    return Outcome(
        steps,
        {
            "by count": counts,
            "thermometer": counts and set(levels) == set(range(1, inputs.shape[1] + 1)),
        },
    )


def _level(unit: Array, ones: Array) -> int | None:
    """From how many ones on a unit is another than before; `None` if that is not all it sees."""
    states = []
    for count in range(int(ones.max()) + 1):
        alike = unit[ones == count]
        if (alike != alike[0]).any():
            return None
        states.append(bool(alike[0]))
    turns = [k for k in range(1, len(states)) if states[k] != states[k - 1]]
    return turns[0] if len(turns) == 1 else None


def small_sum(name: str, seed: int, **others: Any) -> Outcome:
    """When negation or addition is learnt."""
    return Outcome(train(trainer(name, seed, **others), 8_000, 0.2), {})


def _thermometers(at_least: float | None = None) -> Any:
    """Of how many of those that learnt it the hidden units count the ones."""
    return counted(
        lambda o: o.figures["thermometer"], at_least, among=lambda o: o.steps is not None
    )


BITS = (
    *(
        Study(
            f"parity-{bits}",
            partial(parity, f"parity-{bits}", 6_000),
            100,
            (
                Bar("all within .2, 6,000 steps", "", ">= 97/100", learnt(0.97)),
                Bar("steps", "", expected, how_soon()),
            ),
        )
        for bits, expected in ((3, ""), (4, "median 1,074"), (5, "median 1,272"))
    ),
    Study(
        "parity-3-1986",
        partial(parity, "parity-4-1986", 8_000, problem="parity-3", hidden=(3,)),
        100,
        (
            Bar("all within .2, 8,000 sweeps", "", ">= 90/100", learnt(0.9)),
            Bar("sweeps", "", "median 992", how_soon(8)),
            Bar("thermometer of those", "figure 6", ">= 85 %", _thermometers(0.85)),
        ),
    ),
    Study(
        "parity-4-1986",
        partial(parity, "parity-4-1986", 8_000),
        50,
        (
            Bar("all within .2, 8,000 sweeps", "1 run", "74 %", learnt(None)),
            Bar("sweeps", "2,825", "median 3,505 (2,963-4,986)", how_soon(16)),
            Bar("thermometer of those", "figure 6", "92-97 %", _thermometers()),
        ),
    ),
    Study(
        "negation",
        partial(small_sum, "negation"),
        100,
        (
            Bar("all within .2, 8,000 steps", "1 run", "200/200", learnt(1.0)),
            Bar("steps", "", "median 638", how_soon()),
        ),
    ),
    Study(
        "negation-no-direct",
        partial(small_sum, "negation", direct=False),
        100,
        (Bar("all within .2, 8,000 steps", "", "0 %", learnt(None)),),
    ),
    Study(
        "addition",
        partial(small_sum, "addition"),
        100,
        (
            Bar("all within .2, 8,000 steps", "", "99.5 %", learnt(0.97)),
            Bar("steps", "", "", how_soon()),
        ),
    ),
    Study(
        "addition-1986",
        partial(small_sum, "addition-1986"),
        100,
        (
            Bar("all within .2, 8,000 steps", "1 run", "83 %", learnt(None)),
            Bar("steps", "", "", how_soon()),
        ),
    ),
    Study(
        "addition-2",
        partial(small_sum, "addition-1986", hidden=(2,)),
        100,
        (Bar("all within .2, 8,000 steps", "local minima", "49 %", learnt(None)),),
    ),
)
"""Studies of parity and of small sums."""
