"""`Deeds`: what somebody did, the latest last, and what of it was taken back. It remembers no more
than the list of runs does: what cannot be come back to cannot be taken back.
"""

from __future__ import annotations

from backprop_tui.engine.runs.run import Run
from backprop_tui.engine.runs.run_list import MOST
from backprop_tui.ui.session.deeds import Deed, Dropped, Started


class Deeds:
    """What was done, the latest last, and what was taken back of it."""

    MOST_RUNS = MOST
    """New starts that are remembered; with the oldest goes what was done before it."""

    def __init__(self) -> None:
        self._done: list[Deed] = []
        self._undone: list[Deed] = []

    def done(self, deed: Deed) -> None:
        """Note a deed; what was taken back before it stays so."""
        self._undone.clear()
        self._add(self._done, deed)

    def undo(self) -> Deed | None:
        """The latest deed, which is to be taken back, if there is one."""
        return self._done.pop() if self._done else None

    def redo(self) -> Deed | None:
        """What was taken back last, which is to be done again, if there is anything."""
        return self._undone.pop() if self._undone else None

    def undone(self, back: Deed) -> None:
        """Note what does again what was taken back."""
        self._add(self._undone, back)

    def redone(self, back: Deed) -> None:
        """Note what takes back what was done again."""
        self._add(self._done, back)

    def comes_back_to(self, run: Run, step: int) -> bool:
        """Whether taking something back leads to this moment of a run, as it is now."""
        kept = (deed.kept for deed in self._done if isinstance(deed, Started))
        return any((each.run, each.step) == (run, step) for each in kept)

    def forget(self, run: Run) -> None:
        """A run is gone: nothing that needs it can be taken back."""
        for deeds in (self._done, self._undone):
            deeds[:] = [deed for deed in deeds if not deed.concerns(run)]

    def _add(self, deeds: list[Deed], deed: Deed) -> None:
        deeds.append(deed)
        starts = [k for k, each in enumerate(deeds) if isinstance(each, Started | Dropped)]
        if len(starts) > self.MOST_RUNS:
            del deeds[: starts[0] + 1]
