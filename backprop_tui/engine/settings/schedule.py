"""A schedule says which settings change after how many steps. Its changes are those that a person
could make by hand: a rate that is large while there is far to go, and smaller, or with momentum,
once the valley is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.numbers import Whole
from backprop_tui.engine.reading.written import repeated
from backprop_tui.engine.settings.declaration import NONE, Setting
from backprop_tui.engine.settings.declared import changeable

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

MOST_STEPS = 10**12
MOST_MOMENTS = 100
"""Steps at which something changes."""

_NAME = re.compile(r"\s*([A-Za-z][A-Za-z0-9_-]*)=")
"""What a change begins with; a comma without it belongs to a value."""

_MOMENT = re.compile(r"\s*([^\s:=]+)(?:\s*:\s*|\s+)(\S.*?)\s*", re.DOTALL)
"""A step and what changes."""

_STEPS = Whole(1, MOST_STEPS, is_grouped=True)


class Assignment(NamedTuple):
    """A setting and what it becomes.

    Attributes:
        name: The name of its option, without dashes.
        text: Its value as somebody types it.
    """

    name: str
    text: str


class Moment(NamedTuple):
    """When something changes, and what.

    Attributes:
        step: Updates before it.
        changes: The settings that change.
    """

    step: int
    changes: tuple[Assignment, ...]


Schedule = tuple[Moment, ...]
"""Moments in their order."""


class Scheduled(Kind):
    """A schedule, written `20:lr=0.03,momentum=0.95;40:lr=0.01`."""

    metavar = "STEP NAME=VALUE,..."
    is_list = True

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return "a step and what changes after it, such as 20 lr=0.03,momentum=0.95"

    def is_begun(self, text: str) -> bool:
        """Whether a word is the first of two, a step without what changes."""
        return text != NONE and _MOMENT.fullmatch(text) is None and "=" not in text

    def joined(self, words: list[str]) -> str:
        """A step and what changes as one word."""
        return ":".join(words)

    def gathered(self, texts: list[str]) -> str:
        """All of them, where the option is given more than once."""
        return ";".join(texts)

    def read(self, text: str) -> Schedule:
        """The value that a text means, or a `ValueError`."""
        return _ordered(map(_moment, text.rstrip().removesuffix(";").split(";")))

    def accept(self, what: str, value: Any) -> Schedule:
        """The value as it is kept, or a `BadSetting`."""
        if isinstance(value, str):
            found: Schedule = self.typed(what, value)
            return found
        if not (isinstance(value, tuple) and value and all(map(_is_moment, value))):
            raise BadSetting(
                f"{what} must be a text such as '20:lr=0.03;40:momentum=0.9', not {repeated(value)}"
            )
        again: Schedule = self.typed(what, self.write(value))
        return again

    def write(self, value: Schedule) -> str:
        """The text that means a value."""
        return ";".join(
            f"{step}:{','.join(f'{name}={text}' for name, text in changes)}"
            for step, changes in value
        )


def _is_moment(value: object) -> bool:
    """Whether a value is of the form of a `Moment`."""
    return isinstance(value, Moment) and isinstance(value.changes, tuple) and all(
        isinstance(each, Assignment) and all(isinstance(part, str) for part in each)
        for each in value.changes
    )  # fmt: skip


def _moment(text: str) -> Moment:
    """The moment that `20:lr=0.03,momentum=0.95` means."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    when, rest = found.groups()
    step = _STEPS.typed("the step of a scheduled change", when)
    parts: list[str] = []
    for part in rest.split(","):
        if parts and not _NAME.match(part):
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    return Moment(step, tuple(_assignments(step, parts)))


def _assignments(step: int, parts: list[str]) -> Iterator[Assignment]:
    """Names and values of the changes of a step."""
    seen: set[str] = set()
    for part in parts:
        if not _NAME.match(part):
            raise BadSetting(
                f"what changes at step {step} must be written NAME=VALUE, such as lr=0.03, "
                f"not {repeated(part)}"
            )
        name, _, text = (each.strip() for each in part.partition("="))
        if name in seen:
            raise BadSetting(f"{name[:40]} is given twice at step {step}")
        seen.add(name)
        yield Assignment(name, text)


def _ordered(moments: Iterator[Moment]) -> Schedule:
    """Moments in the order of their steps, each of which stands there once."""
    schedule = tuple(sorted(moments, key=lambda moment: moment.step))
    for (before, _), (step, _) in pairwise(schedule):
        if before == step:
            raise BadSetting(f"step {step} is scheduled twice; write all that changes in one")
    if len(schedule) > MOST_MOMENTS:
        raise BadSetting(f"{len(schedule)} scheduled steps are too many; at most {MOST_MOMENTS}")
    return schedule


def settings_at(moment: Moment, may: Mapping[str, Setting]) -> dict[str, Any]:
    """The settings of a moment by the names of their fields, each a value of its kind.

    Args:
        moment: Which.
        may: The settings that may change on the way.

    Raises:
        BadSetting: If one may not, or is not allowed that value.
    """
    known = {each.option.flag.removeprefix("--"): each for each in may.values()}
    known |= may
    found: dict[str, Any] = {}
    for name, text in moment.changes:
        setting = known.get(name)
        if setting is None:
            may_be = ", ".join(each.option.flag.removeprefix("--") for each in may.values())
            raise BadSetting(f"{name[:40]!r} cannot change on the way; {may_be} can")
        if setting.name in found:
            raise BadSetting(f"{setting.label} is given twice")
        found[setting.name] = setting.typed(text)
    return found


Some = TypeVar("Some", bound="Experiment")


def settings_next(experiment: Experiment) -> dict[str, Any]:
    """What the first moment of a schedule changes, by the names of the fields."""
    assert experiment.schedule, "only where something is scheduled"
    return settings_at(experiment.schedule[0], changeable(type(experiment)))


def after_next(experiment: Some) -> Some:
    """What runs once the first moment of its schedule has passed: the rest of it lies ahead."""
    assert experiment.schedule, "only where something is scheduled"
    rest = experiment.schedule[1:] or None
    return replace(experiment, schedule=rest, **settings_next(experiment))


def running_at(experiment: Some, step: int) -> Some:
    """What runs after `step` updates, if nothing else happens; later moments lie ahead."""
    while experiment.schedule and experiment.schedule[0].step <= step:
        experiment = after_next(experiment)
    return experiment


def shifted(schedule: Schedule | None, steps: int) -> Schedule | None:
    """The same, counted from so many steps later on; none of its moments may lie before."""
    return tuple(Moment(step - steps, changes) for step, changes in schedule or ()) or None


def plain_schedule(experiment: Experiment) -> list[dict[str, Any]]:
    """A schedule for JSON: `step` and the settings of every moment, by their names."""
    may = changeable(type(experiment))
    return [
        {"step": moment.step}
        | {
            name: None if value is None else may[name].kind.plain(value)
            for name, value in settings_at(moment, may).items()
        }
        for moment in experiment.schedule or ()
    ]
