"""`Shown`: what is so of the one of several runs that is shown. Whoever shows a run asks for these
things of all of them together, and need not know which one it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.run_list import RunList
from backprop_tui.engine.runs.trainer import Trainer

if TYPE_CHECKING:
    from backprop_tui.engine.step_record import StepRecord


class Shown(RunList):
    """Runs of which one is shown, seen through that one."""

    @property
    def main(self) -> Trainer:
        """What takes the steps of the run that is shown; it leads."""
        return self.shown.trainer

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
    def is_past(self) -> bool:
        """Whether steps lie ahead that have been taken before."""
        return self.main.is_past

    @property
    def would_branch(self) -> bool:
        """Whether something is known that lies ahead, so that a change needs a run of its own."""
        main = self.main
        is_known = self.events_behind < len(main.events) or main.length < self.shown.length
        return is_known or self.is_past

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

    def record(self) -> StepRecord:
        """The step that would be taken next, every number of it; nothing moves."""
        return self.main.record()
