"""What happens to a run between two steps: a weight set by hand (`Edit`), or other settings, such
as the learning rate (`Change`). Such an event belongs to the run as much as its steps do: whoever
goes back and forth comes past it again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from backprop_tui.engine.core.learner import Learner
from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.reading.numbers import is_real_number
from backprop_tui.engine.reading.written import repeated
from backprop_tui.engine.settings import changeable

MOST = 10_000
"""Events of a run; whoever opens it again waits for all of them."""


class Event(Protocol):
    """Something that happens between two steps."""

    @property
    def counts(self) -> bool:
        """Whether it is a change of its own, and not one that sets an earlier one back."""

    @property
    def uncounted(self) -> Event:
        """The same, but that it sets an earlier one back."""

    def apply(self, learner: Learner) -> Learner:
        """Let it happen; returns the learner that goes on."""

    def require(self, running: Experiment) -> None:
        """Check that it can happen to what runs then.

        Raises:
            BadSetting: If it cannot.
        """

    def after(self, running: Experiment) -> Experiment:
        """What runs afterwards, where something ran before."""


@dataclass(frozen=True)
class Edit:
    """A weight or bias is set by hand; all else goes on as it was.

    Attributes:
        parameter: Which one.
        value: What it is from now on.
        counts: Whether it does not only set an earlier event back.

    Raises:
        BadSetting: If that is no finite number.
    """

    parameter: Parameter
    value: float
    counts: bool = field(default=True, compare=False)

    def __post_init__(self) -> None:
        try:
            value = float(self.value) if is_real_number(self.value) else math.nan
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise BadSetting(
                f"a weight or bias must be a finite number, not {repeated(self.value)}"
            )
        object.__setattr__(self, "value", value)

    @property
    def uncounted(self) -> Edit:
        """The same, but that it sets an earlier one back."""
        return replace(self, counts=False)

    def require(self, running: Experiment) -> None:
        """Check that there is such a parameter."""
        self.parameter.require(running)

    def apply(self, learner: Learner) -> Learner:
        """Put the value in."""
        self.parameter.require(learner.experiment)
        self.parameter.view(learner.network.parameters)[...] = self.value
        return learner

    def after(self, running: Experiment) -> Experiment:
        """The same as before."""
        return running


@dataclass(frozen=True, eq=False)
class Change:
    """Some settings become others; the parameters go on, and so does what the rule remembers.

    Attributes:
        settings: Those that do, by their names, as they are from now on.
        counts: Whether it does not only set an earlier event back.
    """

    settings: Mapping[str, Any]
    counts: bool = True

    @classmethod
    def of(cls, experiment: Experiment, settings: Mapping[str, Any]) -> Change:
        """The change of an experiment's settings to these.

        Raises:
            ValueError: If one of them may not change on the way.
            BadSetting: If the experiment refuses them.
        """
        may = changeable(type(experiment))
        for name in settings:
            if name not in may:
                raise ValueError(f"{name} cannot change on the way; {', '.join(may)} can")
        changed = replace(experiment, **settings)
        return cls({name: getattr(changed, name) for name in settings})

    @property
    def uncounted(self) -> Change:
        """The same, but that it sets an earlier one back."""
        return replace(self, counts=False)

    def require(self, running: Experiment) -> None:
        """Check that these settings go with all others."""
        self.after(running)

    def apply(self, learner: Learner) -> Learner:
        """Build the learner of the new experiment at the very point where the other is."""
        return learner.going_on(self.after(learner.experiment))

    def after(self, running: Experiment) -> Experiment:
        """The same with these settings."""
        return replace(running, **self.settings)


def same_events(one: Sequence[tuple[int, Event]], other: Sequence[tuple[int, Event]]) -> bool:
    """Whether the same happens at the same steps."""
    return len(one) == len(other) and all(map(_same, one, other))


def _same(one: tuple[int, Event], other: tuple[int, Event]) -> bool:
    (step, event), (its_step, its) = one, other
    if isinstance(event, Change) and isinstance(its, Change):
        return step == its_step and event.settings == its.settings
    return one == other
