"""Writes numbers for the screen, those of one kind always in the same width, so that nothing moves
unless it changed. Signed numbers always show their sign, which says as much as the colour does to
those who cannot see it.
"""

from __future__ import annotations

import math
from decimal import Decimal


def not_finite(value: float, most: int = 4, plus: str = "+") -> str | None:
    """`nan`, `+inf` or `-inf`, cut to its sign in few columns; `None` for an ordinary number."""
    if math.isfinite(value):
        return None
    sign, word = ("", "nan") if math.isnan(value) else ("-" if value < 0 else plus, "inf")
    return sign + (word if len(sign + word) <= most else "…")


def weight(value: float, most: int = 5) -> str:
    """A weight, sum or error in five columns: `+5.26`, `-12.3`, ` +123`, `-4e93`, ` 0.00`.

    Args:
        value: The number.
        most: How many columns one may take that has no room in five, such as `-4e123`.
    """
    return _signed(value, 2, 5, most)


def short_weight(value: float, width: int = 4, most: int = 0) -> str:
    """A weight in 4 columns (`+5.3`, ` -12`, ` 0.0`), in 3 (`+.3`, ` +5`), or in up to `most`."""
    return _signed(value, 1, width, max(width, most))


def _signed(value: float, decimals: int, width: int, most: int) -> str:
    """With so many decimals or as many fewer as it takes; what rounds to zero has no sign."""
    odd = not_finite(value, most)
    if odd:
        return odd.rjust(width)
    if abs(value) < 0.5 * 10.0**-decimals:
        return f"{0:.{decimals}f}".rjust(width)
    text = _fixed(value, decimals, width, "+") or scientific(value, most)
    return text.rjust(width)


def fine(value: float, decimals: int, width: int, plus: str = "") -> str:
    """A number with so many decimals, as many fewer as it takes to write it in so many columns.

    Args:
        value: The number.
        decimals: Of it at most.
        width: Columns that it may take; a shorter one is not filled up.
        plus: What stands before a number above zero.
    """
    odd = not_finite(value, width, plus)
    if odd:
        return odd
    if plus and abs(value) < 0.5 * 10.0**-decimals:
        return f"{0:.{decimals}f}"
    text = _fixed(value, decimals, width, plus or "-")
    return text.strip() if text else scientific(value, width, plus)


def activation(value: float, width: int = 4, most: int = 0) -> str:
    """An activation in 4 columns (`0.91`), in 3 (`.91`, `1.0`), or in 2 (`.9`).

    Args:
        value: The number.
        width: How many columns it takes.
        most: How many one may take that has no room in those, such as `-4e93`.
    """
    most = max(width, most)
    odd = not_finite(value, most, "")
    if odd:
        return odd.rjust(width)
    if abs(value) < 0.005 and width >= 4:
        value = 0.0
    return (_fixed(value, 2, width, "-") or scientific(value, most, "")).rjust(width)


def small(value: float, most: int = 5) -> str:
    """A gradient, blame or change in five columns: `+.140`, `-2.31`, `+3e-5`, ` .000`."""
    return signed(value, 5, most)


def signed(value: float, width: int, most: int = 0) -> str:
    """Any signed number in 5 columns as `small`, in 6 (`+0.140`, `+12.35`), or in up to `most`."""
    most = max(width, most)
    if value == 0:
        return " .000".rjust(width)
    text = not_finite(value)
    if text is None and abs(value) >= (LEAST_FIXED if most >= SHORTEST_POWER else 0.0005):
        text = _fixed(value, 3, width, "+")
    return (text or scientific(value, most)).rjust(width)


LEAST_FIXED = 0.00095
"""Three decimals say what is larger; what is smaller they would make up to twice as large."""

SHORTEST_POWER = 5
"""Columns of `+5e-4`."""


def _fixed(value: float, decimals: int, width: int, sign: str) -> str | None:
    """The most of so many decimals that fit, if need be without the zero before the point.

    What rounds to zero has a blank in place of a minus.
    """
    for count in range(decimals, -1, -1):
        text = f"{value:{sign}.{count}f}"
        for written in (text, text.replace("0.", ".", 1) if abs(value) < 1 else text):
            if len(written) <= width:
                return written if sign == "+" or float(text) else written.replace("-", " ")
    return None


def loss(value: float) -> str:
    """A loss in six columns: `0.0076`, below a thousandth `6.2e-4`."""
    odd = not_finite(value)
    if odd:
        return odd
    if value >= 999.95 or 0 < value < 0.001:
        text = short_exponent(value, ".1e")
        return text if len(text) <= 6 else short_exponent(value, ".0e")
    return f"{value:.2f}" if value >= 9.9995 else f"{value:.4f}"


def short_exponent(value: float, spec: str) -> str:
    """Scientific notation without the zeros of its exponent: `6.2e-4`."""
    digits, exponent = f"{value:{spec}}".split("e")
    return f"{digits}e{int(exponent)}"


def scientific(value: float, most: int, plus: str = "+") -> str:
    """A number out of range: `-2e15`, or the word `-big` or `+tiny` if it has no room.

    A number without its first digit, such as `-e15`, would be read as another one.
    """
    sign = "-" if value < 0 else plus
    word = "big" if abs(value) > 1 else "tiny"
    options = (sign + short_exponent(abs(value), ".0e"), sign + word)
    return next((option for option in options if len(option) <= most), f"{sign}…")


def size(value: float, width: int = 7) -> str:
    """A size of any order in so many columns: `2.92e-3`, `13.69`, `4.1e-12`, `0`.

    From 0.1 to 1000 it has four significant digits.
    """
    if value == 0:
        return "0".rjust(width)
    if 0.1 <= value < 999.95:
        return f"{value:.{3 - math.floor(math.log10(value))}f}"[:width].rjust(width)
    text = not_finite(value, width, "")
    options = (short_exponent(value, f".{digits}e") for digits in range(width, -1, -1))
    text = text or next((option for option in options if len(option) <= width), None)
    return (text or scientific(value, width, "")).rjust(width)


def length(value: float, width: int = 6) -> str:
    """A size that is mostly of order 1, in so many columns: `10.84`, `123.46`, `1.2e-4`."""
    fixed = f"{value:.2f}"
    return fixed.rjust(width) if value >= 0.01 and len(fixed) <= width else size(value, width)


MOST_BITS = 7
"""Columns of an input or a target at most."""


def bits(value: float, most: int = MOST_BITS) -> str:
    """An input or a target, exactly where `most` columns are enough: `0`, `0.9996`, `-3.2`, `2001`.

    Where they are not, to at most three significant digits, or to all before the point.
    """
    exact = f"{Decimal(repr(value)).normalize() + 0:f}"
    size = abs(value)
    rounded = [f"{value:.{digits}g}" for digits in (3, 2, 1)] if 0.001 <= size < 999.5 else []
    options = (
        exact,
        exact.replace("0.", ".", 1) if size < 1 else exact,
        *rounded,
        *([f"{value:.0f}"] if size >= 999.5 else []),
        short_exponent(value, ".1e"),
        scientific(value, most, ""),
    )
    return next(option for option in options if len(option) <= most)


def rate(value: float) -> str:
    """Steps a second: `512/s`, `1.2k/s`, `max`."""
    if math.isinf(value):
        return "max"
    if value < 10:
        return f"{value:.3g}/s"
    if value < 9_999.5:
        return f"{value:,.0f}/s"
    return f"{value / 1000:,.0f}k/s"
