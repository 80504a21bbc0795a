"""Going back and forth in a run, to look at it: nothing of it changes, and it becomes no longer.
What lies ahead comes again, bit for bit, and whoever goes one way and then the other is where they
came from.
"""

from __future__ import annotations

from typing import NamedTuple

from backprop_tui.engine.runs.marks import NAMED
from backprop_tui.engine.runs.run import Run
from backprop_tui.report.going import (
    Sought,
    name_for,
    never_below,
    skipped_text,
    sought,
)  # fmt: skip
from backprop_tui.report.names import sentence
from backprop_tui.ui.run_state import Going
from backprop_tui.ui.session.quest import Quest, Way
from backprop_tui.ui.session.stretch import SLICE
from backprop_tui.ui.session.training import Training

AT_ONCE = 0.02
"""Seconds of a way that are gone before its progress is shown."""

START = "This is the start of the run."
END = "This is the end of the run so far; s takes another step."


class Trail(NamedTuple):
    """A way of going back and forth, as long as it is the only one that is used.

    Attributes:
        run: In which run.
        by: Which one.
        origin: Where it began, which is on the way back as well.
        step: Where it has come to.
    """

    run: Run
    by: object
    origin: int
    step: int


class Travelling(Training):
    """Goes to other moments of the run that is shown."""

    _quest: Way | None = None
    _trail: Trail | None = None
    _first = 0

    def begin_at(self, step: int) -> None:
        """Go to a step before anybody has seen another, as soon as what is known has been said."""
        self._first = step

    def greet(self) -> None:
        """Say what is known before the first step, and set out for where it is to begin."""
        super().greet()
        step, self._first = self._first, 0
        if step:
            self.go_to(step)

    # Ways to go.

    def go_by(self, steps: int, times: int = 1) -> None:
        """Go some steps back or on, so many times, to an end of the run at most."""
        here, length = self._here_in_it()
        far = abs(steps)
        origin = self._origin(far)
        # The places that lie on the way from where it began, and both ends.
        first = origin % far
        on = first + ((here - first) // far + times) * far
        back = first + (-(-(here - first) // far) - times) * far
        goal = min(on, length) if steps > 0 else max(back, 0)
        self._go_along(far, origin, goal, steps)
        is_beyond = on - far >= length if steps > 0 else back + far <= 0
        if is_beyond and goal != here and self._quest is None:
            # The last press of several has led nowhere.
            self._go_along(far, origin, goal, steps)

    def go_to_mark(self, direction: int) -> None:
        """Go to the mark before or after, or to an end of the run."""
        here, length = self._here_in_it()
        origin = self._origin("mark")
        stops = {0, length, origin, *(mark.step for mark in self.view.snapshot.marks)}
        ahead = [step for step in stops if (step - here) * direction > 0]
        goal = min(ahead, key=lambda step: abs(step - here), default=here)
        self._go_along("mark", origin, goal, direction)
        for mark in self.view.snapshot.marks:
            if mark.skips and min(here, goal) <= mark.step < max(here, goal):
                self._commentary.answer(f"{sentence(skipped_text(mark))}: they are too many.")

    def go_where(self, text: str) -> None:
        """Go to the moment that a text means.

        Raises:
            BadSetting: If it means none that the run has come to; nothing has moved then.
        """
        to = sought(text, self.view.snapshot)
        self._trail = None
        self._begin_quest(to)

    def go_to(self, step: int) -> None:
        """Go to the moment after so many steps, of those that were taken."""
        self._trail = None
        self._begin_quest(Sought(step))

    def mark(self, name: str) -> None:
        """Mark this step by a name, or by one that is free.

        Raises:
            BadSetting: If it means another moment already.
        """
        self.stop()
        before, given = self.name_here, name_for(name, self.view.snapshot)
        self.runs.main.mark(given)
        self.show()
        no_longer = f", and no longer {before}" if before else "; g goes there by that"
        self._commentary.answer(f"Step {self.runs.step_number:,} is called {given}{no_longer}.")

    def unmark(self) -> bool:
        """Take the name of this step away.

        Returns:
            Whether it had one.
        """
        self.stop()
        before = self.name_here
        if before:
            self.runs.main.unmark()
            self.show()
            here = self.runs.step_number
            self._commentary.answer(f"Step {here:,} is called {before} no longer.")
        return bool(before)

    @property
    def name_here(self) -> str:
        """What a person called this step; empty if nobody has named it."""
        here = NAMED, self.runs.step_number
        marks = self.view.snapshot.marks
        return next((mark.said for mark in marks if (mark.kind, mark.step) == here), "")

    # On the way.

    def slice(self) -> float:
        """Go on towards another moment, or take the steps that are due."""
        if self._quest is None:
            return super().slice()
        self._quest.take(self._clock() + SLICE)
        self._arrive()
        return 0.0

    def stop(self) -> None:
        """Stay where one is: stop training, and give up a way that is not at its end."""
        self.give_up()
        super().stop()

    def toggle(self) -> None:
        """Start or stop training, or stop on the way to another moment."""
        if self._quest is not None:
            self.give_up()
        else:
            super().toggle()

    def give_up(self) -> bool:
        """Be where the way to another moment began; of one to steps that nobody has taken before,
        where it has come to.

        Returns:
            Whether there was one.
        """
        quest, self._quest = self._quest, None
        if quest is None:
            return False
        quest.give_up()
        self._show(self.view.running(going=None))
        if isinstance(quest, Quest) and quest.keeps:
            self._commentary.answer(
                f"The way to step {quest.sought.step:,} was left at {self.runs.step_number:,}; the "
                "steps up to here are kept, space goes on."
            )
        return True

    def show_frame(self, complaint: str = "") -> None:
        """Show the present moment, or how much of the way to it is done."""
        if self._quest is None:
            super().show_frame(complaint)
        else:
            self._show_going(self._quest)

    def _show_going(self, quest: Way) -> None:
        """Show how much of the way is done, if that is more than before."""
        goal = quest.sought.step
        # No more often than one could read it.
        rounded = 10 ** max(0, len(str(goal)) - 3)
        past = quest.reached // rounded * rounded if quest.keeps else 0
        going = Going(goal, quest.percent, past, quest.keeps)
        if going != self.view.run.going:
            self._put(self.view.running(going=going))

    def _here_in_it(self) -> tuple[int, int]:
        """Where this is, and how long the run is."""
        self.stop()
        return self.runs.step_number, self.runs.shown.length

    def _origin(self, by: object) -> int:
        """Where a way of going began: here, unless it is the one by which one came here."""
        here, trail = self.runs.step_number, self._trail
        if trail is None or (trail.run, trail.by, trail.step) != (self.runs.shown, by, here):
            return here
        return min(trail.origin, self.runs.shown.length)

    def _go_along(self, by: object, origin: int, goal: int, direction: int) -> None:
        """Go to a place that a way of going leads to; at an end say so."""
        if goal == self.runs.step_number:
            if direction > 0 and self.view.snapshot.diverged:
                self.say_diverged()
            else:
                self._commentary.answer(START if direction < 0 else END)
            return
        self._trail = Trail(self.runs.shown, by, origin, goal)
        self._begin_quest(Sought(goal))

    def _begin_quest(self, to: Sought) -> None:
        """Go to a moment, so far as that goes at once; `slice` goes the rest of the way."""
        self.stop()
        self._quest = Quest(self.runs, to, self._clock)
        self._quest.take(self._clock() + AT_ONCE)
        self._arrive()

    def _arrive(self) -> None:
        """Show where a way has led, if it is at its end; or that it is not."""
        quest = self._quest
        if quest is None:
            return
        if not quest.is_over:
            if self.view.run.going is None:
                self._show_going(quest)
            return
        self._quest = None
        self._show(self.view.running(going=None))
        below = quest.sought.below
        if quest.has_failed and below is not None:
            self._commentary.refused(never_below(below, self.runs.shown.length))
        elif self.view.snapshot.step < quest.sought.step and self.view.snapshot.diverged:
            self.say_diverged()
