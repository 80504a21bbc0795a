"""Lets a screen close once. Keys that a slow line bunches may ask twice before it is gone; what
comes after the first is meant for nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen

    _Screen = Screen[None]
else:
    # The toolkit takes a screen's style from its first base that is one: this must be none.
    _Screen = object


class ClosesOnce(_Screen):
    """Written before the class of a screen, lets it close while it is on top and never after."""

    @property
    def is_on_top(self) -> bool:
        """Whether keys go to this screen."""
        stack = self.app.screen_stack
        return bool(stack) and stack[-1] is self

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the screen, once."""
        return super().dismiss(result) if self.is_on_top else AwaitComplete()
