"""All that can be asked of a run while nothing moves. Whoever only looks can do no harm, so looking
is kept apart from steering.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backprop_tui.engine.core.network import Network, Parameters
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Curve, HeldOut, Mark, Snapshot
from backprop_tui.engine.runs import present
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.runs.loop import Loop

if TYPE_CHECKING:
    from backprop_tui.engine.step_record import StepRecord


class Observed:
    """A run as it stands, with all that is known of it.

    Args:
        loop: What takes its steps.
    """

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def __repr__(self) -> str:
        name, loss = type(self).__name__, self.snapshot().loss
        return f"{name}({self.experiment.title}, step {self.step_number:,}, loss {loss:.3g})"

    @property
    def step_number(self) -> int:
        """Updates so far."""
        return self._loop.step_number

    @property
    def length(self) -> int:
        """Updates that are known; after going back more than those so far."""
        return self._loop.past.history.length

    @property
    def is_past(self) -> bool:
        """Whether steps lie ahead that have been taken before."""
        return self.step_number < self.length

    @property
    def experiment(self) -> Experiment:
        """What is running."""
        return self._loop.learner.experiment

    @property
    def network(self) -> Network:
        """Its layers with the present parameters."""
        return self._loop.learner.network

    @property
    def curve(self) -> Curve:
        """The loss of every step that is known, those ahead after going back among them."""
        return self._loop.past.history.curve()

    @property
    def chunk(self) -> int:
        """Steps after which it is good to look up; the work of a few milliseconds at most."""
        return self._loop.learner.most

    @property
    def beginning(self) -> Experiment:
        """What was running at step 0, before anything happened."""
        return self._loop.past.beginning

    @property
    def events(self) -> tuple[tuple[int, Event], ...]:
        """What happens by hand, each with the updates before it; the past comes first."""
        return tuple(self._loop.past.timeline)

    @property
    def by_hand(self) -> int:
        """How many changes by hand lie behind the present; what sets one back counts none."""
        return self._loop.past.timeline.counted

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The moments of the run worth going to, behind and ahead, in order."""
        return present.marks(self._loop)

    @property
    def events_behind(self) -> int:
        """How many events lie behind the present, whether they count or not."""
        return self._loop.past.timeline.behind

    @property
    def chosen(self) -> Experiment:
        """What would run after a reset: the beginning with all changes made by hand so far."""
        return self._loop.past.chosen

    @property
    def remembered(self) -> dict[str, Parameters]:
        """What the rule remembers from step to step, by its name, as arrays of the parameters."""
        arrangement = self.experiment.arrangement
        return {
            name: Parameters(arrangement, part.copy())
            for name, part in self._loop.learner.rule.remembered.items()
        }

    def snapshot(self) -> Snapshot:
        """The network as it stands."""
        return present.snapshot(self._loop)

    def held_out(self) -> HeldOut | None:
        """How it does on the cases that nothing is learnt from, if there are any."""
        return present.held_out(self._loop)

    def record(self) -> StepRecord:
        """The step that would be taken next, every number of it; nothing moves."""
        return self._loop.learner.record(self.step_number)
