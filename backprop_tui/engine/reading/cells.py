"""What a cell of a table can be: a finite number, a word, a value that is not there. Spreadsheets
have many ways of spoiling a number: each is known here by its look, with what to do about it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.conversion import UNCOMMENTED, called, converted
from backprop_tui.engine.reading.written import written_number
from backprop_tui.engine.wording import counted, cut, either


class Row(NamedTuple):
    """A row of a file.

    Attributes:
        line: The line of the file on which it ends, from 1.
        cells: What it holds, without the blanks around it.
    """

    line: int
    cells: list[str]


class Sheet(NamedTuple):
    """A table as it is written.

    Attributes:
        path: Where it lies.
        rows: The header and the cases.
        separator: What stands between cells.
    """

    path: str
    rows: Sequence[Row]
    separator: str = ","

    def refusal(self, line: int, said: str, column: str | None = None) -> BadSetting:
        """What is wrong in a line, in a column of it."""
        place = "" if column is None else f", column {cut(column, 30)!r}"
        return BadSetting(f"{called(self.path)}, line {line}{place}: {said}")

    @property
    def mark(self) -> str:
        """What a separator is called."""
        return MARKS[self.separator]


MARKS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "space"}
"""What may stand between cells; of several that would do, the first."""

SEPARATORS = either([f"{name}s" for name in MARKS.values()])
"""All of them in a sentence."""

MISSING = frozenset(("", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "?", "-", "--"))
"""How programs write that a value is not there."""

EMPTY = "every value is missing: take the line out, or fill it in"
"""What to do about a line of nothing but separators."""

WORDS = frozenset(("none", "nil"))
"""Those of them that are words like any other in a column of words."""

DECIMAL = re.compile(r"\s*[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?\s*")
"""A number with a decimal comma."""

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
        said: What is wrong, and what to do.
    """

    looks: Callable[[str], bool]
    said: str


CELLS = (
    Cell(
        lambda cell: re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", cell) is not None,
        "a number with points between its thousands: write 1071,9 for 1.071,9 (1071.9 where other "
        "decimals have points)",
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
)
"""What can be wrong with a number; the first that a cell looks like is said. What looks like none
of them is a word.
"""


def is_missing(cell: str, in_words: bool) -> bool:
    """Whether a cell, stripped, says that a value is not there, in a column of words or numbers."""
    word = cell.lower()
    return word in MISSING and not (in_words and word in WORDS)


def is_word(cell: str) -> bool:
    """Whether a cell, stripped, is neither a number nor a slip in writing one, nor missing."""
    return not (
        is_number(cell) or is_missing(cell, False) or any(flaw.looks(cell) for flaw in CELLS)
    )


def counts(cells: Sequence[str], anywhere: bool = False) -> bool:
    """Whether cells, stripped, count the lines, from 0 or from 1, or from anywhere."""
    starts = (0, 1)
    if anywhere and cells and cells[0].isascii() and cells[0].isdecimal() and len(cells[0]) < 16:
        starts = (int(cells[0]), 0)
    return len(cells) > 1 and any(
        list(cells) == list(map(str, range(first, first + len(cells)))) for first in starts
    )


def require_even(sheet: Sheet) -> None:
    """Check that every row has as many cells as the first.

    Raises:
        BadSetting: If one has more or fewer.
    """
    for row in sheet.rows[1:]:
        if len(row.cells) != len(sheet.rows[0].cells):
            if not any(map(str.strip, row.cells)):
                raise sheet.refusal(row.line, EMPTY)
            raise sheet.refusal(row.line, _ragged(sheet, row.cells))


def _ragged(sheet: Sheet, cells: Sequence[str]) -> str:
    """That a row has more or fewer cells than there are columns, and why that may be."""
    columns, cases = len(sheet.rows[0].cells), sheet.rows[1:]
    if cells[0].lstrip().startswith("#"):
        return f"it is a comment: take such lines out, {converted(sheet.path, UNCOMMENTED)}"
    if len(cells) == columns + 1 and not cells[-1].strip():
        mark = sheet.mark
        return f"it ends with a {mark}, which makes one cell too many: take that {mark} away"
    first = [row.cells[0].strip() for row in cases]
    if all(len(row.cells) == columns + 1 for row in cases) and (
        counts(first) or all(map(is_word, first))
    ):
        return (
            "it has one cell more than the header, as every line has: row names, as R writes them; "
            "write the table with row.names=FALSE, or begin its header with a name for them"
        )
    count = f"it has {counted(len(cells), 'cell')}, the header has {columns}"
    if len(cells) > columns and all(re.fullmatch(r"\s*[+-]?[0-9]+\s*", cell) for cell in cells):
        return f"{count}; if it has decimal commas, write 0.5 for 0,5"
    return f"{count}; every column needs a value in every line"
