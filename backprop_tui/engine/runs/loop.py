"""`Loop`, the learning loop: look, compare, send the blame back, change every weight a little, and
again until the loss is small. It only ever goes forward; what happens between two steps, it lets
happen on the way, and it has everything noted that the past should know.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from copy import copy

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.learner import Learner
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.runs.past import Moment, Past
from backprop_tui.engine.settings.schedule import running_at


class Loop:
    """A run at its present step, with its past.

    Args:
        experiment: What it begins with.
        events: What will happen by hand, in order, each with the updates before it.

    Attributes:
        learner: What takes the steps; where settings change, another one goes on.
        past: What is known of the run.
        step_number: Updates so far.
    """

    def __init__(self, experiment: Experiment, events: Iterable[tuple[int, Event]] = ()) -> None:
        self.learner = Learner(experiment)
        # Another one that a copy can go on with: to build one takes longer than most ways back.
        self._idle: Learner | None = None
        self.past = Past(self.learner)
        self.begin(experiment, events)

    def begin(self, experiment: Experiment, events: Iterable[tuple[int, Event]] = ()) -> None:
        """Begin with an experiment, at step 0 and without a past.

        Raises:
            ValueError: If the events are not in order.
            BadSetting: If one of them cannot happen.
        """
        self._run(experiment)
        self.learner.reset()
        self.step_number = 0
        self.past.begin(experiment, events)
        self._pass_events()
        self.past.keep(0, self.learner)

    def copy(self) -> Loop:
        """Another one at the same step that knows the same of the run, what lies ahead too."""
        other, learner, idle = copy(self), self.learner, self._idle
        self._idle = other._idle = None
        if idle is None or idle.experiment != learner.experiment:
            idle = Learner(learner.experiment)
        idle.put(learner.parameters, learner.rule.memory)
        other.learner, other.past = idle, self.past.copy()
        return other

    def become(self, other: Loop) -> None:
        """Go on in place of another one, which must not."""
        self._idle = self.learner
        self.learner, self.past, self.step_number = other.learner, other.past, other.step_number

    def put(self, step: int, moment: Moment) -> None:
        """Go on from a moment of the run."""
        self.step_number = step
        self._run(moment.experiment)
        self.learner.put(moment.parameters, moment.memory)

    def _run(self, experiment: Experiment) -> None:
        """Let an experiment run from now on; the parameters are put in afterwards."""
        if experiment != self.learner.experiment:
            self.learner = Learner(experiment)

    def advance(self, count: int) -> int:
        """Take `count` steps, or as many as there are before the loss stops being finite.

        Returns:
            How many were taken.
        """
        past, start, end = self.past, self.step_number, self.step_number + count
        if count:
            past.withdrawable.clear()
        while (step := self.step_number) < end:
            to_event = self._next_event() - step
            wanted = int(min(end - step, self.learner.most, past.room(step), to_event))
            noted = past.history.sizes.due(step, wanted)
            steps = self.learner.run(step, wanted, noted)
            turned = past.extend(step, steps)
            if turned:
                self._pin(step, steps.start, turned)
            taken = len(steps.right)
            self.step_number += taken
            if taken == to_event:
                self._pass_events()
            past.keep(self.step_number, self.learner)
            if taken < wanted:
                break
        return self.step_number - start

    def arrive(self) -> None:
        """Keep the present moment if it has a mark, so that it is at hand the next time."""
        self.past.pin_marked(self.step_number, self.learner)

    def _next_event(self) -> float:
        """Updates before the next event; infinite if there is none."""
        schedule = self.learner.experiment.schedule
        return min(self.past.timeline.ahead(), schedule[0].step if schedule else math.inf)

    def _pass_events(self) -> None:
        """Let happen what happens here: what is scheduled first, as it always comes first."""
        step, happened = self.step_number, self.past.happened
        is_new, before = step not in happened, self.learner.experiment
        here = running_at(before, step)
        if here is not before:
            self.learner = self.learner.going_on(here)
            if is_new:
                happened.add(step, before, here)
        for event in self.past.timeline.due(step):
            before = self.learner.experiment
            self.learner = event.apply(self.learner)
            if is_new:
                happened.add(step, before, self.learner.experiment, event)
        self.past.pin_marked(step, self.learner)

    def _pin(self, step: int, start: tuple[Array, Array], turned: Iterable[int]) -> None:
        """Keep the moments of some of the steps just taken, at which something turned.

        Args:
            step: Updates before them.
            start: Where they began.
            turned: The updates before those moments.
        """
        learner, end = self.learner, Moment.of(self.learner)
        learner.put(*start)
        for turn in sorted(set(turned)):
            if turn > step:
                learner.run(step, turn - step)
            step = turn
            self.past.keyframes.pin(step, learner.parameters, learner.rule.memory)
        learner.put(end.parameters, end.memory)
