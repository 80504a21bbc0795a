"""A whole run as a script that stands alone: whoever reads it from top to bottom has read all of
back-propagation, and whoever runs it gets the losses and weights of the run, to the last bit.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import suppress

import numpy as np

from backprop_tui.engine import BadSetting, Edit, Experiment
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.presets import steps_between
from backprop_tui.engine.runs.by_hand import Events
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.wording import printable
from backprop_tui.report.command import PROGRAM, command_words
from backprop_tui.report.script.course import course_lines, stretches
from backprop_tui.report.script.covered import require_covered
from backprop_tui.report.script.data import data_lines
from backprop_tui.report.script.ending import ending_lines
from backprop_tui.report.script.happening import happenings
from backprop_tui.report.script.start import start_lines
from backprop_tui.report.script.step import Printing
from backprop_tui.report.script.written import comment

FAR = 100.0
"""A learning rate, an input or a weight beyond which even bounded units may lose all bounds."""

MANY = 4096
"""Numbers in a matrix from which a library may share out its sums among processors."""


def script_text(
    experiment: Experiment,
    events: Sequence[tuple[int, Event]],
    steps: int,
    every: int | None = None,
) -> str:
    """All lines of a script; see `script_lines`."""
    return "".join(f"{line}\n" for line in script_lines(experiment, events, steps, every))


def script_lines(
    experiment: Experiment,
    events: Sequence[tuple[int, Event]],
    steps: int,
    every: int | None = None,
) -> Iterator[str]:
    """A run as a script of NumPy that prints its losses and its weights, bit for bit.

    Args:
        experiment: What runs at step 0.
        events: What is done by hand on the way, each with the updates before it; those after
            the last step are left out.
        steps: Updates that are made.
        every: Steps from one printed loss to the next; `None` for a round number.

    Raises:
        BadSetting: If it cannot be had to the last bit.
    """
    behind = tuple((step, event) for step, event in events if step <= steps)
    happening = list(happenings(experiment, behind, steps))
    running = [experiment, *(each.experiment for each in happening)]
    for each in running:
        require_covered(each)
    printing = Printing(
        steps,
        steps_between(steps) if every is None else every,
        any(map(_may_diverge, running)) or any(map(_is_far, behind)),
    )
    yield from _head_lines(experiment, behind, printing)
    yield from data_lines(experiment)
    yield from start_lines(experiment)
    yield from course_lines(stretches(experiment, happening, printing), printing)
    yield from ending_lines(running[-1], printing)


def _head_lines(experiment: Experiment, by_hand: Events, printing: Printing) -> Iterator[str]:
    """What it is, and what it needs."""
    yield from comment(f"{experiment.title}: back-propagation with nothing but NumPy.")
    yield "#"
    command = _command(experiment, by_hand, printing.steps)
    if command:
        yield "# It prints the losses and weights of"
        yield f"#     {printable(command)}"
    else:
        yield f"# It prints the losses and weights of a run of {PROGRAM},"
    yield "# bit for bit where NumPy is the same. a.dot(b) is a @ b, added up as the program does."
    if _is_large(experiment):
        yield ""
        yield "import os"
        yield ""
        yield 'os.environ["OPENBLAS_NUM_THREADS"] = "1"  # one thread adds up in one order'
        yield ""
    yield "import numpy as np"
    if printing.may_diverge:
        yield ""
        yield 'np.seterr(all="ignore")  # what has no room becomes infinite, and ends the run'


def _command(experiment: Experiment, by_hand: Events, steps: int) -> str:
    """The command line that prints the same; empty if there is none."""
    with suppress(BadSetting):
        words = command_words(experiment, by_hand, 0)
        return shlex.join([PROGRAM, "run", *words, "--steps", str(steps)])
    return ""


def _is_large(experiment: Experiment) -> bool:
    """Whether it has matrices that are large enough to be shared out."""
    rows = max(rows for rows, _ in experiment.links.shapes)
    columns = max(experiment.sizes)
    return max(len(experiment.problem.inputs), columns) * max(rows, columns) >= MANY


def _is_far(happening: tuple[int, Event]) -> bool:
    """Whether a weight is set so far away that the same holds of it."""
    _, event = happening
    return isinstance(event, Edit) and abs(event.value) > FAR


def _may_diverge(experiment: Experiment) -> bool:
    """Whether its loss may stop being a finite number.

    Units with bounds and steps that are not huge keep all numbers far from the end of their
    range, whatever happens; so does what pulls weights back, unless it pulls them too far.
    """
    problem, wrong = experiment.problem, experiment.wrong
    start = Network(experiment).parameters.vector
    pulled = experiment.learning_rate * experiment.l2
    return (
        any(None in activation.bounds for activation in experiment.layer_activations)
        or max(float(np.abs(each).max()) for each in (problem.inputs, problem.targets, start)) > FAR
        or experiment.learning_rate > FAR
        or pulled >= 1
        or (wrong is not None and wrong.carries and experiment.penalty is not None)
    )
