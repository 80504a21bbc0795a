"""`SavedSession`: what somebody did in one sitting, as a page of JSON. It holds of every run what
it began with and what happened to it, which decides all the rest; weights are in it only where
nothing else tells them, as where a run began with those of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from backprop_tui import __version__
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.keeping.layout import laid_out
from backprop_tui.engine.keeping.seen import Seen
from backprop_tui.engine.keeping.texts import Texts
from backprop_tui.engine.runs.journal import Journal
from backprop_tui.engine.runs.plain import plain
from backprop_tui.engine.runs.trainer import Trainer

FORM = "backprop-tui"
"""The key by which a file says that it is one, and of which version of the form."""

VERSION = 1
"""Of the form; what is of another one is refused with its number."""


class Origin(NamedTuple):
    """Where a run left another one.

    Attributes:
        letter: That one.
        step: After how many of its steps.
    """

    letter: str
    step: int


class Named(NamedTuple):
    """A step that somebody gave a name.

    Attributes:
        step: Updates before it.
        name: What it is called.
    """

    step: int
    name: str


@dataclass(frozen=True, eq=False)
class SavedRun:
    """A run with all that somebody knows it by.

    Attributes:
        letter: What it is called in the list.
        journal: What decides it, where in it one was, and how far it is known.
        origin: Where it left another run; `None` if it began at step 0.
        name: What somebody called it; empty for nothing.
        pinned: Whether it is to stay in the list.
        marks: The steps that somebody named.
        seen: What it was like at one of its steps; `None` if nobody looked.
    """

    letter: str
    journal: Journal
    origin: Origin | None = None
    name: str = ""
    pinned: bool = False
    marks: tuple[Named, ...] = ()
    seen: Seen | None = None

    def trainer(self, step: int | None = None) -> Trainer:
        """The run itself, with the same bits, and what lies ahead of it.

        Args:
            step: Where to be in it; where somebody was if `None`. Beyond its end it goes on.
        """
        journal = self.journal
        if step is not None:
            journal = replace(journal, step=step, length=max(step, journal.length))
        trainer = journal.run()
        for mark in self.marks:
            if mark.step <= trainer.length:
                trainer.mark(mark.name, mark.step)
        return trainer


@dataclass(frozen=True, eq=False)
class SavedSession:
    """Several runs.

    Attributes:
        runs: All of them, in the order of their list.
        shown: The letter of the one that was looked at.
        in_step: The letters of those that go in step; none if none does.
        program: The version of the program that saved it.
        path: The file that it was read from; empty for none.
    """

    runs: tuple[SavedRun, ...]
    shown: str
    in_step: tuple[str, ...] = ()
    program: str = __version__
    path: str = ""

    @property
    def letters(self) -> tuple[str, ...]:
        """Those of all runs."""
        return tuple(run.letter for run in self.runs)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been learnt in any of them."""
        return not any(run.journal.length for run in self.runs)

    @property
    def decided(self) -> tuple[object, ...]:
        """All that somebody decided; two sessions with the same are the same."""
        return (
            self.shown,
            self.in_step,
            *(
                (run.letter, run.origin, run.name, run.pinned, run.marks, *run.journal.decided)
                for run in self.runs
            ),
        )

    @property
    def done(self) -> tuple[object, ...]:
        """The same but for which of them was looked at, and where."""
        return self.in_step, *(
            (run.letter, run.origin, run.name, run.pinned, run.marks, *run.journal.made)
            for run in self.runs
        )

    def run(self, letter: str | None = None) -> SavedRun:
        """One of the runs, that which was looked at if `None`.

        Raises:
            BadSetting: If there is no such run.
        """
        wanted = self.shown if letter is None else letter
        for run in self.runs:
            if run.letter == wanted:
                return run
        raise BadSetting(
            f"there is no run {wanted[:40]!r} in {self.path!r}; it has {', '.join(self.letters)}"
        )

    def to_json(self, texts: Texts | None = None) -> str:
        """All of it, a line for each thing that somebody may want to read.

        Args:
            texts: Those of the experiments that were written before.

        Raises:
            BadSetting: If it holds what JSON cannot, such as start weights that are not finite.
        """
        known = texts or Texts()
        try:
            runs = [_written(run, self.runs[:k], known) for k, run in enumerate(self.runs)]
            content = {FORM: VERSION, "program": self.program, "shown": self.shown}
            return laid_out({**content, "in_step": list(self.in_step), "runs": runs})
        except (TypeError, ValueError) as error:
            raise BadSetting(f"this session cannot be written down: {error}") from None


def _written(run: SavedRun, before: Iterable[SavedRun], texts: Texts) -> dict[str, Any]:
    """A run as plain values; where it began as one before it, the letter of that one says so."""
    begun = run.journal.experiment
    same = [other.letter for other in before if other.journal.experiment == begun]
    known: dict[str, Any] = {name: plain(getattr(run, name)) for name in OF_A_RUN}
    return {
        "run": run.letter,
        **known,
        "experiment": same[0] if same else texts.of(begun),
        **run.journal.happened(),
    }


OF_A_RUN: Mapping[str, Any] = {
    "origin": Origin | None,
    "name": str,
    "pinned": bool,
    "marks": tuple[Named, ...],
    "seen": Seen | None,
}
"""What a run has besides its letter and its journal, each of its type."""
