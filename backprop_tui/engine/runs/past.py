"""`Past`: all that is known of a run besides the present, in bounded memory. What lies ahead after
going back is part of it, because it has been before and comes back, bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import NamedTuple

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.learner import Learner, Taken
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.runs.history import History
from backprop_tui.engine.runs.keyframes import Keyframes
from backprop_tui.engine.runs.sizes import first_stride
from backprop_tui.engine.runs.timeline import Timeline


class Moment(NamedTuple):
    """What decides how a run goes on.

    Attributes:
        experiment: What is running.
        parameters: Its parameter vector.
        memory: What the rule remembers.
    """

    experiment: Experiment
    parameters: Array
    memory: Array

    @classmethod
    def of(cls, learner: Learner) -> Moment:
        """Where a learner is; a copy."""
        return cls(learner.experiment, learner.parameters.copy(), learner.rule.memory.copy())


class Past:
    """What a run began with, what happened since, and what is known of its steps.

    Args:
        learner: Where the run begins.

    Attributes:
        beginning: What was running at step 0, before anything happened.
        history: The losses of all steps that are known, those ahead among them.
        keyframes: What the run was at some of them.
        timeline: What happened by hand, that ahead too.
        withdrawable: What there was before each of the latest events that no step has followed.
    """

    def __init__(self, learner: Learner) -> None:
        self.beginning = learner.experiment
        self.history = History(losses=1 if self.beginning.problem.testing is None else 2)
        self.keyframes = Keyframes(len(learner.rule.memory))
        self.timeline = Timeline()
        self.withdrawable: list[Moment] = []

    @property
    def chosen(self) -> Experiment:
        """The beginning with all changes made by hand up to the present."""
        return self.timeline.chosen(self.beginning)

    def begin(self, experiment: Experiment, events: Iterable[tuple[int, Event]] = ()) -> None:
        """Forget everything: a run begins with this, and these events lie ahead."""
        self.beginning = experiment
        self.history.clear()
        self.history.sizes.clear(first_stride(experiment))
        self.keyframes.clear()
        self.timeline.clear()
        self.timeline.expect(experiment, events)
        self.withdrawable.clear()

    def copy(self) -> Past:
        """Another one with the same losses and moments, and the events that lie behind."""
        other = copy(self)
        other.history = self.history.copy()
        other.keyframes = self.keyframes.copy()
        other.timeline = self.timeline.so_far()
        other.withdrawable = []
        return other

    def room(self, step: int) -> int:
        """Steps from `step` on that can be noted in one go; one at least."""
        to_keyframe = Keyframes.FIRST - step % Keyframes.FIRST
        return min(to_keyframe, self.history.sizes.room(step))

    def extend(self, step: int, taken: Taken) -> None:
        """Note what was so before each of the steps from `step` on."""
        self.history.extend(step, taken.losses)
        self.history.sizes.extend(taken.sizes)
        self.history.right.extend(step, taken.right)

    def keep(self, step: int, learner: Learner) -> None:
        """Keep the present moment if it is due."""
        self.keyframes.offer(step, learner.parameters, learner.rule.memory)

    def keep_anew(self, step: int, learner: Learner) -> None:
        """Keep the present moment in place of what it was, and no later one."""
        self.keyframes.truncate(step)
        self.keep(step, learner)
