"""`RunList`: the runs that are kept, in the order of their letters, and which one is shown. There
are few, so that all of them fit on a screen and in memory; where one too many comes, the oldest
that nobody has named makes way, and whoever added it hears which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.events import Event, same_events
from backprop_tui.engine.runs.run import LETTERS, Run, letter_of, place_of
from backprop_tui.engine.wording import cut

MOST = 8
"""Runs that are kept."""

MOST_PINNED = MOST // 2
"""Of those the ones that are pinned: the others have room for what is new."""

MOST_LETTERS = 40
"""Letters of a name that a person gives a run."""


class RunList:
    """Runs with a letter each, one of them shown.

    Args:
        kept: Those that there are; letters that come later in the alphabet than theirs are free.
        shown: The letter of the one that is shown.
    """

    def __init__(self, kept: Iterable[Run], shown: str) -> None:
        self._all = sorted(kept, key=lambda run: place_of(run.letter))
        self._given = 1 + place_of(self._all[-1].letter)
        self._shown = self.run(shown)

    @property
    def shown(self) -> Run:
        """The run that is shown."""
        return self._shown

    @property
    def all(self) -> tuple[Run, ...]:
        """All that are kept, the oldest first."""
        return tuple(self._all)

    def run(self, letter: str) -> Run:
        """The run that is called so.

        Raises:
            BadSetting: If there is none.
        """
        for run in self._all:
            if run.letter == letter:
                return run
        there = ", ".join(run.letter for run in self._all)
        raise BadSetting(f"there is no run {cut(letter, 10)}; those that are kept are {there}")

    def same(self, experiment: Experiment, events: Sequence[tuple[int, Event]]) -> Run | None:
        """The run that began so and to which the same happens, if one is kept."""
        for run in (self.shown, *self.all):
            trainer = run.trainer
            if trainer.beginning == experiment and same_events(trainer.events, events):
                return run
        return None

    def branch(self) -> Run | None:
        """Go on in a run of its own from the present step, with the same past, to the last bit.

        What lies ahead stays with the run that was shown.

        Returns:
            What has made way for it, if anything has.
        """
        return self.put(self.shown.fork(""))

    def put(self, run: Run, *, instead: bool = False) -> Run | None:
        """Show a run, and keep it if it is not kept.

        Args:
            run: Which one.
            instead: Whether the one that is shown now need not be kept if it has nothing of its
                own: no step, no name and no pin.

        Returns:
            What has made way for it, if anything has.
        """
        left, self._shown = self._shown, run
        if instead and left is not run and left.is_blank:
            self._all.remove(left)
        return self.keep(run, left)

    def keep(self, run: Run, *spared: Run) -> Run | None:
        """Keep a run, if it is not kept; one without a letter that is free gets the next.

        Returns:
            What has made way for it: the oldest that is neither shown, spared, pinned nor named,
            or what is least of that.
        """
        if run in self._all:
            return None
        if not run.letter or any(each.letter == run.letter for each in self._all):
            run.letter = letter_of(self._given)
        self._given = max(self._given, 1 + place_of(run.letter))
        self._all.append(run)
        self._all.sort(key=lambda each: place_of(each.letter))
        if len(self._all) <= MOST:
            return None
        others = (each for each in self._all if each not in (run, self._shown))
        oldest = min(others, key=lambda each: (each in spared, each.pinned, each.name != ""))
        self._all.remove(oldest)
        return oldest

    def drop(self, letter: str) -> Run:
        """Keep a run no longer.

        Returns:
            The run.

        Raises:
            BadSetting: If there is none, or if it is the one that is shown.
        """
        run = self.run(letter)
        if run is self._shown:
            raise BadSetting(f"run {letter} is shown; go into another one to drop it")
        self._all.remove(run)
        return run

    def pin(self, letter: str) -> bool:
        """Let a run stay when another has to make way, or let go of it again.

        Returns:
            Whether it is pinned now.

        Raises:
            BadSetting: If there is none, or if there are too many that are.
        """
        run = self.run(letter)
        if not run.pinned and sum(each.pinned for each in self._all) == MOST_PINNED:
            raise BadSetting(f"at most {MOST_PINNED} of {MOST} runs can be pinned; let go of one")
        run.pinned = not run.pinned
        return run.pinned

    def name(self, letter: str, text: str) -> None:
        """Call a run so, or with nothing by what differs again.

        Raises:
            BadSetting: If there is none, or if the name is not one short line or a letter, by which
                other runs are called.
        """
        run, name = self.run(letter), text.strip()
        if name.casefold() in {*LETTERS, *(each.letter for each in self._all)}:
            raise BadSetting(f"runs are called by letters such as {name}; a name must be another")
        if len(name) > MOST_LETTERS or not name.isprintable():
            raise BadSetting(f"a run's name must be one line of at most {MOST_LETTERS} letters")
        run.name = name
