"""A line of arithmetic is a sum of products, or a formula with numbers in place of its symbols. Its
form knows the numbers and where they stand, not how many digits they are printed with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

NEEDLESS = re.compile(r"(?<=\()\((-[^()]+)\)(?=[),]| [-+])|(?<=, )\((-[^()]+)\)(?=[),])")
"""Brackets round a negative number that stands in brackets already."""


@dataclass(frozen=True)
class Form:
    """One way to write a number down as arithmetic.

    Attributes:
        values: The numbers in it.
        write: From their texts to the line.
        split: From their texts to the terms that the line adds up; a formula is one of its own.
    """

    values: tuple[float, ...]
    write: Callable[[Sequence[str]], str]
    split: Callable[[Sequence[str]], list[str]]


def bracketed(text: str) -> str:
    """A factor; one below zero stands in brackets."""
    return f"({text})" if text.startswith("-") else text


def products(terms: Sequence[tuple[float, ...]]) -> Form:
    """A sum of products: `0.5·0.11 + 0.47·(-0.14)`."""
    lengths = [len(term) for term in terms]

    def split(texts: Sequence[str]) -> list[str]:
        parts = iter(texts)
        return ["·".join(bracketed(next(parts)) for _ in range(length)) for length in lengths]

    def write(texts: Sequence[str]) -> str:
        return texts[0] if len(texts) == 1 else " + ".join(split(texts))

    return Form(tuple(value for term in terms for value in term), write, split)


def formula(
    text: str, symbols: Mapping[str, float], rows: Mapping[str, Sequence[float]] | None = None
) -> Form:
    """A formula with numbers in place of its symbols, such as `1/(1 + e^-z)` with a `z`.

    Args:
        text: The formula. What stands in `Σ(…)` is written down once for every number of a
            row, as in `e^z/Σ(e^zᵢ)`.
        symbols: The number of every symbol.
        rows: The numbers that a symbol with the index ᵢ runs over, all rows of one length.
    """
    if rows and "Σ(" in text:
        text = _written_out(text, len(next(iter(rows.values()))))
        members = {f"{name}⟨{k}⟩": row[k] for name, row in rows.items() for k in range(len(row))}
        # A member begins with its symbol's name, so it is looked for before.
        symbols = {**members, **symbols}
    pattern = re.compile("|".join(rf"(?<![a-z]){name}(?![a-z])" for name in symbols))
    found = pattern.findall(text)

    def write(texts: Sequence[str]) -> str:
        parts = iter(texts)
        filled = pattern.sub(
            lambda found: _put(bracketed(next(parts)), text[: found.start()]), text
        )
        return NEEDLESS.sub(lambda found: found[1] or found[2], filled)

    return Form(tuple(symbols[name] for name in found), write, split=lambda texts: [write(texts)])


def _put(number: str, before: str) -> str:
    """A number in place of a symbol; as a factor, as in `2y` or `(1 - y)z`, with a sign before."""
    factor = before[-1:].isdecimal() or before.endswith(")")
    return f"·{number}" if factor and not number.startswith("(") else number


def _written_out(text: str, length: int) -> str:
    """Every `Σ(…)` as a sum of so many terms, each with its number for the index: `z⟨0⟩`."""
    before, found, rest = text.partition("Σ(")
    if not found:
        return text
    depth, end = 1, 0
    while depth:
        depth += {"(": 1, ")": -1}.get(rest[end], 0)
        end += 1
    terms = " + ".join(rest[: end - 1].replace("ᵢ", f"⟨{k}⟩") for k in range(length))
    return f"{before}({terms}){_written_out(rest[end:], length)}"
