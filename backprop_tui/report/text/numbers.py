"""A number is written for one of two readers: a person, who wants as many digits as can be checked
by hand, or a program, which wants all of them.
"""

from __future__ import annotations

import json
import math
from typing import Any

DIGITS = 6
"""Significant digits of a number that is to be checked by hand."""


def short(value: float) -> str:
    """A whole number as one, any other to `DIGITS` significant digits."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.{DIGITS}g}"


def fixed(value: float, places: int) -> str:
    """A number with so many decimals; in powers of ten where that would not fit a line."""
    return f"{value:.{places}f}" if not abs(value) >= 1e9 else f"{value:.{places}e}"


def to_json(content: dict[str, Any]) -> str:
    """One line of JSON with floats at full precision; NaN and the infinities become null."""
    return json.dumps(_finite(content), allow_nan=False)


def _finite(value: Any) -> Any:
    """The same value with null for numbers that JSON cannot write."""
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
