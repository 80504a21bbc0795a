"""The same start with one setting changed: two runs from step 0 that go in step. What only one
thing can be the reason of is worth more than any curve alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.report.differences import said_of
from backprop_tui.report.names import sentence
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.settings.rows import ANEW, ON_THE_WAY, Row
from backprop_tui.ui.screens.settings.screen import SettingsScreen
from backprop_tui.ui.session.draft import Draft

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session


class OneChange(SettingsScreen):
    """The table of settings, of which one may be another.

    Args:
        session: Whose run it is.
        look: What it is drawn with.
        letter: The run that is to have another beside it.
    """

    HEADING = "Same start, one change"

    def __init__(self, session: Session, look: Look, letter: str) -> None:
        self._base, self._letter = session.runs.run(letter).trainer.beginning, letter
        super().__init__(session, look)

    def begun(self) -> Draft:
        return Draft(self._base, self._base)

    def listed(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Under the same headings, none of which tells when: all is so from the start."""
        said = {ON_THE_WAY: "What may also change on the way"}
        return tuple(
            row._replace(group=said.get(row.group, row.group.removesuffix(f" · {ANEW}")))
            for row in rows
        )

    @property
    def _values(self) -> dict[str, Any]:
        """What is otherwise in the second run."""
        return dict(self._draft.start or self._draft.changes)

    @property
    def refusal(self) -> str:
        if self._draft.refusal or self._draft.is_empty:
            return self._draft.refusal
        typed = self._draft.chosen_settings
        if len(typed) > 1:
            return f"one thing at a time, and these are {len(typed)}: {', '.join(typed)}"
        return ""

    @property
    def effect(self) -> str:
        if self._draft.is_empty or self._draft.refusal:
            return self._draft.effect
        if self.refusal:
            return sentence(self.refusal)
        changed = said_of(self._base, self._values)
        return f"{self._letter}, and beside it the same start with {changed}: both go in step."

    def settle(self) -> None:
        if self.refusal or self._draft.is_empty:
            raise BadSetting(self.refusal or "nothing is another than before")
        self._session.enter(self._letter)
        self._session.pair(self._values)
