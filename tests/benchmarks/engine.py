"""How fast the engine trains, as ratios to the plain loop that anyone would first write, both timed
in turn within one run. Run it with `python -m tests.benchmarks.engine`; it is no test, because a
busy machine would fail it.
"""

from __future__ import annotations

import os

# Set before NumPy is loaded; a second BLAS thread only costs at these sizes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np

from backprop_tui.engine import Experiment, Problem, Trainer
from tests.benchmarks.length import usual
from tests.engine.plain import PlainNetwork, tutorial, tutorial_start

TUTORIAL_GOAL = 4.2
GOAL = 1.0

TUTORIAL_ROUNDS, TUTORIAL_STEPS = usual(31, 3), usual(5_000, 100)
ROUNDS = usual(7, 2)
ROUND_SECONDS = usual(0.02, 0.0)
"""How long the plain loop runs in a round, so that one round means something."""


@dataclass(frozen=True)
class Timing:
    """Seconds a step of both, round by round; `difference` is that of the weights at the end."""

    label: str
    goal: float
    plain: list[float]
    ours: list[float]
    difference: float

    def line(self) -> str:
        ratios = [plain / ours for plain, ours in zip(self.plain, self.ours, strict=True)]
        ratio = median(ratios)
        same = "same bits" if self.difference == 0 else f"{self.difference:.0e} off"
        verdict = "ok" if ratio >= self.goal else "SLOW"
        return (
            f"{self.label:<44}{1e6 * median(self.plain):>9.1f}{1e6 * median(self.ours):>9.1f}"
            f"{ratio:>8.2f}{min(ratios):>7.2f}{max(ratios):>7.2f}{self.goal:>7.1f}"
            f"  {same:<12}{verdict}"
        )


def table(cases: int, inputs: int = 2) -> Problem:
    """A table as a CSV file would hold it: generic numbers, targets of 0 and 1."""
    stream = np.random.RandomState(0)
    return Problem(
        name=f"table-{cases}",
        summary="random numbers",
        inputs=stream.uniform(-1, 1, (cases, inputs)),
        targets=stream.randint(0, 2, (cases, 1)).astype(np.float64),
        input_names=tuple(f"x{k}" for k in range(inputs)),
        target_names=("y",),
    )


def in_turn(
    plain: Callable[[int], object], ours: Callable[[int], object], steps: int, rounds: int
) -> tuple[list[float], list[float]]:
    """Seconds a step of both, one after the other in every round."""
    plain_seconds, our_seconds = [], []
    for _ in range(rounds):
        start = perf_counter()
        plain(steps)
        between = perf_counter()
        ours(steps)
        end = perf_counter()
        plain_seconds.append((between - start) / steps)
        our_seconds.append((end - between) / steps)
    return plain_seconds, our_seconds


def against_the_tutorial() -> Timing:
    """The default network and the tutorial's own loop, loss at every step in both."""
    trainer = Trainer(Experiment())
    W1, W2 = tutorial_start(42)
    losses = tutorial(W1, W2, 0.5, 2_000)
    trainer.step(2_000)
    ours = trainer.snapshot()
    assert np.array_equal(ours.curve.low, losses), "losses differ"
    assert np.array_equal(ours.curve.high, losses), "losses differ"
    timed = in_turn(
        lambda steps: tutorial(W1, W2, 0.5, steps), trainer.step, TUTORIAL_STEPS, TUTORIAL_ROUNDS
    )
    end = np.concatenate([W1.ravel(), W2.ravel()])
    difference = float(np.abs(end - trainer.network.parameters.vector).max())
    assert difference == 0, "weights differ"
    return Timing("the tutorial: xor 2-4-1", TUTORIAL_GOAL, *timed, difference)


def against_the_plain_loop(label: str, experiment: Experiment) -> Timing:
    """Any network and the textbook's loop for it, loss at every step in both."""
    trainer = Trainer(experiment)
    start = trainer.snapshot()
    plain = PlainNetwork(
        experiment,
        [matrix.copy() for matrix in start.weights],
        [vector.copy() for vector in start.biases] if start.biases else None,
    )
    begun = perf_counter()
    plain.train(5)
    steps = max(5, round(ROUND_SECONDS * 5 / (perf_counter() - begun)))
    assert trainer.step(5) == 5
    vector = trainer.network.parameters.vector
    end = np.concatenate([array.ravel() for array in (*plain.weights, *(plain.biases or ()))])
    difference = float(np.abs(end - vector).max() / np.abs(end).max())
    assert difference < 1e-9, "the two do not compute the same"
    timing = Timing(label, GOAL, *in_turn(plain.train, trainer.step, steps, ROUNDS), difference)
    assert trainer.step_number == 5 + ROUNDS * steps, "the run diverged"
    return timing


def networks() -> Iterator[tuple[str, Experiment]]:
    """Every width and size alone, then every other choice at a small, a middle and a large one."""
    for cases in (4, 64, 1024):
        for hidden in ((1,), (4,), (16,), (64,), (4, 4), (16, 16), (64, 64)):
            yield f"{name(hidden)}, {cases} cases", build(cases, hidden)
        yield f"2-1, {cases} cases", build(cases, ())
    for cases, hidden in ((4, (4,)), (64, (16, 16)), (1024, (64,)), (1024, (64, 64))):
        where = f"{name(hidden)}, {cases} cases"
        yield f"{where}, bias", build(cases, hidden, bias=True)
        yield f"{where}, momentum", build(cases, hidden, momentum=0.9)
        yield f"{where}, bce", build(cases, hidden, loss="bce")
        for activation in ("tanh", "relu", "linear"):
            yield f"{where}, {activation}", build(cases, hidden, activation=activation)
        yield (
            f"{where}, bias, momentum, bce, tanh",
            build(cases, hidden, bias=True, momentum=0.9, loss="bce", activation="tanh"),
        )
    for cases, size in ((4, 1), (4, 3), (64, 1), (64, 10), (1024, 1), (1024, 32), (1024, 512)):
        for hidden in ((4,), (64, 64)):
            yield (
                f"{name(hidden)}, {cases} cases, batch {size}",
                build(cases, hidden, batch_size=size),
            )


def name(hidden: tuple[int, ...]) -> str:
    return "-".join(map(str, (2, *hidden, 1)))


def build(
    cases: int,
    hidden: tuple[int, ...],
    *,
    bias: bool = False,
    momentum: float = 0.0,
    loss: str = "half-sse",
    activation: str = "sigmoid",
    batch_size: int | None = None,
) -> Experiment:
    return Experiment(
        problem=table(cases),
        hidden=hidden,
        activation=activation,
        loss=loss,
        bias=bias,
        # E is a sum: more cases, longer strides.
        learning_rate=0.1 / cases,
        momentum=momentum,
        batch_size=batch_size,
    )


def main() -> None:
    """Print one table, a line a network."""
    begun = perf_counter()
    print(
        f"{'network':<44}{'plain':>9}{'ours':>9}{'ratio':>8}{'min':>7}{'max':>7}{'goal':>7}"
        "  numbers     \n"
        f"{'':<44}{'µs/step':>9}{'µs/step':>9}{'plain/ours, median of rounds':>29}"
    )
    timings = [against_the_tutorial()]
    print(timings[0].line(), flush=True)
    for label, experiment in networks():
        timings.append(against_the_plain_loop(label, experiment))
        print(timings[-1].line(), flush=True)
    print(f"{len(timings)} networks in {perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
