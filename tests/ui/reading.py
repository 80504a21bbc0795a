"""A number on the screen is read back as a person would read it: it is the value within the
rounding of the digits that are shown, or it is a word. A number that has lost a digit is neither.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal


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
