"""What going through time costs: to any step of a long run, to its marks, how much of it is kept, a
run of its own from there, a session on the disk. Run it with `python -m tests.benchmarks.time`; it
is no test, because a busy machine would fail it.

Every figure is one `Figure` of a function in `STUDIES`; NAMEs on the command line choose some.
"""

from __future__ import annotations

import os
import sys

# Set before NumPy is loaded; a second BLAS thread only costs at these sizes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import resource
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

from backprop_tui.engine import Change, Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.keeping.folder import Folder
from backprop_tui.engine.keeping.reading import read_session
from backprop_tui.engine.keeping.recorder import Recorder
from backprop_tui.engine.keeping.replay import Replay, opened
from backprop_tui.engine.keeping.texts import Texts
from tests.benchmarks.length import usual

LONG = usual(1_000_000, 10_000)
"""Steps of the run in which steps are sought."""

LONGEST = usual(10_000_000, 20_000)
"""Steps of the run whose memory is looked at."""

SEEKS = usual(50, 5)

MEDIAN, WORST = 0.100, 0.250
"""Seconds to a step of the long run; its marks are to be as quick as a key."""

AT_ONCE = 0.020
"""Seconds that nobody notices."""

A_SLICE = 0.005
"""Seconds that training stops for, of those until the next frame."""

SAVED = usual(10_000, 500)
"""Steps of the runs that are saved."""

STEPS = usual(4096, 512)
"""Steps that are taken at a time by runs that are compared."""

TWICE = 2.0
"""Two runs in step, and what it costs to keep them so, against one."""

MEMORY = 16 * 2**20
"""Bytes that a run may keep of its past, however long it is."""


KILO = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts memory."""

LOUD, LATE = Change({"learning_rate": 5.0}), Change({"learning_rate": 0.3})


class Figure(NamedTuple):
    """Something that was measured.

    Attributes:
        what: Of what.
        value: How much, in the unit.
        goal: At most so much.
        unit: One of `UNITS`.
        noise: How far apart it is here if it is measured twice; a goal missed by less is none.
    """

    what: str
    value: float
    goal: float
    unit: str = "ms"
    noise: float = 0.0

    def line(self) -> str:
        factor = UNITS[self.unit]
        verdict = "ok" if self.value <= self.goal + self.noise else "MISSED"
        if self.noise:
            verdict += f", ± {self.noise * factor:,.2f}"
        value, goal = (f"{each * factor:,.2f}" for each in (self.value, self.goal))
        return f"{self.what:<58}{value:>10}{goal:>10} {self.unit:<4}{verdict}"


UNITS = {"ms": 1e3, "MiB": 2**-20, "×": 1.0}
"""By what seconds, bytes and ratios are multiplied to be printed."""


def seconds(deed: Callable[[], object]) -> float:
    """How long it takes, once."""
    start = perf_counter()
    deed()
    return perf_counter() - start


@cache
def long_run(steps: int) -> Trainer:
    """The default run with some changes on the way, at its end."""
    run = Trainer(Experiment(), [(300, LOUD), (steps // 2, LATE)])
    run.step(steps)
    return run


def seeking() -> Iterator[Figure]:
    """To random steps of a long run, and to its marks; each as it is then seen."""
    run, random = long_run(LONG), Random(0)

    def sought(step: int) -> None:
        run.seek(step)
        run.snapshot()

    took = [seconds(lambda: sought(random.randrange(LONG))) for _ in range(SEEKS)]
    yield Figure(f"to {SEEKS} random steps of {LONG:,}, median", median(took), MEDIAN)
    yield Figure("the slowest of them", max(took), WORST)
    back = [seconds(lambda: sought(run.step_number - 1)) for _ in range(SEEKS)]
    yield Figure("one step back, the slowest", max(back), AT_ONCE)
    marks = [seconds(partial(sought, mark.step)) for mark in run.marks]
    yield Figure(f"to each of its {len(marks)} marks, the slowest", max(marks), AT_ONCE)


def agreeing() -> Iterator[Figure]:
    """That each of those steps has the bits of a new run that only goes forward."""
    run, random = long_run(LONG), Random(1)
    steps = sorted(random.randrange(LONG) for _ in range(SEEKS))
    fresh, differing = Trainer(run.beginning, run.events), 0
    sought = {}
    for step in random.sample(steps, len(steps)):
        run.seek(step)
        sought[step] = run.network.parameters.vector.tobytes()
    for step in steps:
        fresh.step(step - fresh.step_number)
        differing += fresh.network.parameters.vector.tobytes() != sought[step]
    yield Figure(f"of {SEEKS} steps sought, others than in a new run", differing, 0, "×")


def remembering() -> Iterator[Figure]:
    """By how much the most memory grows that the process ever had, from a short run to a long one
    that is gone back in.
    """
    long_run(1_000).seek(1)
    before = peak()
    run = Trainer(Experiment(), [(300, LOUD)])
    run.step(LONGEST)
    took = [seconds(partial(run.seek, LONGEST // 7 * part)) for part in (3, 6, 1, 5)]
    yield Figure(f"memory of {LONGEST:,} steps and their marks", peak() - before, MEMORY, "MiB")
    yield Figure("to some of them, the slowest", max(took), WORST)


def peak() -> int:
    """The most memory that this process has had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILO


