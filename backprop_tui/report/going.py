"""Where in a run somebody wants to go, as it is typed: `360`, `-50`, `4/4`, `loss<.1`, the name of
a mark. All of it lies within the steps that were taken: to look at a run never makes it longer.
"""

from __future__ import annotations

import re
from itertools import count
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.written import repeated, typed_number
from backprop_tui.engine.records import Mark, Snapshot
from backprop_tui.engine.runs.marks import MOST_LETTERS, NAMED
from backprop_tui.engine.wording import counted

_STEP = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*[.]?[0-9]+)([km]?)", re.IGNORECASE)
_RIGHT = re.compile(r"([0-9]+) ?/ ?([0-9]+)")
_LOSS = re.compile(r"loss ?< ?(.+)", re.IGNORECASE)

UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
"""What a letter after a number makes of it."""


class Sought(NamedTuple):
    """A moment of a run.

    Attributes:
        step: After how many updates; or from which step on it is looked for.
        below: It is the first from `step` on at which the loss is below this; `None` if it is that
            of `step` itself.
    """

    step: int
    below: float | None = None


def examples(snapshot: Snapshot) -> str:
    """What can be typed, besides the name of a mark."""
    cases = len(snapshot.right)
    return f"360, -50, {cases}/{cases}, solved, loss<.1, start, end"


def skipped_text(mark: Mark) -> str:
    """That of a kind some have no mark: `after step 227 not every 4/4 has a mark`."""
    return f"after step {mark.step:,} not every {mark.said} has a mark"


def sought(text: str, snapshot: Snapshot) -> Sought:
    """The moment that a text means.

    Args:
        text: What somebody typed.
        snapshot: Where they are in which run.

    Raises:
        BadSetting: If it means none, or one that the run has not come to.
    """
    typed = " ".join(text.split())
    for pattern, reading in ((_STEP, _step), (_RIGHT, _right), (_LOSS, _loss)):
        found = pattern.fullmatch(typed)
        if found is not None:
            return reading(found, snapshot)
    return _marked(typed, snapshot)


def _step(found: re.Match[str], snapshot: Snapshot) -> Sought:
    """A step by its number, or by how far it is from here."""
    sign, digits, unit = found.groups()
    number = float(digits.replace(",", "")) * UNITS[unit.lower()]
    if not number.is_integer():
        raise BadSetting(f"a step is a whole number, not {repeated(found.string)}")
    length = snapshot.length
    if sign:
        # From one end to the other there is nothing beyond.
        return Sought(int(max(0, min(length, snapshot.step + float(f"{sign}1") * number))))
    if number > length:
        raise BadSetting(f"this run has {counted(length, 'step')} so far; space takes more")
    return Sought(int(number))


def _right(found: re.Match[str], snapshot: Snapshot) -> Sought:
    """The first step with all cases right."""
    cases = len(snapshot.right)
    if found[1] != found[2] or int(found[1]) != cases:
        raise BadSetting(f"{cases}/{cases} can be gone to, {found.string[:20]} cannot")
    return _first(snapshot, "right", f"not all of {counted(cases, 'case')} were right")


def _loss(found: re.Match[str], snapshot: Snapshot) -> Sought:
    """The first step at which the loss was below a number."""
    below = typed_number("the loss", found[1])
    lower = np.flatnonzero(snapshot.curve.low < below)
    if not len(lower):
        # Of the last step of all only the record of that moment knows the loss.
        if snapshot.is_past or snapshot.loss < below:
            return Sought(snapshot.curve.length, below)
        raise BadSetting(never_below(below, snapshot.length))
    stride = snapshot.curve.stride
    return Sought(int(lower[0]) * stride, None if stride == 1 else below)


def never_below(below: float, length: int) -> str:
    """That a loss was never reached."""
    return f"the loss was not below {below:g} in {counted(length, 'step')}"


def _marked(typed: str, snapshot: Snapshot) -> Sought:
    """A mark by its name, by its kind, or by the words with which what it says begins."""
    wanted = typed.casefold()
    ends = {"start": 0, "end": snapshot.length}
    if wanted in ends:
        return Sought(ends[wanted])
    if wanted == "solved":
        return _first(snapshot, wanted, "not solved")
    for fits in (_is_called, _is_of_kind, _begins_so):
        found = [mark.step for mark in snapshot.marks if fits(mark, wanted)]
        if wanted and found:
            # Typed again, it leads to the next one.
            return Sought(next((step for step in found if step > snapshot.step), found[0]))
    raise BadSetting(f"{repeated(typed)} is no step or mark; try {examples(snapshot)}")


def _is_called(mark: Mark, wanted: str) -> bool:
    """Whether a person called it so."""
    return mark.kind == NAMED and mark.said.casefold() == wanted


def _is_of_kind(mark: Mark, wanted: str) -> bool:
    """Whether it is of the kind that is called so."""
    return mark.kind == wanted


def _begins_so(mark: Mark, wanted: str) -> bool:
    """Whether what it says begins with these words, or with these letters."""
    return mark.said.casefold().startswith(wanted)


def _first(snapshot: Snapshot, kind: str, otherwise: str) -> Sought:
    """The first mark of a kind, or a `BadSetting` that says what has not been so."""
    step = next((mark.step for mark in snapshot.marks if mark.kind == kind), None)
    if step is None:
        raise BadSetting(f"{otherwise} in {counted(snapshot.curve.length, 'step')} so far")
    return Sought(step)


def name_for(typed: str, snapshot: Snapshot) -> str:
    """The name of a mark at the present step, by which it can be gone to.

    Args:
        typed: What somebody typed; nothing for a name that is free.
        snapshot: Where they are in which run.

    Raises:
        BadSetting: If it means another moment already, or is too long for a line.
    """
    name = " ".join(typed.split())
    if not name:
        names = {mark.said for mark in snapshot.marks}
        return next(name for k in count(1) if (name := f"mark {k}") not in names)
    if len(name) > MOST_LETTERS or not name.isprintable():
        raise BadSetting(f"a mark's name is one line of at most {MOST_LETTERS} letters")
    words = {"start", "end", "solved", *(mark.kind for mark in snapshot.marks)}
    if any(form.fullmatch(name) for form in (_STEP, _RIGHT, _LOSS)) or name.casefold() in words:
        raise BadSetting(f"{name} means a moment already; call the mark something else")
    for mark in snapshot.marks:
        if _is_called(mark, name.casefold()) and mark.step != snapshot.step:
            raise BadSetting(f"step {mark.step:,} is called {mark.said} already")
    return name
