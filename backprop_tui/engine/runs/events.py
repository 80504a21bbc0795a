"""What happens to a run between two steps: a weight set by hand (`Edit`), or other settings, such
as the learning rate (`Change`). Such an event belongs to the run as much as its steps do: whoever
goes back and forth comes past it again.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple, Protocol

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.connected import missing_text
from backprop_tui.engine.core.learner import Learner
from backprop_tui.engine.core.network import Parameters
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.reading.numbers import is_real_number
from backprop_tui.engine.reading.written import repeated
from backprop_tui.engine.settings import changeable
from backprop_tui.engine.settings.schedule import running_at


class Parameter(NamedTuple):
    """One weight or bias.

    Attributes:
        layer: The layer that it leads into, 1 for the first after the inputs, as in W₁.
        source: The unit before, from 0; `None` for the bias.
        target: The unit that it leads to, from 0; of a bias that a layer shares 0.
    """

    layer: int
    source: int | None
    target: int

    def view(self, parameters: Parameters) -> Array:
        """An array of no dimensions in which it can be read and set.

        Raises:
            BadSetting: If there is no such parameter.
        """
        layer, source, target = self
        arrays = parameters.weights if source is not None else parameters.biases
        if arrays is None:
            raise BadSetting("this network has no biases; --bias gives it some")
        if not 1 <= layer <= len(arrays):
            raise BadSetting(
                f"there is no layer {layer}; layers are numbered from 1 to {len(arrays)}"
            )
        # A bias vector is a matrix of one row.
        matrix, row = np.atleast_2d(arrays[layer - 1]), source or 0
        for unit, units in zip((row, target), matrix.shape, strict=True):
            if not 0 <= unit < units:
                raise BadSetting(
                    f"there is no unit {unit}; units there are numbered from 0 to {units - 1}"
                )
        return matrix[row, target : target + 1].reshape(())

    def require(self, experiment: Experiment) -> None:
        """Check that a network has it.

        Raises:
            BadSetting: If there is no such parameter, or no such link.
        """
        self.view(Parameters(experiment.arrangement))
        missing = (
            None
            if self.source is None
            else missing_text(experiment, self.layer, self.source, self.target)
        )
        if missing is not None:
            raise BadSetting(missing)


class Event(Protocol):
    """Something that happens between two steps."""

    def apply(self, learner: Learner) -> Learner:
        """Let it happen; returns the learner that goes on."""

    def after(self, running: Experiment) -> Experiment:
        """What runs afterwards, where something ran before."""


@dataclass(frozen=True)
class Edit:
    """A weight or bias is set by hand; all else goes on as it was.

    Attributes:
        parameter: Which one.
        value: What it is from now on.

    Raises:
        BadSetting: If that is no finite number.
    """

    parameter: Parameter
    value: float

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
    """

    settings: Mapping[str, Any]

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

    def apply(self, learner: Learner) -> Learner:
        """Build the learner of the new experiment at the very point where the other is."""
        return going_on(learner, self.after(learner.experiment))

    def after(self, running: Experiment) -> Experiment:
        """The same with these settings."""
        return replace(running, **self.settings)


def going_on(learner: Learner, experiment: Experiment) -> Learner:
    """A learner of an experiment at the very point where another one is."""
    changed = Learner(experiment)
    changed.put(learner.parameters, learner.rule.memory)
    changed.rule.forget_frozen()
    if not experiment.momentum:
        # Without momentum there is no velocity, as if there never had been any.
        changed.rule.velocity[:] = 0.0
    return changed


class Events:
    """What happened during a run by hand, in its order, and how much of it lies behind the present.

    What is scheduled is none of it: that belongs to the experiment.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._steps: list[int] = []
        self._events: list[Event] = []
        self._counts: list[bool] = []
        self._past = 0

    def __iter__(self) -> Iterator[tuple[int, Event]]:
        """All of them with their steps, those that lie behind the present first."""
        return zip(self._steps, self._events, strict=True)

    def so_far(self) -> Events:
        """Another one with those that lie behind the present, and none ahead."""
        other = Events()
        other._steps, other._events = self._steps[: self._past], self._events[: self._past]
        other._counts, other._past = self._counts[: self._past], self._past
        return other

    def add(self, step: int, event: Event) -> None:
        """Note what has just happened after `step` updates; what lay ahead never will."""
        del self._steps[self._past :], self._events[self._past :], self._counts[self._past :]
        self._steps.append(step)
        self._events.append(event)
        self._counts.append(True)
        self._past += 1

    def take_back(self) -> None:
        """Forget the last one that lies behind."""
        self._past -= 1
        del self._steps[self._past], self._events[self._past], self._counts[self._past]

    def uncount(self) -> None:
        """Count the last one that lies behind no longer, as it sets back one before it."""
        self._counts[self._past - 1] = False

    @property
    def behind(self) -> int:
        """How many lie behind the present."""
        return self._past

    @property
    def counted(self) -> int:
        """How many of those count: all but what only sets another one back."""
        return sum(self._counts[: self._past])

    def ahead(self) -> float:
        """Updates after which the next one happens; infinite if there is none."""
        return self._steps[self._past] if self._past < len(self._steps) else math.inf

    def due(self, step: int) -> Iterator[Event]:
        """Those ahead that happen after `step` updates; they lie behind afterwards."""
        while self.ahead() == step:
            self._past += 1
            yield self._events[self._past - 1]

    def wind(self, step: int, experiment: Experiment) -> Experiment:
        """Put those after `step` updates ahead, and no others.

        Returns:
            What was running then, if the run began with `experiment`: what its schedule changes
            at a step comes before what happens by hand there.
        """
        self._past = bisect_right(self._steps, step)
        for when, event in self._behind():
            experiment = event.after(running_at(experiment, when))
        return running_at(experiment, step)

    def chosen(self, experiment: Experiment) -> Experiment:
        """What was asked for up to the present, if the run began with `experiment`.

        It is the beginning with all that was changed by hand since, as far as that goes with it:
        what a schedule changes is no wish for the beginning.
        """
        for _, event in self._behind():
            with suppress(BadSetting):
                experiment = event.after(experiment)
        return experiment

    def _behind(self) -> Iterator[tuple[int, Event]]:
        return islice(self, self._past)
