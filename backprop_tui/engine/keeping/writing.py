"""Files that are there whole or not at all. What is written goes to a file of another name, is
waited for until it is on the disk, and only then gets the name of the one before.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

BEGINNING = ".unfinished-"
"""What a file's name begins with until it is whole."""

ANYBODY = 0o666
"""Who may read and write it, as far as the person lets them."""


def write_whole(path: Path, text: str) -> None:
    """Let a file hold this text; whatever stops it leaves the file as it was.

    Args:
        path: Where it is, or will be.
        text: All of it.

    Raises:
        OSError: If it cannot be written. Nothing of it is left then.
    """
    unfinished = path.with_name(f"{BEGINNING}{os.getpid()}-{path.name}")
    with suppress(OSError):
        unfinished.unlink()
    # Never through a link that somebody laid there.
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ANYBODY)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            # What was named in another encoding has no bytes in this one.
            stream.write(text.encode("utf-8", "replace"))
            stream.flush()
            os.fsync(descriptor)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
