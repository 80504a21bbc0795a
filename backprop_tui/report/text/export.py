"""A problem as a table in CSV, which `--data` reads again with the same bits. A table holds numbers
and names of columns; what else is known of a problem is said beside it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from backprop_tui.engine import Answer, BadSetting, Experiment, Problem
from backprop_tui.engine.presets import PRESETS
from backprop_tui.engine.reading.columns import MARKED, write_names
from backprop_tui.engine.settings import settings_of
from backprop_tui.engine.settings.problem import ProblemSettings
from backprop_tui.engine.wording import either

FILE = "FILE"
"""What stands for the file in a command."""


class Header(NamedTuple):
    """The first row of a table, and how it is read.

    Attributes:
        names: One a column, the inputs first.
        targets: Those of the targets.
        is_plain: Whether the targets are told from the inputs by their names alone.
    """

    names: tuple[str, ...]
    targets: tuple[str, ...]
    is_plain: bool


def header(problem: Problem) -> Header:
    """The names of the columns; a target that is called like an input is marked with y_."""
    inputs, targets = problem.input_names, problem.target_names
    while set(inputs) & set(targets):
        targets = tuple(f"y_{name}" for name in targets)
    is_plain = all(map(MARKED.fullmatch, targets)) and not any(map(MARKED.fullmatch, inputs))
    return Header((*inputs, *targets), targets, is_plain)


def export_text(problem: Problem) -> Iterator[str]:
    """The lines of the table: every number in as many digits as tell it from its neighbours."""
    yield write_names(header(problem).names)
    for inputs, targets in zip(problem.inputs.tolist(), problem.targets.tolist(), strict=True):
        yield ",".join(repr(value).removesuffix(".0") for value in (*inputs, *targets))


def export_words(experiment: Experiment) -> list[str]:
    """The words of a command line that read the table again, and learn the same of it."""
    problem = experiment.problem.source
    first = header(problem)
    words = [] if experiment.preset is None else ["--preset", experiment.preset]
    words += ["--data", FILE]
    if not first.is_plain:
        words += ["--target", write_names(first.targets)]
    if problem.answer is Answer.BITS and Answer.of(problem.targets) is Answer.CLASSES:
        words.append("--no-classes")
    return [*words, *_made_of_it(experiment, experiment.preset)]


def _made_of_it(experiment: Experiment, preset: str | None = None) -> Iterator[str]:
    """The options that say what is made of a table, as they are in an experiment.

    Those that say how a table was drawn are not among them: a table that is read takes none.

    Args:
        experiment: With the table.
        preset: The preset that is named beside them, and says some of it already.
    """
    problem = experiment.problem.source
    read = Experiment(problem=_as_read(problem))
    implied = {} if preset is None else PRESETS[preset].implied
    for name, known in settings_of(ProblemSettings).items():
        if known.is_whole or known.combine:
            continue
        value, plain = getattr(experiment, name), getattr(read, name)
        if known.is_same(value, implied.get(name, plain)):
            continue
        with suppress(BadSetting):
            replace(read, **{name: value})
            yield from known.words_instead(value)


def _as_read(problem: Problem) -> Problem:
    """The table alone, as a file gives it back."""
    return Problem(problem.name, "", problem.inputs, problem.targets, answer=problem.answer)


def export_texts(experiment: Experiment) -> Iterator[str]:
    """What is said beside the table, a sentence without its capital and its stop at a time."""
    problem = experiment.problem.source
    yield f"learn it again with {shlex.join(['backprop-tui', *export_words(experiment)])}"
    if header(problem).targets != problem.target_names:
        yield "targets have a y_ before their names, because inputs have the same names"
    if missing := list(_not_held(problem, experiment.preset)):
        yield f"the file does not hold {either(missing)}"
    if made := shlex.join(_made_of_it(experiment)):
        yield f"the file holds the table as it is without {made}"


def _not_held(problem: Problem, preset: str | None) -> Iterator[str]:
    """What is known of a problem and is no number and no name of a column, nor in the preset."""
    if problem.answer is Answer.VALUES and Answer.of(problem.targets) is not Answer.VALUES:
        yield "that its 0 and 1 are measured values"
    if problem.recipe is not None:
        yield "how its points were drawn"
    if problem.groups:
        yield f"the groups of its inputs ({'+'.join(map(str, problem.groups))})"
    if problem.held_out:
        yield f"which cases it holds out ({', '.join(str(case + 1) for case in problem.held_out)})"
    if problem.case_names:
        yield "the names of its cases"
    name = problem.preset.get("preset")
    if problem.preset and (name is None or name != preset):
        yield f"the settings that suit it{f' (--preset {name})' if name else ''}"
    if problem.picture:
        yield "its picture"
