"""Reads keys in the form that terminals of the last years send: with whether they were pressed or
let go, what else stands on them, what they type. Little of that is wanted here, and the rest must
not harm.
"""

from __future__ import annotations

import re

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
