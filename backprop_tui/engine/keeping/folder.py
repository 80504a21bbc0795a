"""`Folder`: the sessions that were kept by themselves, a file for each time that the program ran.
The newest few stay, as nobody looks for the others.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.keeping.reading import require_readable
from backprop_tui.engine.keeping.saved import SavedSession
from backprop_tui.engine.keeping.texts import Texts
from backprop_tui.engine.keeping.whole_file import UNFINISHED, write_over

MOST = 20
"""Sessions that are kept."""

FORGOTTEN = 3600 * 10**9
"""Nanoseconds after which nobody goes on with a file that is not whole."""

_NAME = re.compile(r"session-.*-([0-9]{1,9})[.]json")


class Folder:
    """The folder of all sessions.

    Args:
        path: Where it is, or will be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def file_of(self, when: str, process: int) -> Path:
        """Where the session of a process goes that began at some time; no other has that file."""
        return self.path / f"session-{when}-{process}.json"

    def save(self, path: Path, session: SavedSession, texts: Texts | None = None) -> None:
        """Write a session, in place of what is there, and forget those that are too old.

        The folder is made if it is not there, for nobody else to look into.

        Args:
            path: Its file in here.
            session: What is written.
            texts: Those of the experiments that were written before.

        Raises:
            OSError: If that is not possible.
            BadSetting: If it cannot be written down, or if nobody could read it.
        """
        data = session.to_json(texts).encode("ascii")
        require_readable(data)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_over(path, data)
        self.thin()

    def newest(self) -> Path:
        """The session that was saved last.

        Raises:
            BadSetting: If there is none.
        """
        files = self._files()
        if not files:
            raise BadSetting(
                f"no session is kept in {str(self.path)!r}; one is when the dashboard is left"
            )
        return files[-1]

    def kept(self) -> list[tuple[Path, int]]:
        """All sessions and when each was saved, in nanoseconds since 1970, the last one first.

        Raises:
            BadSetting: If there is none.
        """
        self.newest()
        return [(each, _written(each)) for each in reversed(self._files())]

    def is_shared(self, path: Path) -> bool:
        """Whether another program is there that may save after the session of this file."""
        return any(_is_running(each) for each in self._files() if each != path)

    def thin(self) -> None:
        """Forget all but the newest sessions, and what was never written to its end.

        That of a program which is there stays, however long it has rested.
        """
        files = self._files()
        for old in files[:-MOST]:
            if not _is_running(old):
                with suppress(OSError):
                    old.unlink()
        for unfinished in self.path.glob(f"{UNFINISHED}*"):
            if files and _written(unfinished) < _written(files[-1]) - FORGOTTEN:
                with suppress(OSError):
                    unfinished.unlink()

    def _files(self) -> list[Path]:
        """All sessions, that which was saved last at the end."""
        try:
            found = [each for each in self.path.iterdir() if _NAME.fullmatch(each.name)]
        except OSError:
            return []
        return sorted(found, key=lambda each: (_written(each), each.name))


def _written(path: Path) -> int:
    """When a file was written; one that is gone meanwhile was written before all others."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _is_running(path: Path) -> bool:
    """Whether the process whose session a file is, or another one of its number, is there."""
    found = _NAME.fullmatch(path.name)
    try:
        os.kill(int(found[1]) if found else 0, 0)
    except OSError:  # there is none, or it is somebody else's
        return False
    return True
