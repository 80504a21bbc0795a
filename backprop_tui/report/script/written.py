"""Numbers and tables as Python has them. Every number is written with all digits that it has, for
from fewer another one would be read, and a run that starts elsewhere ends elsewhere.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence

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


def table(name: str, values: Array) -> list[str]:
    """The lines that give a name to an array of one or two dimensions."""
    rows = np.atleast_2d(values).tolist()
    texts = [f"[{', '.join(map(number, row))}]" for row in rows]
    return _array(name, values.ndim, texts, "float" if _is_whole(texts) else "")


def mask(name: str, values: Array | NDArray[np.bool_]) -> list[str]:
    """The same of 0 and 1 that are meant as yes and no."""
    rows = np.atleast_2d(values).astype(int).tolist()
    texts = [f"[{', '.join(map(str, row))}]" for row in rows]
    return _array(name, values.ndim, texts, "bool")


def _is_whole(texts: Sequence[str]) -> bool:
    """Whether Python would read all numbers of these rows as whole ones."""
    return not any(mark in text for text in texts for mark in ".e")


def _array(name: str, dimensions: int, rows: Sequence[str], kind: str) -> list[str]:
    """The lines that make an array of rows; those of one dimension are one row."""
    ending = f", dtype={kind}" if kind else ""
    inside = ", ".join(rows)
    line = f"{name} = np.array({inside if dimensions == 1 else f'[{inside}]'}{ending})"
    if len(line) <= WIDTH:
        return [line]
    opening, closing = (f"{name} = np.array([", f"]{ending})")
    if dimensions == 1:
        rows = [row.strip("[]") for row in rows]
    return [opening, *_broken(rows), closing]


def _broken(rows: Sequence[str]) -> Iterator[str]:
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
    return [together] if is_short else [f"# {note}", line]


def indented(lines: Sequence[str]) -> list[str]:
    """Lines one level further in."""
    return [INDENT + line if line else "" for line in lines]


def function(head: str, body: Sequence[str]) -> tuple[str, ...]:
    """The lines of a function, from its name and parameters and what it does."""
    return (f"def {head}:", *indented(body))
