"""A run is called by what differs in it until somebody gives it a name. What one calls a thing
oneself one finds again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backprop_tui.engine.runs.run_list import MOST_LETTERS
from backprop_tui.ui.screens.dialog import Dialog

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session


class NameRun(Dialog):
    """Asks for the name of a run."""

    TITLE_TEXT = "Name a run"

    def __init__(self, session: Session, letter: str) -> None:
        super().__init__()
        self._session, self._letter = session, letter

    def fields(self) -> Iterator[tuple[str, str, str]]:
        allowed = f"of run {self._letter}, up to {MOST_LETTERS} letters, none for what differs"
        yield "name", allowed, self._session.runs.run(self._letter).name

    def apply(self, typed: dict[str, str]) -> None:
        self._session.name(self._letter, typed["name"])
