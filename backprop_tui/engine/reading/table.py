"""Your own problem is a table in a file: a header row, then one case a line, numbers only. Some of
its columns are what the network must learn to answer; all others are what it sees.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import compress
from pathlib import Path

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.problem import Answer, Problem
from backprop_tui.engine.reading.cells import Row, numbers_of
from backprop_tui.engine.reading.columns import printable, targets_among
from backprop_tui.engine.reading.conversion import converted
from backprop_tui.engine.reading.headers import require_header

MAX_BYTES = 16 * 2**20

CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
"""Bytes that no text holds."""


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
        raise BadSetting(f"the {what} {path!r} is not text (UTF-8){_encoded(path, data)}") from None
    if "\0" in text:
        raise BadSetting(f"the {what} {path!r} is not text: it holds NUL bytes")
    return text


def _encoded(path: str, data: bytes) -> str:
    """How to convert bytes that may be text of another encoding; empty if they are none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    elif CONTROLS.search(data) is None:
        name = "latin1"
    else:
        return ""
    return f"; if it is {name}: {converted(path, f'iconv -f {name} -t utf-8')}"


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
    require_header(path, rows)
    names = list(map(printable, rows[0].cells))
    is_target = targets_among(file, names, targets)
    if len(rows) == 1:
        raise BadSetting(f"{file} has a header row but no case below it")
    numbers = np.array([numbers_of(path, row, names, is_target) for row in rows[1:]])
    target = np.array(is_target)
    answers = numbers[:, target]
    return Problem(
        name=printable(Path(path).stem) or "data",
        summary=f"read from {printable(path)}",
        inputs=numbers[:, ~target],
        targets=answers,
        input_names=tuple(compress(names, ~target)),
        target_names=tuple(compress(names, target)),
        path=path,
        target_choice=tuple(compress(names, target)) if targets else (),
        answer=Answer.of(answers),
    )


def _rows(file: str, text: str) -> list[Row]:
    """The rows that hold anything, commas among it, with the lines on which they end."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, first = [], 1
    try:
        for cells in reader:
            if len(cells) > 1 or (cells and not cells[0].isspace()):
                rows.append(Row(reader.line_num, cells))
            first = reader.line_num + 1
    except csv.Error as error:
        said, line = str(error), reader.line_num
        if "expected after" in said:
            said = "something follows the quote that ends a cell; a quote inside one is doubled"
        elif "end of data" in said:
            said, line = "a quote is opened and never closed", first
        raise BadSetting(f"{file}, line {line}, is not CSV: {said}") from None
    return rows
