"""Names and numbers in one line of a sentence. What somebody else wrote may be long, may hold
anything, and still must leave room for what is said about it.
"""

from __future__ import annotations

from collections.abc import Sequence


def printable(name: str) -> str:
    """A name that a terminal can show: no line break, no escape sequence."""
    return "".join(letter if letter.isprintable() else " " for letter in name).strip()


def cut(name: str, most: int = 20) -> str:
    """A name of at most so many letters, with an ellipsis for what is left out."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def some(names: Sequence[str], most: int = 6) -> str:
    """The first few names, short enough for one line."""
    shown = ", ".join(map(cut, names[:most]))
    return shown + (", …" if len(names) > most else "")


def either(names: Sequence[str]) -> str:
    """Names in a sentence: `a`, `a or b`, `a, b or c`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def joined(joint: str, numbers: Sequence[int]) -> str:
    """The first few numbers with something between them."""
    shown = joint.join(map(str, numbers[:9]))
    return f"{shown}{joint}…" if len(numbers) > 9 else shown


def counted(number: int, what: str) -> str:
    """`1 row`, `2 rows`, `1,000 rows`."""
    return f"{number:,} {what}{'s' * (number != 1)}"
