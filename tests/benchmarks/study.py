"""A study trains one experiment from many seeds and holds what comes out against a bar. One run
says little: whether something is learnt, and how soon, depends on where its weights start.
"""

from __future__ import annotations

import os

# Set before NumPy is loaded; a second BLAS thread only costs at these sizes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing import Pool
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from backprop_tui.engine import Trainer
from backprop_tui.engine.presets import PRESETS
from tests.benchmarks.length import usual


class Outcome(NamedTuple):
    """What came of one run.

    Attributes:
        steps: The step at which it was first found to have learnt all; `None` if it was not.
        figures: What else was measured, by name.
    """

    steps: int | None
    figures: dict[str, Any]


class Measured(NamedTuple):
    """A figure, and whether it clears its bar; `None` where there is no bar."""

    text: str
    ok: bool | None


class Bar(NamedTuple):
    """What is asked of many runs.

    Attributes:
        what: Of what.
        published: The figure that was published; empty if there is none.
        expected: The bar, or what others measured, where there is none.
        judge: From the outcomes to the figure.
    """

    what: str
    published: str
    expected: str
    judge: Callable[[Sequence[Outcome]], Measured]


class Study(NamedTuple):
    """One experiment from the seeds 0, 1, 2 and so on.

    Attributes:
        name: What it is called on the command line.
        run: From a seed to what came of it.
        runs: How many.
        bars: What is asked of them.
    """

    name: str
    run: Callable[[int], Outcome]
    runs: int
    bars: tuple[Bar, ...]


HEADING = ("study", "what", "published", "expected", "measured", "n", "")
WIDTHS = (20, 40, 26, 36, 44, 5, 4)


def line(cells: Iterable[object]) -> str:
    """A line of the table."""
    pairs = zip(map(str, cells), WIDTHS, strict=True)
    return "  ".join(cell.ljust(width) for cell, width in pairs).rstrip()


def lines(studies: Iterable[Study]) -> Iterator[str]:
    """The table of some studies, as they end; both cores are used."""
    yield line(HEADING)
    with Pool() as pool:
        for study in studies:
            runs = usual(study.runs, 1)
            outcomes = pool.map(study.run, range(runs), chunksize=1)
            for bar in study.bars:
                found = bar.judge(outcomes)
                verdict = {None: "", True: "ok", False: "MISS"}[found.ok]
                yield line(
                    (study.name, bar.what, bar.published, bar.expected, found.text, runs, verdict)
                )


def trainer(name: str, seed: int, **others: Any) -> Trainer:
    """A preset from a seed, with other settings in place of its own."""
    return Trainer(PRESETS[name].experiment(**others, seed=seed))


RIGHT = 0.5
"""All outputs nearer to their 0 or 1 than that are on the right side."""


def train(run: Trainer, most: int, distance: float, every: int = 10) -> int | None:
    """Train until every output is as near as that to its 0 or 1, and look every so many steps.

    Args:
        run: What is trained.
        most: Steps at most.
        distance: From the bit that an output answers, whatever level it is learnt as.
        every: Steps between two looks.

    Returns:
        The step of the look that found it so; `None` if none did.
    """
    problem = run.experiment.problem
    bits = problem.source.targets[list(problem.rows)]
    while True:
        outputs = run.network.forward(problem.inputs).activations[-1]
        if (np.abs(outputs - bits) < distance).all():
            return run.step_number
        if run.step_number >= most or run.step(every) < every:
            return None


def solved(outcomes: Sequence[Outcome]) -> list[int]:
    """After how many steps those runs that learnt all had done so, in order."""
    return sorted(outcome.steps for outcome in outcomes if outcome.steps is not None)


def share(count: int, runs: int) -> str:
    """So many of so many, as both."""
    return f"{count}/{runs} ({100 * count / runs:.3g} %)"


def spread(steps: Sequence[int], a_sweep: int = 1) -> str:
    """The quartiles of steps, and their ends, counted in sweeps of so many steps."""
    if not steps:
        return "never"
    least, low, middle, high, most = (
        round(float(np.quantile(steps, part)) / a_sweep) for part in (0, 0.25, 0.5, 0.75, 1)
    )
    return f"median {middle:,} ({low:,}-{high:,}; {least:,} to {most:,})"


def learnt(at_least: float | None, before: int | None = None) -> Callable[..., Measured]:
    """A bar: that such a share of runs learns all, perhaps before a step."""

    def judge(outcomes: Sequence[Outcome]) -> Measured:
        found = solved(outcomes)
        count = len(found if before is None else [steps for steps in found if steps <= before])
        ok = None if at_least is None else count >= at_least * len(outcomes)
        return Measured(share(count, len(outcomes)), ok)

    return judge


def how_soon(a_sweep: int = 1) -> Callable[..., Measured]:
    """No bar: when those that learnt all had."""
    return lambda outcomes: Measured(spread(solved(outcomes), a_sweep), None)


def counted(
    holds: Callable[[Outcome], bool],
    at_least: float | None = None,
    at_most: float = 1.0,
    among: Callable[[Outcome], bool] = lambda outcome: True,
) -> Callable[..., Measured]:
    """A bar: of how large a share of runs, or of some of them, something holds."""

    def judge(outcomes: Sequence[Outcome]) -> Measured:
        asked = [outcome for outcome in outcomes if among(outcome)]
        count = sum(map(holds, asked))
        if not asked:
            return Measured("none to ask", None)
        ok = None if at_least is None else at_least <= count / len(asked) <= at_most
        return Measured(share(count, len(asked)), ok)

    return judge


def averaged(
    figure: str, low: float | None = None, high: float = np.inf, of: Callable[..., Any] = median
) -> Callable[..., Measured]:
    """A bar: within which bounds the median, or the mean, of a figure lies."""

    def judge(outcomes: Sequence[Outcome]) -> Measured:
        values = [o.figures[figure] for o in outcomes if figure in o.figures]
        if not values:
            return Measured("none to ask", None)
        value = float(of(values))
        ok = None if low is None else low <= value <= high
        return Measured(f"{of.__name__} {value:.3g} ({min(values):.3g} to {max(values):.3g})", ok)

    return judge
