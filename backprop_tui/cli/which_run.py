"""Which run a command is about: one that begins with the options and to which something is done by
hand, or one of a session that was saved. Either way it is an experiment and events, which decide
every number of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backprop_tui.cli.file_options import LAST, LETTER, LIST, SESSION, STEP
from backprop_tui.cli.options import AT, BY_HAND, STEPS
from backprop_tui.cli.places import kept_sessions
from backprop_tui.engine import BadSetting, Experiment, Trainer
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.runs.by_hand import Events, events_by_hand
from backprop_tui.engine.wording import counted

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.saved import SavedRun, SavedSession

OPENED = "opened"
"""The value that is the session to go on with."""


def require_run(given: Mapping[str, Any], shared: Iterable[str], last: Option | None) -> None:
    """Refuse options that say twice which run is meant, or ask for one of no session.

    Args:
        given: The options that are given, by their names.
        shared: The names of those of the experiment.
        last: The option that says where the command ends, `--steps` if it trains up to there.

    Raises:
        BadSetting: If there are such.
    """
    if SESSION.name not in given:
        if LETTER.name in given:
            raise BadSetting("--run needs --session FILE, which holds the runs")
        if last is STEPS and AT.name in given:
            raise BadSetting("--at is a step of a --session; --steps says where a run ends")
        return
    own = {*shared, BY_HAND.name}
    twice = [f"--{name.replace('_', '-')}" for name in given if name in own]
    if twice:
        raise BadSetting(
            f"--session takes a run as it is, with all its settings and all that was done by hand: "
            f"leave out {', '.join(twice[:4])}{' and others' * (len(twice) > 4)}"
        )


def run_of_session(
    values: Mapping[str, Any], last: Option | None
) -> tuple[Experiment, dict[str, Any]]:
    """The experiment of a run of a session, and what that makes of a command's options.

    Args:
        values: The values of those that are given, by their names.
        last: Likewise.

    Raises:
        BadSetting: If the file holds no such run, or the run no such step.
    """
    run = _session(values[SESSION.name]).run(values.get(LETTER.name))
    journal, at = run.journal, values.get(AT.name)
    if at is not None:
        _require_step(run, at, AT.name)
    told: dict[str, Any] = {BY_HAND.name: journal.events, SESSION.name: run}
    if last is not STEPS:
        told[AT.name] = journal.step if at is None else at
    elif at is not None and STEPS.name in values:
        raise BadSetting("--at and --steps both say where the run ends; give one of them")
    else:
        told[STEPS.name] = values.get(STEPS.name, journal.length if at is None else at)
    return journal.experiment, told


def opened_session(values: Mapping[str, Any]) -> tuple[Experiment, dict[str, Any]]:
    """The experiment of the run that is shown of a session, and the session.

    Args:
        values: The values of the options of a command that opens one, by their names.

    Raises:
        BadSetting: If it is not said which, or there is no such session, run or step.
    """
    path: str | None = values.get(SESSION.name)
    if values[LIST]:
        if others := [name for name in values if name != LIST and values[name]]:
            one = "FILE" if others[0] == SESSION.name else f"--{others[0]}"
            raise BadSetting(f"--{LIST} opens nothing, so it takes no {one}")
        return Experiment(), {}
    if (path is None) != values[LAST]:
        raise BadSetting(
            "open takes a FILE, or --last for the session that was saved last; --list says which "
            "there are"
        )
    session = _session(LAST if path is None else path)
    run, step = session.run(values.get(LETTER.name)), values.get(STEP.name)
    if step is not None:
        _require_step(run, step, STEP.name)
        moved = replace(run, journal=replace(run.journal, step=step))
        session = replace(
            session, runs=tuple(moved if each is run else each for each in session.runs)
        )
    return run.journal.experiment, {OPENED: replace(session, shown=run.letter)}


def _session(path: str) -> SavedSession:
    """The session of a file, or the last one; a file of that name is `./last`.

    Raises:
        BadSetting: If there is none.
    """
    from backprop_tui.engine.keeping.reading import read_session

    return read_session(str(kept_sessions().newest()) if path == LAST else path)


def _require_step(run: SavedRun, at: int, option: str) -> None:
    """Refuse a step that a run has not come to."""
    length = run.journal.length
    if at > length:
        raise BadSetting(
            f"run {run.letter} has {length:,} steps, so --{option} may be 0 to {length:,}, "
            f"not {at:,}"
        )


def saved_texts(saved: SavedRun | None) -> Iterator[str]:
    """Which run of a session is taken, if one is: what it is called and how long it is."""
    if saved is not None:
        called = f" {saved.name!r}" if saved.name else ""
        yield f"run {saved.letter}{called} of {counted(saved.journal.length, 'step')}"


def rounded_texts(saved: SavedRun | None, run: Trainer) -> Iterator[str]:
    """How this machine makes other numbers of a saved run than that which saved it, if it does."""
    seen, here = None if saved is None else saved.seen, run.step_number
    if seen is None or seen.step > here:
        return
    from backprop_tui.engine.keeping.seen import Seen

    run.seek(seen.step)
    said = seen.differs_from(Seen.of(run.snapshot()))
    run.seek(here)
    if said:
        yield said


def done_by_hand(experiment: Experiment, values: Mapping[str, Any], last: Option | None) -> Events:
    """What is done by hand in a run of this experiment, all of it on the way.

    Args:
        experiment: What it begins with.
        values: The values of a command's options, by their names.
        last: Likewise.

    Raises:
        BadSetting: If it cannot be done, or at a step only that the command does not come to.
    """
    events = events_by_hand(experiment, values[BY_HAND.name])
    end = None if last is None else values[last.name]
    late = next((step for step, _ in events if end is not None and step > end), None)
    if last is not None and late is not None:
        raise BadSetting(
            f"--by-hand does something at step {late:,}, and nothing comes after step "
            f"{end:,} ({last.flag})"
        )
    return events
