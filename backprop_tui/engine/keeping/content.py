"""Plain values that say they are a session: every key is known, every step and every letter is one
that there can be, and what is not so is refused with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backprop_tui import __version__
from backprop_tui.engine.keeping.saved import FORM, OF_A_RUN, VERSION, SavedRun, SavedSession
from backprop_tui.engine.runs.journal import Journal
from backprop_tui.engine.runs.marks import named
from backprop_tui.engine.runs.plain import Malformed, read
from backprop_tui.engine.runs.run_list import MOST, MOST_LETTERS, MOST_PINNED
from backprop_tui.engine.wording import printable

MOST_STEPS = 10**12
"""Of a run; nobody waits for more."""


def read_content(content: Any, path: str) -> SavedSession:
    """The session that plain values are.

    Args:
        content: What JSON said.
        path: The file that said it.

    Raises:
        BadSetting: If its settings, events or names are refused.
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
    _require_known(content, (FORM, "program", "shown", "in_step", "runs"), "it")
    runs: dict[str, SavedRun] = {}
    entries = read(content.get("runs"), list, "its runs")
    if not 1 <= len(entries) <= MOST:
        raise Malformed(f"it must have 1 to {MOST} runs")
    for k, entry in enumerate(entries, start=1):
        run = _read_run(entry, runs, f"run {k}")
        runs[run.letter] = run
    if sum(run.pinned for run in runs.values()) > MOST_PINNED:
        raise Malformed(f"more than {MOST_PINNED} of its runs are pinned")
    shown = read(content.get("shown"), str, "which run is shown")
    if shown not in runs:
        raise Malformed(f"it shows run {shown[:40]!r}, which it does not have")
    in_step = read(content.get("in_step", []), tuple[str, ...], "what goes in step")
    if not set(in_step) <= runs.keys():
        raise Malformed("what goes in step is no run that it has")
    written = read(program, str, "the version of the program")
    return SavedSession(tuple(runs.values()), shown, in_step, written, path)


def _read_run(entry: object, before: Mapping[str, SavedRun], place: str) -> SavedRun:
    """A run, where others were read before it."""
    content = dict(read(entry, dict, place))
    letter = read(content.pop("run", None), str, f"{place}, its letter")
    _require_letter(letter, f"{place}, its letter")
    if letter in before:
        raise Malformed(f"{place} is {letter} again")
    known = {
        name: read(content.pop(name), kind, f"{place}, {name}")
        for name, kind in OF_A_RUN.items()
        if name in content
    }
    marks = known.get("marks", ())
    known["marks"] = tuple(mark._replace(name=printable(mark.name)) for mark in marks)
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
    if len(run.name) > MOST_LETTERS:
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
    names: dict[int, str] = {}
    for mark in run.marks:
        names = named(names, mark.step, mark.name)


def _require_letter(letter: str, place: str) -> None:
    """Refuse what is no letter of a run, or several: after z comes aa."""
    if not (letter.isascii() and letter.isalpha() and letter.islower() and len(letter) <= 8):
        raise Malformed(f"{place} must be one such as a or b")


def _require_known(content: Iterable[str], names: Iterable[str], place: str) -> None:
    """Refuse a key that nobody reads: what it says would be lost without a word."""
    for name in content:
        if name not in names:
            raise Malformed(f"{place} has {name[:40]!r}, which is not known here")
