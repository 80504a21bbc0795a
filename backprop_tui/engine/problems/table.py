"""Your own problem is a table in a file: a header row, then one case a line, numbers only. Columns
whose names start with y or target are what the network must learn to answer; all others are what it
sees.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.problem import Problem
from backprop_tui.engine.written import written_number

MAX_BYTES = 16 * 2**20


def read_text(path: str, what: str, most: int = MAX_BYTES) -> str:
    """The text of a file that a person named, of at most so many bytes.

    Raises:
        BadSetting: If it cannot be read, is too large, or is not UTF-8 text.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadSetting(f"cannot read the {what} {path!r}: {reason}") from None
    if len(data) > most:
        raise BadSetting(f"the {what} {path!r} is larger than {most // 2**20} MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadSetting(f"the {what} {path!r} is not text (UTF-8)") from None
    if "\0" in text:
        raise BadSetting(f"the {what} {path!r} is not text: it holds NUL bytes")
    return text


def read_table(path: str) -> Problem:
    """Read a problem from a CSV file.

    Raises:
        BadSetting: If the file is missing, empty, ragged, not numeric, not text, or has no
            input or no target column.
    """
    import csv

    text = read_text(path, "data file")
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline="")) if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise BadSetting(f"the data file {path!r} is not CSV: {error}") from None
    if not rows:
        raise BadSetting(f"the data file {path!r} is empty; it needs a header row and cases")
    names = [_printable(name) for name in rows[0]]
    is_target = [name.lower().startswith(("y", "target")) for name in names]
    if not any(is_target):
        raise BadSetting(
            f"the data file {path!r} has no target: name a column y… or target… "
            f"(found: {_some(names)}{'; cells are separated by commas' if len(names) == 1 else ''})"
        )
    if all(is_target):
        raise BadSetting(
            f"the data file {path!r} has no input: a column not named y… or target… is needed"
        )
    if len(rows) == 1:
        raise BadSetting(f"the data file {path!r} has a header row but no case below it")
    numbers = np.array(
        [_numbers(path, number, names, row) for number, row in enumerate(rows[1:], start=1)]
    )
    target = np.array(is_target)
    return Problem(
        name=_printable(Path(path).stem) or "data",
        summary=f"read from {_printable(path)}",
        inputs=np.ascontiguousarray(numbers[:, ~target]),
        targets=np.ascontiguousarray(numbers[:, target]),
        input_names=tuple(
            name for name, wanted in zip(names, is_target, strict=True) if not wanted
        ),
        target_names=tuple(name for name, wanted in zip(names, is_target, strict=True) if wanted),
        path=path,
    )


def _printable(name: str) -> str:
    """A name that a terminal can show: no line break, no escape sequence."""
    return "".join(letter if letter.isprintable() else " " for letter in name).strip()


def _some(names: list[str]) -> str:
    """The first few names, short enough for one line."""
    shown = ", ".join(name[:20] for name in names[:6])
    return shown + (", …" if len(names) > 6 else "")


def _numbers(path: str, number: int, names: list[str], row: list[str]) -> list[float]:
    """The cells of case `number` as numbers."""
    if len(row) != len(names):
        raise BadSetting(
            f"the data file {path!r} is ragged: case {number} has {len(row)} cells, "
            f"the header has {len(names)}"
        )
    numbers = []
    for name, cell in zip(names, row, strict=True):
        try:
            value = written_number(cell)
        except ValueError:
            value = np.nan
        if not np.isfinite(value):
            raise BadSetting(
                f"the data file {path!r}: {cell.strip()[:30]!r} in column {name[:30]!r} "
                f"of case {number} is not a finite number"
            )
        numbers.append(value)
    return numbers
