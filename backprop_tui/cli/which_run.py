"""Which run a command is about: one that begins with the options and to which something is done by
hand, or one of a session that was saved. Either way it is an experiment and events, which decide
every number of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from backprop_tui.cli.options import AT, BY_HAND, LETTER, SESSION, STEPS
from backprop_tui.engine import BadSetting, Experiment, Trainer
from backprop_tui.engine.runs.by_hand import Events, events_by_hand

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.saved import SavedRun

ENDS = STEPS.name
"""The value that says where a command that trains ends."""


def require_run(given: Mapping[str, Any], shared: Iterable[str], ends: bool) -> None:
    """Refuse options that say twice which run is meant, or ask for one of no session.

    Args:
        given: The options that are given, by their names.
        shared: The names of those of the experiment.
        ends: Whether the command trains up to a step, and does not look at one.

    Raises:
        BadSetting: If there are such.
    """
    if SESSION.name not in given:
        if LETTER.name in given:
            raise BadSetting("--run needs --session FILE, which holds the runs")
        if ends and AT.name in given:
            raise BadSetting("--at is a step of a --session; --steps says where a run ends")
        return
    twice = [f"--{name.replace('_', '-')}" for name in (*shared, BY_HAND.name) if name in given]
    if twice:
        raise BadSetting(
            f"--session takes a run as it is, with all its settings and all that was done by hand: "
            f"leave out {', '.join(twice[:4])}{' and others' * (len(twice) > 4)}"
        )


def run_of_session(values: Mapping[str, Any], ends: bool) -> tuple[Experiment, dict[str, Any]]:
    """The experiment of a run of a session, and what that makes of a command's options.

    Args:
        values: The values of those that are given, by their names.
        ends: Likewise.

    Raises:
        BadSetting: If the file holds no such run, or the run no such step.
    """
    from backprop_tui.engine.keeping.reading import read_session

    run = read_session(values[SESSION.name]).run(values.get(LETTER.name))
    journal, at = run.journal, values.get(AT.name)
    if at is not None:
        _require_step(run, at)
    told: dict[str, Any] = {BY_HAND.name: journal.events, SESSION.name: run}
    if not ends:
        told[AT.name] = journal.step if at is None else at
    elif at is not None and ENDS in values:
        raise BadSetting("--at and --steps both say where the run ends; give one of them")
    else:
        told[ENDS] = values.get(ENDS, journal.length if at is None else at)
    return journal.experiment, told


def _require_step(run: SavedRun, at: int) -> None:
    """Refuse a step that a run has not come to."""
    length = run.journal.length
    if at > length:
        raise BadSetting(
            f"run {run.letter} has {length:,} steps, so --at may be 0 to {length:,}, not {at:,}"
        )


def rounded_texts(saved: SavedRun, run: Trainer) -> Iterator[str]:
    """How this machine makes other numbers of a saved run than that which saved it, if it does."""
    from backprop_tui.engine.keeping.seen import Seen

    seen, here = saved.seen, run.step_number
    if seen is None or seen.step > here:
        return
    run.seek(seen.step)
    said = seen.differs_from(Seen.of(run.snapshot()))
    run.seek(here)
    if said:
        yield said


def done_by_hand(experiment: Experiment, values: Mapping[str, Any], ends: bool) -> Events:
    """What is done by hand in a run of this experiment, all of it on the way.

    Args:
        experiment: What it begins with.
        values: The values of a command's options, by their names.
        ends: Likewise.

    Raises:
        BadSetting: If it cannot be done, or at a step only that the command does not come to.
    """
    events = events_by_hand(experiment, values[BY_HAND.name])
    last, name = (ENDS, "--steps") if ends else (AT.name, "--at")
    late = next((step for step, _ in events if step > values[last]), None)
    if late is not None:
        raise BadSetting(
            f"--by-hand does something at step {late:,}, and nothing comes after step "
            f"{values[last]:,} ({name})"
        )
    return events
