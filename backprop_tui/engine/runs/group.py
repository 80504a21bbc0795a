"""`Runs`: the run that is shown, those that go along in step with it, and those that rest. Two runs
that differ in one thing tell what that thing does, if they are compared at the same step.

Going back in a run never makes another one; only a change in its past does, by `branch`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Beside, Snapshot
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.runs.run import Run, beside, letter_of, place_of
from backprop_tui.engine.runs.searching import Search
from backprop_tui.engine.runs.seeking import Journey
from backprop_tui.engine.runs.shown import Shown
from backprop_tui.engine.runs.trainer import Trainer

RIGHT = "the right run"
"""What is said of the run beside a wrong one that is the same without the bug."""


class Runs(Shown):
    """The runs that are kept, of which one is shown and moves.

    Args:
        experiment: What the first run begins with.
        events: What will happen to it by hand, each with the updates before it.

    Attributes:
        words: What is said of a run beside another one, in a few words; the name that a person
            gave it, unless somebody knows better.
    """

    def __init__(self, experiment: Experiment, events: Iterable[tuple[int, Event]] = ()) -> None:
        self._put_together([Run(letter_of(0), Trainer(experiment, events))], letter_of(0))

    @classmethod
    def of(cls, kept: Iterable[Run], shown: str, team: Iterable[str] = ()) -> Runs:
        """Runs that were kept before, one of them shown, each where it stands.

        Args:
            kept: Which ones.
            shown: The letter of the one that is shown.
            team: The letters of those that go in step.

        Raises:
            BadSetting: If none is called like one of these letters.
        """
        runs = cls.__new__(cls)
        runs._put_together(kept, shown)
        runs.team = tuple(map(runs.run, team))
        return runs

    def _put_together(self, kept: Iterable[Run], shown: str) -> None:
        self.words: Callable[[Run], str] = lambda run: run.name
        self._team: tuple[Run, ...] = ()
        super().__init__(kept, shown)

    def __repr__(self) -> str:
        return f"Runs({', '.join(map(repr, (self.main, *self.in_step)))})"

    # What is so.

    @property
    def team(self) -> tuple[Run, ...]:
        """Those that go in step, whether one of them is shown or not, as far as they are kept."""
        return tuple(run for run in self._team if run in self._all)

    @team.setter
    def team(self, runs: Iterable[Run]) -> None:
        self._team = tuple(sorted(runs, key=lambda run: place_of(run.letter)))

    @property
    def partners(self) -> tuple[Run, ...]:
        """The others that go in step with the run that is shown, if it is one of them."""
        shown, team = self._shown, self._team
        if shown not in team:
            return ()
        return tuple([run for run in team if run is not shown and run in self._all])

    @property
    def in_step(self) -> tuple[Trainer, ...]:
        """What goes along with the run that is shown, as far as each gets before it diverges: the
        right one beside a wrong one, and its partners.
        """
        reference = self._shown.reference
        right = () if reference is None else (reference,)
        return (*right, *[run.trainer for run in self.partners])

    # Which run is shown.

    def begin(self, experiment: Experiment) -> Run | None:
        """Go to step 0 of a run that begins so, and to which nothing happens by hand.

        It may be one of those that are kept: the same start is the same run. Where the run that is
        shown has no steps of its own, the new one takes its place, and its letter unless it left
        another run on the way, and is known by its letter.

        Returns:
            What has made way for it, if anything has.
        """
        run = self.same(experiment, ())
        if run is None:
            shown = self.shown
            is_known = shown.own_steps or (shown.origin is not None and shown.origin[1] > 0)
            letter = "" if is_known else shown.letter
            run = Run(letter, Trainer(experiment))
        gone = self.put(run, instead=True)
        self.seek(0)
        return gone

    def pair(self, *experiments: Experiment, spared: Run | None = None) -> tuple[Run, ...]:
        """Let runs that begin so go in step with the one that is shown, all from step 0 on.

        Whatever has happened by hand to the one that is shown happens to them too.

        Args:
            experiments: What they begin with.
            spared: A run that does not make way for them.

        Returns:
            What has made way for them.

        Raises:
            BadSetting: If one of them is the run that is shown, or if something that happens to
                that cannot happen to it.
        """
        events = self.main.events
        runs = []
        for experiment in experiments:
            run = self.same(experiment, events) or Run("", Trainer(experiment, events))
            if run is self.shown:
                raise BadSetting(f"run {run.letter} begins so; one thing must be another")
            runs.append(run)
        staying = [*runs, *filter(None, [spared])]
        gone = [self.keep(run, *staying) for run in runs]
        self.team = (self.shown, *runs)
        self.seek(0)
        return tuple(run for run in gone if run is not None)

    def put(self, run: Run, *, instead: bool = False) -> Run | None:
        """The same, with what goes in step with it where it is."""
        gone = super().put(run, instead=instead)
        self._follow()
        return gone

    def enter(self, letter: str) -> None:
        """Show another run, where it was left.

        Raises:
            BadSetting: If there is none that is called so.
        """
        self.put(self.run(letter))

    # Moving.

    def step(self, count: int = 1) -> int:
        """Take `count` steps, or as many as there are before the shown run diverges.

        Returns:
            How many were taken.
        """
        main = self._shown.trainer
        along = self.in_step
        if along:
            before = main.step_number
            along = tuple([run for run in along if run.step_number == before])
        taken = main.step(count)
        for run in along:
            run.step(taken)
        return taken

    def seek(self, step: int) -> int:
        """Go to the moment after `step` updates, earlier or later, bit for bit as it was.

        What goes in step goes along, and learns on where it has not been yet.

        Returns:
            The step reached; less than `step` only if the shown run diverges before.

        Raises:
            ValueError: If `step` is negative.
        """
        reached = self.main.seek(step)
        for run in self.in_step:
            run.seek(reached)
        return reached

    def journey(self, step: int) -> Journey:
        """Set out for the moment after `step` updates, with the runs that go in step.

        Raises:
            ValueError: If `step` is negative.
        """
        return self.main.journey(step, self.in_step)

    def search(self, step: int, below: float) -> Search:
        """Set out for the first moment from `step` updates on, of those that are known, at which
        the loss is below this, with the runs that go in step.

        Raises:
            ValueError: If `step` is negative.
        """
        return self.main.search(step, below, self.shown.length, self.in_step)

    def _follow(self) -> None:
        """Let the others come to where the run is that is shown now, a partner as far as it has
        been: to look into a run lets no other one learn.
        """
        if self.shown.reference is not None:
            self.shown.reference.seek(self.step_number)
        for run in self.partners:
            run.trainer.seek(min(self.step_number, run.trainer.length))

    # What happens by hand.

    def edit(self, parameter: Parameter, value: float) -> None:
        """Set one weight or bias by hand, in the shown run and in the right one beside it.

        Raises:
            BadSetting: If the value is not finite or there is no such parameter.
        """
        for run in self.shown.here:
            run.edit(parameter, value)

    def change(self, **settings: Any) -> None:
        """Let other settings be in force from this step on, in the same runs.

        Raises:
            ValueError: If a setting cannot change on the way.
            BadSetting: If the experiment refuses them.
        """
        for run in self.shown.here:
            run.change(**settings)

    def uncount(self) -> None:
        """Let the last event count for no further change by hand: it sets an earlier one back."""
        for run in self.shown.here:
            run.uncount()

    def withdraw(self) -> bool:
        """Take back the last event, as if it had never been, if no step has followed it.

        Returns:
            Whether there was such an event; if not, nothing has happened.
        """
        withdrawn = [run.withdraw() for run in self.shown.here]
        return all(withdrawn)

    # What is seen.

    def snapshot(self) -> Snapshot:
        """The network as it stands, with the curves of the runs beside it."""
        snapshot = self.shown.snapshot()
        if len(self.all) == 1 and self.shown.reference is None:
            return snapshot
        beside = tuple(self._beside())
        if len(self.all) == 1:
            return replace(snapshot, beside=beside)
        shown = self.shown
        return replace(snapshot, letter=shown.letter, said=self.words(shown), beside=beside)

    def _beside(self) -> Iterator[Beside]:
        """The runs beside the one that is shown that have come anywhere: those that go in step,
        then those that are pinned, then all others, the latest first.
        """
        shown, partners = self.shown, self.partners
        if shown.reference is not None:
            yield beside("", RIGHT, shown.reference, True)
        others = [run for run in reversed(self.all) if run is not shown]
        for run in sorted(others, key=lambda run: (run not in partners, not run.pinned)):
            if run.trainer.length or run in partners:
                yield run.beside(self.words(run), run in partners)
