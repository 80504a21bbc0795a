"""Training repeats one step until the loss is small: look, compare, send the blame back, change
every weight a little. The trainer is the only thing that moves; whoever wants to see anything asks
it for a record that stays as it is.

Going back forgets nothing: what lies ahead is repeated, bit for bit. Only a change makes it void.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.learner import Learner
from backprop_tui.engine.core.network import Network, Parameters, error_of
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Curve, HeldOut, Snapshot, frozen, frozen_all
from backprop_tui.engine.runs.events import Change, Edit, Event, Events, Parameter, going_on
from backprop_tui.engine.runs.history import History, Keyframes
from backprop_tui.engine.runs.sizes import first_stride
from backprop_tui.engine.settings.schedule import running_at

if TYPE_CHECKING:
    from backprop_tui.engine.step_record import StepRecord


class Trainer:
    """Runs an experiment, and lets a person change it on the way.

    A moment of the run is that after some number of steps and all events until then.

    Attributes:
        step_number: Updates so far.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._learner = Learner(experiment)
        self._history = History(losses=1 if experiment.problem.testing is None else 2)
        self._keyframes = Keyframes(len(self._learner.rule.memory))
        self._events = Events()
        self._before: list[tuple[Experiment, Array, Array]] = []
        self._first = experiment
        self.reset()

    def __repr__(self) -> str:
        loss = self.snapshot().loss
        return f"Trainer({self.experiment.title}, step {self.step_number:,}, loss {loss:.3g})"

    @property
    def experiment(self) -> Experiment:
        """What is running."""
        return self._learner.experiment

    @property
    def network(self) -> Network:
        """Its layers with the present parameters."""
        return self._learner.network

    @property
    def curve(self) -> Curve:
        """The loss of every step that is known, those ahead after going back among them."""
        return self._history.curve()

    @property
    def chunk(self) -> int:
        """Steps after which it is good to look up; the work of a few milliseconds at most."""
        return self._learner.most

    @property
    def beginning(self) -> Experiment:
        """What was running at step 0, before anything happened."""
        return self._first

    @property
    def events(self) -> tuple[tuple[int, Event], ...]:
        """What happens by hand, each with the updates before it; the past comes first."""
        return tuple(self._events)

    @property
    def by_hand(self) -> int:
        """How many changes by hand lie behind the present; what sets one back counts none."""
        return self._events.counted

    @property
    def events_behind(self) -> int:
        """How many events lie behind the present, whether they count or not."""
        return self._events.behind

    @property
    def chosen(self) -> Experiment:
        """What would run after a reset: the beginning with all changes made by hand so far."""
        return self._events.chosen(self._first)

    @property
    def remembered(self) -> dict[str, Parameters]:
        """What the rule remembers from step to step, by its name, as arrays of the parameters."""
        arrangement = self.experiment.arrangement
        return {
            name: Parameters(arrangement, part.copy())
            for name, part in self._learner.rule.remembered.items()
        }

    def reset(self) -> None:
        """Go back to the start and forget the run; what follows is the same again.

        Edits are forgotten too, but settings that were changed by hand stay so, from the first
        step on; those that the schedule changed do so again when it is time.
        """
        self._first = self.chosen
        self._run(self._first)
        self._learner.reset()
        self.step_number = 0
        self._history.clear()
        self._history.sizes.clear(first_stride(self._first))
        self._events.clear()
        self._before.clear()
        self._keyframes.clear()
        self._keep()

    def fork(self) -> Trainer:
        """Another run with the same past, to the last bit, that goes its own way from here on.

        What lies ahead after going back stays with this one.
        """
        other = Trainer(self.experiment)
        other._first = self._first
        other._learner.put(self._learner.parameters, self._learner.rule.memory)
        other.step_number = self.step_number
        other._history = self._history.copy()
        other._events = self._events.so_far()
        other._keyframes = self._keyframes.copy()
        other._end_here()
        return other

    def _run(self, experiment: Experiment) -> None:
        """Let an experiment run from now on; the parameters are put in afterwards."""
        if experiment != self.experiment:
            self._learner = Learner(experiment)

    def _keep(self) -> None:
        """Keep the present moment if it is due."""
        learner = self._learner
        self._keyframes.offer(self.step_number, learner.parameters, learner.rule.memory)

    def step(self, count: int = 1) -> int:
        """Take `count` steps, or as many as there are before the loss stops being finite.

        Returns:
            How many were taken.
        """
        start, end = self.step_number, self.step_number + count
        if count:
            self._before.clear()
        while self.step_number < end:
            to_keyframe = Keyframes.FIRST - self.step_number % Keyframes.FIRST
            to_event = self._next_event() - self.step_number
            sizes = self._history.sizes
            to_fewer, left = sizes.room(self.step_number), end - self.step_number
            wanted = int(min(left, self.chunk, to_keyframe, to_event, to_fewer))
            noted = sizes.due(self.step_number, wanted)
            losses, right, found = self._learner.run(self.step_number, wanted, noted)
            self._history.extend(self.step_number, losses)
            sizes.extend(found)
            self._history.right.extend(self.step_number, right)
            taken = len(right)
            self.step_number += taken
            if taken == to_event:
                self._pass_events()
            self._keep()
            if taken < wanted:
                break
        return self.step_number - start

    def _next_event(self) -> float:
        """Updates before the next event; infinite if there is none."""
        schedule = self.experiment.schedule
        return min(self._events.ahead(), schedule[0].step if schedule else math.inf)

    def _pass_events(self) -> None:
        """Let happen what happens here: what is scheduled first, as it always comes first."""
        here = running_at(self.experiment, self.step_number)
        if here is not self.experiment:
            self._learner = going_on(self._learner, here)
        for event in self._events.due(self.step_number):
            self._learner = event.apply(self._learner)

    def seek(self, step: int) -> int:
        """Go to the moment after `step` updates, earlier or later, bit for bit as it was.

        What lies ahead then, losses, events and moments kept, happens again on the way there.

        Returns:
            The step reached; less than `step` only if the run diverges before.

        Raises:
            ValueError: If `step` is negative.
        """
        if step < 0:
            raise ValueError(f"there is no step {step}")
        known = min(step, self._history.length)
        if known != self.step_number:
            kept, *moment = self._keyframes.before(known)
            if step < self.step_number or kept > self.step_number:
                self.step_number = kept
                self._before.clear()
                self._run(self._events.wind(kept, self._first))
                self._learner.put(*moment)
        self.step(step - self.step_number)
        return self.step_number

    def edit(self, parameter: Parameter, value: float) -> None:
        """Set one weight or bias by hand, as an event of the run at the present step.

        Raises:
            BadSetting: If the value is not finite or there is no such parameter.
        """
        event = Edit(parameter, value)
        parameter.view(self.network.parameters)
        self._happen(event)

    def change(self, **settings: Any) -> None:
        """Let other settings, by their names, be in force from this step on.

        Raises:
            ValueError: If a setting cannot change on the way.
            BadSetting: If the experiment refuses them.
        """
        self._happen(Change.of(self.experiment, settings))

    def _happen(self, event: Event) -> None:
        """Let an event happen; what was known of later moments is no longer so."""
        self._end_here()
        learner = self._learner
        before = (self.experiment, learner.parameters.copy(), learner.rule.memory.copy())
        self._learner = event.apply(learner)
        self._events.add(self.step_number, event)
        self._before.append(before)
        # The present moment is no longer what was kept of it.
        self._keyframes.truncate(self.step_number)
        self._keep()

    def uncount(self) -> None:
        """Let the last event count for no further change by hand: it sets an earlier one back."""
        self._events.uncount()

    def withdraw(self) -> bool:
        """Take back the last event, as if it had never been, if no step has followed it.

        Returns:
            Whether there was such an event; if not, nothing has happened.
        """
        if not self._before:
            return False
        running, *moment = self._before.pop()
        self._events.take_back()
        self._run(running)
        self._learner.put(*moment)
        self._keyframes.truncate(self.step_number)
        self._keep()
        return True

    def _end_here(self) -> None:
        """Forget the losses ahead and the moments kept there."""
        step = self.step_number
        if self._history.truncate(step) < step:
            # The losses of the bucket that was cut through come back the way they came.
            self.seek(self._history.length)
            self.step(step - self.step_number)
        self._keyframes.truncate(step + 1)

    def snapshot(self) -> Snapshot:
        """The network as it stands."""
        experiment, problem = self.experiment, self.experiment.problem
        parameters, rule = self.network.parameters, self._learner.rule
        passed = self.network.forward(problem.inputs)
        error = error_of(experiment, passed, problem.targets)
        for array in (*passed.z, *passed.activations):
            array.setflags(write=False)
        right = frozen(problem.right(passed.activations[-1]))
        so_far = self._history.right.at(self.step_number, bool(right.all()))
        return Snapshot(
            experiment=experiment,
            step=self.step_number,
            weights=tuple(map(frozen, parameters.weights)),
            biases=frozen_all(parameters.biases),
            z=passed.z,
            activations=passed.activations,
            error=error + self.network.penalty,
            loss=experiment.loss_function.mean(error, problem.targets.shape),
            right=right,
            right_since=so_far.since,
            first_right=so_far.first,
            curve=self.curve,
            gradient_sizes=self._history.sizes.curve(len(parameters.weights)),
            memory=frozen(rule.memory) if rule.remembered else None,
            by_hand=self.by_hand,
            held_out=self.held_out(),
            beginning=self._first,
        )

    def held_out(self) -> HeldOut | None:
        """How it does on the cases that nothing is learnt from, if there are any."""
        testing = self.experiment.problem.testing
        if testing is None:
            return None
        passed = self.network.forward(testing.inputs)
        predictions = frozen(passed.activations[-1])
        error = error_of(self.experiment, passed, testing.targets)
        return HeldOut(
            problem=testing,
            predictions=predictions,
            error=error,
            loss=self.experiment.loss_function.mean(error, testing.targets.shape),
            right=frozen(testing.right(predictions)),
            curve=self._history.curve(1),
        )

    def record(self) -> StepRecord:
        """The step that would be taken next, every number of it; nothing moves."""
        return self._learner.record(self.step_number)
