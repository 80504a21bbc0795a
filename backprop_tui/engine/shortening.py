"""Names in a few letters. A column may be called anything, but a unit on the screen has room for
little; what is left of its name must still tell it from its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

LEAST = 5
"""Letters in which any names can be told apart: up to 999 of them by their places."""


def shortened(
    names: Sequence[str], most: int, ways: Sequence[Callable[[str, int], str]] | None = None
) -> tuple[str, ...]:
    """Names of at most so many letters, a column of a screen each, no two alike.

    A name that fits is itself; one that does not is cut where that still tells it from all others,
    else each of its words is cut, else its middle is left out, else it is numbered.

    Args:
        names: No two alike.
        most: Letters, `LEAST` or more.
        ways: How a name is made shorter, the best first; `None` for `WAYS`.
    """
    plain = [narrow(name) for name in names]
    counts = Counter(plain)
    found = [name if len(name) <= most and counts[name] == 1 else "" for name in plain]
    for way in WAYS if ways is None else ways:
        tried = {k: way(plain[k], most) for k, name in enumerate(found) if not name}
        counts = Counter([*tried.values(), *found])
        found = [
            name or (tried[k] if counts[tried[k]] == 1 else "") for k, name in enumerate(found)
        ]
    for k, name in enumerate(found):
        if not name:
            found[k] = _numbered(plain[k], most, k + 1, found)
    return tuple(found)


def narrow(name: str) -> str:
    """A name with one column for each letter."""
    letters = unicodedata.normalize("NFC", name)
    return "".join(letter if _is_narrow(letter) else "?" for letter in letters)


def _is_narrow(letter: str) -> bool:
    """Whether a letter takes one column of a terminal."""
    wide = unicodedata.east_asian_width(letter) in "WF"
    return (
        letter.isprintable() and not wide and unicodedata.category(letter) not in ("Mn", "Me", "Cf")
    )


def _beginning(name: str, most: int) -> str:
    """As much of a name as fits, without a mark at its end."""
    return name[:most].rstrip(" _-.:([=") or name[:most]


def _words(name: str, most: int) -> str:
    """The beginnings of all words of a name; the last has what is left."""
    words: list[str] = re.findall(r"[^\W_]+", name)
    each = (most - len(words) + 1) // len(words) if words else 0
    if each < 1:
        return _beginning(name, most)
    *first, last = words
    begun = "".join(f"{word[:each]}_" for word in first)
    return begun + last[: most - len(begun)]


def _ends(name: str, most: int) -> str:
    """The beginning and the end of a name."""
    end = most // 2
    return f"{name[: most - 1 - end]}~{name[-end:]}"


def _last_word(name: str, most: int) -> str:
    """The last word of a name after the beginning of the others."""
    return _before_last(name, most, _beginning)


def _last_word_after_ends(name: str, most: int) -> str:
    """The last word of a name after the beginning and the end of the others."""
    return _before_last(name, most, _ends)


def _before_last(name: str, most: int, way: Callable[[str, int], str]) -> str:
    """The last word, in full if that leaves room for the others, which are made shorter."""
    first, _, last = name.rpartition(" ")
    if not first:
        return way(name, most)
    room = most - 1 - len(last)
    room = room if room >= FEWEST else (most - 1) // 2
    begun = first if len(first) <= room else way(first, room)
    return f"{begun} {last[: most - 1 - len(begun)]}"


FEWEST = 3
"""Letters of a word from which it is known again."""

WAYS: tuple[Callable[[str, int], str], ...] = (_beginning, _words, _ends)
"""How a name is made shorter; the first that tells it from all others."""

PHRASES = (_last_word, _last_word_after_ends, *WAYS)
"""The same for names of which the last word says as much as the first, `Victoria mother`."""


def _numbered(name: str, most: int, place: int, taken: Sequence[str]) -> str:
    """The beginning of a name and its place, or the next that is free."""
    while True:
        mark = f"~{place}"
        short = f"{name[: most - len(mark)]}{mark}"
        if short not in taken:
            return short
        place += 1
