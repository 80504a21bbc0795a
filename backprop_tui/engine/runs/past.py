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
from backprop_tui.engine.runs.happened import Happened
from backprop_tui.engine.runs.history import History
from backprop_tui.engine.runs.keyframes import Keyframes
from backprop_tui.engine.runs.marks import Known, Mark, marks_of, named
from backprop_tui.engine.runs.sizes import first_stride
from backprop_tui.engine.runs.timeline import Timeline
from backprop_tui.engine.runs.turns import FEW, Standing, Turns


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
        happened: The same and what was scheduled, as it is told.
        turns: When every case was right, and when the problem was solved.
        named: What a person called some of its steps.
        withdrawable: What there was before each of the latest events that no step has followed.
    """

    def __init__(self, learner: Learner) -> None:
        self.beginning = learner.experiment
        self.history = History(losses=1 if self.beginning.problem.testing is None else 2)
        self.keyframes = Keyframes(len(learner.rule.memory))
        self.timeline = Timeline()
        self.happened = Happened()
        # Each stretch begins and ends, of two kinds; others want to be at hand as well.
        self.turns = Turns(max(2, min(FEW, self.keyframes.most_pinned // 8)))
        self.named: dict[int, str] = {}
        # The last step that is known, and how the run stands there, once somebody has left it.
        self._end: tuple[int, Standing] | None = None
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
        self.happened.clear()
        self.turns.clear()
        self.named.clear()
        self._end = None
        self.withdrawable.clear()

    def copy(self) -> Past:
        """Another one that knows the same, what lies ahead too; nothing in it is withdrawable."""
        other = copy(self)
        other.history = self.history.copy()
        other.keyframes = self.keyframes.copy()
        other.timeline = self.timeline.copy()
        other.happened = self.happened.copy()
        other.turns = self.turns.copy()
        other.named = self.named.copy()
        other.withdrawable = []
        return other

    def room(self, step: int) -> int:
        """Steps from `step` on that can be noted in one go; one at least."""
        to_keyframe = Keyframes.FIRST - step % Keyframes.FIRST
        return min(to_keyframe, self.history.sizes.room(step))

    def extend(self, step: int, taken: Taken) -> list[int]:
        """Note what was so before each of the steps from `step` on.

        Returns:
            Those at which something turned that nobody knew of, in any order.
        """
        self.history.extend(step, taken.losses)
        self.history.sizes.extend(taken.sizes)
        return self.turns.extend(step, taken.right, taken.losses[0])

    def keep(self, step: int, learner: Learner) -> None:
        """Keep the present moment if it is due."""
        self.keyframes.offer(step, learner.parameters, learner.rule.memory)

    def keep_anew(self, step: int, learner: Learner) -> None:
        """Keep the present moment in place of what it was, and no later one."""
        self.keyframes.truncate(step)
        self.keep(step, learner)
        self.pin_marked(step, learner)

    def pin_marked(self, step: int, learner: Learner) -> None:
        """Keep the present moment for good if it has a mark for another reason than its loss."""
        if step in self.happened or step in self.named:
            self.keyframes.pin(step, learner.parameters, learner.rule.memory)

    def leave_end(self, step: int, learner: Learner) -> None:
        """Note how the run stands at the last step that is known, as it goes back from there."""
        standing, before = Standing.of(learner), self._end
        if before and all(mark.step != before[0] for mark in self.marks(step, standing)):
            self.keyframes.unpin(before[0])
        self._end = step, standing
        self.keyframes.pin(step, learner.parameters, learner.rule.memory)

    def cut_losses(self, step: int) -> int:
        """Forget those of `step` and later, and some before it where they share a bucket.

        Returns:
            How many are left.
        """
        left = self.history.truncate(step)
        self.turns.truncate(left)
        return left

    def cut(self, step: int) -> None:
        """Forget what lies after `step` updates, but for the losses."""
        self.keyframes.truncate(step + 1)
        self.timeline.cut()
        self.happened.truncate(step + 1)
        self.named = {kept: name for kept, name in self.named.items() if kept <= step}

    def name(self, step: int, name: str) -> None:
        """Call a step by a name.

        Raises:
            ValueError: If the step is not known.
            BadSetting: If the name is refused.
        """
        if not 0 <= step <= self.history.length:
            most = self.history.length
            raise ValueError(f"there is no step {step:,}; those from 0 to {most:,} are known")
        self.named = named(self.named, step, name)

    def marks(self, step: int, standing: Standing) -> tuple[Mark, ...]:
        """The moments worth going to.

        Args:
            step: Updates so far.
            standing: How the run stands there.
        """
        length = self.history.length
        if step < length:
            assert self._end is not None and self._end[0] == length, "nobody goes back unnoticed"
            standing = self._end[1]
        return marks_of(
            Known(
                cases=len(self.beginning.problem.inputs),
                length=length,
                is_past=step < length,
                standing=standing,
                turns=self.turns,
                told=self.happened.told(),
                named=self.named,
            )
        )
