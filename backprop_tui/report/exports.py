"""What can be taken out of the program as a file: a run, its history, its weights, a step of it.
Every file holds what a command prints, to the last character, so both can be compared.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from backprop_tui.engine import BadSetting, Runs, Snapshot, StepRecord, Trainer
from backprop_tui.report.text.companion import Companion
from backprop_tui.report.text.history import Course
from backprop_tui.report.text.numbers import to_json
from backprop_tui.report.text.progress import Progress, divergence
from backprop_tui.report.text.run import csv_lines
from backprop_tui.report.text.run_json import run_object
from backprop_tui.report.text.trace import trace_text
from backprop_tui.report.text.trace_markdown import trace_markdown
from backprop_tui.report.text.weights import NPZ, reading_text, weights_json, weights_npz

ROWS = 1000
"""Moments of a history, at most; a spreadsheet draws no more of them."""

LONGEST = 60
"""Letters of a problem's name that a file's name repeats."""


LINES = 200
"""Lines of a script that are written in one go."""


class Export(NamedTuple):
    """A kind of file.

    Attributes:
        title: What it is called in a list of commands.
        summary: What it holds, in a few words.
        part: What its name ends with, before the ending.
        ending: Its ending.
        pieces: What it holds, of a run as it stands, piece by piece; between two of them somebody
            else may have the processor. The run is not moved.
        said: What else there is to say of it, from the run and the path it was written to; empty
            for nothing.
    """

    title: str
    summary: str
    part: str
    ending: str
    pieces: Callable[[Trainer], Iterator[bytes]]
    said: Callable[[Trainer, str], str] = lambda run, path: ""


def name_for(snapshot: Snapshot, letter: str = "") -> str:
    """What a file on a moment is called, before what it holds: `backprop-tui-xor-step-2400`.

    Args:
        snapshot: The moment.
        letter: That of its run; empty for the only one.
    """
    problem = re.sub("[^a-z0-9]+", "-", snapshot.experiment.problem.name.lower())
    parts = "backprop-tui", problem[:LONGEST].strip("-"), letter, f"step-{snapshot.step}"
    return "-".join(part for part in parts if part)


def every_few(steps: int) -> int:
    """Steps from one moment of a history to the next: 1, 2, 5, 10, …, so that they are few."""
    every, factors = 1, (2, 2.5, 2)
    k = 0
    while steps > every * ROWS:
        every = int(every * factors[k % 3])
        k += 1
    return every


def _course(run: Trainer) -> Course:
    """The same run once more, from its start to where it stands."""
    steps = run.step_number
    again = Runs(run.beginning, run.events[: run.events_behind])
    quiet = Progress(None, steps)
    return Course(again, steps, every_few(steps), quiet, companion=Companion(lambda said: None))


def _history(run: Trainer) -> Iterator[bytes]:
    """What `run --csv` prints."""
    for moment in _course(run).pieces():
        lines = () if moment is None else csv_lines(moment)
        yield b"".join(map(_line, lines))


def _run(run: Trainer) -> Iterator[bytes]:
    """What `run --json` prints."""
    course = _course(run)
    history: list[dict[str, float]] = []
    for moment in course.pieces():
        if moment is not None:
            history.append(moment.told)
        yield b""
    yield _line(to_json(run_object(course, history)))


def _step(form: Callable[[StepRecord], Iterator[str]]) -> Callable[[Trainer], Iterator[bytes]]:
    """What `trace` prints of the next step, in some form."""

    def pieces(run: Trainer) -> Iterator[bytes]:
        snapshot = run.snapshot()
        if snapshot.diverged:
            raise BadSetting(f"no step follows: {divergence(snapshot)}")
        return map(_line, form(run.record()))

    return pieces


def _line(line: str) -> bytes:
    """A line of text in a file; what was typed in another encoding is no reason to have none."""
    return f"{line}\n".encode("utf-8", "replace")


def _script(run: Trainer) -> Iterator[bytes]:
    """What `run --script` writes."""
    from backprop_tui.report.script import script_lines

    behind = run.events[: run.events_behind]
    lines = script_lines(run.beginning, behind, run.step_number)
    while some := list(islice(lines, LINES)):
        yield b"".join(map(_line, some))


EXPORTS = (
    Export(
        "Export history as CSV",
        "the losses of this run as CSV, as run --csv prints them",
        "history",
        ".csv",
        _history,
    ),
    Export(
        "Export run as JSON",
        "this run as JSON: history, weights, predictions, as run --json prints them",
        "run",
        ".json",
        _run,
    ),
    Export(
        "Export run as script",
        "this run as a script that needs NumPy alone and prints the same losses and weights",
        "script",
        ".py",
        _script,
        lambda run, path: f"python {shlex.quote(path)} prints the same losses and weights",
    ),
    Export(
        "Export weights as JSON",
        "the weights as JSON with all that is needed to go on, which --weights reads",
        "weights",
        ".json",
        lambda run: map(_line, weights_json(run)),
        reading_text,
    ),
    Export(
        "Export weights as NPZ",
        "the weights as NPZ, which --weights and NumPy read",
        "weights",
        NPZ,
        lambda run: iter([weights_npz(run)]),
        reading_text,
    ),
    Export(
        "Export step as text",
        "every number of the next step as text, as trace prints it",
        "trace",
        ".txt",
        _step(trace_text),
    ),
    Export(
        "Export step as Markdown",
        "every number of the next step as Markdown, as trace --markdown prints it",
        "trace",
        ".md",
        _step(trace_markdown),
    ),
)
"""Every kind of file that a run gives."""
