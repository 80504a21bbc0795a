"""A number that a person has written down, in a file, on a command line, in a field. Python would
also take `1_000` and the digits of every script, which are mistakes more often than meant.
"""

from __future__ import annotations


def written_number(text: str) -> float:
    """The number that a text says, infinities and NaN among them.

    Raises:
        ValueError: If it says none.
    """
    if "_" in text or not text.isascii():
        raise ValueError(f"not a number: {text[:40]!r}")
    return float(text)
