"""`Followed` keeps the view that is shown and tells everybody who follows of every new one. Who
follows is nobody's business here: a screen does, and so may a test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from backprop_tui.ui.session.sorting import Sorting
from backprop_tui.ui.view import View


class Followed:
    """Has a view and followers.

    Args:
        view: The first one.
        clock: Seconds that only ever grow.

    Attributes:
        view: The moment that is shown, what the run is doing, and where one looks.
    """

    view: View

    def __init__(self, view: View, clock: Callable[[], float]) -> None:
        self.view = view
        self._sorting = Sorting(clock)
        self._followers: list[Callable[[View], None]] = []

    def follow(self, follower: Callable[[View], None]) -> Callable[[], None]:
        """Tell somebody every new view.

        Returns:
            What ends that.
        """
        self._followers.append(follower)
        return lambda: self._followers.remove(follower)

    def look(self, **gaze: Any) -> None:
        """Look elsewhere, by the names of `Gaze`."""
        self._put(self.view.looking(**gaze))

    def _put(self, view: View) -> None:
        """Show a view, with its cases in the order that is asked for."""
        self.view = self._sorting.of(view)
        for follower in tuple(self._followers):
            follower(self.view)
