"""`Replay`: has everything that happened in a saved run happen again, bit by bit, until it is where
somebody left it. The same settings and the same events give the same bits, so nothing else needs to
be on the disk; where they do not, as another kind of processor rounds otherwise, that is said.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from backprop_tui.engine.keeping.saved import SavedRun, SavedSession
from backprop_tui.engine.keeping.seen import ROUNDS, Seen
from backprop_tui.engine.records import Mark
from backprop_tui.engine.runs.group import Runs
from backprop_tui.engine.runs.marks import NAMED
from backprop_tui.engine.runs.run import Run
from backprop_tui.engine.runs.trainer import Trainer


def opened(session: SavedSession) -> Runs:
    """The runs of a session, all at step 0 with what happened to them ahead."""
    return Runs.of([_begun(run) for run in session.runs], session.shown, session.in_step)


def _begun(saved: SavedRun) -> Run:
    """A run at its beginning, with the right one beside it if it is a wrong one."""
    journal, right = saved.journal, None
    if journal.experiment.bug:
        right = Trainer(replace(journal.experiment, bug=None), journal.events)
    return Run(
        saved.letter,
        Trainer(journal.experiment, journal.events),
        origin=saved.origin,
        name=saved.name,
        pinned=saved.pinned,
        reference=right,
        promised=journal.length,
        left=journal.step,
        ahead=tuple(Mark(mark.step, NAMED, mark.name) for mark in saved.marks),
    )


class Replay:
    """The way of a run from its beginning to where it was left.

    Args:
        saved: What is known of it.
        run: The run, with what happened to it ahead.

    Attributes:
        saved: What is known of it.
        said: How this machine differs from the one on which it was saved; empty if it does not.
    """

    def __init__(self, saved: SavedRun, run: Run) -> None:
        self.saved, self.said = saved, ""
        self._run = run
        seen = () if saved.seen is None else (saved.seen.step,)
        stops = {*seen, *(mark.step for mark in saved.marks), saved.journal.length}
        self._stops = deque(sorted(stops))

    @property
    def is_over(self) -> bool:
        """Whether the run is where it was left."""
        return not self._stops

    @property
    def chunk(self) -> int:
        """Steps after which it is good to look up."""
        return self._run.trainer.chunk

    @property
    def reached(self) -> int:
        """The step to which it has come."""
        return self._run.trainer.length

    @property
    def percent(self) -> int:
        """How much of it has happened again."""
        return 100 * self._run.trainer.length // max(1, self.saved.journal.length)

    def note(self) -> None:
        """See how far somebody has come in it by themselves; nothing of it moves."""
        while self._stops and self._stops[0] <= self._run.trainer.length:
            self._look(self._stops.popleft())
        if self.is_over:
            self._run.left = None

    def go(self, most: int) -> None:
        """Let at most so many of its steps happen; after the last it is where it was left."""
        self.note()
        if self.is_over:
            return
        trainer, left = self._run.trainer, most
        trainer.seek(trainer.length)
        while self._stops:
            wanted = max(0, min(left, self._stops[0] - trainer.step_number))
            taken = trainer.step(wanted)
            left -= taken
            if taken < wanted:
                self.end_here()
            elif trainer.step_number < self._stops[0]:
                break
            else:
                self._look(self._stops.popleft())
        if self.is_over:
            self._run.promised, self._run.left = trainer.length, None
            trainer.seek(min(self.saved.journal.step, trainer.length))
        if self._run.reference is not None:
            self._run.reference.seek(trainer.step_number)

    def end_here(self) -> None:
        """The run diverges at the step to which it has come, unlike that which was saved."""
        length = self._run.promised = self._run.trainer.length
        self._run.left = None
        self._stops.clear()
        why = ROUNDS if self.saved.seen is None else self.saved.seen.why
        self.said = (
            f"{why}: it diverges after {length:,} steps here, and had come to "
            f"{self.saved.journal.length:,} there"
        )

    def _look(self, step: int) -> None:
        """Name a step that somebody named, and compare with what was seen there."""
        trainer, seen = self._run.trainer, self.saved.seen
        for mark in self.saved.marks:
            if mark.step == step:
                trainer.mark(mark.name, step)
        if seen is not None and seen.step == step == trainer.step_number:
            self.said = seen.differs_from(Seen.of(trainer.snapshot()))
