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
from backprop_tui.engine.runs.plain import Malformed, plain, read
from backprop_tui.engine.runs.trainer import Trainer

FORM = "backprop-tui"
"""The key by which a file says that it is one, and of which version of the form."""

VERSION = 1
"""Of the form; what is of another one is refused with its number."""

MOST_RUNS = 64
MOST_LETTERS = 200
"""Of a name that somebody gave."""

MOST_STEPS = 10**12
"""Of a run; nobody waits for more."""


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
        return journal.run()


@dataclass(frozen=True, eq=False)
class SavedSession:
    """Several runs.

    Attributes:
        runs: All of them, in the order of their list.
        shown: The letter of the one that was looked at.
        program: The version of the program that saved it.
        path: The file that it was read from; empty for none.
    """

    runs: tuple[SavedRun, ...]
    shown: str
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
        return self.shown, *(
            (run.letter, run.origin, run.name, run.pinned, run.marks, *run.journal.decided)
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
            return laid_out(
                {FORM: VERSION, "program": self.program, "shown": self.shown, "runs": runs}
            )
        except (TypeError, ValueError) as error:
            raise BadSetting(f"this session cannot be written down: {error}") from None


def _written(run: SavedRun, before: Iterable[SavedRun], texts: Texts) -> dict[str, Any]:
    """A run as plain values; where it began as one before it, the letter of that one says so."""
    begun = run.journal.experiment
    same = [other.letter for other in before if other.journal.experiment == begun]
    known: dict[str, Any] = {name: plain(getattr(run, name)) for name in _OF_A_RUN}
    return {
        "run": run.letter,
        **known,
        "experiment": same[0] if same else texts.of(begun),
        **run.journal.happened(),
    }


_OF_A_RUN: Mapping[str, Any] = {
    "origin": Origin | None,
    "name": str,
    "pinned": bool,
    "marks": tuple[Named, ...],
    "seen": Seen | None,
}
"""What a run has besides its letter and its journal, each of its type."""


def read_content(content: Any, path: str) -> SavedSession:
    """The session that plain values are.

    Args:
        content: What JSON said.
        path: The file that said it.

    Raises:
        BadSetting: If its settings or events are refused.
        ValueError: If it is of another form; the message says where.
    """
    if not isinstance(content, dict) or FORM not in content:
        raise Malformed("it is no session of backprop-tui")
    program = content.get("program")
    if content[FORM] != VERSION or type(content[FORM]) is not int:
        by = f", written by backprop-tui {program[:20]}" if isinstance(program, str) else ""
        raise Malformed(
            f"it is of version {str(content[FORM])[:20]}{by}; this is backprop-tui {__version__}, "
            f"which reads version {VERSION}"
        )
    _require_known(content, (FORM, "program", "shown", "runs"), "it")
    runs: dict[str, SavedRun] = {}
    entries = read(content.get("runs"), list, "its runs")
    if not 1 <= len(entries) <= MOST_RUNS:
        raise Malformed(f"it must have 1 to {MOST_RUNS} runs")
    for k, entry in enumerate(entries, start=1):
        run = _read_run(entry, runs, f"run {k}")
        runs[run.letter] = run
    shown = read(content.get("shown"), str, "which run is shown")
    if shown not in runs:
        raise Malformed(f"it shows run {shown[:40]!r}, which it does not have")
    return SavedSession(
        tuple(runs.values()), shown, read(program, str, "the version of the program"), path
    )


def _read_run(entry: object, before: Mapping[str, SavedRun], place: str) -> SavedRun:
    """A run, where others were read before it."""
    content = dict(read(entry, dict, place))
    letter = read(content.pop("run", None), str, f"{place}, its letter")
    _require_letter(letter, f"{place}, its letter")
    if letter in before:
        raise Malformed(f"{place} is {letter} again")
    known = {
        name: read(content.pop(name), kind, f"{place}, {name}")
        for name, kind in _OF_A_RUN.items()
        if name in content
    }
    same = content.get("experiment")
    if isinstance(same, str):
        if same not in before:
            raise Malformed(f"{place} begins as {same[:40]!r}, which is no run before it")
        content.pop("experiment")
        journal = Journal.of_content(content, place, before[same].journal.experiment)
    else:
        journal = Journal.of_content(content, place)
    run = SavedRun(letter, journal, **known)
    _require_within(run, place)
    return run


def _require_within(run: SavedRun, place: str) -> None:
    """Refuse a run that is too long, names that are, and steps that it does not have."""
    length = run.journal.length
    if length > MOST_STEPS:
        raise Malformed(f"{place} has more than {MOST_STEPS:,} steps")
    if any(len(name) > MOST_LETTERS for name in (run.name, *(mark.name for mark in run.marks))):
        raise Malformed(f"{place} has a name of more than {MOST_LETTERS} letters")
    steps = [mark.step for mark in run.marks]
    if run.seen is not None:
        steps.append(run.seen.step)
    if not all(0 <= step <= length for step in steps):
        raise Malformed(f"{place} has a mark beyond its end")
    if run.origin is not None:
        _require_letter(run.origin.letter, f"{place}, its origin")
        if not 0 <= run.origin.step <= length:
            raise Malformed(f"{place} leaves another run beyond its own end")
    if not all(mark.name.isprintable() for mark in run.marks):
        raise Malformed(f"{place} has a mark that no terminal shows")


def _require_letter(letter: str, place: str) -> None:
    """Refuse what is no letter of a run, or several: after z comes aa."""
    if not (letter.isascii() and letter.isalpha() and letter.islower() and len(letter) <= 8):
        raise Malformed(f"{place} must be one such as a or b")


def _require_known(content: Iterable[str], names: Iterable[str], place: str) -> None:
    """Refuse a key that nobody reads: what it says would be lost without a word."""
    for name in content:
        if name not in names:
            raise Malformed(f"{place} has {name[:40]!r}, which is not known here")
