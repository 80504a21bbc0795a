"""Training on the screen: a coroutine takes steps in slices so short that no key ever waits, and a
timer of its own shows how far they have come. The worker never draws, the timer never trains.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual import work
from textual.timer import Timer

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import MAX_SEED, Experiment
from backprop_tui.engine.runs.events import Parameter
from backprop_tui.engine.runs.group import Runs
from backprop_tui.report.names import sentence
from backprop_tui.report.text.given import file_text, start_texts
from backprop_tui.report.text.progress import divergence
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.link.frame_window import FrameWindow
from backprop_tui.ui.screens.viewing import ViewScreen
from backprop_tui.ui.session.begun import Begun
from backprop_tui.ui.session.pace import Pace, next_speed
from backprop_tui.ui.session.remarks import Remarks
from backprop_tui.ui.view import Gaze, RunState, View

SHORTEST = 4.0
"""Seconds that a remark stays over the panes at least."""

LETTERS = 15
"""Letters that are read in a second."""

PATIENCE = 0.1
"""Seconds that steps by hand may take at once; what is left of them is trained."""

SLICE = 0.001
"""Seconds of training between two looks at the event loop."""

YIELDS = 6
"""Turns of the event loop between two slices: a key needs about five to reach its action."""


class TrainingScreen(ViewScreen):
    """A screen that runs an experiment and keeps a view of it.

    Attributes:
        trainer: What runs the experiment.
        window: Says when the next frame may be sent.
        is_crowded: Whether keys wait, which go before training.
    """

    def __init__(
        self, experiment: Experiment, look: Look, *, steps: int, speed: float, window: FrameWindow
    ) -> None:
        super().__init__()
        self.window = window
        self.is_crowded: Callable[[], bool] = bool
        self._steps = steps
        self._frame: Timer | None = None
        self._measured = (0.0, 0)
        self._remarks = Remarks()
        self.trainer = Runs(experiment)
        self._begun = Begun(experiment)
        selected = min(1, len(experiment.problem.inputs) - 1)
        self.set_reactive(ViewScreen.look, look)
        self.set_reactive(
            TrainingScreen.view,
            View(
                self.trainer.snapshot(),
                RunState(stop=steps, speed=next_speed(speed, 1)),
                Gaze(selected=selected),
            ),
        )

    def on_mount(self) -> None:
        """Make the timer that shows frames while training, and say what is known beforehand."""
        self._frame = self.set_interval(1 / self.window.rate, self._show_frame, pause=True)
        for said in start_texts(self.trainer.experiment):
            self._say(f"{sentence(said)}.")
        self._remark()

    @property
    def present(self) -> View:
        """The view on the screen."""
        assert self.view is not None
        return self.view

    def action_train(self) -> None:
        """Start or stop training."""
        if self.present.run.training:
            self._stop()
        elif self.present.snapshot.diverged:
            self._say_diverged()
        else:
            self._go_on(self.present.snapshot.step)
            self._begin(self.present.run.stop)

    def _begin(self, goal: int) -> None:
        """Start training up to step `goal`."""
        self._measured = (time.monotonic(), self.trainer.step_number)
        self.view = self.present.running(training=True)
        if self._frame is not None:
            self._frame.resume()
        self._train(goal)

    def action_step(self, count: int) -> None:
        """Take a few steps by hand."""
        self._stop()
        self._go_on(self.present.snapshot.step)
        step = self.trainer.step_number
        goal = min(self.present.run.stop, step + count)
        self._slice(goal - step, time.monotonic() + PATIENCE)
        self._show_now()
        if self.present.snapshot.diverged:
            self._say_diverged()
        elif self.trainer.step_number < goal:
            self._begin(goal)

    def action_reset(self) -> None:
        """Go back to the start, and say what is not as it was then."""
        self._stop()
        there = not self.present.snapshot.step and not self.present.snapshot.by_hand
        self.trainer.reset()
        self._started_anew("Step 0, the same start", "This is step 0 already." if there else "")

    def action_next_seed(self) -> None:
        """Go back to step 0 with the next seed."""
        experiment = self.trainer.experiment
        if experiment.start is not None:
            said = f"The start comes from {file_text(experiment.start)}"
            self.notify(f"{said}; there is no seed to change.", markup=False)
            return
        self.restart(seed=(experiment.seed + 1) % (MAX_SEED + 1))

    def restart(self, **changes: Any) -> None:
        """Run the experiment from step 0 with some of its settings changed."""
        try:
            trainer = Runs(replace(self.trainer.experiment, **changes))
        except BadSetting as refusal:
            self.notify(str(refusal), title="Not possible", severity="error", markup=False)
            return
        self._stop()
        self.trainer = trainer
        self._begun.ask(changes)
        cases = len(trainer.experiment.problem.inputs)
        selected = min(self.present.gaze.selected, cases - 1)
        self._started_anew("Step 0", view=self.present.looking(inspected=None, selected=selected))

    def edit(self, parameter: Parameter, value: float) -> None:
        """Set a weight or bias by hand, as an event of the run.

        Raises:
            BadSetting: If that is not possible.
        """
        if float(parameter.view(self.trainer.main.network.parameters)) != value:
            self.trainer.edit(parameter, value)
            self._remarks.changed()
            self._show_now()

    def change(self, **settings: Any) -> None:
        """Learn with other settings from the next step on.

        Raises:
            BadSetting: If they are not allowed; nothing has changed then.
        """
        if settings:
            self.trainer.change(**settings)
            self._remarks.changed()
            self._show_now()

    def action_speed(self, factor: float) -> None:
        """Train faster or slower."""
        self.view = self.present.running(speed=next_speed(self.present.run.speed, factor))

    @work(exclusive=True, group="training")
    async def _train(self, goal: int) -> None:
        """Train in slices until paused, at `goal` or diverged, yielding to keys and frames."""
        pace = Pace()
        while self.present.run.training:
            now = time.monotonic()
            left = goal - self.trainer.step_number
            due = min(left, pace.due(self.present.run.speed, now))
            if not due:
                await asyncio.sleep(pace.wait(self.present.run.speed))
                continue
            done = self._slice(due, now + SLICE)
            pace.took(done, due)
            if self.trainer.step_number >= goal or not done:
                self._stop()
                if self.present.snapshot.diverged:
                    self._say_diverged()
                return
            for _ in range(YIELDS):
                await asyncio.sleep(0)
            while self.is_crowded():
                await asyncio.sleep(0)

    def _slice(self, steps: int, deadline: float) -> int:
        """Take steps until the deadline; returns how many."""
        done = 0
        while done < steps:
            count = min(self.trainer.chunk, steps - done)
            taken = self.trainer.step(count)
            done += taken
            if taken < count or time.monotonic() >= deadline:
                break
        return done

    def _stop(self) -> None:
        """Stop training, and show where it stopped."""
        if self.present.run.training:
            if self._frame is not None:
                self._frame.pause()
            self._show_now(self.present.running(training=False, rate=None, complaint=""))

    def _show_frame(self) -> None:
        """Show the network as it stands, while it trains."""
        now, step = time.monotonic(), self.trainer.step_number
        if not self.window.admit():
            return
        since, before = self._measured
        rate = self.present.run.rate
        if now - since >= 1.0:
            self._measured = (now, step)
            rate = (step - before) / (now - since)
        if step != self.present.snapshot.step or rate != self.present.run.rate:
            self._show_now(self.present.running(rate=rate, complaint=self.window.complaint))

    def _show_now(self, view: View | None = None) -> None:
        """Show the present moment, as in this view or as it is looked at already."""
        self.view = (view or self.present).at(self.trainer.snapshot())
        self._remark()

    def _remark(self) -> None:
        """Say what the moment on the screen is worth saying."""
        remark = self._remarks.on(self.present.snapshot)
        if remark is not None:
            self._say(remark)

    def _say(self, text: str) -> None:
        """Show a message over the panes, with marks that this terminal has, until it is read."""
        assert self.look is not None
        seconds = max(SHORTEST, len(text) / LETTERS)
        self.notify(self.look.glyphs(text), timeout=seconds, markup=False)

    def _started_anew(self, where: str, otherwise: str = "", view: View | None = None) -> None:
        """Show step 0, and say which settings were changed by hand and stay, or else something."""
        self._remarks = Remarks()
        self.app.clear_notifications()
        self._show_now((view or self.present).running(stop=self._steps))
        stays = self._begun.stays(self.trainer.experiment)
        if stays or otherwise:
            self._say(f"{where}. {stays}" if stays else otherwise)

    def _go_on(self, step: int) -> None:
        """Set a new step to stop at, if the last one is reached."""
        if step >= self.present.run.stop:
            self.view = self.present.running(stop=(step // self._steps + 1) * self._steps)

    def _say_diverged(self) -> None:
        self.app.clear_notifications()
        said = divergence(self.present.snapshot)
        self.notify(f"{sentence(said)}. r resets.", severity="error")
