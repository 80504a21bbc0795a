"""`Clocks`: what lets the phases of a step follow each other, and pulses run along wires. Each runs
only while something moves, so a walk-through that rests sends nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message_pump import MessagePump
from textual.timer import Timer

from backprop_tui.ui.screens.walkthrough.place import Place

PULSES, SLOW_PULSES = 8, 4
"""Pictures a second of a pulse along the wires, and on a line that does not carry as many."""


@dataclass
class Clocks:
    """Two timers of a screen.

    Attributes:
        screen: Whose they are.
        on_phase: Shows the next phase.
        on_pulse: Moves the pulse on.
    """

    screen: MessagePump
    on_phase: Callable[[], None]
    on_pulse: Callable[[], None]
    _phases: Timer | None = None
    _pulses: Timer | None = None

    def make(self, seconds: float, rate: float) -> None:
        """Make both, at rest: for phases so long, on a line with so many frames a second."""
        self.pace(seconds)
        pulses = PULSES if rate >= PULSES else SLOW_PULSES
        self._pulses = self.screen.set_interval(1 / pulses, self.on_pulse, name="pulse", pause=True)

    def pace(self, seconds: float) -> None:
        """Time phases anew, each so long; they rest."""
        if self._phases is not None:
            self._phases.pause()
            self._phases.stop()
        self._phases = self.screen.set_interval(seconds, self.on_phase, name="phases", pause=True)

    def follow(self, place: Place) -> None:
        """Let run what plays there."""
        for timer, runs in ((self._phases, place.playing), (self._pulses, place.pulse is not None)):
            if timer is not None:
                (timer.resume if runs else timer.pause)()

    def rest(self) -> None:
        """The pulse has come to its end."""
        if self._pulses is not None:
            self._pulses.pause()
