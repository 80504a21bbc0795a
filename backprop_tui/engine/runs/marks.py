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
from backprop_tui.engine.runs.turns import Firsts, Standing, Turns
from backprop_tui.engine.wording import printable

__all__ = ["KINDS", "Kind", "Known", "Mark", "marks_of", "named"]

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
        skips: Of a run, the steps of those after which some have no mark.
    """

    name: str
    meaning: str
    find: Callable[[Known], Iterable[tuple[int, str]]]
    skips: Callable[[Known], Iterable[int]] = lambda run: ()


def _all_right(run: Known) -> str:
    """How that is said where other words would be longer: `4/4`."""
    return f"{run.cases}/{run.cases}"


def _begun(run: Known, kept: Firsts, now: bool) -> list[int]:
    """Where it began to be so, as often as it is kept, and the last time of all."""
    starts = kept.starts(now)
    last, _ = kept.latest.last(run.length, now)
    return starts if last is None or last in starts else [*starts, last]


def _over(run: Known, kept: Firsts, now: bool) -> list[int]:
    """Where it was no longer so, likewise."""
    ends = kept.ends(now)
    _, last = kept.latest.last(run.length, now)
    return ends if last is None or last in ends else [*ends, last]


def _skipping(run: Known, kept: Firsts, now: bool) -> list[int]:
    """After which of those that are kept there are more before the last."""
    beyond = kept.starts(now)[kept.most :]
    last, _ = kept.latest.last(run.length, now)
    return beyond if last not in beyond else []


def _rights(run: Known) -> list[int]:
    return _begun(run, run.turns.right, run.standing.right)


def _solutions(run: Known) -> list[int]:
    return _begun(run, run.turns.solved, run.standing.solved)


def _lost(run: Known) -> Iterable[tuple[int, str]]:
    """No longer right, and no longer solved, which is said where both are lost at once."""
    turns, standing = run.turns, run.standing
    rights, solutions = (
        _over(run, turns.right, standing.right), _over(run, turns.solved, standing.solved),
    )  # fmt: skip
    said = dict.fromkeys(rights, f"no longer {_all_right(run)}")
    said |= dict.fromkeys(solutions, "no longer solved")
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
        Kind(
            "right",
            "every case is right",
            lambda run: ((step, _all_right(run)) for step in _rights(run)),
            lambda run: _skipping(run, run.turns.right, run.standing.right),
        ),
        Kind(
            "solved",
            "every case is right and the loss is small",
            lambda run: ((step, "solved") for step in _solutions(run)),
            lambda run: _skipping(run, run.turns.solved, run.standing.solved),
        ),
        Kind("lost", "it is no longer so", _lost),
        Kind("diverged", "the loss is no finite number", _diverged),
        Kind(NAMED, "a person gave it a name", lambda run: run.named.items()),
        Kind(END, "the last step that is known, while it lies ahead", _end),
    )
}
"""Every kind by its name; at one step they come in this order."""


def marks_of(run: Known) -> tuple[Mark, ...]:
    """All marks of a run, in the order of their steps."""
    found = []
    for kind in KINDS.values():
        skipping = tuple(kind.skips(run))
        found += [Mark(step, kind.name, said, step in skipping) for step, said in kind.find(run)]
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
