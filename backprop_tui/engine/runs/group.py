"""`Runs`: the run that is shown and the others that go along with it, such as the right one beside
a wrong back-propagation. Two runs that differ in one thing tell what that thing does, if they are
compared at the same step; so whatever happens to the one that is shown happens to the others too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Snapshot
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.runs.trainer import Trainer

if TYPE_CHECKING:
    from backprop_tui.engine.step_record import StepRecord


class Runs:
    """A run, and those that go along beside it, as far as each gets before it diverges.

    Args:
        experiment: What the run that is shown begins with.
        events: What will happen by hand to it and to those beside it, as soon as they come to it.

    Attributes:
        main: The run that is shown; it leads.
        reference: With a bug, the right run: without the bug, from the same start, with the same
            events.
    """

    def __init__(self, experiment: Experiment, events: Iterable[tuple[int, Event]] = ()) -> None:
        ahead = tuple(events)
        self.main = Trainer(experiment, ahead)
        self._pair(ahead)

    def __repr__(self) -> str:
        return f"Runs({', '.join(map(repr, (self.main, *self.others)))})"

    def _pair(self, ahead: Iterable[tuple[int, Event]] = ()) -> None:
        """Put the right run at the start beside a wrong one."""
        first = self.main.beginning
        self.reference = Trainer(replace(first, bug=None), ahead) if first.bug else None

    @property
    def others(self) -> tuple[Trainer, ...]:
        """The runs that go along."""
        return () if self.reference is None else (self.reference,)

    @property
    def experiment(self) -> Experiment:
        """What is running."""
        return self.main.experiment

    @property
    def chosen(self) -> Experiment:
        """What would run after a reset."""
        return self.main.chosen

    @property
    def step_number(self) -> int:
        """Updates so far."""
        return self.main.step_number

    @property
    def by_hand(self) -> int:
        """How many changes by hand lie behind the present; what sets one back counts none."""
        return self.main.by_hand

    @property
    def events_behind(self) -> int:
        """How many events lie behind the present, whether they count or not."""
        return self.main.events_behind

    @property
    def chunk(self) -> int:
        """Steps after which it is good to look up."""
        return self.main.chunk

    def reset(self) -> None:
        """Go back to the start and forget all runs; what was changed by hand stays so."""
        self.main.reset()
        # A run that diverged on the way has not heard of every change.
        self._pair()

    def step(self, count: int = 1) -> int:
        """Take `count` steps, or as many as there are before the shown run diverges.

        Returns:
            How many were taken.
        """
        taken = self.main.step(count)
        self._follow()
        return taken

    def seek(self, step: int) -> int:
        """Go to the moment after `step` updates, earlier or later, bit for bit as it was.

        Returns:
            The step reached; less than `step` only if the shown run diverges before.

        Raises:
            ValueError: If `step` is negative.
        """
        reached = self.main.seek(step)
        self._follow()
        return reached

    def edit(self, parameter: Parameter, value: float) -> None:
        """Set one weight or bias by hand, in every run that is here.

        Raises:
            BadSetting: If the value is not finite or there is no such parameter.
        """
        for run in self._here():
            run.edit(parameter, value)

    def change(self, **settings: Any) -> None:
        """Let other settings be in force from this step on, in every run that is here.

        Raises:
            ValueError: If a setting cannot change on the way.
            BadSetting: If the experiment refuses them.
        """
        for run in self._here():
            run.change(**settings)

    def uncount(self) -> None:
        """Let the last event count for no further change by hand: it sets an earlier one back."""
        for run in self._here():
            run.uncount()

    def withdraw(self) -> bool:
        """Take back the last event, as if it had never been, if no step has followed it.

        Returns:
            Whether there was such an event; if not, nothing has happened.
        """
        withdrawn = [run.withdraw() for run in self._here()]
        return all(withdrawn)

    def snapshot(self) -> Snapshot:
        """The network as it stands, with the curves of the runs beside it."""
        snapshot = self.main.snapshot()
        if self.reference is None:
            return snapshot
        return replace(snapshot, reference=self.reference.curve)

    def record(self) -> StepRecord:
        """The step that would be taken next, every number of it; nothing moves."""
        return self.main.record()

    def _follow(self) -> None:
        for run in self.others:
            run.seek(self.step_number)

    def _here(self) -> list[Trainer]:
        """The shown run first, and those that have not diverged on the way to where it is."""
        return [run for run in (self.main, *self.others) if run.step_number == self.step_number]
