"""What is told to somebody else so that they see the same: a command line, short enough for a
message, or else one that opens a file in which all runs lie.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.keeping.saved import SavedSession
from backprop_tui.engine.keeping.whole_file import write_free
from backprop_tui.engine.runs.run import Run
from backprop_tui.report.command import (
    MOST,
    PROGRAM,
    command_words,
    needed_files,
    opening_command,
)

FILE, ENDING = "backprop-tui-session", ".json"
"""The name of the file, and its ending."""


class Shared(NamedTuple):
    """What is told.

    Attributes:
        command: The line; empty if there is none.
        said: What else somebody should know, a sentence each.
    """

    command: str
    said: tuple[str, ...] = ()


def shared(run: Run, save: Callable[[], SavedSession], folder: Callable[[], Path]) -> Shared:
    """The command line that gives the present moment of a run again, to the last bit.

    Args:
        run: Which one.
        save: All runs, for a file, if there has to be one.
        folder: Where that goes.
    """
    trainer = run.trainer
    beginning, step = trainer.beginning, run.step
    try:
        words = command_words(beginning, trainer.events, step)
    except BadSetting as refusal:
        line, reason = "", f"No options say all of it: {refusal}."
    else:
        line = shlex.join([PROGRAM, *words])
        reason = f"As options it is a line of {len(line)} characters."
        if len(line) < MOST:
            return Shared(line, tuple(_needs(needed_files(beginning))))
    try:
        path = filed(save(), folder())
    except (BadSetting, OSError) as flaw:
        why = flaw.strerror or flaw if isinstance(flaw, OSError) else flaw
        return Shared(line, (f"No file could be written here: {why}.", reason))
    said = f"{reason} So the runs are in a file, {path}; send it along."
    return Shared(opening_command(path.name, run.letter, step), (said,))


def _needs(paths: tuple[str, ...]) -> list[str]:
    """That there must be other files where the line is to work."""
    return [f"It reads {' and '.join(paths)}; send that along."] if paths else []


def filed(session: SavedSession, folder: Path) -> Path:
    """A file with a session: one that is there already, or a new one.

    Args:
        session: The session.
        folder: Where the file is.

    Raises:
        BadSetting: If it cannot be written down.
        OSError: If there is no such file and none can be made.
    """
    data = session.to_json().encode()
    for path in sorted(folder.glob(f"{FILE}*{ENDING}")):
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
    return write_free(folder, FILE, ENDING, data)