def forking() -> Iterator[Figure]:
    """A run of its own from the middle of a long one."""
    run = long_run(LONG)
    run.seek(LONG // 3)
    took = [seconds(run.fork) for _ in range(SEEKS)]
    yield Figure(f"a run of its own from step {LONG // 3:,}, median", median(took), AT_ONCE)
    other = run.fork()
    change = seconds(lambda: other.edit(Parameter(1, 0, 0), 0.5))
    yield Figure("the first change of it", change, AT_ONCE)


def saving() -> Iterator[Figure]:
    """To take a session down, for which the run stops; to write it, while it goes on; to have it
    again.
    """
    runs = Runs(Experiment())
    for letter in range(8):
        runs.step(SAVED)
        runs.seek(SAVED // 2 + letter)
        runs.branch()
        runs.edit(Parameter(1, 0, 0), float(letter))
    runs.step(SAVED // 2)
    recorder, texts = Recorder(), Texts()
    recorder.session(runs)
    took = [seconds(lambda: runs.step() and recorder.session(runs)) for _ in range(SEEKS)]
    yield Figure(f"to take {len(runs.all)} runs down, median", median(took), A_SLICE)
    session = recorder.session(runs)
    with TemporaryDirectory() as place:
        folder = Folder(Path(place))
        file = folder.file_of("now", 1)
        took = [seconds(lambda: folder.save(file, session, texts)) for _ in range(SEEKS)]
        yield Figure("to write them to the disk, median", median(took), MEDIAN)
        yield Figure("to read them", seconds(lambda: read_session(str(file))), AT_ONCE)
        back = read_session(str(file))
    run, again = runs.shown.trainer, Trainer(runs.main.beginning, runs.main.events)
    plain = seconds(lambda: again.step(run.length))
    replay = Replay(back.run(), opened(back).shown)
    yield Figure("to have a run again, for one that is trained",
                 seconds(lambda: replay.go(run.length)) / plain, 1.25, "×")  # fmt: skip


def going_in_step() -> Iterator[Figure]:
    """A second run in step with the one that is shown, against the one alone; seconds that the
    process was at work, as others are on this machine.
    """
    alone, pair, again = (Runs(Experiment()) for _ in range(3))
    pair.pair(Experiment(learning_rate=5.0))
    for chunk in (alone.chunk, 8):
        ratios, apart = [], []
        for _ in range(SEEKS):
            mine, both, its = (
                worked(partial(steps_of, runs, chunk)) for runs in (alone, pair, again)
            )
            ratios.append(2 * both / (mine + its))
            apart.append(2 * abs(mine - its) / (mine + its))
        noise = TWICE * median(apart)
        what = f"a second run in step, {chunk} steps at a time"
        yield Figure(what, median(ratios), TWICE, "×", noise)


def steps_of(runs: Runs, chunk: int) -> None:
    """Some steps, so many at a time."""
    for _ in range(max(1, STEPS // chunk)):
        runs.step(chunk)


def worked(deed: Callable[[], object]) -> float:
    """How long the process works at it, once."""
    start = process_time()
    deed()
    return process_time() - start


STUDIES: dict[str, Callable[[], Iterable[Figure]]] = {
    "remembering": remembering,
    "seeking": seeking,
    "agreeing": agreeing,
    "forking": forking,
    "saving": saving,
    "going in step": going_in_step,
}
"""What is measured, by the names that the command line takes; memory first, as it never shrinks."""


def main(names: Iterable[str]) -> None:
    """Print a line for each figure."""
    print(f"{'':<58}{'':>10}{'at most':>10}")
    for name, study in STUDIES.items():
        if not names or name in names:
            for figure in study():
                print(figure.line(), flush=True)


if __name__ == "__main__":
    main([word for word in sys.argv[1:] if not word.startswith("-")])
