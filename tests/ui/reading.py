"""A number on the screen is read back as a person would read it: it is the value within the
rounding of the digits that are shown, or it is a word. A number that has lost a digit is neither.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from backprop_tui.ui.drawing.large import ROWS, large


def true_to(text: str, value: float) -> bool:
    """Whether a text says this value, or says in a word without digits that it cannot."""
    text = text.strip()
    if not re.search(r"\d", text):
        return says(text, value)
    number = Decimal(text)
    unit = Decimal(1).scaleb(int(number.as_tuple().exponent))
    # What is a half apart may go either way.
    return abs(number - Decimal(value)) <= unit / 2


def says(word: str, value: float) -> bool:
    """Whether a word is right: its sign, if it has one, and its size."""
    sign = word[:1] if word[:1] in "+-" else ""
    signs = {"-": value < 0, "+": value > 0, "": value > 0 or math.isnan(value)}
    sizes = {
        "nan": math.isnan(value),
        "inf": math.isinf(value),
        "big": abs(value) > 99,
        "tiny": abs(value) < 1e-4,
        "…": not abs(value) < 9.5,
    }
    return signs[sign] and sizes[word.removeprefix(sign)]


def read_large(rows: Sequence[str]) -> str:
    """What rows of large digits say; empty if they say nothing."""
    if len(rows) != ROWS:
        return ""
    rows = [row.ljust(max(map(len, rows))) for row in rows]
    found = ""
    at = min(len(row) - len(row.lstrip()) for row in rows)
    end = max(len(row.rstrip()) for row in rows)
    while at < end:
        fitting = [
            (len(large(mark)[0]), mark)
            for mark in "0123456789+-."
            if all(row[at:].startswith(part) for row, part in zip(rows, large(mark), strict=True))
        ]
        if not fitting:
            return ""
        width, mark = max(fitting)
        found, at = found + mark, at + width
    return found
