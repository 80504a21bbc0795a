"""A number worked out: the factors that give it, printed with as many digits as a calculator needs
to come to the very digits of the result. Rounded factors rarely multiply to the rounded product, so
the digits are searched for, not chosen; and what a line says of a product is what the factors in
the line before it give, not what the computer had.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from math import floor, log10
from typing import NamedTuple

from backprop_tui.report.arithmetic.calculator import NotANumber, calculate
from backprop_tui.report.arithmetic.digits import (
    CONTEXT,
    MOST,
    last_place,
    printed,
    rounded,
    told_apart,
)
from backprop_tui.report.arithmetic.forms import Form, bracketed

FEWEST = 4
"""Significant digits of a result at least."""

TIDY = 9
"""Digits of a factor up to which it is rather the result that is printed with one more."""

NOISE = 1e-13
"""Digits below this share of the largest term may be rounding."""

SMALLEST = 1e-300
"""Near the smallest numbers that the computer has, few of their digits are left."""

EXACT = -40
"""A place so far behind the point that only a sum that cancels whole is 0 down to it."""

WAYS = (ROUND_HALF_EVEN, ROUND_HALF_UP)
"""How calculators round a half."""


class Source(NamedTuple):
    """What a number was worked out from.

    Attributes:
        value: The number as it was computed.
        forms: The forms that its line may take, the best first.
        twice: Whether a second line says what each term of the first comes to.
    """

    value: float
    forms: Sequence[Form]
    twice: bool


@dataclass(frozen=True)
class WorkedNumber:
    """One number, worked out.

    Attributes:
        name: Which number: `z₁[01,h3]`.
        lines: What it is equal to, one way after the other; a calculator fed with any of them
            gives `result`. Fed with a term of the first it gives the term below it in the second,
            if there is one. Empty for a number that is given.
        result: The number itself.
        note: A few words where no arithmetic is needed: `given`, `before the step`.
        source: What it was worked out from, if it was.
    """

    name: str
    lines: tuple[str, ...]
    result: str
    note: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)


def given(name: str, value: float, note: str) -> WorkedNumber:
    """A number that is not computed in this step."""
    return WorkedNumber(name, (), printed(float(value), 6), note)


def with_reference(work: WorkedNumber, value: float, reference: float) -> WorkedNumber:
    """A number worked out by a wrong rule, with the one that the right rule gives beside it.

    Args:
        work: The number worked out.
        value: The same number as it was computed.
        reference: What the right rule gives.
    """
    if value == reference:
        return replace(work, note="; ".join(filter(None, (work.note, "right: the same"))))
    printed_digits = len(Decimal(work.result).as_tuple().digits)
    wrong, number = told_apart(value, reference, max(FEWEST, printed_digits))
    # What is printed with fewer digits may look like the right number.
    more = "" if wrong == work.result else wrong
    return replace(work, note="; ".join(filter(None, (work.note, more, f"right: {number}"))))


def work_out(
    name: str,
    value: float,
    forms: Sequence[Form],
    size: float,
    fewest: int = FEWEST,
    twice: bool = False,
) -> WorkedNumber:
    """Find the fewest digits with which every line gives the number.

    Args:
        name: Which number.
        value: The number as it was computed.
        forms: The forms that its line may take, the best first.
        size: The largest term of its sum, which says how exact it can be.
        fewest: Significant digits of the result at least.
        twice: Whether a second line says what each term of the first comes to.
    """
    if not math.isfinite(value):
        return WorkedNumber(name, (), f"{value:g}", "not a finite number")
    if not (math.isfinite(size) and all(map(math.isfinite, forms[0].values))):
        return WorkedNumber(name, (), printed(value, fewest), "from a number that is not finite")
    for most in (TIDY, MOST):
        for last in _last_places(value, size, fewest):
            if most == TIDY and value and last > last_place(value, fewest):
                break
            result = rounded(value, last)
            lines = _closing(forms, Decimal(result), last, range(fewest, most + 1), twice)
            if lines:
                source = Source(value, forms, twice)
                return WorkedNumber(name, lines, result, _left_over(lines, result), source)
    return WorkedNumber(name, (), printed(value, fewest), "lost in rounding")


def _last_places(value: float, size: float, fewest: int) -> Iterator[int]:
    """Where the result may end, as powers of ten, the best first.

    A small difference of large terms is first tried as if it were exact, which it often is;
    then without the digits that may be rounding; and at last with fewer.
    """
    noise = floor(log10(max(size * NOISE, SMALLEST)))
    yield last_place(value, fewest) if value else EXACT
    for count in (*range(fewest, MOST + 1), *range(fewest - 1, 0, -1)):
        yield max(last_place(value, count), noise) if value else max(-MOST, noise)


def _left_over(lines: Sequence[str], result: str) -> str:
    """What a calculator shows in place of a 0 to which large terms cancel but for rounding."""
    if Decimal(result):
        return ""
    for line in lines:
        shown = calculate(line)
        if shown:
            return f"as printed {rounded(shown, last_place(shown, 2))}, which is rounding"
    return ""


def _closing(
    forms: Sequence[Form], result: Decimal, last: int, counts: Sequence[int], twice: bool
) -> tuple[str, ...]:
    """The first form, with the fewest digits, that a calculator takes to the result; or nothing.

    A second line is made from what the first one prints, never from the numbers behind it.
    """
    for form in forms:
        if not all(map(math.isfinite, form.values)):
            continue
        for digits in counts:
            texts = [printed(value, digits) for value in form.values]
            lines = lines_of(form, texts, result, last, counts, twice)
            if lines:
                return lines
    return ()


def lines_of(
    form: Form, texts: Sequence[str], result: Decimal, last: int, counts: Sequence[int], twice: bool
) -> tuple[str, ...]:
    """A form with its numbers written so, and what its terms come to; nothing if it is not closed.

    Args:
        form: The form.
        texts: Its numbers as they are written.
        result: What a calculator must come to.
        last: Down to which power of ten.
        counts: How many digits the terms of a second line may have.
        twice: Whether there is one.
    """
    line = form.write(texts)
    if not _gives(line, result, last):
        return ()
    if not twice:
        return (line,)
    second = _comes_to(form.split(texts), result, last, counts)
    return () if second is None else tuple(dict.fromkeys((line, second)))


def _comes_to(
    terms: Sequence[str], result: Decimal, last: int, counts: Sequence[int]
) -> str | None:
    """What a calculator makes of each term, with the fewest digits that add up to the result."""
    values = [calculate(term) for term in terms]
    for digits in counts:
        places = [last_place(value, digits) for value in values]
        texts = [rounded(value, place) for value, place in zip(values, places, strict=True)]
        line = " + ".join(map(bracketed, texts))
        # Where calculators round a half apart, one more digit makes them agree.
        shown = zip(values, map(Decimal, texts), places, strict=True)
        if all(_rounds_to(*each) for each in shown) and _gives(line, result, last):
            return line
    return None


def _gives(text: str, result: Decimal, last: int) -> bool:
    """Whether a calculator comes to these digits."""
    try:
        return _rounds_to(calculate(text), result, last)
    except NotANumber:
        return False


def _rounds_to(value: Decimal, result: Decimal, last: int) -> bool:
    """Whether a number has these digits down to that of 10^last, whichever way a half goes."""
    unit = Decimal((0, (1,), last))
    return {value.quantize(unit, way, CONTEXT) for way in WAYS} == {result}
