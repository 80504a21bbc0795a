"""What a session says is laid over the panes for as long as it takes to read. A message must not
hide what somebody opened to read, so it goes with a key and waits behind a dialog or the help.
"""

from __future__ import annotations

import re
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from textual.screen import ModalScreen

from backprop_tui.ui.session.notice import Notice, Said, Tone
from backprop_tui.ui.sizes import HEIGHTS

if TYPE_CHECKING:
    from backprop_tui.ui.screens.training import TrainingScreen

SHORTEST = 4.0
"""Seconds that a remark stays over the panes at least."""

LETTERS = 15
"""Letters that are read in a second."""

MOST = 200
"""Letters over the panes of a small screen before the first step; half of it is seen then."""

CLAUSE = 64
"""Letters of a remark that is said in short, at most."""


def in_short(remarks: list[str]) -> str:
    """What several remarks begin with, and where they can be read to their end."""
    said = []
    for remark in remarks:
        end = "[.]$" if len(remark) <= CLAUSE else "[:;] | [(]|, so |[.]$"
        text = re.split(end, remark, maxsplit=1)[0].strip()
        said.append(text if len(text) <= CLAUSE else f"{text[: CLAUSE - 1]}…")
    # Three are read at a glance; of more the help has the rest as well.
    return f"{'. '.join(said[:3])}. ? says all of it."


class Standing(NamedTuple):
    """A message over the panes.

    Attributes:
        text: In the letters of the terminal.
        tone: How it is said.
        until: When it goes by itself, on the clock of `monotonic`.
    """

    text: str
    tone: Tone
    until: float


class Toasts:
    """The messages over the panes of a screen.

    Args:
        screen: Whose session speaks.
    """

    def __init__(self, screen: TrainingScreen) -> None:
        self._screen = screen
        self._waiting: list[Notice] = []
        self._standing: list[Standing] = []
        self._step: int | None = None

    def greet(self) -> None:
        """Say what is known before the first step: on a small screen all of it at once, shortly."""
        session = self._screen.session
        gathered = Said()
        session.voice = gathered
        session.greet()
        session.voice = self
        texts = [notice.text for notice in gathered]
        if self._screen.app.size.height < HEIGHTS[0] and sum(map(len, texts)) > MOST:
            self.say(Notice(in_short(texts), Tone.REMARK))
            return
        for notice in gathered:
            self.say(notice)

    def say(self, notice: Notice) -> None:
        """Show a message over the panes, until it is read; behind a dialog it waits."""
        if isinstance(self._screen.app.screen, ModalScreen):
            self._waiting.append(notice)
            return
        if notice.tone is Tone.ANSWER:
            self._replace_answer()
            self._step = self._screen.session.view.snapshot.step
        assert self._screen.look is not None
        text = self._screen.look.glyphs(notice.text)
        seconds = self._screen.app.NOTIFICATION_TIMEOUT
        if notice.tone is Tone.REMARK:
            seconds = max(SHORTEST, len(text) / LETTERS)
        self._show(Standing(text, notice.tone, monotonic() + seconds), seconds)

    def answer(self, text: str) -> None:
        """Say why a key did nothing, in place of the last answer to one."""
        self.say(Notice(text, Tone.ANSWER))

    def _replace_answer(self) -> None:
        """Take away the answer that stands there, and nothing else."""
        if self._step is None:
            return
        kept, now = tuple(self._standing), monotonic()
        self.clear()
        for message in kept:
            if message.tone is not Tone.ANSWER and message.until > now:
                self._show(message, message.until - now)

    def _show(self, message: Standing, seconds: float) -> None:
        """Lay a message over the panes for so long."""
        self._standing.append(message)
        if message.tone in (Tone.REMARK, Tone.ANSWER):
            self._screen.notify(message.text, timeout=seconds, markup=False)
        else:
            title = "Not possible" if message.tone is Tone.REFUSAL else ""
            self._screen.notify(
                message.text, title=title, severity="error", timeout=seconds, markup=False
            )

    def hush(self) -> None:
        """Take all messages away."""
        self._waiting.clear()
        self.clear()

    def clear(self) -> None:
        """Take away what stands there, whatever it is."""
        self._step = None
        self._standing.clear()
        self._screen.app.clear_notifications()

    def moved(self, step: int) -> None:
        """The run has come to a step: an answer to a key at another step is out of date."""
        if self._step is not None and step != self._step:
            self.clear()

    def catch_up(self) -> None:
        """Say what waited behind a dialog."""
        waiting, self._waiting = self._waiting, []
        for notice in waiting:
            self.say(notice)
