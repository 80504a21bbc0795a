"""A run that a person can steer: take steps, go back, change something by hand. The trainer is the
only thing that moves; whoever wants to see anything asks it for a record that stays as it is.

Going back forgets nothing: what lies ahead is repeated, bit for bit. Only a change makes it void.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Any, TypeVar

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Snapshot
from backprop_tui.engine.runs import present, seeking
from backprop_tui.engine.runs.events import Change, Edit, Event
from backprop_tui.engine.runs.loop import Loop
from backprop_tui.engine.runs.observed import Observed
from backprop_tui.engine.runs.past import Moment
from backprop_tui.engine.runs.searching import Search
from backprop_tui.engine.runs.seeking import Journey, UnderWay

Way = TypeVar("Way", bound=Journey)


class Trainer(Observed):
    """Runs an experiment, and lets a person change it on the way.

    A moment of the run is that after some number of steps and all events until then.

    Args:
        experiment: What it begins with.
        events: What will happen by hand, in order, each with the updates before it; each does as
            soon as the run comes to it, those at step 0 at once.

    Raises:
        ValueError: If the events are not in order.
        BadSetting: If one of them cannot happen.
    """

    def __init__(self, experiment: Experiment, events: Iterable[tuple[int, Event]] = ()) -> None:
        super().__init__(Loop(experiment, events))
        self._journey: Journey | None = None

    # Moving.

    def step(self, count: int = 1) -> int:
        """Take `count` steps, or as many as there are before the loss stops being finite.

        Returns:
            How many were taken.
        """
        self._require_rest()
        return self._loop.advance(count)

    def seek(self, step: int) -> int:
        """Go to the moment after `step` updates, earlier or later, bit for bit as it was.

        What lies ahead then, losses, events and moments kept, happens again on the way there.

        Returns:
            The step reached; less than `step` only if the run diverges before.

        Raises:
            ValueError: If `step` is negative.
        """
        self._require_rest()
        return seeking.seek(self._loop, step)

    def journey(self, step: int, beside: Sequence[Trainer] = ()) -> Journey:
        """Set out for the moment after `step` updates, to go there bit by bit.

        Until it is over the run stays where it is and nothing can be done to it.

        Args:
            step: How many.
            beside: Other runs that come along, as far as each gets before it diverges.

        Raises:
            ValueError: If `step` is negative.
        """
        return self._set_out(beside, lambda others: Journey(self._loop, step, others))

    def search(self, step: int, below: float, last: int, beside: Sequence[Trainer] = ()) -> Search:
        """Set out for the first moment with a loss that is small enough, in the same way.

        Args:
            step: From where on it is looked for.
            below: What the loss is below there.
            last: The last step at which it is looked for.
            beside: Other runs that come along.

        Raises:
            ValueError: If `step` is negative.
        """
        return self._set_out(beside, lambda others: Search(self._loop, step, below, last, others))

    def _set_out(self, beside: Sequence[Trainer], way: Callable[[list[Loop]], Way]) -> Way:
        """Set out on a way with others."""
        for run in (self, *beside):
            run._require_rest()
        journey = way([run._loop for run in beside])
        for run in (self, *beside):
            run._journey = journey
        return journey

    def snapshot_at(self, step: int) -> Snapshot:
        """The network as it stands after `step` updates; the run itself goes nowhere.

        Raises:
            ValueError: If `step` is negative.
        """
        other = self._loop.copy()
        seeking.seek(other, step)
        return present.snapshot(other)

    def _require_rest(self) -> None:
        """Check that the run is not on its way to another step.

        Raises:
            UnderWay: If it is.
        """
        if self._journey is not None and not self._journey.is_over:
            raise UnderWay(
                f"the run is on its way to step {self._journey.step:,}; that must be over first"
            )

    def reset(self) -> None:
        """Go back to the start and forget the run; what follows is the same again.

        Edits are forgotten too, but settings that were changed by hand stay so, from the first
        step on; those that the schedule changed do so again when it is time.
        """
        self._require_rest()
        self._loop.begin(self.chosen)

    def fork(self) -> Trainer:
        """Another run with the same past, to the last bit, that goes its own way from here on.

        What lies ahead after going back stays with this one.
        """
        self._require_rest()
        other = copy(self)
        other._journey = None
        other._loop = self._loop.copy()
        seeking.end_here(other._loop)
        return other

    # What happens by hand.

    def edit(self, parameter: Parameter, value: float) -> None:
        """Set one weight or bias by hand, as an event of the run at the present step.

        Raises:
            BadSetting: If the value is not finite or there is no such parameter.
        """
        self._require_rest()
        self._happen(Edit(parameter, value))

    def change(self, **settings: Any) -> None:
        """Let other settings, by their names, be in force from this step on.

        Raises:
            ValueError: If a setting cannot change on the way.
            BadSetting: If the experiment refuses them.
        """
        self._require_rest()
        self._happen(Change.of(self.experiment, settings))

    def _happen(self, event: Event) -> None:
        """Let an event happen; what was known of later moments is no longer so."""
        loop, past = self._loop, self._loop.past
        event.require(self.experiment)
        seeking.end_here(loop)
        before = Moment.of(loop.learner)
        loop.learner = event.apply(loop.learner)
        past.timeline.add(loop.step_number, event)
        past.happened.add(loop.step_number, before.experiment, loop.learner.experiment, event)
        past.withdrawable.append(before)
        past.keep_anew(loop.step_number, loop.learner)

    def uncount(self) -> None:
        """Let the last event count for no further change by hand: it sets an earlier one back."""
        self._require_rest()
        self._loop.past.timeline.uncount()

    def withdraw(self) -> bool:
        """Take back the last event, as if it had never been, if no step has followed it.

        Returns:
            Whether there was such an event; if not, nothing has happened.
        """
        self._require_rest()
        loop, past = self._loop, self._loop.past
        if not past.withdrawable:
            return False
        loop.put(loop.step_number, past.withdrawable.pop())
        past.timeline.take_back()
        past.happened.take_back(loop.step_number)
        past.keep_anew(loop.step_number, loop.learner)
        return True

    # What a person calls its steps.

    def mark(self, name: str, step: int | None = None) -> None:
        """Give a name to a step of the run, in place of one that it has.

        Args:
            name: What it is called.
            step: Which, of those that are known; `None` for the present one.

        Raises:
            ValueError: If the step is not known.
            BadSetting: If the name says nothing, is too long or another step's, or if there are
                too many.
        """
        self._require_rest()
        here = self.step_number
        self._loop.past.name(here if step is None else step, name)
        self._loop.arrive()

    def unmark(self, step: int | None = None) -> bool:
        """Take the name of a step back.

        Args:
            step: Which; `None` for the present one.

        Returns:
            Whether it had one.
        """
        self._require_rest()
        here = self.step_number
        return self._loop.past.named.pop(here if step is None else step, None) is not None
