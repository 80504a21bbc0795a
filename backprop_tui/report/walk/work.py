"""A number worked out: the factors that give it, printed with as many digits as a calculator needs
to come to the very digits of the result. Rounded factors rarely multiply to the rounded product, so
the digits are searched for, not chosen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from backprop_tui.report.walk.calculator import DIGITS, NotANumber, calculate

FEWEST = 4
"""Significant digits of a result at least."""

MOST = 17
"""Significant digits that say everything about a number."""

MORE = 5
"""Digits that factors may have beyond those of the result; a tie of rounding would ask for all."""

NOISE = 1e-13
"""Digits below this share of the largest term are rounding, and are not printed."""

LARGEST_WHOLE = 1e9
TINY, HUGE = -5, 9
"""Powers of ten beyond which a number is written with an exponent."""


@dataclass(frozen=True)
class Work:
    """One number, worked out.

    Attributes:
        name: Which number: `z₁[01,h3]`.
        lines: What it is equal to, one way after the other; a calculator fed with any of them
            gives `result`. Empty for a number that is given.
        result: The number itself.
        note: A few words where no arithmetic is needed: `given`, `before the step`.
    """

    name: str
    lines: tuple[str, ...]
    result: str
    note: str = ""


@dataclass(frozen=True)
class Form:
    """One way to write a number down as arithmetic.

    Attributes:
        values: The numbers in it.
        write: From their texts to the line.
    """

    values: tuple[float, ...]
    write: Callable[[Sequence[str]], str]


def bracketed(text: str) -> str:
    """A factor; one below zero stands in brackets."""
    return f"({text})" if text.startswith("-") else text


def products(terms: Sequence[tuple[float, ...]]) -> Form:
    """A sum of products: `0.5·0.11 + 0.47·(-0.14)`."""
    lengths = [len(term) for term in terms]

    def write(texts: Sequence[str]) -> str:
        parts = iter(texts)
        return " + ".join(
            "·".join(bracketed(next(parts)) for _ in range(length)) for length in lengths
        )

    return Form(tuple(value for term in terms for value in term), write)


def formula(text: str, symbols: Mapping[str, float]) -> Form:
    """A formula with numbers in place of its symbols, such as `1/(1 + e^-z)` with a `z`."""
    pattern = re.compile("|".join(rf"(?<![a-z]){name}(?![a-z])" for name in symbols))
    found = pattern.findall(text)

    def write(texts: Sequence[str]) -> str:
        parts = iter(texts)
        return pattern.sub(lambda _: bracketed(next(parts)), text)

    return Form(tuple(symbols[name] for name in found), write)


def written(value: float, digits: int) -> str:
    """A factor to so many significant digits; a whole number as it is."""
    if value.is_integer() and abs(value) < LARGEST_WHOLE:
        return str(int(value))
    return _short(f"{value:.{digits}g}")


def _short(text: str) -> str:
    """Without the zeros of an exponent: `3e-5`."""
    return re.sub(r"e([+-])0*(\d+)", lambda found: f"e{found[1].strip('+')}{found[2]}", text)


def given(name: str, value: float, note: str) -> Work:
    """A number that is not computed in this step."""
    return Work(name, (), written(float(value), 6), note)


def work_out(
    name: str,
    value: float,
    lines: Sequence[Sequence[Form]],
    size: float,
    fewest: int = FEWEST,
) -> Work:
    """Find the fewest digits with which every line gives the number.

    Args:
        name: Which number.
        value: The number as it was computed.
        lines: For every line the forms it may take, the best first.
        size: The largest term of its sum, which says how exact it can be.
        fewest: Significant digits of the result at least.
    """
    if not (math.isfinite(value) and math.isfinite(size)):
        return Work(name, (), f"{value:g}", "not a finite number")
    for digits in range(fewest, MOST):
        result = _rounded(value, size, digits)
        found = [_closing(forms, result, digits) for forms in lines]
        texts = tuple(text for text in found if text is not None)
        if len(texts) == len(lines):
            return Work(name, tuple(dict.fromkeys(texts)), _text(result, value))
    return Work(name, (), _text(_rounded(value, size, fewest), value), "lost in rounding")


def _closing(forms: Sequence[Form], result: Decimal, fewest: int) -> str | None:
    """The first form, with the fewest digits, that a calculator takes to the result."""
    for form in forms:
        if not all(map(math.isfinite, form.values)):
            continue
        for digits in range(fewest, min(fewest + MORE, MOST) + 1):
            text = form.write([written(value, digits) for value in form.values])
            if _gives(text, result):
                return text
    return None


def _gives(text: str, result: Decimal) -> bool:
    """Whether a calculator comes to these digits, whichever way it rounds a half."""
    unit = Decimal(1).scaleb(int(result.as_tuple().exponent))
    with localcontext() as context:
        context.prec = 2 * DIGITS
        try:
            value = calculate(text)
            rounded = {value.quantize(unit, way) for way in (ROUND_HALF_EVEN, ROUND_HALF_UP)}
        except (NotANumber, InvalidOperation):
            return False
    return rounded == {result}


def _rounded(value: float, size: float, digits: int) -> Decimal:
    """The value to so many significant digits, but none that are only rounding noise."""
    exact = Decimal(value)
    place = (exact.adjusted() if value else -DIGITS) - digits + 1
    if size:
        place = max(place, Decimal(size * NOISE or 5e-324).adjusted())
    if abs(value) < LARGEST_WHOLE:
        place = min(place, 0)
    with localcontext() as context:
        context.prec = 1000
        return exact.quantize(Decimal(1).scaleb(place), ROUND_HALF_EVEN)


def _text(result: Decimal, value: float) -> str:
    """The digits of a result; `0` and `1` for numbers that are just that."""
    if not result:
        return "0"
    if value.is_integer() and abs(value) < LARGEST_WHOLE:
        return str(int(value))
    if TINY <= result.adjusted() < HUGE:
        return f"{result:f}"
    return _short(f"{result:e}".lower())
