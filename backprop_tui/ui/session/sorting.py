"""When cases are sorted anew. Every frame would be too often: nobody can read rows that change
places ten times a second, and each one that does is sent over the line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from backprop_tui.engine.records import Snapshot
from backprop_tui.ui.order import by_error
from backprop_tui.ui.view import View

SECONDS = 1.0
"""How long an order holds while training."""


class Sorting:
    """Gives views the order that is asked for.

    Args:
        clock: Seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sorted: Snapshot | None = None
        self._until = -float("inf")

    def of(self, view: View) -> View:
        """The view with its cases sorted, if they are to be: by this moment, or a recent one."""
        if not view.gaze.sorted:
            self._sorted = None
            return view if view.by_error is None else replace(view, by_error=None)
        now = view.snapshot
        held = view.run.training and self._clock() < self._until
        if view.by_error is not None and (now is self._sorted or held):
            return view
        self._sorted, self._until = now, self._clock() + SECONDS
        return replace(view, by_error=by_error(now))
