"""Numbers and tables as Python has them. Every number is written with all digits that it has, for
from fewer another one would be read, and a run that starts elsewhere ends elsewhere.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.wording import printable

WIDTH = 92
"""Columns of a line at most."""

INDENT = "    "


def number(value: float) -> str:
    """A finite number in all its digits, a whole one without a point: `0.5`, `2`, `-0.0`."""
    text = repr(float(value))
    return text if value == 0 and math.copysign(1.0, value) < 0 else text.removesuffix(".0")


def table(name: str, values: Array) -> Iterator[str]:
    """The lines that give a name to an array of one or two dimensions."""
    kind = ", dtype=float" * _is_whole(values)
    return _array(name, (list(map(number, row)) for row in _rows(values)), values, kind)


def mask(name: str, values: Array | NDArray[np.bool_]) -> Iterator[str]:
    """The same of 0 and 1 that are meant as yes and no."""
    rows = _rows(values.astype(int))
    return _array(name, (list(map(str, row)) for row in rows), values, ", dtype=bool")


def whole_numbers(name: str, values: Sequence[int]) -> list[str]:
    """A list of whole numbers."""
    line = f"{name} = [{', '.join(map(str, values))}]"
    if len(line) <= WIDTH:
        return [line]
    return [f"{name} = [", *_broken(map(str, values)), "]"]


def _rows(values: NDArray[Any]) -> list[list[Any]]:
    """An array as a list of rows; one dimension is one row."""
    rows: list[list[Any]] = np.atleast_2d(values).tolist()
    return rows


def _is_whole(values: Array) -> bool:
    """Whether all numbers are written without a point, so that Python would take them for whole
    ones.
    """
    whole = (values == np.floor(values)) & (np.abs(values) < 1e15)
    return bool((whole & ~((values == 0) & np.signbit(values))).all())


def _array(
    name: str, rows: Iterable[list[str]], values: NDArray[Any], ending: str
) -> Iterator[str]:
    """The lines that make an array of rows, as they come: a table may have thousands."""
    is_vector = values.ndim == 1
    texts = map(", ".join if is_vector else _bracketed, rows)
    first = list(islice(texts, WIDTH))
    line = f"{name} = np.array([{', '.join(first)}]{ending})"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{name} = np.array(["
    yield from _broken(chain(first, texts))
    yield f"]{ending})"


def _bracketed(row: list[str]) -> str:
    """A row of a matrix."""
    return f"[{', '.join(row)}]"


def _broken(rows: Iterable[str]) -> Iterator[str]:
    """Rows in as few lines as there is room for, a long one in several."""
    line = ""
    for row in rows:
        longer = f"{line} {row}," if line else f"{row},"
        if len(longer) <= WIDTH - len(INDENT):
            line = longer
            continue
        if line:
            yield INDENT + line
        *parts, line = textwrap.wrap(
            f"{row},", WIDTH - len(INDENT), break_long_words=False, break_on_hyphens=False
        )
        yield from (INDENT + part for part in parts)
    yield INDENT + line


def heading(title: str) -> list[str]:
    """A line of comment that opens a part, with an empty one before it."""
    return ["", f"# ── {title} {'─' * (WIDTH - 6 - len(title))}"]


def comment(text: str) -> list[str]:
    """A sentence or two as lines of comment."""
    return textwrap.wrap(
        printable(text),
        WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def noted(line: str, note: str) -> list[str]:
    """A line with what is said of it behind, or before it where there is no room."""
    together = f"{line}  # {note}"
    is_short = len(together) <= WIDTH - len(INDENT)
    return [together] if is_short else [f"# {note[:1].upper()}{note[1:]}:", line]


def indented(lines: Sequence[str]) -> list[str]:
    """Lines one level further in."""
    return [INDENT + line if line else "" for line in lines]


def function(head: str, body: Sequence[str]) -> tuple[str, ...]:
    """The lines of a function, from its name and parameters and what it does."""
    return (f"def {head}:", *indented(body))
