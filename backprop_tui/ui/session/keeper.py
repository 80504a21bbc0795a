"""`Keeper`: writes the session to a file of its own every few seconds while it learns, at once when
somebody has done something, and when they leave. Nobody is asked, and nobody waits for a disk: a
thread writes what was taken down between two steps.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.folder import Folder
    from backprop_tui.engine.keeping.recorder import Recorder
    from backprop_tui.engine.keeping.saved import SavedSession
    from backprop_tui.engine.keeping.texts import Texts
    from backprop_tui.ui.session.training import Training
    from backprop_tui.ui.view import View

LOOK = 1.0
"""Seconds after which it is looked whether somebody has done something."""

EVERY = 5.0
"""Seconds from one file to the next while steps are all that happens, at least."""

SHARE = 50
"""A file that takes long to write is written more seldom: for this many times as long not again."""

PATIENCE = 2.0
"""Seconds that the last file is waited for."""


class Keeper:
    """Writes a session to a file.

    Args:
        folder: Finds out where its file goes, when there is something to write.
        when: When the program began, in words that sort by time.
        say: Says a line to whoever has left.
        process: Its number.
        clock: Seconds that only ever grow.

    Attributes:
        path: The file, once it is there.
        complaint: Why the session could not be written when that was tried last; empty if it was.
    """

    def __init__(
        self,
        folder: Callable[[], Folder],
        when: str,
        say: Callable[[str], None],
        process: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path: Path | None = None
        self.complaint = ""
        self._folder, self._say, self._clock = folder, say, clock
        self._when, self._process = when, os.getpid() if process is None else process
        self._session: Training | None = None
        self._opened: SavedSession | None = None
        self._recorder: Recorder | None = None
        self._looked_at: View | None = None
        self._known: object = None
        self._done: object = None
        self._changed = Condition()
        self._waiting: SavedSession | None = None
        self._texts: Texts | None = None
        self._is_writing = False
        self._due = clock() + EVERY

    def follow(self, session: Training, opened: SavedSession | None = None) -> None:
        """Keep this session from now on.

        Args:
            session: What somebody does.
            opened: The file that it goes on from, if it does; where nothing is done there is
                nothing to write.
        """
        self._session, self._opened = session, opened
        self._done = _done(session)

    def look(self) -> None:
        """Have the session written if somebody has done something, or if it is time and steps were
        taken; returns at once.
        """
        session = self._session
        if session is None or self._is_writing:
            return
        is_due = self._clock() >= self._due
        if session.view is self._looked_at and not (self.complaint and is_due):
            return
        if is_due or _done(session) != self._done:
            self._looked_at = session.view
            self.keep()

    def keep(self) -> None:
        """Have the session written, unless nothing has happened since; returns at once."""
        session = self._session
        if session is None:
            return
        if self._recorder is None:
            from backprop_tui.engine.keeping.recorder import Recorder

            self._recorder = Recorder(self._opened.runs if self._opened else ())
            self._known = self._opened.done if self._opened else None
        self._done = _done(session)
        found = self._recorder.session(session.runs)
        is_there = not self.complaint and (self.path is None or self.path.exists())
        # Where nothing is written yet, it is not worth a file that one only looks around.
        now = found.decided if self.path is not None or self._opened is None else found.done
        if found.is_empty or (now == self._known and is_there):
            return
        self._known = found.decided
        with self._changed:
            self._waiting = found
            if self._is_writing:
                return
            self._is_writing = True
        try:
            Thread(target=self._write_all, name="keeper", daemon=True).start()
        except RuntimeError as error:  # as many threads run as may
            self._is_writing, self.complaint = False, str(error)

    def finish(self) -> None:
        """Have the session written a last time, wait for it, though not for ever, and say so."""
        self.keep()
        if self._waiting is not None and not self._is_writing:
            # There is no thread that could; nothing else is to be done any more.
            self._is_writing = True
            self._write_all()
        with self._changed:
            if not self._changed.wait_for(lambda: not self._is_writing, PATIENCE):
                self.complaint = "the disk takes too long"
        if self._farewell:
            self._say(self._farewell)

    def _write_all(self) -> None:
        """Write what waits, and what comes to wait meanwhile."""
        while True:
            with self._changed:
                session, self._waiting = self._waiting, None
                if session is None:
                    self._is_writing = False
                    self._changed.notify_all()
                    return
            since = self._clock()
            try:
                self._write(session)
                self.complaint = ""
            except (OSError, ValueError, TypeError, MemoryError, RecursionError) as error:
                # Whatever it is that cannot be written, the run goes on.
                self.complaint = getattr(error, "strerror", None) or str(error) or "no memory"
            now = self._clock()
            self._due = now + max(EVERY, SHARE * (now - since))

    def _write(self, session: SavedSession) -> None:
        """Write a session, where its file goes."""
        if self._texts is None:
            from backprop_tui.engine.keeping.texts import Texts

            self._texts = Texts()
        folder = self._folder()
        path = folder.file_of(self._when, self._process)
        folder.save(path, session, self._texts)
        self.path = path

    @property
    def _farewell(self) -> str:
        """What is said when somebody has left: how to go on, or why that is not possible."""
        if self.complaint and self.path is None:
            return f"this session was not saved: {self.complaint}"
        if self.path is None:
            return ""
        import shlex

        if self.complaint:
            before = f"backprop-tui open {shlex.quote(str(self.path))}"
            return f"what was done last was not saved: {self.complaint}; saved before: {before}"
        if self._folder().is_shared(self.path):
            return f"saved: backprop-tui open {shlex.quote(str(self.path))}"
        return "saved: backprop-tui open --last (open --list shows others)"


def _done(session: Training) -> object:
    """What somebody has done to the runs, of which no step may be lost: it is quickly found."""
    named = [mark for mark in session.view.snapshot.marks if mark.kind == "named"]
    runs = session.runs
    return named, [
        (run.letter, run.name, run.pinned, run.trainer.beginning, run.trainer.events)
        for run in runs.all
    ]
