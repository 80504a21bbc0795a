"""`Folder`: the sessions that were kept by themselves, a file for each time that the program ran.
The newest few stay, as nobody looks for the others.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.keeping.whole_file import UNFINISHED

MOST = 20
"""Sessions that are kept."""

FORGOTTEN = 3600 * 10**9
"""Nanoseconds after which nobody goes on with a file that is not whole."""

_NAME = re.compile(r"session-.*[.]json")


class Folder:
    """The folder of all sessions.

    Args:
        path: Where it is, or will be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def file_of(self, when: str, process: int) -> Path:
        """Where the session of a process goes that began at some time; no other has that file.

        The folder is made if it is not there, for nobody else to look into.

        Raises:
            OSError: If that is not possible.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.path / f"session-{when}-{process}.json"

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

    def thin(self) -> None:
        """Forget all but the newest sessions, and what was never written to its end."""
        files = self._files()
        for old in files[:-MOST]:
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
