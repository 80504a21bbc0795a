"""Saves a picture of the screen where the person is: in the directory that the program was started
in. It is never written over another file, and where it cannot be written the reason is said.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import count
from pathlib import Path

from backprop_tui.engine.records import Snapshot

LONGEST = 60
"""Letters of a problem's name that a file's name repeats."""


def name_for(snapshot: Snapshot) -> str:
    """What a picture of a moment is called, without an ending: `backprop-tui-xor-step-2400`."""
    problem = re.sub("[^a-z0-9]+", "-", snapshot.experiment.problem.name.lower())
    parts = "backprop-tui", problem[:LONGEST].strip("-"), f"step-{snapshot.step}"
    return "-".join(part for part in parts if part)


def save(svg: str, name: str, folder: Path) -> Path:
    """Write a picture under a name that is free; it gets it when all of it is on the disk.

    Args:
        svg: The picture.
        name: Its name without an ending; if a file has it a number is added.
        folder: Where to.

    Returns:
        Where it is.

    Raises:
        OSError: If it cannot be written. Whatever stops it, nothing of it is left.
    """
    unfinished, path = folder / f".{name}-{os.getpid()}.svg", None
    try:
        # What was typed or named in another encoding is no reason to have no picture.
        unfinished.write_text(svg, encoding="utf-8", errors="replace")
        path = _take_name(folder, name)
        unfinished.replace(path)
    except BaseException:
        for left in (unfinished, path):
            with suppress(OSError):
                if left is not None:
                    left.unlink()
        raise
    return path


def _take_name(folder: Path, name: str) -> Path:
    """The first name that no file has, held by an empty one from now on."""
    for number in count(1):
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}.svg"
        with suppress(FileExistsError):
            path.touch(exist_ok=False)
            return path
    raise AssertionError("there is always another number")


def refusal(error: OSError) -> str:
    """Why there is no picture, in a line."""
    return f"The picture could not be written: {error.strerror or error}."
