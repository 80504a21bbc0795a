"""Reads the header of a table, the first row, which names its columns. Files from spreadsheets and
from other programs begin in many other ways; each is known here by its look, and is answered with a
command that mends it, where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.cells import Row, is_number
from backprop_tui.engine.reading.columns import cut, printable
from backprop_tui.engine.reading.conversion import UNCOMMENTED, converted

SEPARATORS = {
    ";": ("semicolons", "tr ';' ','", "tr ',;' '.,'"),
    "\t": ("tabs", r"tr '\t' ','", r"tr ',\t' '.,'"),
    "|": ("bars", "tr '|' ','", "tr ',|' '.,'"),
}
"""What else stands between cells: its name, and a command that puts commas there; another that also
makes points of decimal commas."""

SPACED = "sed 's/^ *//; s/ *$//; s/  */,/g'"
"""The same for cells with spaces between them, of which there may be some around a line too."""

SPACED_DECIMALS = "sed 's/^ *//; s/ *$//; s/,/./g; s/  */,/g'"


def _excel(path: str, rows: Sequence[Row]) -> str | None:
    """The line in which Excel says what stands between cells."""
    found = re.fullmatch(r"\s*sep=(.)\s*", ",".join(rows[0].cells), re.IGNORECASE | re.DOTALL)
    if found is None:
        return None
    command = f"sed {rows[0].line}d"
    return f"it is a note for Excel and no header: take it out, {converted(path, command)}"


def _comment(path: str, rows: Sequence[Row]) -> str | None:
    """A remark above the table. A mark before the first of several names is part of that name."""
    numeric = len(rows) > 1 and all(map(is_number, rows[1].cells))
    named = numeric and len(rows[0].cells) == len(rows[1].cells)
    if named or not rows[0].cells[0].lstrip().startswith("#"):
        return None
    return (
        "it is a comment, and the names of the columns should be there: take such lines out, "
        f"{converted(path, UNCOMMENTED)}"
    )


def _blank(path: str, rows: Sequence[Row]) -> str | None:
    """Nothing but commas."""
    if any(map(str.strip, rows[0].cells)):
        return None
    return "it holds nothing but commas where the names of the columns should be: take it out"


def _separated(path: str, rows: Sequence[Row]) -> str | None:
    """Cells between which something else than commas stands."""
    cells = rows[0].cells
    header = ",".join(map(str.strip, cells))
    decimals = any(len(row.cells) > 1 for row in rows[1:])
    for mark, (name, plain, pointed) in SEPARATORS.items():
        if header.count(mark) >= len(cells):
            return _commas(path, name, decimals, pointed if decimals else plain)
    pieces = len(header.split())
    following = [",".join(row.cells).split() for row in rows[1:2]]
    if len(cells) == 1 and pieces > 1 and [len(words) for words in following] == [pieces]:
        return _commas(path, "spaces", decimals, SPACED_DECIMALS if decimals else SPACED)
    return None


def _commas(path: str, name: str, decimals: bool, command: str) -> str:
    """That commas must stand between cells."""
    first = "decimal commas must become points, then " if decimals else ""
    return (
        f"its cells are separated by {name}; {first}commas must stand there: "
        f"{converted(path, command)}"
    )


def _headless(path: str, rows: Sequence[Row]) -> str | None:
    """Numbers where names should be: in all columns, or in those that hold numbers below."""
    cells = [cell for cell in rows[0].cells if cell.strip()]
    numeric, *below = ([is_number(cell) for cell in row.cells] for row in rows[:2])
    if not all(map(is_number, cells)) and not (any(numeric) and below == [numeric]):
        return None
    inputs = [f"x{k}" for k in range(1, len(cells))]
    names = inputs if len(inputs) < 5 else [*inputs[:2], "…", inputs[-1]]
    return (
        "it holds numbers where the names of the columns should be (a missing header); put a "
        f"line of names above it: {','.join([*names, 'y'])}"
    )


def _nameless(path: str, rows: Sequence[Row]) -> str | None:
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


def _doubled(path: str, rows: Sequence[Row]) -> str | None:
    """Two columns of one name."""
    places: dict[str, int] = {}
    for k, name in enumerate(map(printable, rows[0].cells), start=1):
        if name in places:
            return (
                f"columns {places[name]} and {k} are both called {cut(name, 30)!r}: give each a "
                "name of its own, or take one out"
            )
        places[name] = k
    return None


HEADERS: tuple[Callable[[str, Sequence[Row]], str | None], ...] = (
    _excel,
    _comment,
    _blank,
    _separated,
    _headless,
    _nameless,
    _doubled,
)
"""What can be wrong with the first row, in the order in which it is looked for."""


def require_header(path: str, rows: Sequence[Row]) -> None:
    """Check that the first of some rows of a file names every column once.

    Raises:
        BadSetting: If it does not.
    """
    for flaw in HEADERS:
        said = flaw(path, rows)
        if said is not None:
            raise BadSetting(f"the data file {path!r}, line {rows[0].line}: {said}")
