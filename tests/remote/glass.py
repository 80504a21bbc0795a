"""A terminal as a person has it in front of them: it shows what it is sent, answers what it is
asked, and knows which of its modes were left on.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from contextlib import suppress
from unicodedata import east_asian_width

import pyte
from pyte.screens import Char

DEFAULT_MODES = frozenset({7, 25})
"""Line wrap, and a cursor that can be seen."""

OTHER_SCREEN = 1049
FRAMES = 2026

_PRIVATE = re.compile(r"\x1b\[([<>=?])([\d;]*)(\$?[A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What the screen model need not see, or would take for text."""

_SEQUENCE = re.compile(r"(\x1b\[[0-?]*[ -/]*[@-~])")
"""One sequence, from its beginning to the letter that says what it does."""

_CUT_OFF = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?)?\Z")
"""A sequence of which the rest is still to come."""


class Glass:
    """Shows text with control sequences.

    Args:
        width: Its columns.
        height: Its rows.
        is_wide: Whether it gives two cells to what is narrow in some countries and wide in others.
        has_other_screen: Whether programs can have a screen of their own.

    Attributes:
        modes: Numbers of the private modes that are on.
        frames: Bytes of every frame that was marked as one.
    """

    def __init__(
        self, width: int, height: int, is_wide: bool = False, has_other_screen: bool = True
    ) -> None:
        self._is_wide, self._has_other_screen = is_wide, has_other_screen
        self.modes = set(DEFAULT_MODES)
        self.frames: list[int] = []
        self._keyboards = 0
        self._screens = [self._screen(width, height) for _ in range(2)]
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._frame: int | None = None

    @staticmethod
    def _screen(width: int, height: int) -> pyte.Stream:
        stream = pyte.Stream(pyte.Screen(width, height))
        stream.use_utf8 = False
        return stream

    @staticmethod
    def _listener(stream: pyte.Stream) -> pyte.Screen:
        assert stream.listener is not None
        return stream.listener

    @property
    def _stream(self) -> pyte.Stream:
        return self._screens[self._has_other_screen and OTHER_SCREEN in self.modes]

    @property
    def screen(self) -> pyte.Screen:
        """The screen that can be seen."""
        return self._listener(self._stream)

    @property
    def is_whole(self) -> bool:
        """Whether no frame has begun whose end is still to come."""
        return self._frame is None

    @property
    def rows(self) -> list[str]:
        """The characters on the screen."""
        return list(self.screen.display)

    @property
    def lines(self) -> list[Mapping[int, Char]]:
        """The cells of every row."""
        return [self.screen.buffer[y] for y in range(self.screen.lines)]

    @property
    def text(self) -> str:
        """The same as one text."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def shell(self) -> str:
        """What stands on the normal screen, to which a shell comes back."""
        return "\n".join(row.rstrip() for row in self._listener(self._screens[0]).display).strip()

    @property
    def left_on(self) -> set[int | str]:
        """What is not as it was at first."""
        left: set[int | str] = set(self.modes ^ DEFAULT_MODES)
        return left | ({"keyboard"} if self._keyboards else set())

    def resize(self, width: int, height: int) -> None:
        """Be of another size; what does not fit is cut off."""
        for stream in self._screens:
            self._listener(stream).resize(height, width)

    def show(self, data: bytes) -> bytes:
        """Show what was sent; returns what the terminal says to it."""
        text = self._rest + self._decode(data)
        cut = _CUT_OFF.search(text)
        self._rest = cut[0] if cut else ""
        text = text[: len(text) - len(self._rest)]
        answers, done = "", 0
        for match in _PRIVATE.finditer(text):
            answers += self._draw(text[done : match.start()])
            answers += self._heed(*match.groups())
            done = match.end()
        answers += self._draw(text[done:])
        return answers.encode()

    def _draw(self, text: str) -> str:
        """Show plain text and plain sequences; answers questions for the cursor."""
        if self._frame is not None:
            self._frame += len(text.encode())
        answers = ""
        for piece in re.split(r"(\x1b\[6n)", text):
            if piece == "\x1b[6n":
                cursor = self.screen.cursor
                answers += f"\x1b[{cursor.y + 1};{cursor.x + 1}R"
            elif piece and self._is_wide:
                self._feed("".join(letter + " " * _is_ambiguous(letter) for letter in piece))
            else:
                self._feed(piece)
        return answers

    def _feed(self, text: str) -> None:
        """Show text; a sequence that nobody ever meant is ignored, as terminals do.

        Where a connection breaks within a sequence, the first letter of what ssh says about it
        ends the sequence, with numbers that do not belong to that letter.
        """
        for piece in filter(None, _SEQUENCE.split(text)):
            with suppress(TypeError, UnboundLocalError):
                self._stream.feed(piece)

    def _heed(self, kind: str | None, numbers: str | None, letter: str | None) -> str:
        """Change modes and answer questions about them."""
        if letter == "u":
            self._keyboards += {">": 1, "<": -1}.get(kind or "", 0)
        elif letter in ("h", "l"):
            for number in map(int, filter(None, (numbers or "").split(";"))):
                if number == OTHER_SCREEN and letter == "h":
                    self._listener(self._screens[1]).reset()  # which is blank at first
                (self.modes.add if letter == "h" else self.modes.discard)(number)
                self._mark_frame(number, letter == "h")
        elif letter == "$p":
            known = numbers == str(FRAMES)
            return f"\x1b[?{numbers};{2 if known else 0}$y"
        return ""

    def _mark_frame(self, number: int, begins: bool) -> None:
        """Measure what lies between the marks of a frame."""
        if number == FRAMES and begins:
            self._frame = 0
        elif number == FRAMES and self._frame is not None:
            self.frames.append(self._frame + len("\x1b[?2026h\x1b[?2026l"))
            self._frame = None


def _is_ambiguous(letter: str) -> bool:
    """Whether a letter is narrow or wide, depending on whom one asks."""
    return east_asian_width(letter) == "A"
