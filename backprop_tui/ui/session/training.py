"""A run that trains at some speed up to some step, is stopped, and shown. It knows no screen and no
event loop; any loop that calls `slice` as often as it can makes it train.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.by_hand import Events
from backprop_tui.engine.runs.group import Runs
from backprop_tui.ui.gaze import Gaze
from backprop_tui.ui.run_state import RunState
from backprop_tui.ui.session.commentary import Commentary
from backprop_tui.ui.session.followed import Followed
from backprop_tui.ui.session.notice import Told, Voice
from backprop_tui.ui.session.pace import next_speed
from backprop_tui.ui.session.stretch import Stretch
from backprop_tui.ui.session.watching import SPEED, STEPS
from backprop_tui.ui.view import View

if TYPE_CHECKING:
    from backprop_tui.engine.step_record import StepRecord

PATIENCE = 0.1
"""Seconds that steps by hand may take at once; what is left of them is trained."""


class Training(Followed):
    """Trains an experiment and keeps a view of it.

    Args:
        experiment: What to run.
        events: What will be done to it by hand, each after so many updates.
        steps: Training pauses after so many, and again after as many more.
        speed: Steps a second that are wanted; infinite for as fast as it goes.
        clock: Seconds that only ever grow.

    Attributes:
        runs: The run that is shown, and those that go along beside it.
    """

    def __init__(
        self,
        experiment: Experiment,
        *,
        events: Events = (),
        steps: int = STEPS,
        speed: float = SPEED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.runs = Runs(experiment, events)
        first = View(
            self.runs.snapshot(),
            RunState(stop=steps, speed=next_speed(speed, 1)),
            Gaze(selected=min(1, len(experiment.problem.inputs) - 1)),
        )
        super().__init__(first, clock)
        self._steps, self._clock = steps, clock
        self._commentary = Commentary(experiment)
        self._stretch = Stretch(self.runs, 0, clock)

    @property
    def experiment(self) -> Experiment:
        """What is running."""
        return self.runs.experiment

    def record(self) -> StepRecord:
        """The step that would be taken next, every number of it; nothing moves."""
        return self.runs.record()

    def value(self, parameter: Parameter) -> float:
        """What a weight or bias is at present.

        Raises:
            BadSetting: If there is no such parameter.
        """
        return float(parameter.view(self.runs.main.network.parameters))

    # What there is to say.

    @property
    def voice(self) -> Voice:
        """Who says what there is to say; a list of it, unless somebody else takes that over."""
        return self._commentary.voice

    @voice.setter
    def voice(self, voice: Voice) -> None:
        self._commentary.voice = voice

    @property
    def told(self) -> tuple[Told, ...]:
        """What was said of this run so far, the latest last."""
        return tuple(self._commentary.told)

    def greet(self) -> None:
        """Say what is known before the first step, and what will be done on the way."""
        main = self.runs.main
        is_known = main.length < self.runs.shown.length or main.is_past
        ahead = () if is_known else main.events[main.events_behind :]
        self._commentary.greet(self.view.snapshot, ahead)

    # Training.

    def slice(self) -> float:
        """Take the steps that are due, for a moment; stop at the goal or where the run diverges.

        Returns:
            Seconds until more steps may be due, 0 if they are already.
        """
        if not self.view.run.training:
            return 0.0
        wait = self._stretch.slice(self.view.run.speed)
        if self._stretch.is_over:
            self.stop()
            if self.view.snapshot.diverged:
                self.say_diverged()
        return wait

    def toggle(self) -> None:
        """Start or stop training."""
        if self.view.run.training:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Train up to the next stop; `slice` takes the steps."""
        if self.view.snapshot.diverged:
            self.say_diverged()
        else:
            self._go_on()
            self._begin(self.view.run.stop)

    def stop(self) -> None:
        """Stop training, and show where it stopped."""
        if self.view.run.training:
            self._show(self.view.running(training=False, rate=None, complaint=""))

    def step(self, count: int) -> None:
        """Take a few steps by hand, those that take long by training."""
        self.stop()
        self._go_on()
        goal = min(self.view.run.stop, self.runs.step_number + count)
        by_hand = Stretch(self.runs, goal, self._clock)
        by_hand.take(goal - self.runs.step_number, self._clock() + PATIENCE)
        self.show()
        if self.view.snapshot.diverged:
            self.say_diverged()
        elif self.runs.step_number < goal:
            self._begin(goal)

    def speed_up(self, factor: float) -> None:
        """Train faster, or slower by a factor below 1."""
        self._put(self.view.running(speed=next_speed(self.view.run.speed, factor)))

    # Showing.

    def show(self) -> None:
        """Show the present moment."""
        self._show(self.view)

    def show_frame(self, complaint: str = "") -> None:
        """Show the present moment, if there is anything new in it.

        Args:
            complaint: What is wrong with the line to the terminal, if anything is.
        """
        shown = self.view.run.rate
        rate = self._stretch.rate(shown) if self.view.run.training else None
        if self.runs.step_number != self.view.snapshot.step or rate != shown:
            self._show(self.view.running(rate=rate, complaint=complaint))

    def say_diverged(self) -> None:
        """Say why no step follows, in place of all else."""
        self._commentary.diverged(self.view.snapshot)

    def _begin(self, goal: int) -> None:
        """Start training up to step `goal`."""
        self._stretch = Stretch(self.runs, goal, self._clock)
        self._put(self.view.running(training=True))

    def _go_on(self) -> None:
        """Set a new step to stop at, if the last one is reached."""
        step = self.view.snapshot.step
        if step >= self.view.run.stop:
            self._put(self.view.running(stop=(step // self._steps + 1) * self._steps))

    def _show(self, view: View) -> None:
        """Show the present moment as in this view, and say what it is worth saying."""
        self._put(view.at(self.runs.snapshot()))
        self._commentary.on(self.view.snapshot)
