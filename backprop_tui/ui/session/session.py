"""A session is somebody with a run: it trains at some speed, is stopped, changed and looked at, and
whoever shows it only follows. Whatever somebody does to the run can be taken back, and a run that
is left for another one is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import MAX_SEED, Experiment
from backprop_tui.engine.runs.by_hand import Events
from backprop_tui.engine.runs.group import Runs
from backprop_tui.report.differences import differing, said_of
from backprop_tui.ui.session.deeds import Changed, Deed, Deeds, Edited, Kept, Started
from backprop_tui.ui.session.training import Training
from backprop_tui.ui.session.watching import SPEED, STEPS, pace_of
from backprop_tui.ui.view import View

if TYPE_CHECKING:
    from backprop_tui.ui.session.draft import Draft


class Session(Training):
    """Runs an experiment, lets it be changed and begun anew, and keeps a view of it.

    Args:
        experiment: What to run.
        events: What will be done to it by hand, each after so many updates.
        steps: Training pauses after so many, and again after as many more.
        speed: Steps a second that are wanted; infinite for as fast as it goes.
        clock: Seconds that only ever grow.
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
        super().__init__(experiment, events=events, steps=steps, speed=speed, clock=clock)
        self._deeds = Deeds()

    # Starting anew.

    def reset(self) -> None:
        """Go back to the start, and say what is not as it was then."""
        self.stop()
        if any(self._here()):
            self._begin_another(Runs(self.runs.chosen), "the reset")
            self._start_anew(self.view, "Step 0, the same start")
        else:
            self._start_anew(self.view, "Step 0, the same start", "This is step 0 already.")

    def next_seed(self) -> None:
        """Go back to step 0 with the next seed."""
        if self.experiment.start is not None:
            self._commentary.seedless(self.experiment)
        else:
            self.restart(seed=(self.experiment.seed + 1) % (MAX_SEED + 1))

    def restart(self, **changes: Any) -> None:
        """Run the experiment from step 0 with some of its settings changed, if that is possible."""
        self.begin(changes)

    def begin(self, changes: Mapping[str, Any], what: str = "") -> None:
        """The same with what is changed in words of its own, to be undone by that name."""
        try:
            runs = Runs(replace(self.runs.chosen, **changes))
        except BadSetting as refusal:
            self._commentary.refused(str(refusal))
            return
        self.stop()
        view = self.view
        new = differing(self.runs.chosen, runs.chosen)
        steps = self._steps
        if runs.chosen.preset != self.runs.chosen.preset:
            steps, speed = pace_of(runs.chosen.preset)
            view = view.running(speed=speed)
        if runs.chosen != self.runs.chosen or any(self._here()):
            what = what or (said_of(runs.chosen, new) if new else "the new start")
            self._begin_another(runs, what)
        self._steps = steps
        self._commentary.asked(dict(changes))
        selected = min(self.view.gaze.selected, len(runs.experiment.problem.inputs) - 1)
        numbers = self.view.gaze.numbers and "problem" not in changes
        look = {"inspected": None, "selected": selected, "numbers": numbers, "beyond": 0}
        self._start_anew(view.looking(**look), "Step 0")
        self._commentary.presented(self.experiment)

    # Changing by hand.

    def edit(self, parameter: Parameter, value: float) -> None:
        """Set a weight or bias by hand, as an event of the run.

        Raises:
            BadSetting: If that is not possible.
        """
        before = self.value(parameter)
        if before != value:
            self.runs.edit(parameter, value)
            self._deeds.done(Edited(*self._here(), parameter, before))
            self._commentary.changed()
            self.show()

    def change(self, **settings: Any) -> None:
        """Learn with other settings from the next step on.

        Raises:
            BadSetting: If they are not allowed; nothing has changed then.
        """
        before = {name: getattr(self.experiment, name, None) for name in settings}
        if settings:
            self.runs.change(**settings)
            self._deeds.done(Changed(*self._here(), before))
            self._commentary.changed()
            self.show()

    def settle(self, draft: Draft) -> None:
        """Let what was typed be so: from the next step on, or in a new start.

        Raises:
            BadSetting: If it is refused; nothing has changed then.
        """
        if draft.refusal:
            raise BadSetting(draft.refusal)
        if draft.start is not None:
            self.begin(draft.start, draft.chosen_text)
        else:
            self.change(**draft.changes)

    # Taking back.

    def undo(self) -> None:
        """Take back the last deed, and say what is so now."""
        self._take_back(self._deeds.undo(), self._deeds.undone, "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back last, and say what is so now."""
        self._take_back(self._deeds.redo(), self._deeds.redone, "There is nothing to do again.")

    def _take_back(self, deed: Deed | None, note: Callable[[Deed], None], otherwise: str) -> None:
        """Take a deed back, and note what does it again; or say something else."""
        if deed is None:
            self._commentary.answer(otherwise)
            return
        try:
            undone = deed.undo(self.runs, self._left, self._put_back)
        except BadSetting as refusal:
            # What runs now has changed on its own since, by its schedule.
            self._commentary.refused(str(refusal))
            return
        note(undone.back)
        self._commentary.changed()
        self.show()
        self._commentary.answer(undone.said)

    def _here(self) -> tuple[int, int]:
        """After how many steps this is, and how many events."""
        return self.runs.step_number, self.runs.events_behind

    def _left(self) -> Kept:
        """The present run, to be left and come back to."""
        self.stop()
        return Kept(self.runs, self.view, self._steps, self._commentary)

    def _put_back(self, kept: Kept) -> None:
        """Go on with a run that was left, where it was left."""
        self._commentary.voice.hush()
        self.runs, self._steps, self._commentary = kept.runs, kept.steps, kept.commentary
        self._put(kept.view)

    def _begin_another(self, runs: Runs, what: str) -> None:
        """Go on with another run; the present one is kept."""
        self._deeds.done(Started(self._left(), what))
        self.runs, self._commentary = runs, self._commentary.successor()

    def _start_anew(self, view: View, where: str, otherwise: str = "") -> None:
        """Show step 0, and say what stays, or else something."""
        self._commentary.anew()
        self._show(view.running(stop=self._steps))
        self._commentary.stays(self.experiment, where, otherwise)
