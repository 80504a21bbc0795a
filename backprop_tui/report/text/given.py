"""What a person gave is said back before anything is learnt from it: which columns are learnt from
which, and how weights that were written down have been read. A mistake shows there and then.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backprop_tui.engine import Experiment, Start
from backprop_tui.engine.problems import printable
from backprop_tui.engine.reading.conversion import STANDARD_INPUT
from backprop_tui.engine.settings import settings_of
from backprop_tui.report.names import listed, subscript


def learnt_text(experiment: Experiment) -> str:
    """What is learnt from what: `learning y from x1, x2: the 4 cases of xor`."""
    problem = experiment.problem
    cases = len(problem.inputs)
    is_file = problem.path is not None and problem.path != STANDARD_INPUT
    source = printable(Path(problem.path or "").name) if is_file else problem.name
    return (
        f"learning {listed(problem.target_columns)} from {listed(problem.input_columns)}: "
        f"{f'the {cases:,} cases' if cases > 1 else 'the one case'} of {listed([source], 1, 60)}"
    )


def start_texts(experiment: Experiment) -> Iterator[str]:
    """How given weights were read, where they could have been meant another way, and where they
    come from a run that learnt otherwise.
    """
    start = experiment.start
    if start is None:
        return
    file = file_text(start)
    yield from _otherwise(experiment, start)
    if start.square:
        names = [subscript("W", k) for k in start.square]
        one = len(names) == 1
        yield (
            f"{listed(names)} in {file} {'is' if one else 'are'} square, so nothing tells which "
            f"way {'it is' if one else 'they are'} meant: read with a row per unit before (an "
            "input, in W₁) and a column per unit; if the source has a row per unit, exchange rows "
            "and columns"
        )
    if start.shared and start.biases is not None:
        names = [f"{subscript('b', k)} = {start.biases[k - 1][0]:g}" for k in start.shared]
        yield (
            f"{file} has one bias for all units of a layer ({listed(names)}): each unit starts "
            "with it and then learns its own"
        )


def file_text(start: Start) -> str:
    """What a weights file is called in a sentence."""
    return f"the weights file {listed([printable(start.path)], 1, 60)}"


def _otherwise(experiment: Experiment, start: Start) -> Iterator[str]:
    """Which settings of the run that wrote the weights are not those of this one."""
    settings = settings_of(type(experiment))
    differ = [
        (settings[name].option.flag, printable(stated), getattr(experiment, name))
        for name, stated in start.stated.items()
        if stated != getattr(experiment, name) and (experiment.hidden or name != "activation")
    ]
    if differ:
        then = " ".join(f"{option} {listed([stated])}" for option, stated, _ in differ)
        now = " ".join(f"{option} {present}" for option, _, present in differ)
        yield f"{file_text(start)} was written by a run with {then}; this one has {now}"
