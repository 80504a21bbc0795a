"""Somebody with several runs: one is shown, and each of the others stays where it was left, with
where one looked in it and what was said of it. Going from one to another changes nothing of either.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.by_hand import Events
from backprop_tui.engine.runs.run import Run
from backprop_tui.engine.runs.run_list import MOST
from backprop_tui.report.differences import differing, said_of
from backprop_tui.report.runs import Words
from backprop_tui.ui.session.deeds import Branched, Dropped, Kept, Paired, Started
from backprop_tui.ui.session.memory import Deeds
from backprop_tui.ui.session.travelling import Travelling
from backprop_tui.ui.session.watching import SPEED, STEPS, pace_of
from backprop_tui.ui.view import View


class Several(Travelling):
    """Trains one of several runs, and keeps the others as they were left.

    Args:
        experiment: What to run first.
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
        self.runs.words = Words(self.runs)
        self._commentary.whose = self._whose
        self._deeds = Deeds()
        self._left: dict[Run, Kept] = {}

    # Going from one to another.

    def enter(self, letter: str) -> None:
        """Look into another run, where it was left and as it was looked at.

        Raises:
            BadSetting: If there is none that is called so.
        """
        self._go_into(self.runs.run(letter))
        self.show()

    def _go_into(self, run: Run) -> Run | None:
        """Go on with another run, where it was left; return what has made way for it."""
        if run is self.runs.shown:
            return None
        kept, speed = self._leave(), self.view.run.speed
        gone = self.runs.put(run)
        self._forget(gone)
        found = self._left.get(run)
        if found is None:
            # It was here before the program was: nobody has looked at it yet.
            steps, _ = pace_of(run.trainer.beginning.preset)
            view = self._looking(kept.view).running(stop=steps)
            found = Kept(run, 0, view, steps, kept.commentary.successor())
        self._go_on_with(found, found.view.running(speed=speed))
        return gone

    def _leave(self) -> Kept:
        """The present run, to be left and come back to."""
        self.stop()
        shown = self.runs.shown
        kept = Kept(shown, self.runs.step_number, self.view, self._steps, self._commentary)
        # The latest last; of those that are kept no longer, only some may come back.
        self._left.pop(shown, None)
        self._left[shown] = kept
        gone = [run for run in self._left if run not in self.runs.all]
        for run in gone[:-MOST]:
            del self._left[run]
        return kept

    def _put_back(self, kept: Kept) -> Run | None:
        """Go on with a run that was left, at the step at which it was; return what made way."""
        gone = self.runs.put(kept.run, instead=True)
        self.runs.seek(kept.step)
        self._go_on_with(kept, kept.view)
        return gone

    def _go_on_with(self, kept: Kept, view: View) -> None:
        """Show a run as it was looked at, and say what is to be said of it."""
        self._commentary.voice.hush()
        self._steps, self._commentary = kept.steps, kept.commentary
        self._put(view.at(self.runs.snapshot()))

    def _looking(self, view: View, **gaze: Any) -> View:
        """The same view of another network, where there may be fewer cases."""
        selected = min(view.gaze.selected, len(self.experiment.problem.inputs) - 1)
        return view.looking(inspected=None, selected=selected, beyond=0, **gaze)

    # More of them.

    def _branch(self, what: str) -> str:
        """Go on in a run of its own, if a change would make void what lies ahead, or the moment to
        which taking something back leads.

        Args:
            what: What is about to be changed, in a few words.

        Returns:
            What is to be said of it; empty if this is the end of the run.
        """
        runs = self.runs
        if not (runs.would_branch or self._deeds.comes_back_to(runs.shown, runs.step_number)):
            return ""
        kept = self._leave()
        gone = self.runs.branch()
        self._commentary = kept.commentary.branched()
        self._deeds.done(Branched(self.runs.shown, kept, what))
        self._forget(gone)
        way = f", run {gone.letter} made way" if gone else ""
        now = f"{self.letter}: {what} at {kept.step:,}"
        return f"{now}; {kept.run.letter} is kept{way}, c lists runs."

    def _begin_another(self, begin: Callable[[], Run | None], what: str) -> Run | None:
        """Go on at step 0, of this run or another one; the present moment is kept.

        Args:
            begin: Goes there; returns what has made way for it, if anything has.
            what: What is begun, in a few words.
        """
        kept = self._leave()
        gone = begin()
        self._deeds.done(Started(self.runs.shown, kept, what))
        self._commentary = kept.commentary.successor()
        self._forget(gone)
        return gone

    def _forget(self, *gone: Run | None) -> None:
        """Some runs made way."""
        for run in gone:
            if run is not None:
                self._deeds.forget(run)
                self._left.pop(run, None)

    def pair(self, changes: Mapping[str, Any]) -> None:
        """Let a run from the same start that differs in some settings go in step with this one.

        Both begin at step 0; what happened to this one by hand happens to that one too.

        Raises:
            BadSetting: If that is no other run, or not possible.
        """
        first = self.runs.main.beginning
        other = replace(first, **changes)
        what = said_of(other, differing(first, other))
        kept, there = self._leave(), self._there
        gone = self.runs.pair(other)
        self._side_by_side(kept, there, gone, f"the same start with {what}")
        (partner,) = self.runs.partners
        self._commentary.answer(f"{partner.letter}: {what}; it goes in step with {self.letter}.")

    def compare(self, experiments: Iterable[Experiment], what: str, steps: int) -> None:
        """Run experiments side by side, the first of them shown, in step from step 0 on.

        Args:
            experiments: Which.
            what: What they are to show, in a few words.
            steps: After how many steps they pause.
        """
        first, *others = experiments
        kept, there = self._leave(), self._there
        gone = self.runs.begin(first), *self.runs.pair(*others, spared=kept.run)
        self._steps = steps
        self._side_by_side(kept, there, gone, what)

    @property
    def _there(self) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
        """All runs, and those that go in step."""
        return self.runs.all, self.runs.team

    def _side_by_side(
        self,
        kept: Kept,
        there: tuple[tuple[Run, ...], tuple[Run, ...]],
        gone: Iterable[Run | None],
        what: str,
    ) -> None:
        """Show step 0 of runs that go in step; the moment before is kept.

        Args:
            kept: That moment.
            there: All runs then, and those that went in step.
            gone: What has made way.
            what: What is begun, in a few words.
        """
        (known, before), shown, team = there, self.runs.shown, self.runs.team
        made = tuple(run for run in self.runs.partners if run not in known)
        self._deeds.done(Paired(shown, kept, what, team=team, before=before, made=made))
        self._commentary = kept.commentary.successor()
        self._commentary.anew()
        self._forget(*gone)
        self._show(self._looking(self.view).running(stop=self._steps))
        self._say_gone(*gone)

    def _say_gone(self, *gone: Run | None, after: str = "") -> None:
        """Say which runs made way for others, if any did.

        Args:
            gone: Which.
            after: What else there is to say, before it.
        """
        letters = [run.letter for run in gone if run is not None]
        said = [after] if after else []
        if letters:
            way = f"{' and '.join(letters)} made way: at most {MOST} runs are kept"
            said.append(f"{way}; c, then p, pins one.")
        if said:
            self._commentary.answer(" ".join(said))

    def _whose(self) -> str:
        """Of which run something is said, if there are several."""
        return f"Run {self.letter}: " if len(self.runs.all) > 1 else ""

    @property
    def letter(self) -> str:
        """What the run that is shown is called."""
        return self.runs.shown.letter

    # What is kept.

    def drop(self, letter: str) -> None:
        """Keep a run no longer.

        Raises:
            BadSetting: If there is none that is called so, or if it is shown.
        """
        dropped = self.runs.drop(letter)
        self._deeds.done(Dropped(self.runs.shown, dropped))
        self.show()
        self._commentary.answer(f"{letter} is dropped; Z keeps it again.")

    def pin(self, letter: str) -> None:
        """Let a run stay when another has to make way, or let go of it again.

        Raises:
            BadSetting: If there is none that is called so, or if too many are pinned.
        """
        self.runs.pin(letter)
        self.show()

    def name(self, letter: str, text: str) -> None:
        """Call a run by a name, or with none by what differs again.

        Raises:
            BadSetting: If there is none that is called so, or if that is no name.
        """
        self.runs.name(letter, text)
        self.show()
