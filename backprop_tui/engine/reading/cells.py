"""Reads the cells of a table below its header, each a finite number. Spreadsheets have many ways of
showing one that is none: each is known here by its look, and is answered with its line, its column
and what to do about it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.columns import cut
from backprop_tui.engine.reading.conversion import UNCOMMENTED, converted
from backprop_tui.engine.reading.written import written_number


class Row(NamedTuple):
    """A row of a file.

    Attributes:
        line: The line of the file on which it ends, from 1.
        cells: What it holds.
    """

    line: int
    cells: list[str]


MISSING = frozenset(("", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "?", "-", "--"))
"""How programs write that a value is not there."""

DATE = r"\d{4}[-/.]\d{1,2}\b|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})\b|\d{1,3}:\d{2}\b"
"""How a date or a time begins: `2020-01-01`, `1.2.2020`, `2020/01`, `12:30`."""


def is_number(cell: str) -> bool:
    """Whether a cell says a finite number."""
    try:
        return math.isfinite(written_number(cell))
    except ValueError:
        return False


def is_infinite(cell: str) -> bool:
    """Whether a cell says an infinity, or a number that is too large for the computer."""
    try:
        return math.isinf(written_number(cell))
    except ValueError:
        return False


class Cell(NamedTuple):
    """A way of not being a number.

    Attributes:
        looks: Whether a cell, stripped, is so.
        said: What is wrong, and what to do in a column of inputs.
        target: What to do in a column of targets, if it is something else.
    """

    looks: Callable[[str], bool]
    said: str
    target: str = ""


CELLS = (
    Cell(
        lambda cell: cell.lower() in MISSING,
        "a missing value: fill it in, or leave the line out",
    ),
    Cell(
        lambda cell: re.fullmatch(r"[+-]?[0-9.]*,[0-9.,]+", cell) is not None,
        "a number with a comma: write 0.5 for 0,5 and 1000 for 1,000",
    ),
    Cell(
        lambda cell: re.match(DATE, cell) is not None,
        "a date or a time, and a network takes numbers: write the days or hours since a start",
    ),
    Cell(
        is_infinite,
        "not a finite number: write a smaller one, or leave the line out",
    ),
    Cell(
        lambda cell: re.match(r"[^\w\x00-\x1f]*[0-9]", cell) is not None,
        "a number with something beside it: write the number alone, such as 5 for $5 or 5 kg, "
        "1000 for 1 000, and a minus as -",
    ),
    Cell(
        lambda cell: True,
        "text, and a network takes only numbers: give each word a column of 0 and 1, or take "
        "this column out",
        "text, and a network answers only with numbers: give each word a column of 0 and 1, "
        "named y_… and the word",
    ),
)
"""What can be wrong with a cell; the first that it looks like is said, and the last fits all."""


def numbers_of(path: str, row: Row, names: Sequence[str], is_target: Sequence[bool]) -> list[float]:
    """The cells of a row of a file as finite numbers.

    Raises:
        BadSetting: If there are more or fewer than names, or if one is not such a number.
    """
    place = f"the data file {path!r}, line {row.line}"
    if not any(map(str.strip, row.cells)):
        raise BadSetting(f"{place}: every value is missing: take the line out, or fill it in")
    if len(row.cells) != len(names):
        raise BadSetting(f"{place}: {_ragged(path, row.cells, len(names))}")
    for name, cell, wanted in zip(names, row.cells, is_target, strict=True):
        if not is_number(cell):
            said = cell.strip()
            flaw = next(flaw for flaw in CELLS if flaw.looks(said))
            advice = (flaw.target if wanted else "") or flaw.said
            raise BadSetting(f"{place}, column {cut(name, 30)!r}: {cut(said, 30)!r} is {advice}")
    return [written_number(cell) for cell in row.cells]


def _ragged(path: str, cells: Sequence[str], columns: int) -> str:
    """That a row has more or fewer cells than there are columns, and why that may be."""
    if cells[0].lstrip().startswith("#"):
        return f"it is a comment: take such lines out, {converted(path, UNCOMMENTED)}"
    if len(cells) == columns + 1 and not cells[-1].strip():
        return "it ends with a comma, which makes one cell too many: take that comma away"
    count = f"it has {len(cells)} cell{'s' * (len(cells) != 1)}, the header has {columns}"
    if len(cells) > columns and all(re.fullmatch(r"\s*[+-]?[0-9]+\s*", cell) for cell in cells):
        return f"{count}; if it has decimal commas, write 0.5 for 0,5"
    return f"{count}; every column needs a number in every line"
