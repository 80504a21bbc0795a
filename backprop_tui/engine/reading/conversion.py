"""The command of a shell that brings a file into the form that is read here. It is said complete,
with the file's own name in it, so that it can be copied.
"""

from __future__ import annotations

from pathlib import Path

LONGEST = 160
"""Letters of a file's name that a line has room for."""

UNCOMMENTED = "grep -v '^ *#'"
"""A command that leaves out the lines that are comments."""


STANDARD_INPUT = "-"
"""In place of a file's path: what another program writes."""


def called(path: str) -> str:
    """What the table of this path is called in a refusal."""
    return "standard input" if path == STANDARD_INPUT else f"the data file {path!r}"


def converted(path: str, command: str) -> str:
    """The shell command that makes a new file from one of this path, with a filter."""
    import shlex

    shown = path.isprintable() and len(path) <= LONGEST and path != STANDARD_INPUT
    ending = ".json" if path.lower().endswith(".json") else ".csv"
    # A shell empties the file that it writes to before the one that it reads is read.
    new = f"newer{ending}" if Path(path).name == f"new{ending}" else f"new{ending}"
    return f"{command} <{shlex.quote(path) if shown else 'FILE'} >{new}"
