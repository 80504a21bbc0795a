"""A session is somebody with a run: it trains at some speed, is stopped, changed and looked at, and
whoever shows it only follows. Whatever somebody does to the run can be taken back, and a run that
is left for another one is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import MAX_SEED
from backprop_tui.engine.runs.events import Change, Edit
from backprop_tui.engine.runs.happened import edit_text
from backprop_tui.engine.runs.run import Run
from backprop_tui.report.differences import differing, said_of
from backprop_tui.report.runs import change_text
from backprop_tui.ui.session.deeds import Deed
from backprop_tui.ui.session.on_the_way import Changed, Edited, OnTheWay
from backprop_tui.ui.session.reopened import Reopened
from backprop_tui.ui.session.watching import pace_of
from backprop_tui.ui.view import View

if TYPE_CHECKING:
    from backprop_tui.ui.session.draft import Draft


class Session(Reopened):
    """Runs an experiment, lets it be changed and begun anew, and keeps a view of it.

    Args:
        experiment: What to run.
        events: What will be done to it by hand, each after so many updates.
        steps: Training pauses after so many, and again after as many more.
        speed: Steps a second that are wanted; infinite for as fast as it goes.
        clock: Seconds that only ever grow.
    """

    # Starting anew.

    def reset(self) -> None:
        """Go back to the start, and say what is not as it was then."""
        where = "Step 0, the same start"
        self.stop()
        if not any(self._here()):
            self._start_anew(self.view, where, "This is step 0 already.")
        else:
            # What lies ahead of this moment happens again.
            at_start = not self.runs.events_behind
            begin = self._at_start if at_start else partial(self.runs.begin, self.runs.chosen)
            gone = self._begin_another(begin, "the reset")
            self._start_anew(self.view, where, gone=gone)

    def _at_start(self) -> None:
        """Go to step 0 of this run."""
        self.runs.seek(0)

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
        before = self.runs.chosen
        try:
            chosen = replace(before, **changes)
        except BadSetting as refusal:
            self._commentary.refused(str(refusal))
            return
        self.stop()
        new = differing(before, chosen)
        steps, speed = self._steps, self.view.run.speed
        if chosen.preset != before.preset:
            steps, speed = pace_of(chosen.preset)
        gone = None
        if chosen != before or any(self._here()):
            what = what or (said_of(chosen, new) if new else "the new start")
            gone = self._begin_another(partial(self.runs.begin, chosen), what)
        self._steps = steps
        self._commentary.asked(dict(changes))
        numbers = self.view.gaze.numbers and "problem" not in changes
        view = self._looking(self.view, numbers=numbers).running(speed=speed)
        self._start_anew(view, "Step 0", gone=gone)
        self._commentary.presented(self.experiment)

    # Changing by hand.

    def edit(self, parameter: Parameter, value: float) -> None:
        """Set a weight or bias by hand, as an event of the run.

        Raises:
            BadSetting: If that is not possible.
        """
        self.give_up()
        before = self.value(parameter)
        if before != value:
            event = Edit(parameter, value)
            self._happen(
                edit_text(self.experiment, event),
                lambda: self.runs.edit(parameter, value),
                lambda: Edited(self.runs.shown, *self._here(), parameter, before),
            )

    def change(self, **settings: Any) -> None:
        """Learn with other settings from the next step on.

        Raises:
            BadSetting: If they are not allowed; nothing has changed then.
        """
        self.give_up()
        present = self.experiment
        before = {name: getattr(present, name, None) for name in settings}
        after = Change.of(present, settings).after(present)
        if settings:
            self._happen(
                change_text(present, after),
                lambda: self.runs.change(**settings),
                lambda: Changed(self.runs.shown, *self._here(), before),
            )

    def _happen(self, what: str, happen: Callable[[], None], deed: Callable[[], OnTheWay]) -> None:
        """Let something happen to the run, or in the past of it to another one."""
        training = self.view.run.training
        branched = self._branch(what)
        happen()
        if not branched:
            self._deeds.done(deed())
        self._commentary.changed()
        self.show()
        if branched:
            self._commentary.answer(branched)
            if training:
                self.start()

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
        deeds = self._deeds
        self._take_back(deeds.undo(), deeds.undone, deeds.redone, "^y", "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back last, and say what is so now."""
        deeds = self._deeds
        nothing = "There is nothing to do again."
        self._take_back(deeds.redo(), deeds.redone, deeds.undone, "Z", nothing)

    def _take_back(
        self,
        deed: Deed | None,
        note: Callable[[Deed], None],
        keep: Callable[[Deed], None],
        key: str,
        otherwise: str,
    ) -> None:
        """Take a deed back, and note what does it again; or say something else.

        Args:
            deed: Which one, if there is any.
            note: Notes what does it again.
            keep: Notes the deed itself, if it cannot be taken back here.
            key: The key that does it again.
            otherwise: What to say if there is none.
        """
        self.give_up()
        if deed is None:
            self._commentary.answer(otherwise)
            return
        was = self.runs.shown
        gone = self._go_into(deed.run)
        hindrance = deed.hindrance(self.runs)
        if hindrance:
            keep(deed)
            self.show()
            self._say_gone(gone, after=hindrance)
            return
        try:
            undone = deed.undo(self.runs, self._leave, self._put_back)
        except BadSetting as refusal:
            # What runs now has changed on its own since, by its schedule.
            self._commentary.refused(str(refusal))
            return
        note(replace(undone.back, elsewhere=None if was is deed.run else was))
        self._forget(*undone.gone)
        self._commentary.changed()
        said = undone.said
        if was is not deed.run and was in self.runs.all:
            said += f" {key} comes back to {was.letter}."
        elif deed.elsewhere is not None and deed.elsewhere in self.runs.all:
            self._go_into(deed.elsewhere)
            said += f" You are in {self.letter} again, at step {self.runs.step_number:,}."
        self.show()
        self._say_gone(gone, *undone.gone, after=said)

    def _here(self) -> tuple[int, int]:
        """After how many steps this is, and how many events."""
        return self.runs.step_number, self.runs.events_behind

    def _start_anew(
        self, view: View, where: str, otherwise: str = "", gone: Run | None = None
    ) -> None:
        """Show step 0, and say what stays, or else something, and what has made way for it."""
        self._commentary.anew()
        self._show(view.running(stop=self._steps))
        self._commentary.stays(self.experiment, where, otherwise)
        self._say_gone(gone)
