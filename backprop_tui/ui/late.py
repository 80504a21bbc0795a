"""What the first frame can do without is loaded after it: the style sheet of other screens, what
draws charts. So the network is on the screen before anything else is done.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from textual.message import Message

from backprop_tui.ui.drawing.plotting import LOADER
from backprop_tui.ui.link.linked import LinkedApp


class LateApp(LinkedApp):
    """An app that loads most of itself when its first frame stands."""

    LATER: ClassVar[Path]
    """The style sheet of all screens but the first."""

    class CanChart(Message):
        """What draws charts is loaded."""

    def draw_charts(self) -> None:
        """Draw the charts that there are, now that this can be done."""

    def on_ready(self) -> None:
        """The first frame stands; from now on there is garbage."""
        # What is there stays for good: the collector need never look at it, not even once.
        gc.freeze()
        gc.enable()
        self.call_after_refresh(self.load_the_rest)

    def load_the_rest(self) -> None:
        """Load what the first frame can do without, now that it is drawn."""
        self._read_the_rest()
        LOADER.load(self._say_loaded)

    def push_screen(self, *screen: Any, **how: Any) -> Any:
        """Open a screen, its style sheet read."""
        self._read_the_rest()
        return super().push_screen(*screen, **how)

    def _read_the_rest(self) -> None:
        """Read the style sheet of the other screens, once."""
        # Not as a screen's own sheet: the toolkit would parse all the others again with it.
        if self.screen_stack and not self.stylesheet.has_source(str(self.LATER)):
            self.stylesheet.read(self.LATER)
            self.stylesheet.parse()
            if self.css_monitor is not None:
                self.css_monitor.add_paths([self.LATER])

    def _say_loaded(self) -> None:
        """Tell the app, if it is still there, that charts can be drawn."""
        with suppress(RuntimeError):  # its loop is closed
            self.post_message(self.CanChart())

    def on_late_app_can_chart(self) -> None:
        """Draw what had to wait for that."""
        gc.freeze()
        self.draw_charts()
