"""A problem is chosen by its name, or by a table and perhaps the names of its targets; never by
both. What was chosen can be written down again in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems import (
    PROBLEMS,
    Problem,
    find_problem,
    read_names,
    write_names,
)
from backprop_tui.engine.reading.cells import SEPARATORS
from backprop_tui.engine.reading.kinds import Kind, Name, Text
from backprop_tui.engine.reading.option import Option, coded
from backprop_tui.engine.reading.switches import Switch
from backprop_tui.engine.reading.written import repeated

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment


class ProblemName(Kind):
    """A problem, built in and written as its name."""

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return "; ".join(_told(", ".join)) + "; `backprop-tui problems` says what each is"

    @property
    def choices(self) -> tuple[str, ...]:
        """The names of all problems."""
        return tuple(PROBLEMS)

    def about(self, choice: str) -> str:
        """What a problem is, in one line."""
        return PROBLEMS[choice].summary

    def read(self, text: str) -> Problem:
        """The value that a text means, or a `ValueError`."""
        return find_problem(text)

    def accept(self, what: str, value: Any) -> Problem:
        """The value as it is kept, or a `BadSetting`."""
        if isinstance(value, str):
            return find_problem(value)
        if not isinstance(value, Problem):
            raise BadSetting(f"{what} must be a Problem or its name, not {repeated(value)}")
        return value

    def write(self, value: Problem) -> str:
        """The text that means a value."""
        return value.name

    def say(self, value: Problem) -> str:
        """The same for a person, who may have called a table like a problem."""
        return value.path or value.name


DEFAULT = "xor"
"""The problem of whoever chooses none; it is made when an experiment asks for it."""


def _told(listed: Callable[[Iterable[str]], str]) -> list[str]:
    """Every family with the names of its problems."""
    return [f"{family.title} ({listed(family.shown)})" for family in PROBLEMS.families]


def _coded(names: Iterable[str]) -> str:
    """Names in Markdown, the ends of a row of them each by itself."""
    return coded(names).replace(" … ", "` … `")


PROBLEM = Option(
    "--problem",
    "what is to be learnt",
    ProblemName(),
    default=DEFAULT,
    shown=DEFAULT,
    told=f"{'; '.join(_told(_coded))}; `backprop-tui problems` says what each is",
)
DATA = Option(
    "--data",
    "learn your own table in place of a problem",
    Text(
        "a table with a header row, - for standard input; columns named y, y1, y_… or target… "
        "are targets, unless --target names others; words become classes",
        str,
        "FILE",
    ),
    told="your own table, `-` for standard input: a header row, then numbers or words, separated "
    f"by {SEPARATORS}; columns named `y`, `y1`, `y_…` or `target…` are "
    "targets, all others inputs; a column of words becomes one a word",
)
TARGET = Option(
    "--target",
    "the columns of --data that are learnt; all others are inputs",
    Text("names of columns as in a row of CSV", read_names, "NAME,NAME"),
    shown="columns named y, y1, y_… or target…",
    told="the columns that are learnt in place of those: `Salary`, `a,b`",
)

IGNORE = Option(
    "--ignore",
    "columns of --data to leave out",
    Text("names of columns as in a row of CSV", read_names, "NAME,NAME"),
    shown="none",
    told="columns to leave out, such as numbers of lines, names or texts: `id,name`",
)
REFUSE, DROP = "refuse", "drop"
MISSING = Option(
    "--missing",
    "what to do with cases of --data that lack a value",
    Name((REFUSE, DROP), "DEED"),
    shown=REFUSE,
    told="what to do with cases that lack a value: `refuse`, or `drop` them and say how many",
)
CLASSES = Option(
    "--classes",
    "take the numbers in the target of --data for names of classes",
    Switch(),
    default=False,
    told="the numbers in the target (0, 1, 2) are names of classes: one output a class; with "
    "`--no-classes` columns of which one is 1 in every row are bits all the same, right one by one",
)
FOR_TABLES = (TARGET, IGNORE, MISSING, CLASSES)
"""Options of how a table is read."""


def chosen_problem(given: Mapping[str, Any]) -> Problem:
    """The problem that the options choose, of which at least one is given, by name.

    Raises:
        BadSetting: If they exclude each other, or there is no such problem or table.
    """
    if PROBLEM.name in given and DATA.name in given:
        raise BadSetting("--problem and --data exclude each other; give one of them")
    for option in FOR_TABLES:
        if option.name in given and DATA.name not in given:
            raise BadSetting(
                f"{option.flag} says how a table is read; give the table with --data FILE"
            )
    if DATA.name in given:
        from backprop_tui.engine.reading.table import read_table

        chosen = {o.name: o.value(given[o.name]) for o in FOR_TABLES if o.name in given}
        return read_table(
            DATA.value(given[DATA.name]),
            chosen.get(TARGET.name, ()),
            chosen.get(IGNORE.name, ()),
            drops=chosen.get(MISSING.name) == DROP,
            coded=chosen.get(CLASSES.name) is True,
            bits=chosen.get(CLASSES.name) is False,
        )
    problem: Problem = PROBLEM.value(given[PROBLEM.name])
    return problem


def choosing_texts(problem: Problem) -> dict[str, str]:
    """The texts that choose a problem, by the options' names."""
    texts = {DATA.name: problem.path} if problem.path else {PROBLEM.name: problem.name}
    if problem.target_choice:
        texts[TARGET.name] = write_names(problem.target_choice)
    if problem.path and (origin := problem.origin) is not None:
        if origin.ignored:
            texts[IGNORE.name] = write_names(origin.ignored)
        if origin.drops:
            texts[MISSING.name] = DROP
        if origin.coded or origin.bits:
            texts[CLASSES.name] = CLASSES.kind.write(origin.coded)
    return texts


def facts(experiment: Experiment) -> dict[str, Any]:
    """What JSON says of an experiment's problem."""
    problem = experiment.problem
    said: dict[str, Any] = {"problem": problem.name, "data": problem.path}
    if problem.target_choice:
        # Only where somebody chose: what needs no choice is printed as it always was.
        said["target"] = list(problem.target_choice)
    if (origin := problem.origin) is not None:
        chosen = {
            "ignore": list(origin.ignored),
            "missing": DROP if origin.drops else "",
            "classes": origin.coded,
            "no_classes": origin.bits,
            "notes": list(origin.notes),
        }
        said |= {name: value for name, value in chosen.items() if value}
        if (problem.input_columns, problem.target_columns) != (
            problem.input_names,
            problem.target_names,
        ):
            said |= {"inputs": list(problem.input_names), "targets": list(problem.target_names)}
    return said


def scaling_facts(experiment: Experiment) -> dict[str, Any]:
    """What JSON says of standardizing: whether it is done, and with which means and spreads."""
    said: dict[str, Any] = {"standardize": experiment.standardize}
    if experiment.standardize:
        scalings = zip(("inputs", "targets"), experiment.problem.scalings, strict=True)
        said["standardized"] = {
            what: None if scaling is None else scaling.json() for what, scaling in scalings
        }
    return said


def recipe_fact(field: str) -> Callable[[Experiment], dict[str, Any]]:
    """What JSON says of a part of how the points were drawn: what they were drawn with, whether
    somebody asked for it or not; nothing where none are drawn.

    Args:
        field: Of a `Recipe`.
    """
    name = {"seed": "problem_seed"}.get(field, field)
    return lambda e: {name: None if e.problem.recipe is None else getattr(e.problem.recipe, field)}
