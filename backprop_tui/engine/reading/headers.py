"""Reads the header of a table, the first row, which names its columns. Files from spreadsheets and
from other programs begin in many other ways; each is known here by its look, and is answered with a
command that mends it, where there is one.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

from backprop_tui.engine.reading.cells import Sheet, is_number, is_word
from backprop_tui.engine.reading.conversion import UNCOMMENTED, converted
from backprop_tui.engine.wording import cut, printable

MOST_NAMED = 30
"""Columns for which a command that names them has room in a line."""


def _excel(sheet: Sheet) -> str | None:
    """The line in which Excel says what stands between cells."""
    found = re.fullmatch(r"\s*sep=(.)\s*", ",".join(sheet.rows[0].cells), re.IGNORECASE | re.DOTALL)
    if found is None:
        return None
    command = f"sed {sheet.rows[0].line}d"
    return f"it is a note for Excel and no header: take it out, {converted(sheet.path, command)}"


def _comment(sheet: Sheet) -> str | None:
    """A remark above the table. A mark before the first of several names is part of that name."""
    numeric = len(sheet.rows) > 1 and all(map(is_number, sheet.rows[1].cells))
    named = numeric and len(sheet.rows[0].cells) == len(sheet.rows[1].cells)
    if named or not sheet.rows[0].cells[0].lstrip().startswith("#"):
        return None
    return (
        "it is a comment, and the names of the columns should be there: take such lines out, "
        f"{converted(sheet.path, UNCOMMENTED)}"
    )


def _blank(sheet: Sheet) -> str | None:
    """Nothing but commas."""
    if any(map(str.strip, sheet.rows[0].cells)):
        return None
    return "it holds nothing but commas where the names of the columns should be: take it out"


def _shipped(sheet: Sheet) -> str | None:
    """The first line of scikit-learn's files: how many cases and inputs, then names of classes."""
    if len(sheet.rows) < 2:
        return None
    counts = [cell.strip() for cell in sheet.rows[0].cells[:2]]
    classes = [cell.strip() for cell in sheet.rows[0].cells[2:]]
    cases, inputs = str(len(sheet.rows) - 1), counts[-1]
    if counts != [cases, inputs] or not is_number(inputs) or not any(map(is_word, classes)):
        return None
    columns = len(sheet.rows[1].cells)
    return (
        f"it counts {cases} cases and {inputs} inputs and names classes, as files of scikit-learn "
        f"do, and no columns; name these{_headed(sheet, columns, 'target', 'tail -n +2')}, then "
        "--classes makes classes of the codes in the last"
    )


def _headless(sheet: Sheet) -> str | None:
    """Numbers where names should be: in all columns, or in those that hold numbers below."""
    cells = [cell for cell in sheet.rows[0].cells if cell.strip()]
    numeric, *below = ([is_number(cell) for cell in row.cells] for row in sheet.rows[:2])
    if not all(map(is_number, cells)) and not (any(numeric) and below == [numeric]):
        return None
    inputs = [f"x{k}" for k in range(1, len(cells))]
    names = inputs if len(inputs) < 5 else [*inputs[:2], "…", inputs[-1]]
    line = sheet.separator.join([*names, "y"]).replace("\t", r"\t")
    return (
        "it holds numbers where the names of the columns should be (a missing header); put a "
        f"line of names above it: {line}{_headed(sheet, len(cells), 'y', 'cat')}"
    )


def _headed(sheet: Sheet, columns: int, last: str, rest: str) -> str:
    """After a comma, the command that puts a line of names above what another leaves of a file."""
    if columns > MOST_NAMED:
        return ""
    names = [*(f"x{k}" for k in range(1, columns)), last]
    line = sheet.separator.join(names).replace("\t", r"\t")
    command = f"{{ printf '{line}\\n'; {rest}; }}"
    return f", {converted(sheet.path, command)}"


def _nameless(sheet: Sheet) -> str | None:
    """A column without a name: what a comma at the end makes, or row numbers, or a slip."""
    names, mark = sheet.rows[0].cells, sheet.mark
    empty = [k for k, name in enumerate(names) if not printable(name)]
    if not empty:
        return None
    place = empty[-1]
    if place == len(names) - 1:
        filled = any("".join(row.cells[place:]).strip() for row in sheet.rows)
        if not filled and sheet.separator != " ":
            # A tab is no letter that a line can show.
            told = sheet.separator.replace("\t", "[[:space:]]")
            command = f"sed 's/{told}[[:space:]]*$//'"
            return (
                f"it ends with a {mark}, which makes an empty last column: take that {mark} away, "
                f"{converted(sheet.path, command)}"
            )
        return f"its last column ({place + 1}) has no name: give it one, or take it out"
    if empty[0] == 0:
        told = "" if sheet.separator == "\t" else f" -d{shlex.quote(sheet.separator)}"
        return (
            "its first column has no name, as row numbers that were saved with a table: name it if "
            f"it is an input, or take it out, {converted(sheet.path, f'cut{told} -f2-')}"
        )
    return f"its column {empty[0] + 1} has no name: give it one, or take it out"


def _doubled(sheet: Sheet) -> str | None:
    """Two columns of one name."""
    places: dict[str, int] = {}
    for k, name in enumerate(map(printable, sheet.rows[0].cells), start=1):
        if name in places:
            return (
                f"columns {places[name]} and {k} are both called {cut(name, 30)!r}: give each a "
                "name of its own, or take one out"
            )
        places[name] = k
    return None


HEADERS: tuple[Callable[[Sheet], str | None], ...] = (
    _excel,
    _comment,
    _blank,
    _shipped,
    _headless,
    _nameless,
    _doubled,
)
"""What can be wrong with the first row, in the order in which it is looked for."""


def require_header(sheet: Sheet) -> None:
    """Check that the first row names every column once.

    Raises:
        BadSetting: If it does not.
    """
    for flaw in HEADERS:
        said = flaw(sheet)
        if said is not None:
            raise sheet.refusal(sheet.rows[0].line, said)
