"""Makes messages of the bytes that come from a terminal. Not all of them are keys: there are
answers, reports, a paste, the letters of another encoding, noise on the line. Whatever is whole and
known becomes a message; everything else is skipped, so that the next key works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from backprop_tui.ui.link.kitty import plain

PATIENCE = 0.5
"""Seconds to wait for the rest of a sequence; a slow line may deliver it in two parts."""

PASTE_PATIENCE, PASTE_LOST = 2.0, 10.0
"""Seconds without any byte after which what there is of a paste is given, and after which its end
counts as lost."""

PASTE_START, PASTE_END = b"\x1b[200~", b"\x1b[201~"

LONGEST_PASTE = 2**20
"""Bytes; what is longer arrives in several pieces."""

ESCAPE = b"\x1b"
INTERRUPT = b"\x03"
"""Ctrl+C, which ends even a paste whose end has been lost."""

_LETTER = (
    rb"[\x00-\x1a\x1c-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CSI = rb"(?:\x1b\[|\x9b)"
"""How most sequences begin; the second form is of one byte, from the days of eight-bit terminals,
and no letter of UTF-8 begins with it."""

_MOUSE = rb"<[0-9;-]{0,1024}"
"""What a report of the mouse holds; beyond an edge of the window it has numbers below zero."""

TOKEN = re.compile(
    rb"(?P<mouse>\x1b\[M[\x20-\xff]{3})"
    rb"|(?P<sequence>%(csi)s(?:\[[A-E]|[0-9]{1,2}\$|%(mouse)s[Mm]"
    rb"|(?![M\[])[0-?]{0,1024}[ -/]{0,4}[@-~])|\x1bO[!-~]|\x1b[bf\x7f])"
    rb"|(?P<text>\x1b(?:\][0-9lL]|P[0-9!>+$={|]|_G|\^[ -~]))"
    rb"|(?P<letter>%(letter)s)" % {b"csi": _CSI, b"mouse": _MOUSE, b"letter": _LETTER}
)
"""Something whole, or the beginning of a text that is an answer to somebody's question: a title, a
colour, a version."""

BEGUN = re.compile(
    rb"\x1b|\x1bO|\x1b[\]P_^]|\x1b\[M[\x20-\xff]{0,2}"
    rb"|%(csi)s\[?|%(csi)s%(mouse)s|%(csi)s[0-?]{1,1024}[ -/]{0,4}"
    rb"|[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2}"
    % {b"csi": _CSI, b"mouse": _MOUSE}
)
"""Something whose rest may still be on its way."""

TORN = re.compile(
    rb"%(csi)s(?:%(mouse)s|[0-?]{0,1024}[ -/]{0,4})" % {b"csi": _CSI, b"mouse": _MOUSE}
)
"""The beginning of a sequence that does not go on as one."""

TEXT_END = re.compile(rb"\x07|\x1b\\|(?=\x03)|(?=\x1b[^\\])", re.DOTALL)
"""What ends a text; ctrl+c does, and so does another sequence."""


class Reader:
    """Takes bytes in whatever pieces they come, and gives messages."""

    def __init__(self) -> None:
        self._held = b""
        self._pasted: bytes | None = None
        self._is_pausing = False
        self._is_in_text = False
        self._parser = XTermParser()

    @property
    def patience(self) -> float | None:
        """Seconds to wait for the rest of what has begun; `None` if nothing has."""
        if self._pasted is not None:
            return PASTE_LOST if self._is_pausing else PASTE_PATIENCE
        if self._is_in_text:
            return PATIENCE
        if not self._held:
            return None
        return constants.ESCAPE_DELAY if self._held == ESCAPE else PATIENCE

    def read(self, data: bytes) -> Iterator[Message]:
        """The messages that are whole with these bytes."""
        self._held += data
        self._is_pausing = False
        while self._held:
            if self._pasted is not None:
                if not (paste := self._paste()):
                    return
                yield from paste
            elif self._is_in_text:
                if not self._skip_text():
                    return
            elif token := TOKEN.match(self._held):
                self._held = self._held[token.end() :]
                yield from self._whole(token)
            elif BEGUN.fullmatch(self._held):
                return
            else:
                yield from self._skip()

    def rest(self) -> Iterator[Message]:
        """The messages in what has begun, now that nothing has followed for so long."""
        if self._pasted is not None:
            pasted, held, self._held = self._pasted, self._held, b""
            # A slow line may only pause: what comes then still belongs to the paste.
            self._pasted = None if self._is_pausing else b""
            self._is_pausing = not self._is_pausing
            yield from _pasted(pasted + held)
            return
        held, self._held = self._held, b""
        self._is_in_text = False
        if held.startswith(ESCAPE) and len(held) <= 2:
            yield events.Key("escape", "\x1b")
            yield from self.read(held[1:])

    def _skip_text(self) -> bool:
        """Drop what belongs to a text; returns whether that has ended."""
        end = TEXT_END.search(self._held)
        if end is None:
            self._held = self._held[-1:] if self._held.endswith(ESCAPE) else b""
            return False
        self._held = self._held[end.end() :]
        self._is_in_text = False
        return True

    def _paste(self) -> list[Message]:
        """Take what belongs to a paste; nothing as long as it goes on."""
        assert self._pasted is not None
        text, end, after = self._held.partition(PASTE_END)
        before, stop, rest = text.partition(INTERRUPT)
        if stop:
            text, end, after = before, stop, INTERRUPT + rest + end + after
        if not end:
            # The last bytes may be the beginning of its end.
            kept = max(0, len(text) - len(PASTE_END) + 1)
            if len(self._pasted) + kept < LONGEST_PASTE:
                self._pasted, self._held = self._pasted + text[:kept], text[kept:]
                return []
            text, after = text[:kept], text[kept:]
        messages = list(_pasted(self._pasted + text))
        self._pasted, self._held = None if end else b"", after
        return messages

    def _skip(self) -> Iterator[Message]:
        """Drop what is not the beginning of anything; esc before a key is a key of its own."""
        torn = TORN.match(self._held)
        if torn is not None:
            self._held = self._held[torn.end() :]
            return
        if self._held.startswith(ESCAPE):
            yield events.Key("escape", "\x1b")
        self._held = self._held[1:]

    def _whole(self, token: re.Match[bytes]) -> Iterator[Message]:
        """The messages of a token."""
        if token[0] == PASTE_START:
            self._pasted = b""
        elif token.lastgroup == "text":
            self._is_in_text = True
        elif token.lastgroup == "mouse":
            yield from self._parsed(_mouse(token[0][3:]))
        elif token.lastgroup == "sequence":
            for piece in plain(token[0].replace(b"\x9b", b"\x1b[").decode("ascii")):
                yield from self._parsed(piece)
        elif token.lastgroup == "letter":
            # What is typed before the terminal is ours comes with the ends of a shell's lines.
            yield from self._parsed(token[0].decode("utf-8", "ignore").replace("\n", "\r"))

    def _parsed(self, text: str) -> list[Message]:
        """What the toolkit makes of something whole."""
        if not text:  # to the parser the end of everything
            return []
        try:
            messages = list(self._parser.feed(text))
        except ValueError:  # a number that is no character
            messages = []
        except ArithmeticError:  # a window without width; its size is forgotten
            self._parser, messages = XTermParser(), []
        if not messages:
            # It waits for more of what is whole already, or has failed.
            self._parser = _like(self._parser)
        return messages


def _like(parser: XTermParser) -> XTermParser:
    """A parser that waits for nothing, and knows as much of the window and the mouse."""
    new = XTermParser()
    for name in ("mouse_pixels", "terminal_size", "terminal_pixel_size", "last_x", "last_y"):
        setattr(new, name, getattr(parser, name))
    return new


def _mouse(report: bytes) -> str:
    """A report in three bytes as one in numbers, which has no end at column 223."""
    button, x, y = (byte - 32 for byte in report)
    released = button & 3 == 3 and not button & 96
    return f"\x1b[<{button & ~3 if released else button};{x};{y}{'m' if released else 'M'}"


def _pasted(data: bytes) -> Iterator[Message]:
    """A paste, if there is anything in it."""
    text = data.decode("utf-8", "ignore").replace("\0", "")
    if text:
        yield events.Paste(text)
