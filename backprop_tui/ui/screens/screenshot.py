"""Saves a picture of the screen where the person is: in the directory that the program was started
in. It is never written over another file, and where it cannot be written the reason is said.
"""

from __future__ import annotations

import re
from pathlib import Path

from backprop_tui.engine.keeping.whole_file import write_free
from backprop_tui.engine.records import Snapshot

LONGEST = 60
"""Letters of a problem's name that a file's name repeats."""


def name_for(snapshot: Snapshot) -> str:
    """What a picture of a moment is called, without an ending: `backprop-tui-xor-step-2400`."""
    problem = re.sub("[^a-z0-9]+", "-", snapshot.experiment.problem.name.lower())
    parts = "backprop-tui", problem[:LONGEST].strip("-"), f"step-{snapshot.step}"
    return "-".join(part for part in parts if part)


def save(svg: str, name: str, folder: Path) -> Path:
    """Write a picture under a name that is free.

    Args:
        svg: The picture.
        name: Its name without an ending; if a file has it a number is added.
        folder: Where to.

    Returns:
        Where it is.

    Raises:
        OSError: If it cannot be written. Whatever stops it, nothing of it is left.
    """
    # What was typed or named in another encoding is no reason to have no picture.
    return write_free(folder, name, ".svg", svg.encode("utf-8", "replace"))


def refusal(error: OSError) -> str:
    """Why there is no picture, in a line."""
    return f"The picture could not be written: {error.strerror or error}."
