"""Lists of JSON as arrays of finite numbers. What is none is refused with its place: in a matrix
typed by hand a slip is found only where it is.
"""

from __future__ import annotations

import math

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.wording import counted


class Misshapen(ValueError):
    """What is not of the form; the message says where."""


def list_of(value: object, what: str) -> list[object]:
    """The value, if it is a list."""
    if not isinstance(value, list):
        raise Misshapen(f"{what} is no list")
    return value


def vector_of(value: object, what: str) -> Array:
    """A list of finite numbers as an array (n,)."""
    numbers = list_of(value, what)
    for k, number in enumerate(numbers, start=1):
        flaw = flaw_of(number)
        if flaw:
            raise Misshapen(f"{what}, number {k} is {flaw}")
    return np.array(numbers, dtype=np.float64)


def flaw_of(value: object) -> str:
    """Why a value is no finite number; empty if it is one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "no number"
    try:
        return "" if math.isfinite(value) else "not finite"
    except OverflowError:
        return "too large"


def matrix_of(value: object, what: str) -> Array:
    """A list of rows of one length as an array (rows, columns)."""
    lists = list_of(value, what)
    if lists and not any(map(flaw_of, lists)):
        shown = [f"{number:g}" for number in lists[:3]]
        rest = ["…"] * (len(lists) > 3)
        upright, flat = (joint.join([*shown, *rest]) for joint in ("], [", ", "))
        either = f"[[{upright}]] with a row each, or [[{flat}]] with one row"
        raise Misshapen(f"{what} is a list of numbers, not of rows; write {either}")
    rows = [vector_of(row, f"{what}, row {k}") for k, row in enumerate(lists, 1)]
    if not rows:
        raise Misshapen(f"{what} has no row")
    for k, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            count = counted(len(row), "number")
            raise Misshapen(f"{what}, row {k} has {count}, row 1 has {len(rows[0])}")
    return np.array(rows)
