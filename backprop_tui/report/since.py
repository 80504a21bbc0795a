"""From when on every case has been right. Only the moments that somebody looked at are known:
between two of them a run may have been right and wrong again.
"""

from __future__ import annotations

from typing import NamedTuple

from backprop_tui.engine import Snapshot


class Since(NamedTuple):
    """From when on every case has been right.

    Attributes:
        step: The first moment that was looked at where all were.
        exact: Whether they were not a step before.
    """

    step: int
    exact: bool


class Unbroken:
    """Looks at the moments of a run.

    Attributes:
        since: From when on every case has been right; `None` if they are not.
    """

    def __init__(self) -> None:
        self.since: Since | None = None
        self._before = -1

    def on(self, snapshot: Snapshot) -> None:
        """Look at a moment."""
        step = snapshot.step
        if not snapshot.right.all():
            self.since, self._before = None, step
        elif self.since is None or step < self.since.step:
            self.since = Since(step, step == self._before + 1)
