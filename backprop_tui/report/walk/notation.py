"""Formulas and lines of NumPy are written in symbols of their own and then set into an equation.
What is set in keeps its meaning: a sum gets brackets where it becomes a factor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def enclosed(text: str) -> str:
    """A part of an equation or of a line as a factor of it: a sum stands in brackets."""
    depth = 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == " " and not depth:
            return f"({text})"
    return text


def named(text: str, names: Mapping[str, str]) -> str:
    """A formula or a line of NumPy with other names in place of its symbols."""
    symbols = "|".join(names)
    return re.sub(rf"(?<!\w)(?:{symbols})(?!\w)", lambda found: names[found[0]], text)
