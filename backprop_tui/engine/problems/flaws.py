"""Tables come from spreadsheets and from other programs, and each has its own way of not being a
table of numbers. Every such way is known here by its look, and is answered with its line, its
column and what to do about it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.columns import printable
from backprop_tui.engine.written import written_number


class Row(NamedTuple):
    """A row of a file.

    Attributes:
        line: The line of the file on which it ends, from 1.
        cells: What it holds.
    """

    line: int
    cells: list[str]


SEPARATORS = {
    ";": ("semicolons", "tr ';' ','"),
    "\t": ("tabs", r"tr '\t' ','"),
    "|": ("bars", "tr '|' ','"),
}
"""What else stands between cells: its name, and a command that puts commas there."""

DECIMALS = "sed 's/,/./g; s/;/,/g'"
"""The same where numbers have decimal commas."""

MISSING = frozenset(("", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "?", "-", "--"))
"""How programs write that a value is not there."""


def _is_number(cell: str) -> bool:
    """Whether a cell says a finite number."""
    try:
        return math.isfinite(written_number(cell))
    except ValueError:
        return False


def _separated(rows: Sequence[Row]) -> str | None:
    """Cells between which something else than commas stands."""
    cells = rows[0].cells
    header = ",".join(map(str.strip, cells))
    for mark, (name, command) in SEPARATORS.items():
        if header.count(mark) >= len(cells):
            decimals = mark == ";" and any(len(row.cells) > 1 for row in rows[1:])
            first = "decimal commas must become points, then " if decimals else ""
            return (
                f"its cells are separated by {name}; {first}commas must stand there: "
                f"{DECIMALS if decimals else command} <this >new.csv"
            )
    return None


def _headless(rows: Sequence[Row]) -> str | None:
    """Numbers where names should be."""
    cells = [cell for cell in rows[0].cells if cell.strip()]
    if not all(map(_is_number, cells)):
        return None
    inputs = [f"x{k}" for k in range(1, len(cells))]
    names = inputs if len(inputs) < 5 else [*inputs[:2], "…", inputs[-1]]
    return (
        "it holds numbers where the names of the columns should be (a missing header); put a "
        f"line of names above it: {','.join([*names, 'y'])}"
    )


def _nameless(rows: Sequence[Row]) -> str | None:
    """A column without a name: what a comma at the end makes, or row numbers, or a slip."""
    names = rows[0].cells
    empty = [k for k, name in enumerate(names) if not printable(name)]
    if not empty:
        return None
    place = empty[-1]
    if place == len(names) - 1:
        if not any("".join(row.cells[place:]).strip() for row in rows):
            return "it ends with a comma, which makes an empty last column: take that comma away"
        return f"its last column ({place + 1}) has no name: give it one, or take it out"
    if empty[0] == 0:
        return (
            "its first column has no name, as row numbers that were saved with a table: take the "
            "column out, or name it if it is an input"
        )
    return f"its column {empty[0] + 1} has no name: give it one, or take it out"


def _doubled(rows: Sequence[Row]) -> str | None:
    """Two columns of one name."""
    places: dict[str, int] = {}
    for k, name in enumerate(map(printable, rows[0].cells), start=1):
        if name in places:
            return (
                f"columns {places[name]} and {k} are both called {name[:30]!r}: give each a name "
                "of its own, or take one out"
            )
        places[name] = k
    return None


HEADERS: tuple[Callable[[Sequence[Row]], str | None], ...] = (
    _separated,
    _headless,
    _nameless,
    _doubled,
)
"""What can be wrong with the first row, in the order in which it is looked for."""


def require_header(file: str, rows: Sequence[Row]) -> None:
    """Check that the first of some rows names every column once.

    Raises:
        BadSetting: If it does not.
    """
    for flaw in HEADERS:
        said = flaw(rows)
        if said is not None:
            raise BadSetting(f"{file}, line {rows[0].line}: {said}")


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
        lambda cell: re.match(r"[+-]?[.]?[0-9]|[+-]?inf", cell, re.IGNORECASE) is not None,
        "not a finite number: write it as one, without units or marks",
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


def numbers_of(file: str, row: Row, names: Sequence[str], is_target: Sequence[bool]) -> list[float]:
    """The cells of a row as finite numbers.

    Raises:
        BadSetting: If there are more or fewer than names, or if one is not such a number.
    """
    if len(row.cells) != len(names):
        raise BadSetting(f"{file}, line {row.line}: {_ragged(row.cells, len(names))}")
    for name, cell, wanted in zip(names, row.cells, is_target, strict=True):
        if not _is_number(cell):
            said = cell.strip()
            flaw = next(flaw for flaw in CELLS if flaw.looks(said))
            advice = (flaw.target if wanted else "") or flaw.said
            raise BadSetting(
                f"{file}, line {row.line}, column {name[:30]!r}: {said[:30]!r} is {advice}"
            )
    return [written_number(cell) for cell in row.cells]


def _ragged(cells: Sequence[str], columns: int) -> str:
    """That a row has more or fewer cells than there are columns, and why that may be."""
    if len(cells) == columns + 1 and not cells[-1].strip():
        return "it ends with a comma, which makes one cell too many: take that comma away"
    count = f"it has {len(cells)} cell{'s' * (len(cells) != 1)}, the header has {columns}"
    if len(cells) > columns and all(re.fullmatch(r"\s*[+-]?[0-9]+\s*", cell) for cell in cells):
        return f"{count}; if it has decimal commas, write 0.5 for 0,5"
    return f"{count}; every column needs a number in every line"
