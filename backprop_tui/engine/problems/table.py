"""Your own problem is a table in a file: a header row, then one case a line, numbers only. Some of
its columns are what the network must learn to answer; all others are what it sees.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import compress
from pathlib import Path

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.columns import printable, targets_among
from backprop_tui.engine.problems.flaws import Row, numbers_of, require_header
from backprop_tui.engine.problems.problem import Problem

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


def read_table(path: str, targets: Sequence[str] = ()) -> Problem:
    """Read a problem from a CSV file.

    Args:
        path: Where it lies.
        targets: Names of the columns to learn; those that are marked by their names if none.

    Raises:
        BadSetting: If the file is missing, empty, ragged, not numeric, not text, or has no
            input or no target column, or not those that are asked for.
    """
    file = f"the data file {path!r}"
    rows = _rows(file, read_text(path, "data file"))
    if not rows:
        raise BadSetting(f"{file} is empty; it needs a header row and cases")
    require_header(file, rows)
    names = list(map(printable, rows[0].cells))
    is_target = targets_among(file, names, targets)
    if len(rows) == 1:
        raise BadSetting(f"{file} has a header row but no case below it")
    numbers = np.array([numbers_of(file, row, names, is_target) for row in rows[1:]])
    target = np.array(is_target)
    return Problem(
        name=printable(Path(path).stem) or "data",
        summary=f"read from {printable(path)}",
        inputs=np.ascontiguousarray(numbers[:, ~target]),
        targets=np.ascontiguousarray(numbers[:, target]),
        input_names=tuple(compress(names, ~target)),
        target_names=tuple(compress(names, target)),
        path=path,
        target_choice=tuple(compress(names, target)) if targets else (),
    )


def _rows(file: str, text: str) -> list[Row]:
    """The rows that hold anything, with the lines on which they end."""
    import csv

    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        return [Row(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise BadSetting(f"{file}, line {reader.line_num}, is not CSV: {error}") from None
