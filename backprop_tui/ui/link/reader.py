"""What comes from a terminal is bytes, and not all of them are keys: answers, reports, a paste, the
letters of another encoding, noise on the line. Whatever is whole and known becomes a message;
everything else is skipped, so that the next key works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

PATIENCE = 0.5
"""Seconds to wait for the rest of a sequence; a slow line may deliver it in two parts."""

PASTE_PATIENCE = 2.0
"""Seconds to wait for the rest of a paste."""

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

_STRING = rb"\x1b(?:\][0-9]|P[0-9!>+$=]|_G)[\x08-\x0d\x20-\xff]{0,4096}?"
"""An answer that is a text: a title, a colour, a version."""

TOKEN = re.compile(
    rb"(?P<mouse>\x1b\[M[\x20-\xff]{3})"
    rb"|(?P<sequence>%(csi)s(?:\[[A-E]|[0-9]{1,2}\$|(?![M\[])[0-?]{0,64}[ -/]{0,4}[@-~])"
    rb"|\x1bO[!-~]|\x1b[bf\x7f])"
    rb"|(?P<text>%(string)s(?:\x07|\x1b\\))"
    rb"|(?P<letter>%(letter)s)" % {b"csi": _CSI, b"string": _STRING, b"letter": _LETTER}
)
"""Something whole."""

BEGUN = re.compile(
    rb"\x1b|\x1bO|\x1b[\]P_]|\x1b\[M[\x20-\xff]{0,2}"
    rb"|%(csi)s\[?|%(csi)s[0-?]{1,64}[ -/]{0,4}|%(string)s\x1b?"
    rb"|[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2}"
    % {b"csi": _CSI, b"string": _STRING}
)
"""Something whose rest may still be on its way."""

TORN = re.compile(rb"%(csi)s[0-?]{0,64}[ -/]{0,4}" % {b"csi": _CSI})
"""The beginning of a sequence that does not go on as one."""

_KEY = re.compile(r"\x1b\[([\d:]*)(?:;([\d:]*))?(?:;([\d:]*))?u")
"""A key in the kitty protocol: its code and other codes for it, modifiers and kind of event, what
it types."""

_OTHER_KEY = re.compile(r"(\x1b\[\d*;\d*):(\d+)([~A-Z])")
"""A key that is no letter, with its kind of event."""

RELEASED = "3"
CONTROL = 4
TYPING = ~(1 | 64 | 128)
"""Modifiers with which a key types nothing: all but shift, caps lock and num lock."""

KEYPAD = {
    **{57399 + digit: 48 + digit for digit in range(10)},
    **dict(zip(range(57409, 57414), map(ord, "./*-+"), strict=True)),
    **{57415: ord("="), 57416: ord(",")},
}
"""Keys of the keypad that type something, and what."""

CYRILLIC = dict(enumerate("f,dult;pbqrkvyjghcnea[wxio]sm'.z", start=0x430))
"""What stands on a key beside its Cyrillic letter, in the order of that alphabet: with ctrl that is
what is meant."""


class Reader:
    """Takes bytes in whatever pieces they come, and gives messages."""

    def __init__(self) -> None:
        self._held = b""
        self._pasted: bytes | None = None
        self._parser = XTermParser()

    @property
    def patience(self) -> float | None:
        """Seconds to wait for the rest of what has begun; `None` if nothing has."""
        if self._pasted is not None:
            return PASTE_PATIENCE
        if not self._held:
            return None
        return constants.ESCAPE_DELAY if self._held == ESCAPE else PATIENCE

    def read(self, data: bytes) -> Iterator[Message]:
        """The messages that are whole with these bytes."""
        self._held += data
        while self._held:
            if self._pasted is not None:
                if not (paste := self._paste()):
                    return
                yield from paste
                continue
            token = TOKEN.match(self._held)
            if token is None:
                if BEGUN.fullmatch(self._held):
                    return
                yield from self._skip()
                continue
            self._held = self._held[token.end() :]
            if token[0] == PASTE_START:
                self._pasted = b""
            else:
                yield from self._whole(token)

    def rest(self) -> Iterator[Message]:
        """The messages in what has begun, now that nothing follows."""
        held, self._held = self._held, b""
        if self._pasted is not None:
            yield from _pasted(self._pasted + held)
            self._pasted = None
        elif held.startswith(ESCAPE) and len(held) <= 2:
            yield events.Key("escape", "\x1b")
            yield from self.read(held[1:])

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
        if token.lastgroup == "mouse":
            yield from self._parsed(_mouse(token[0][3:]))
        elif token.lastgroup == "sequence":
            for piece in plain(token[0].replace(b"\x9b", b"\x1b[").decode("ascii")):
                yield from self._parsed(piece)
        elif token.lastgroup == "letter":
            yield from self._parsed(token[0].decode("utf-8", "ignore"))

    def _parsed(self, text: str) -> list[Message]:
        """What the toolkit makes of something whole."""
        if not text:  # to the parser the end of everything
            return []
        try:
            messages = list(self._parser.feed(text))
        except (ValueError, ArithmeticError):  # numbers that are no character and no place
            messages = []
        if not messages:
            # It waits for more of what is whole already, or has failed.
            self._parser = XTermParser()
        return messages


def plain(sequence: str) -> list[str]:
    """A key of the kitty protocol in the forms that the toolkit knows, any other sequence as it is.

    Returns:
        One text for each message; none for a key that was let go.
    """
    other = _OTHER_KEY.fullmatch(sequence)
    if other is not None:
        return [] if other[2] == RELEASED else [other[1] + other[3]]
    key = _KEY.fullmatch(sequence)
    if key is None:
        return [sequence]
    codes = f"{key[1]}::".split(":")
    modifiers, event = f"{key[2] or ''}:".split(":")[:2]
    if event == RELEASED:
        return []
    code = KEYPAD.get(int(codes[0] or 1), int(codes[0] or 1))
    held = max(0, int(modifiers or 1) - 1)
    if held & CONTROL and 127 < code < 0x10000:
        code = int(codes[2] or 0) or ord(CYRILLIC.get(code, chr(code)))
    if not held & TYPING:
        typed = [int(part) for part in (key[3] or "").split(":") if part]
        if not typed and 32 <= code < 57344 and code != 127:
            typed = [int(codes[1] or 0) or (ord(chr(code).upper()[0]) if held & 1 else code)]
        if typed and code > 31:
            return [chr(part) for part in typed if 31 < part < 0x110000 and part != 127]
    return [f"\x1b[{code};{held + 1}u"]


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
