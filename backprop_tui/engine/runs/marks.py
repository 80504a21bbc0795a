"""The moments of a run that are worth going to: where something was changed, where every case was
first right, where it was solved. Nobody remembers steps by their numbers.

The marks of a run are a function of the run and of the names that a person gave to steps of it,
however one has gone back and forth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.records import Mark
from backprop_tui.engine.runs.happened import Told
from backprop_tui.engine.runs.turns import FEW, Firsts, Standing, Turns
from backprop_tui.engine.wording import printable

__all__ = ["KINDS", "Kind", "Known", "Mark", "following", "marks_of", "named", "preceding"]

NAMED, END = "named", "end"
"""The kinds that a person makes, and that says where a run ends."""

MOST_NAMED = 64
"""Names that a person may give to steps of a run."""

MOST_LETTERS = 24
"""Letters of such a name."""


class Known(NamedTuple):
    """All that is known of a run.

    Attributes:
        cases: How many it learns from.
        length: Its last step.
        is_past: Whether that lies ahead.
        standing: How it stands there.
        turns: What turned before.
        told: What happened.
        named: What a person called some of its steps.
    """

    cases: int
    length: int
    is_past: bool
    standing: Standing
    turns: Turns
    told: Iterable[Told]
    named: Mapping[int, str]


class Kind(NamedTuple):
    """A kind of mark.

    Attributes:
        name: What it is called.
        meaning: What is so at such a step.
        find: Those of a run in order, each its step and what is said of it.
    """

    name: str
    meaning: str
    find: Callable[[Known], Iterable[tuple[int, str]]]


def _all_right(run: Known) -> str:
    """How that is said where other words would be longer: `4/4`."""
    return f"{run.cases}/{run.cases}"


def _begun(kept: Firsts, now: bool, said: str) -> Iterator[tuple[int, str]]:
    """Where it began to be so, as often as it is kept."""
    for count, step in enumerate(kept.starts(now)):
        yield step, said if count < FEW else f"{said}, later ones unmarked"


def _right(run: Known) -> Iterator[tuple[int, str]]:
    return _begun(run.turns.right, run.standing.right, _all_right(run))


def _solved(run: Known) -> Iterator[tuple[int, str]]:
    return _begun(run.turns.solved, run.standing.solved, "solved")


def _lost(run: Known) -> Iterable[tuple[int, str]]:
    """No longer right, and no longer solved, which is said where both are lost at once."""
    turns, standing = run.turns, run.standing
    said = dict.fromkeys(turns.right.ends(standing.right), f"no longer {_all_right(run)}")
    said |= dict.fromkeys(turns.solved.ends(standing.solved), "no longer solved")
    return said.items()


def _diverged(run: Known) -> Iterator[tuple[int, str]]:
    if run.standing.diverged:
        yield run.length, "diverged"


def _end(run: Known) -> Iterator[tuple[int, str]]:
    if run.is_past:
        yield run.length, "end"


KINDS = {
    kind.name: kind
    for kind in (
        Kind("start", "before the first step", lambda run: [(0, "start")]),
        Kind(
            "edit",
            "a weight or bias was set by hand",
            lambda run: ((told.step, told.edits) for told in run.told if told.edits),
        ),
        Kind(
            "change",
            "settings became others, by hand or as scheduled",
            lambda run: ((told.step, told.changes) for told in run.told if told.changes),
        ),
        Kind("right", "every case is right", _right),
        Kind("solved", "every case is right and the loss is small", _solved),
        Kind("lost", "it is no longer so", _lost),
        Kind("diverged", "the loss is no finite number", _diverged),
        Kind(NAMED, "a person gave it a name", lambda run: run.named.items()),
        Kind(END, "the last step that is known, while it lies ahead", _end),
    )
}
"""Every kind by its name; at one step they come in this order."""


def marks_of(run: Known) -> tuple[Mark, ...]:
    """All marks of a run, in the order of their steps."""
    found = [
        Mark(step, kind.name, said) for kind in KINDS.values() for step, said in kind.find(run)
    ]
    found.sort(key=lambda mark: mark.step)
    return tuple(found)


def named(names: Mapping[int, str], step: int, name: str) -> dict[int, str]:
    """The names of steps with one more, in place of another that the step has.

    Raises:
        BadSetting: If the name says nothing, is too long or another step's, or if there are too
            many.
    """
    name = printable(name)
    if not 0 < len(name) <= MOST_LETTERS:
        raise BadSetting(f"the name of a mark must have from 1 to {MOST_LETTERS} letters")
    others = {kept: other for kept, other in names.items() if kept != step}
    for kept, other in others.items():
        if other.casefold() == name.casefold():
            raise BadSetting(f"there is a mark {name!r} already, at step {kept:,}")
    if len(others) >= MOST_NAMED:
        raise BadSetting(f"a run has at most {MOST_NAMED} marks with names")
    return others | {step: name}


def preceding(marks: Iterable[Mark], step: int) -> int | None:
    """The step of the last mark before `step`; `None` if there is none."""
    return max((mark.step for mark in marks if mark.step < step), default=None)


def following(marks: Iterable[Mark], step: int) -> int | None:
    """The step of the first mark after `step`; `None` if there is none."""
    return min((mark.step for mark in marks if mark.step > step), default=None)
