"""`Recorder`: takes down several runs as they stand, again and again and at little cost, so that
they can be written while they go on.
"""

from __future__ import annotations

from collections.abc import Iterable

from backprop_tui.engine.keeping.saved import Named, Origin, SavedRun, SavedSession
from backprop_tui.engine.keeping.seen import Seen
from backprop_tui.engine.runs.group import Runs
from backprop_tui.engine.runs.journal import Journal
from backprop_tui.engine.runs.marks import NAMED
from backprop_tui.engine.runs.run import Run


class Recorder:
    """Takes down runs.

    Args:
        opened: Those that were opened from a file. What is known of them from there counts until
            as much has happened again.
    """

    def __init__(self, opened: Iterable[SavedRun] = ()) -> None:
        self._known = {run.letter: run for run in opened}

    def session(self, runs: Runs) -> SavedSession:
        """All runs that have come anywhere, and the one that is shown."""
        found = [
            self._taken_down(run)
            for run in runs.all
            if run is runs.shown or run.trainer.length or run.letter in self._known
        ]
        self._known = {run.letter: run for run in found}
        team = [run.letter for run in runs.team if run.letter in self._known]
        return SavedSession(tuple(found), runs.shown.letter, tuple(team) if len(team) > 1 else ())

    def _taken_down(self, run: Run) -> SavedRun:
        """One of them."""
        trainer, journal = run.trainer, Journal.of(run.trainer)
        known = self._known.get(run.letter)
        if known is not None and not _is_same(known.journal, journal):
            known = None
        marks = [Named(mark.step, mark.said) for mark in trainer.marks if mark.kind == NAMED]
        if known is not None and trainer.length < known.journal.length:
            # It has yet to come as far again as it was.
            journal = known.journal
            marks += [mark for mark in known.marks if mark.step > trainer.length]
        seen = known.seen if known is not None else None
        if seen is None or seen.step < journal.length:
            now = Seen.of(trainer.snapshot())
            seen = now if seen is None or seen.step < now.step else seen
        return SavedRun(
            run.letter,
            journal,
            origin=run.origin and Origin(*run.origin),
            name=run.name,
            pinned=run.pinned,
            marks=tuple(marks),
            seen=seen,
        )


def _is_same(one: Journal, other: Journal) -> bool:
    """Whether two runs are the same, as far as both have come."""
    return (one.experiment, one.events) == (other.experiment, other.events)
