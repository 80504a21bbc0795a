"""A number is printed with as many digits as its reader can use and no more. One that few digits
say exactly is printed exactly, so 0.5 is never 0.5000, and 0.4999 is never 0.5.
"""

from __future__ import annotations

import math
from decimal import Context, Decimal

MOST = 17
"""Significant digits that tell any two numbers of the computer apart."""

LARGEST_PLAIN = 7
SMALLEST_PLAIN = -4
"""Places of the leading digit beyond which a number is written in powers of ten."""

LARGEST_WHOLE = 15
CONTEXT = Context(prec=400, traps=[])


def exactly(value: float | Decimal) -> Decimal:
    """A finite number with the digits that tell it from all others."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def last_place(value: float | Decimal, digits: int) -> int:
    """The power of ten of the last of so many significant digits."""
    leading = exactly(value).adjusted()
    last = leading - digits + 1
    return min(last, 0) if leading < LARGEST_PLAIN else last


def printed(value: float, digits: int) -> str:
    """A number to so many significant digits, exactly where those are enough."""
    return rounded(value, last_place(value, digits)) if math.isfinite(value) else str(value)


def rounded(value: float | Decimal, last: int) -> str:
    """A finite number down to the digit of 10^last, exactly where that is enough."""
    number = exactly(value).normalize(CONTEXT)
    if last <= int(number.as_tuple().exponent):
        whole = number == int(number) and number.adjusted() < LARGEST_WHOLE
        return str(int(number)) if whole else _plain(number)
    number = number.quantize(Decimal((0, (1,), last)), context=CONTEXT)
    # Zeros that are not exact must not stand before the point.
    return _in_powers(number) if last > 0 and number else _plain(number)


def _plain(number: Decimal) -> str:
    """A number's digits, as they are, in the notation that a person would choose."""
    leading = number.adjusted()
    if not number:
        return "0"
    if SMALLEST_PLAIN <= leading < LARGEST_WHOLE:
        return f"{number:f}"
    return _in_powers(number)


def _in_powers(number: Decimal) -> str:
    """`-1.106e8`, with all digits there are."""
    sign, (first, *others), _ = number.as_tuple()
    point = "." if others else ""
    return f"{'-' * sign}{first}{point}{''.join(map(str, others))}e{number.adjusted()}"


def told_apart(one: float, other: float, least: int) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to see that they are two, if they are."""
    for digits in range(least, MOST):
        texts = printed(one, digits), printed(other, digits)
        # 0.5000 is another text than 0.5, but no other number.
        if float(texts[0]) != float(texts[1]):
            return texts
    return printed(one, MOST), printed(other, MOST)
