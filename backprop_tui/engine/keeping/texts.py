"""`Texts`: experiments as they stand in a file. The same ones are written every few seconds, and
one with a large table takes far longer than all else that changes meanwhile.
"""

from __future__ import annotations

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.keeping.layout import LaidOut, laid_out
from backprop_tui.engine.runs.plain import plain

MOST = 16
"""Experiments of which it is remembered."""

DEPTH = 3
"""Objects that an experiment stands in: the session, one of its runs, and itself."""


class Texts:
    """The texts of the latest experiments that were asked for."""

    def __init__(self) -> None:
        self._known: list[tuple[Experiment, LaidOut]] = []

    def of(self, experiment: Experiment) -> LaidOut:
        """That of an experiment.

        Raises:
            TypeError: If it holds what JSON cannot.
            ValueError: If a number in it is not finite.
        """
        for known, text in self._known:
            if known is experiment:
                return text
        text = LaidOut(laid_out(plain(experiment), DEPTH))
        self._known = [*self._known[1 - MOST :], (experiment, text)]
        return text
