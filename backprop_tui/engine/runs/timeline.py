"""`Timeline`: what happened to a run by hand, event after event, and where among it the present is.
Going back moves the present and forgets nothing; only a new event makes void what lay ahead.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.settings.schedule import running_at


class Timeline:
    """What happened during a run by hand, in its order, and how much of it lies behind the present.

    What is scheduled is none of it: that belongs to the experiment.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._steps: list[int] = []
        self._events: list[Event] = []
        self._past = 0

    def __iter__(self) -> Iterator[tuple[int, Event]]:
        """All of them with their steps, those that lie behind the present first."""
        return zip(self._steps, self._events, strict=True)

    def copy(self) -> Timeline:
        """Another one with the same."""
        other = Timeline()
        other._steps, other._events, other._past = (
            self._steps.copy(), self._events.copy(), self._past
        )  # fmt: skip
        return other

    def cut(self) -> None:
        """Forget what lies ahead: it never will be."""
        del self._steps[self._past :], self._events[self._past :]

    def expect(self, experiment: Experiment, events: Iterable[tuple[int, Event]]) -> None:
        """Put events ahead of a run that begins with `experiment`.

        Args:
            experiment: What runs at first.
            events: In order, each with the updates before it.

        Raises:
            ValueError: If their steps are negative or not in order.
            BadSetting: If one of them cannot happen.
        """
        last = 0
        for step, event in events:
            if step < last:
                raise ValueError(f"an event at step {step} cannot come after step {last}")
            last, running = step, running_at(experiment, step)
            event.require(running)
            experiment = event.after(running)
            self._steps.append(step)
            self._events.append(event)

    def add(self, step: int, event: Event) -> None:
        """Note what has just happened after `step` updates; nothing may lie ahead."""
        self._steps.append(step)
        self._events.append(event)
        self._past += 1

    def take_back(self) -> None:
        """Forget the last one that lies behind."""
        self._past -= 1
        del self._steps[self._past], self._events[self._past]

    def uncount(self) -> None:
        """Count the last one that lies behind no longer, as it sets back one before it."""
        self._events[self._past - 1] = self._events[self._past - 1].uncounted

    @property
    def behind(self) -> int:
        """How many lie behind the present."""
        return self._past

    @property
    def counted(self) -> int:
        """How many of those count: all but what only sets another one back."""
        return sum(event.counts for _, event in self._behind())

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
