"""Makes the arrays of a problem, a row a case, of numbers in whatever shape they are given. They
come as lists, as whole numbers, as bits, in a row or in a column; what has one meaning is made that
shape, as a copy, and what could mean two things, or none, is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.wording import counted, cut, printable

MAX_CASES = 10_000
MAX_INPUTS = 256
MAX_TARGETS = 64

NUMERIC = "biuf"
"""The kinds of NumPy's types that hold one real number each."""


def matrix(problem: str, what: str, values: ArrayLike) -> Array:
    """A read-only copy with a row a case; one list of numbers is a column.

    Args:
        problem: What the problem is called in a refusal.
        what: What the values are.
        values: (cases, columns), or (cases,) for one column.

    Raises:
        BadSetting: If they are no numbers, not all finite, or not in rows of one length.
    """
    said = f"the {what} of {problem}"
    try:
        found = np.asanyarray(values)
        with np.errstate(over="ignore"):
            numbers = np.array(found, dtype=np.float64, order="C") if _real(found) else None
    except (TypeError, ValueError, OverflowError, ArithmeticError):
        numbers = None
    if numbers is None:
        raise BadSetting(f"{said} must be numbers in rows of one length, a row a case")
    if numbers.ndim == 1:
        numbers = numbers.reshape(-1, 1)
    if numbers.ndim != 2:
        raise BadSetting(f"{said} have {numbers.ndim} dimensions; needed are 2, a row a case")
    if not np.isfinite(numbers).all():
        raise BadSetting(f"{said} hold a number that is not finite")
    numbers.setflags(write=False)
    return numbers


def _real(values: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> bool:
    """Whether each of them is one real number that is there."""
    if type(values) is not np.ndarray and np.ma.is_masked(values):
        return False
    if values.dtype.kind == "O":
        from decimal import Decimal

        # Whole numbers without bounds, fractions and decimals; None would become NaN.
        return all(isinstance(value, Real | Decimal) for value in values.flat)
    return values.dtype.kind in NUMERIC


def names_of(
    problem: str,
    what: str,
    names: Iterable[str] | None,
    default: Collection[str],
    of: str = "column",
) -> tuple[str, ...]:
    """One name a column, no two alike; a string is one name.

    Args:
        problem: What the problem is called in a refusal.
        what: What is named, in the singular.
        names: What they are called.
        default: What they are called where nothing is said, one a column.
        of: What each of them names, in the singular.

    Raises:
        BadSetting: If there are more or fewer than columns, or if one is empty or there twice.
    """
    given: list[object] = []
    try:
        given += default if names is None else [names] if isinstance(names, str) else names
    except TypeError:
        given.append(names)
    words = [name for name in given if isinstance(name, str)]
    if len(words) < len(given):
        raise BadSetting(f"the {what} names of {problem} must be a list of text")
    found = tuple(map(printable, words))
    if len(found) != len(default):
        raise BadSetting(
            f"{problem} has {counted(len(found), f'{what} name')} for "
            f"{counted(len(default), of)}; give one a {of}, or none at all"
        )
    for k, name in enumerate(found):
        if not name:
            raise BadSetting(f"{what} name {k + 1} of {problem} is empty")
        if name in found[:k]:
            raise BadSetting(f"{problem} has two {what} names {cut(name)!r}; make them differ")
    return found


def names_of_all(
    problem: str, what: str, names: Iterable[str] | None, count: int
) -> tuple[str, ...]:
    """The names of so many cases or rows, one each; none of any where none is given.

    Raises:
        BadSetting: As `names_of`.
    """
    if names is None or (isinstance(names, list | tuple) and not names):
        return ()
    return names_of(problem, what, names, numbered("#", count), what)


def numbered(letter: str, count: int) -> tuple[str, ...]:
    """Names for columns that have none: `x1`, `x2`, and so on."""
    return tuple(f"{letter}{k}" for k in range(1, count + 1))


def divided(problem: str, groups: Iterable[int], inputs: int) -> tuple[int, ...]:
    """How many inputs belong together, group by group; none where all are alike.

    Raises:
        BadSetting: If they do not make up all inputs.
    """
    division = tuple(groups)
    if division and (min(division) < 1 or sum(division) != inputs):
        raise BadSetting(
            f"the groups of {problem}, {'+'.join(map(str, division))}, must make up its "
            f"{counted(inputs, 'input')}"
        )
    return division


def places(problem: str, held_out: Iterable[int], cases: int) -> tuple[int, ...]:
    """Which cases are held out of training, from 0, in their order.

    Raises:
        BadSetting: If one is not there or is named twice, or if none is left to learn from.
    """
    try:
        # A mask of truth values would be taken for the cases 0 and 1.
        given = [-1 if isinstance(place, bool) else place.__index__() for place in held_out]
    except (TypeError, AttributeError):
        given = [-1]
    found = tuple(sorted(set(given)))
    if len(found) < len(given) or not all(0 <= place < cases for place in found):
        raise BadSetting(
            f"the cases that {problem} holds out must be different whole numbers from 0 to "
            f"{cases - 1}"
        )
    if len(found) == cases:
        raise BadSetting(f"{problem} holds every case out, which leaves none to learn from")
    return found


def settings(said: str, preset: Mapping[str, Any] | None) -> dict[str, Any]:
    """A copy of the settings that suit a problem.

    Raises:
        BadSetting: If they are not by their names.
    """
    if preset is None:
        return {}
    if not isinstance(preset, Mapping) or not all(isinstance(name, str) for name in preset):
        raise BadSetting(f"the preset of {said} must give settings by their names")
    return dict(preset)


def require_sizes(said: str, inputs: Array, targets: Array) -> None:
    """Check that there are cases, inputs and targets, not too many, and as many of both.

    Raises:
        BadSetting: If it is not so.
    """
    for what, count, most in (
        ("cases", len(inputs), MAX_CASES),
        ("inputs", inputs.shape[1], MAX_INPUTS),
        ("targets", targets.shape[1], MAX_TARGETS),
    ):
        if not 1 <= count <= most:
            raise BadSetting(f"{said} has {count:,} {what}; allowed are 1 to {most:,}")
    if len(inputs) != len(targets):
        raise BadSetting(
            f"{said} has inputs of {len(inputs):,} cases and targets of {len(targets):,}; "
            "each case needs both"
        )


def laid_out(
    problem: str, layout: Iterable[Iterable[int]], inputs: int
) -> tuple[tuple[int, ...], ...]:
    """Rows of inputs, by their places from 0, as a picture shows them one above the other.

    Raises:
        BadSetting: If the rows are not all as long, or one of them names an input that is not
            there or that was named before.
    """
    try:
        rows = tuple(tuple(place.__index__() for place in row) for row in layout)
    except (TypeError, AttributeError):
        rows = ((-1,),)
    named = [place for row in rows for place in row]
    if (
        len({len(row) for row in rows}) > 1
        or len(set(named)) < len(named)
        or not all(0 <= place < inputs for place in named)
    ):
        raise BadSetting(
            f"the layout of {problem} must be rows of one length, of different whole numbers "
            f"from 0 to {inputs - 1}"
        )
    return rows
