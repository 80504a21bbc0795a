"""What a session says is laid over the last rows, where only the keys and captions are, for as long
as it takes to read. A message must not hide what somebody looks at, so it has two lines at most,
goes with a key, and waits behind a dialog or the help.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from textual.screen import ModalScreen

from backprop_tui.ui.session.notice import Notice, Said, Tone

if TYPE_CHECKING:
    from backprop_tui.ui.screens.training import TrainingScreen

SHORTEST = 4.0
"""Seconds that a remark stays at least."""

LETTERS = 15
"""Letters that are read in a second."""

GLANCE = 1.0
"""Seconds after which a key is meant for somebody who has seen the remark, which goes with it."""

LINES = 2
"""Rows that are covered at most."""

BESIDE = 3
"""Columns of a row that are no text: a bar and a blank at each end."""

CLAUSE = 64
"""Letters of a remark that is said in short, at most."""

MOST = 3
"""Remarks that are read at a glance."""

MORE = "i: more"
"""Where the rest of it can be read."""


def in_short(remarks: Sequence[str]) -> str:
    """What several remarks begin with, and where they can be read to their end."""
    said = []
    for remark in remarks:
        end = "[.]$" if len(remark) <= CLAUSE else "[:;] | [(]|, so |[.]$"
        text = re.split(end, remark, maxsplit=1)[0].strip()
        said.append(text if len(text) <= CLAUSE else f"{text[: CLAUSE - 1]}…")
    return f"{'. '.join(said[:MOST])}. {MORE}"


def fitting(forms: Sequence[str], width: int) -> str:
    """The first of some texts that fits, or as much of the last one as does: what it advises, at
    its end, is left out last.

    Args:
        forms: The longest first.
        width: Columns of a row.
    """
    longest = forms[0]
    for form in forms:
        # What is left out can be read elsewhere, which is said if there is room for it.
        is_told = form is longest or form.endswith(MORE)
        for text in (form,) if is_told else (f"{form} {MORE}", form):
            if _fits(text, width):
                return text
    return _shortened(forms[-1], width)


def _shortened(text: str, width: int) -> str:
    """As many words of a text as fit, with its last sentence, which says what to do, if it does."""
    *before, last = re.split(r"(?<=[.]) ", text)
    rest = f"… {last} {MORE}" if before and last != MORE else ""
    if not rest or not _fits(f"{before[0].split()[0]}{rest}", width):
        before, rest = [text], f"… {MORE}"
    words = " ".join(before).split()
    while len(words) > 1 and not _fits(f"{_joined(words)}{rest}", width):
        words.pop()
    return f"{_joined(words)}{rest}"


def _joined(words: Sequence[str]) -> str:
    """Words of which others were cut off, without what only led to those."""
    return " ".join(words).rstrip(".,:;")


def _fits(text: str, width: int) -> bool:
    """Whether a text has no more lines than may be covered."""
    return _lines(text, width) <= LINES


def _lines(text: str, width: int) -> int:
    """The rows that a text takes."""
    return min(len(textwrap.wrap(text, max(1, width), break_on_hyphens=False)), LINES + 1)


class Standing(NamedTuple):
    """A message over the last rows.

    Attributes:
        notice: What is said.
        since: When it came, on the clock of `monotonic`.
        until: When it goes by itself.
    """

    notice: Notice
    since: float
    until: float


class Toasts:
    """The messages over the last rows of a screen, one at a time.

    Args:
        screen: Whose session speaks.
    """

    def __init__(self, screen: TrainingScreen) -> None:
        self._screen = screen
        self._waiting: list[Notice] = []
        self._standing: Standing | None = None
        self._step: int | None = None

    def greet(self) -> None:
        """Say what is known before the first step: all of it at once, shortly if it is long."""
        session = self._screen.session
        gathered = Said()
        session.voice = gathered
        session.greet()
        session.voice = self
        texts = [notice.text for notice in gathered]
        if texts:
            (notice, *more) = gathered
            shorter = (in_short(texts),) if more else notice.shorter
            self.say(Notice(" ".join(texts), Tone.REMARK, shorter))

    def say(self, notice: Notice) -> None:
        """Show a message until it is read; behind a dialog, or another remark, it waits."""
        if isinstance(self._screen.app.screen, ModalScreen):
            self._waiting.append(notice)
            return
        standing = self._standing
        if notice.tone is Tone.REMARK and standing is not None and self._is_read:
            self._waiting.append(notice)
            self._screen.set_timer(max(0.0, standing.until - monotonic()), self._follow)
            return
        if notice.tone is Tone.ANSWER:
            self._step = self._screen.session.view.snapshot.step
        self._show(notice)

    def answer(self, text: str) -> None:
        """Say why a key did nothing, in place of the last answer to one."""
        self.say(Notice(text, Tone.ANSWER))

    def says(self, text: str) -> bool:
        """Whether it is this that somebody reads now."""
        standing = self._standing
        return self._is_read and standing is not None and standing.notice.text == text

    @property
    def _is_read(self) -> bool:
        """Whether a message stands that somebody may still be reading."""
        return self._standing is not None and monotonic() < self._standing.until

    def _show(self, notice: Notice) -> None:
        """Lay a message over the last rows, in place of the one that is there."""
        screen, app = self._screen, self._screen.app
        assert screen.look is not None
        app.clear_notifications()
        refused = "Not possible: " if notice.tone is Tone.REFUSAL else ""
        forms = [f"{refused}{form}" for form in (notice.text, *notice.shorter)]
        width = app.size.width - BESIDE
        text = fitting([screen.look.glyphs(form) for form in forms], width)
        # One line leaves the keys to be seen.
        for rack in screen.query("ToastRack"):
            rack.styles.margin = (0, 0, max(0, LINES - _lines(text, width)), 0)
        seconds = app.NOTIFICATION_TIMEOUT
        if notice.tone is Tone.REMARK:
            seconds = max(SHORTEST, len(text) / LETTERS)
        now = monotonic()
        self._standing = Standing(notice, now, now + seconds)
        if notice.tone in (Tone.REFUSAL, Tone.ALARM):
            screen.notify(text, severity="error", timeout=seconds, markup=False)
        else:
            screen.notify(text, timeout=seconds, markup=False)

    def _follow(self) -> None:
        """Say what waited until the message before it was read."""
        if self._waiting and not self._is_read:
            self.catch_up()

    def hush(self) -> None:
        """Take all messages away."""
        self._waiting.clear()
        self.clear()

    def clear(self) -> None:
        """Take away what stands there, whatever it is."""
        self._step = self._standing = None
        self._screen.app.clear_notifications()

    def touched(self) -> None:
        """A key is about to have its effect: what was read goes."""
        standing = self._standing
        if standing is None or standing.notice.tone is Tone.ALARM:
            return
        if standing.notice.tone is not Tone.REMARK or monotonic() - standing.since >= GLANCE:
            self.clear()

    def moved(self, step: int) -> None:
        """The run has come to a step: an answer to a key at another step is out of date."""
        if self._step is not None and step != self._step:
            self.clear()

    def catch_up(self) -> None:
        """Say what waited behind a dialog, or behind another message."""
        waiting, self._waiting = self._waiting, []
        for notice in waiting:
            self.say(notice)
