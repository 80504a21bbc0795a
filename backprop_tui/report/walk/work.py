"""A number worked out: the factors that give it, printed with as many digits as a calculator needs
to come to the very digits of the result. Rounded factors rarely multiply to the rounded product, so
the digits are searched for, not chosen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from math import floor, log10

from backprop_tui.report.walk.calculator import NotANumber, calculate
from backprop_tui.report.walk.digits import CONTEXT, MOST, last_place, printed, rounded, told_apart

FEWEST = 4
"""Significant digits of a result at least."""

NOISE = 1e-13
"""Digits below this share of the largest term may be rounding."""

SMALLEST = 1e-300
"""Near the smallest numbers that the computer has, few of their digits are left."""

NEEDLESS = re.compile(r"(?<=\()\((-[^()]+)\)(?=[),]| [-+])|(?<=, )\((-[^()]+)\)(?=[),])")
"""Brackets round a negative number that stands in brackets already."""


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
        if len(texts) == 1:
            return texts[0]
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
        filled = pattern.sub(lambda _: bracketed(next(parts)), text)
        return NEEDLESS.sub(lambda found: found[1] or found[2], filled)

    return Form(tuple(symbols[name] for name in found), write)


def given(name: str, value: float, note: str) -> Work:
    """A number that is not computed in this step."""
    return Work(name, (), printed(float(value), 6), note)


def beside_right(work: Work, value: float, right: float) -> Work:
    """A number worked out by a wrong rule, with the one that the right rule gives beside it.

    Args:
        work: The number worked out.
        value: The same number as it was computed.
        right: What the right rule gives.
    """
    if value == right:
        return replace(work, note="; ".join(filter(None, (work.note, "right: the same"))))
    printed_digits = len(Decimal(work.result).as_tuple().digits)
    wrong, number = told_apart(value, right, max(FEWEST, printed_digits))
    # What is printed with fewer digits may look like the right number.
    more = "" if wrong == work.result else wrong
    return replace(work, note="; ".join(filter(None, (work.note, more, f"right: {number}"))))


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
    if not math.isfinite(value):
        return Work(name, (), f"{value:g}", "not a finite number")
    numbers = (number for forms in lines for form in forms[:1] for number in form.values)
    if not (math.isfinite(size) and all(map(math.isfinite, numbers))):
        return Work(name, (), printed(value, fewest), "from a number that is not finite")
    for last in _last_places(value, size, fewest):
        result = rounded(value, last)
        found = [_closing(forms, result, last, fewest) for forms in lines]
        texts = tuple(text for text in found if text is not None)
        if len(texts) == len(lines):
            return Work(name, tuple(dict.fromkeys(texts)), result)
    return Work(name, (), printed(value, fewest), "lost in rounding")


def _last_places(value: float, size: float, fewest: int) -> Iterator[int]:
    """Where the result may end, as powers of ten, the best first.

    A small difference of large terms is first tried as if it were exact, which it often is;
    then without the digits that may be rounding; and at last with fewer.
    """
    noise = floor(log10(max(size * NOISE, SMALLEST)))
    if value:
        yield last_place(value, fewest)
    for count in (*range(fewest, MOST + 1), *range(fewest - 1, 0, -1)):
        yield max(last_place(value, count), noise) if value else max(-MOST, noise)


def _closing(forms: Sequence[Form], result: str, last: int, fewest: int) -> str | None:
    """The first form, with the fewest digits, that a calculator takes to the result."""
    wanted, unit = Decimal(result), Decimal((0, (1,), last))
    for form in forms:
        if not all(map(math.isfinite, form.values)):
            continue
        for digits in range(fewest, MOST + 1):
            text = form.write([printed(value, digits) for value in form.values])
            if _gives(text, wanted, unit):
                return text
    return None


def _gives(text: str, result: Decimal, unit: Decimal) -> bool:
    """Whether a calculator comes to these digits, whichever way it rounds a half."""
    try:
        value = calculate(text)
    except NotANumber:
        return False
    ways = (ROUND_HALF_EVEN, ROUND_HALF_UP)
    return {value.quantize(unit, way, CONTEXT) for way in ways} == {result}
