"""Reads numbers that a person has written down, in a file, on a command line, in a field. Python
would also take `1_000` and the digits of every script, which are mistakes more often than meant;
JSON would not even take `.5`.
"""

from __future__ import annotations

import math
import re
from typing import Any

from backprop_tui.engine.errors import BadSetting

BOOKISH = re.compile(r"([+-]?)([0-9]+)?[.]?([0-9]+)?([eE][+-]?[0-9]+)?")
"""A number as textbooks also write it: `.5`, `+.5`, `5.`; JSON wants digits on both sides."""

DECIMAL_COMMA = re.compile(r"\s*[+-]?[0-9]*,[0-9]+\s*")
"""A number as it is written where decimals have commas."""

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,:\[\]{}"]+')
"""A string, which is left alone, or what stands between the marks of JSON."""

_SPARE = re.compile(r",\s*(?=[\]}])")
"""A comma after which nothing comes."""


MOST_SHOWN = 40
"""Letters of what was typed that a refusal repeats."""


class DoubledKey(ValueError):
    """A key that stands twice in an object of JSON, where one of the two would be forgotten."""


def written_number(text: str) -> float:
    """The number that a text says, infinities and NaN among them.

    Raises:
        ValueError: If it says none.
    """
    if "_" in text or not text.isascii():
        raise ValueError(f"not a number: {text[:40]!r}")
    return float(text)


def written_whole(text: str) -> int:
    """The whole number of at most 18 digits that a text says.

    Raises:
        ValueError: If it says anything else.
    """
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()):
        raise ValueError(text)
    return int(text)


def typed_number(what: str, text: str) -> float:
    """A finite number as somebody types it where `what` is asked for.

    Raises:
        BadSetting: If it is none, or not a finite one.
    """
    try:
        value = written_number(text)
    except ValueError:
        value = math.nan
    if DECIMAL_COMMA.fullmatch(text):
        point = text.strip().replace(",", ".")
        raise BadSetting(f"{what} needs a point, not a comma: {point[:MOST_SHOWN]}")
    if not math.isfinite(value):
        raise BadSetting(f"{what} must be a finite number, not {repeated(text)}")
    return value


def repeated(value: object) -> str:
    """A wrong value as a refusal repeats it: a text in quotes, all else as Python shows it."""
    if isinstance(value, str):
        return repr(value[:MOST_SHOWN]) + "…" * (len(value) > MOST_SHOWN)
    shown = " ".join(repr(value).split())
    return shown[:MOST_SHOWN] + "…" * (len(shown) > MOST_SHOWN)


def written_json(text: str) -> Any:
    """What JSON says; numbers may also be written as in textbooks, `.5` or `5.`.

    Raises:
        DoubledKey: If an object has a key twice.
        ValueError: If it is not JSON; the message says in which line and column.
    """
    import json

    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError:
        pass
    except RecursionError:
        raise ValueError("nested too deep") from None
    moved = [(0, 0)]
    """Where what is read has become longer, and by how much altogether."""

    def completed(word: re.Match[str]) -> str:
        full = _completed(word.group())
        if full != word.group():
            more = moved[-1][1] + len(full) - len(word.group())
            moved.append((word.end() + more, more))
        return full

    try:
        return json.loads(_WORD.sub(completed, text), object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = error.pos - next(more for end, more in reversed(moved) if end <= error.pos)
        # Some versions of Python complain of the comma, others of what follows it.
        place = spare.end() if (spare := _SPARE.match(text, place)) else place
        line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
        rest = text[place : place + 12].partition("\n")[0]
        at = f"at {rest!r}" if rest else "at the end"
        is_doubled = text[:place].rstrip().endswith(",") and rest[:1] in "]},"
        said = "the comma before it is one too many" if rest and is_doubled else error.msg
        raise ValueError(f"line {line} column {column}, {at}: {said}") from None
    except RecursionError:
        raise ValueError("nested too deep") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, each key of which stands there once."""
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise DoubledKey(f"the key {twice[:40]!r} is given twice")
    return content


def _completed(word: str) -> str:
    """A number with the digits that JSON wants; any other word as it is."""
    found = BOOKISH.fullmatch(word)
    if found is None or found[2] is found[3] is None:
        return word
    sign, whole, part, power = found.groups()
    if part is None and "." not in word:
        return f"{sign.strip('+')}{whole}{power or ''}"
    return f"{sign.strip('+')}{whole or 0}.{part or 0}{power or ''}"
