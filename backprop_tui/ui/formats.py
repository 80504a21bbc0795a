"""Numbers of one kind always take the same width, so that nothing on the screen moves unless it
changed. Signed numbers always show their sign, which says as much as the colour does to those who
cannot see it.
"""

from __future__ import annotations

import math


def not_finite(value: float) -> str | None:
    """`nan`, `+inf` or `-inf`, or `None` for an ordinary number."""
    if math.isfinite(value):
        return None
    return "nan" if math.isnan(value) else "+inf" if value > 0 else "-inf"


def weight(value: float) -> str:
    """A weight, sum or error in five columns: `+5.26`, `-12.3`, ` +123`, `-4e9`, ` 0.00`."""
    odd = not_finite(value)
    if odd:
        return odd.rjust(5)
    size = abs(value)
    if size < 0.005:
        return " 0.00"
    digits = next((n for limit, n in ((9.995, 2), (99.95, 1), (9999.5, 0)) if size < limit), None)
    if digits is None:
        return enormous(value, 5)
    return f"{value:+.{digits}f}".rjust(5)


def short_weight(value: float) -> str:
    """A weight in four columns: `+5.3`, `-12`, ` 0.0`."""
    odd = not_finite(value)
    if odd:
        return odd.rjust(4)
    if abs(value) < 0.05:
        return " 0.0"
    if abs(value) >= 999.5:
        return enormous(value, 4)
    return (f"{value:+.1f}" if abs(value) < 9.95 else f"{value:+.0f}").rjust(4)


def activation(value: float, width: int = 4) -> str:
    """An activation in 4 columns (`0.91`) or in 3 (`.91`, `1.0`)."""
    odd = not_finite(value)
    if odd:
        return odd[-width:].rjust(width)
    if abs(value) < 0.005:
        value = 0.0
    edge = 0.005 if width > 3 else 0.05
    if not edge - 1 < value < 10 - edge:
        whole = f"{value:.{1 if width > 3 and abs(value) < 99.95 else 0}f}"
        return whole.rjust(width) if len(whole) <= width else enormous(value, width, "")
    if width > 3:
        return f"{value:.2f}" if value >= 0 else f"{value:.2f}".replace("-0", "-", 1)
    if value < 0:
        return f"{value:.1f}".replace("-0", "-", 1).rjust(3)
    text = f"{value:.2f}"
    return text[1:] if text.startswith("0") else f"{value:.1f}"


def small(value: float) -> str:
    """A gradient, blame or change in five columns: `+.140`, `-2.31`, `+3e-5`, ` .000`."""
    if value == 0:
        return " .000"
    if 0.0005 <= abs(value) < 0.9995:
        return f"{value:+.3f}".replace("0.", ".", 1)
    if abs(value) >= 0.9995 or not_finite(value):
        return weight(value)
    return enormous(value, 5)


def signed(value: float, width: int) -> str:
    """Any signed number in 5 columns as `small`, or in 6: `+0.140`, `+12.35`, `+3e-5`."""
    if width < 6 or not 0.0005 <= abs(value) < 99.995:
        return small(value).rjust(width)
    return f"{value:+.{3 if abs(value) < 9.9995 else 2}f}"


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


def enormous(value: float, width: int, plus: str = "+") -> str:
    """A number out of range in few columns: `+2e15`, without its digit `+e154`, or its sign."""
    sign = "-" if value < 0 else plus
    text = short_exponent(abs(value), ".0e")
    options = (sign + text, sign + text[1:], sign + "big", sign or "+")
    return next(option for option in options if len(option) <= width).rjust(width)


def bits(value: float) -> str:
    """An input or a target as short as it is, in at most 7 columns: `0`, `0.05`, `-3.2`, `2001`."""
    size = abs(value)
    if size >= 99_999.5 or 0 < size < 0.001:
        return short_exponent(value, ".1e")
    return f"{value:.0f}" if float(value).is_integer() or size >= 1000 else f"{value:.3g}"


def rate(value: float) -> str:
    """Steps a second: `512/s`, `1.2k/s`, `max`."""
    if math.isinf(value):
        return "max"
    if value < 10:
        return f"{value:.3g}/s"
    if value < 9_999.5:
        return f"{value:,.0f}/s"
    return f"{value / 1000:,.0f}k/s"


def subscript(letter: str, number: int) -> str:
    """A numbered symbol: `W₁`, `b₁₂`."""
    return letter + "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))
