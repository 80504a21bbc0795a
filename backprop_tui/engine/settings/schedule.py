"""A schedule says which settings change after how many steps. Its changes are those that a person
could make by hand: a rate that is large while there is far to go, and smaller, or with momentum,
once the valley is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.moments import Assignment, Moment, Moments
from backprop_tui.engine.reading.written import repeated
from backprop_tui.engine.settings.declaration import NONE, Setting
from backprop_tui.engine.settings.declared import changeable

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

MOST_MOMENTS = 100
"""Steps at which something changes."""

Schedule = tuple[Moment, ...]
"""Moments in their order."""


class Scheduled(Moments):
    """A schedule, written `20:lr=0.03,momentum=0.95;40:lr=0.01`."""

    def is_begun(self, text: str) -> bool:
        """Whether a word is the first of two, a step without what changes."""
        return text != NONE and super().is_begun(text)

    def read(self, text: str) -> Schedule:
        """The value that a text means, or a `ValueError`."""
        schedule = super().read(text)
        for (before, _), (step, _) in pairwise(schedule):
            if before == step:
                raise BadSetting(f"step {step} is scheduled twice; write all that changes in one")
        if len(schedule) > MOST_MOMENTS:
            raise BadSetting(
                f"{len(schedule)} scheduled steps are too many; at most {MOST_MOMENTS}"
            )
        return schedule

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


def _is_moment(value: object) -> bool:
    """Whether a value is of the form of a `Moment`."""
    return isinstance(value, Moment) and isinstance(value.changes, tuple) and all(
        isinstance(each, Assignment) and all(isinstance(part, str) for part in each)
        for each in value.changes
    )  # fmt: skip


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
