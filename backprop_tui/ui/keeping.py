"""An app that keeps what is done in it: a session of before is gone on with, and this one is on the
disk a moment after something was done, a few seconds after a step, and when somebody leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import RenderableType

from backprop_tui.ui.link.frame_window import FrameWindow
from backprop_tui.ui.session.keeper import LOOK, Keeper
from backprop_tui.ui.session.notice import Notice, Tone
from backprop_tui.ui.session.session import Session
from backprop_tui.ui.sharing import SharingApp

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.saved import SavedSession


class KeepingApp(SharingApp):
    """Keeps a session.

    Args:
        window: Says when the next frame may be sent.
        is_forced: Whether the process may be ended where no orderly end comes about.
        keeper: What writes the session to a file; `None` for none.
        opened: The session that is gone on with; `None` for a new one.
    """

    def __init__(
        self,
        window: FrameWindow,
        is_forced: bool,
        keeper: Keeper | None,
        opened: SavedSession | None,
    ) -> None:
        super().__init__(window, is_forced)
        self._keeper, self._opened = keeper, opened
        self._has_complained = False

    def take_up(self, session: Session) -> None:
        """Go on with the session of before, if there is one, and keep what comes of it."""
        if self._opened is not None:
            session.open(self._opened)
        if self._keeper is not None:
            self._keeper.follow(session, self._opened)

    def load_the_rest(self) -> None:
        """Load what the first frame can do without, and keep what is done from now on."""
        super().load_the_rest()
        if self._keeper is not None:
            self.set_interval(LOOK, self._keep, name="keeper")

    def _keep(self) -> None:
        """Have what was done written to a file; where that fails, say so once."""
        keeper = self._keeper
        assert keeper is not None
        keeper.look()
        if keeper.complaint and not self._has_complained:
            self._has_complained = True
            said = f"This session cannot be saved: {keeper.complaint}. All else goes on."
            self.dashboard.session.voice.say(Notice(said, Tone.REMARK))

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End the program, with what was done on its way to the disk."""
        if self._keeper is not None:
            self._keeper.keep()
        super().exit(result, return_code, message)

    def part(self) -> None:
        """Wait for what was done to be on the disk, and say how to go on."""
        if self._keeper is not None:
            self._keeper.finish()
