"""Writes a file so that it is whole or not there: first all of it under another name, then on the
disk, and only then is it given its own name, which no computer does by halves.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

UNFINISHED = ".backprop-tui-"
"""What the name of a file begins with that is not whole yet."""


def write_over(path: Path, data: bytes) -> None:
    """Write a file, in place of the one that is there, if any; a link stays one.

    Args:
        path: Where it is to be.
        data: What it holds.

    Raises:
        OSError: If it cannot be written. What was there is there still, and nothing else is left.
    """
    path = Path(os.path.realpath(path))
    unfinished = _written(path.parent, data)
    try:
        unfinished.replace(path)
    except BaseException:
        _remove(unfinished)
        raise
    _settle(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file where there is none.

    Args:
        path: Where it is to be.
        data: What it holds.

    Raises:
        FileExistsError: If something is there; it is as it was.
        OSError: If it cannot be written. Nothing of it is left then.
    """
    _take(path)
    try:
        write_over(path, data)
    except BaseException:
        _remove(path)
        raise


def write_free(folder: Path, name: str, ending: str, data: bytes) -> Path:
    """Write a file under a name that is free.

    Args:
        folder: Where to.
        name: Its name without an ending; if a file has it a number is added.
        ending: What its name ends with, such as `.svg`.
        data: What it holds.

    Returns:
        Where it is.

    Raises:
        OSError: If it cannot be written. Nothing of it is left then.
    """
    number = 1
    while True:
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}{ending}"
        with suppress(FileExistsError):
            write_new(path, data)
            return path
        number += 1


def _take(path: Path) -> None:
    """Hold a name by an empty file, if no other file has it."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))


def _taken(folder: Path) -> Path:
    """An empty file with a name that no other process takes, nor another thread of this one."""
    number = 0
    while True:
        path = folder / f"{UNFINISHED}{os.getpid()}-{number}"
        with suppress(FileExistsError):
            _take(path)
            return path
        number += 1


def _written(folder: Path, data: bytes) -> Path:
    """A file with a name of no meaning, all of which is on the disk."""
    path = _taken(folder)
    try:
        with path.open("r+b") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _remove(path)
        raise
    return path


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk too, as far as its file system knows how to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: Path) -> None:
    """Take a file away, if that can be done."""
    with suppress(OSError):
        path.unlink()
