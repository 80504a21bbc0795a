"""What a command leaves behind as a file: a session, weights, a script. Nothing is written over,
and a name that is not free is refused before anything is trained.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backprop_tui.cli.file_options import SAVE, SAVE_WEIGHTS, SCRIPT
from backprop_tui.cli.output import say
from backprop_tui.cli.screen_options import SCREENSHOT
from backprop_tui.engine import BadSetting, Experiment, Runs, Trainer

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.saved import SavedRun


NOT_IN_A_SCRIPT = ("json", "csv", "surface", SAVE.name, SAVE_WEIGHTS.name)
"""What else a run may print or leave behind."""


def require_free(values: Mapping[str, Any]) -> None:
    """Refuse names under which nothing can be saved.

    Args:
        values: The values of a command's options, by their names.

    Raises:
        BadSetting: If there is such a file, or no such folder, or two are to have one name.
    """
    known = {each.flag: values.get(each.name) for each in (SAVE, SAVE_WEIGHTS, SCRIPT, SCREENSHOT)}
    given = [(flag, Path(name)) for flag, name in known.items() if name is not None]
    for flag, path in given:
        if os.path.lexists(path):
            raise BadSetting(f"{flag} writes over nothing, and there is a {str(path)!r} already")
        if not path.parent.is_dir():
            raise BadSetting(f"{flag}: there is no folder {str(path.parent)!r}")
    # Several names may lead to one place.
    if len({path.parent.resolve() / path.name for _, path in given}) < len(given):
        raise BadSetting(f"{' and '.join(flag for flag, _ in given)} name the same file")


def save_session(runs: Runs, path: str, before: SavedRun | None) -> None:
    """Save a run as a session of its own, with what it was known by, and say how to open it.

    Raises:
        BadSetting: If that is not possible.
    """
    from backprop_tui.engine.keeping.saved import SavedRun, SavedSession
    from backprop_tui.engine.keeping.seen import Seen
    from backprop_tui.engine.runs.journal import Journal

    journal = Journal.of(runs.main)
    run = SavedRun("a", journal, seen=Seen.of(runs.snapshot()))
    if before is not None:
        marks = tuple(mark for mark in before.marks if mark.step <= journal.length)
        run = replace(run, letter=before.letter, name=before.name, marks=marks)
    session = SavedSession((run,), run.letter)
    save(path, session.to_json().encode())
    say(f"saved: backprop-tui open {shlex.quote(path)}")


def save_weights(run: Trainer, path: str) -> None:
    """Save the weights of a run, and say how to go on from there.

    Raises:
        BadSetting: If that is not possible.
    """
    from backprop_tui.report.text.weights import NPZ, going_on_text, weights_json, weights_npz

    is_npz = path.lower().endswith(NPZ)
    save(path, weights_npz(run) if is_npz else f"{next(weights_json(run))}\n".encode())
    say(f"saved {path}; {going_on_text(run, path)}")


def save_script(experiment: Experiment, values: Mapping[str, Any]) -> None:
    """Write a run down as a script in place of making it, and say how to make it so.

    Raises:
        BadSetting: If something else is asked for too, or that is not possible.
    """
    from backprop_tui.report.script import script_text

    others = [f"--{name.replace('_', '-')}" for name in NOT_IN_A_SCRIPT if values[name]]
    if others:
        raise BadSetting(
            f"--script writes a run down and does not make it: leave out {', '.join(others)}"
        )
    require_free(values)
    path = values[SCRIPT.name]
    text = script_text(experiment, values["by_hand"], values["steps"], values["every"])
    save(path, text.encode())
    say(f"saved {path}; python {shlex.quote(path)} prints the losses and weights of this run")


def save(path: str, data: bytes) -> None:
    """Write a file.

    Raises:
        BadSetting: If that is not possible.
    """
    from backprop_tui.engine.keeping.whole_file import write_new

    try:
        write_new(Path(path), data)
    except OSError as error:
        raise BadSetting(f"cannot save {path!r}: {error.strerror}") from None
