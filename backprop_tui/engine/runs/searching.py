"""`Search`: a journey to a moment of which nobody knows the step, only what is so there. Where the
losses of many steps share a bucket, nothing is left but to go through them and look.
"""

from __future__ import annotations

from collections.abc import Iterable

from backprop_tui.engine.runs.loop import Loop
from backprop_tui.engine.runs.seeking import Journey


class Search(Journey):
    """A way to the first moment from a step on at which the loss is small enough. Until it is found
    the run stays where it was, and if it is nowhere, too.

    Args:
        loop: The run.
        step: From where on.
        below: What the loss is below there.
        last: The last step at which it is looked for.
        beside: Others that come along, as far as each gets before it diverges.

    Attributes:
        has_failed: Whether it was nowhere.

    Raises:
        ValueError: If `step` is negative.
    """

    def __init__(
        self, loop: Loop, step: int, below: float, last: int, beside: Iterable[Loop] = ()
    ) -> None:
        self._below, self._last, self._seen = below, last, -1
        self.has_failed = False
        super().__init__(loop, step, beside)

    def _arrive(self) -> None:
        """Be there if this is the moment, else lead one step further."""
        main = self._ways[0]
        before, self._seen = self._seen, main.reached
        if main.loss < self._below:
            super()._arrive()
        elif before < self._seen < self._last:
            self._lead_to(self._seen + 1)
        else:
            self.has_failed = True
            self.give_up()
