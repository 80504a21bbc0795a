"""Your own problem is a table in a file: a header row, then one case a line. Some of its columns
are what the network must learn to answer; all others are what it sees.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.origin import Origin
from backprop_tui.engine.problems.problem import Problem
from backprop_tui.engine.reading.cells import Row, Sheet, require_even
from backprop_tui.engine.reading.columns import ignored_among, targets_among
from backprop_tui.engine.reading.conversion import STANDARD_INPUT, called, converted
from backprop_tui.engine.reading.headers import require_header
from backprop_tui.engine.reading.layout import layout_of, pointed, read_rows
from backprop_tui.engine.reading.notes import notes_on
from backprop_tui.engine.reading.sound import require_readable, whole_cases
from backprop_tui.engine.reading.values import Choices, Column
from backprop_tui.engine.wording import printable

MAX_BYTES = 16 * 2**20

CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
"""Bytes that no text holds."""


def read_text(path: str, what: str, most: int = MAX_BYTES) -> str:
    """The text of a file that a person named, of at most so many bytes.

    Raises:
        BadSetting: If it cannot be read, is too large, or is neither UTF-8 nor UTF-16 text.
    """
    return decoded(path, f"the {what} {path!r}", read_bytes(path, what, most), most)


def read_bytes(path: str, what: str, most: int) -> bytes:
    """What a file holds, and no more than one byte above so many.

    Raises:
        BadSetting: If it cannot be read.
    """
    try:
        with Path(path).open("rb") as stream:
            return stream.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadSetting(f"cannot read the {what} {path!r}: {reason}") from None


def read_standard_input(most: int = MAX_BYTES) -> str:
    """The text that another program writes, likewise.

    Raises:
        BadSetting: If it cannot be read, is too large, or is no text.
    """
    if sys.stdin is None:
        raise BadSetting("cannot read standard input: it is closed")
    try:
        data = sys.stdin.buffer.read(most + 1)
    except (OSError, ValueError) as error:
        raise BadSetting(f"cannot read standard input: {error}") from None
    return decoded(STANDARD_INPUT, called(STANDARD_INPUT), data, most)


def decoded(path: str, file: str, data: bytes, most: int) -> str:
    """The text that bytes say, by the mark at their beginning if there is one.

    Raises:
        BadSetting: If they are more than allowed, or no text.
    """
    if len(data) > most:
        raise BadSetting(f"{file} is larger than {most // 2**20} MiB")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadSetting(f"{file} is not text (UTF-8){_encoded(path, data)}") from None
    if "\0" in text:
        raise BadSetting(f"{file} is not text: it holds NUL bytes")
    return text


def _encoded(path: str, data: bytes) -> str:
    """How to convert bytes that may be text of another encoding; empty if they are none."""
    if CONTROLS.search(data) is not None:
        return ""
    return f"; if it is latin1: {converted(path, 'iconv -f latin1 -t utf-8')}"


def read_table(
    path: str,
    targets: Sequence[str] = (),
    ignored: Sequence[str] = (),
    drops: bool = False,
    coded: bool = False,
    bits: bool = False,
) -> Problem:
    """Read a problem from a file of rows and columns.

    Args:
        path: Where it lies; `-` for standard input.
        targets: Names of the columns to learn; those that are marked by their names if none.
        ignored: Names of the columns to leave out.
        drops: Whether to leave out cases with a missing value, which are refused else.
        coded: Whether numbers in the targets are names of classes.
        bits: Whether columns of 0 and 1 are bits though one of them is 1 in every row.

    Raises:
        BadSetting: If the file is missing, empty, ragged, not text, or has no input or no target
            column, or not those that are asked for, or a cell that is not what its column holds.
    """
    file, choices = called(path), Choices(targets, ignored, drops, coded, bits)
    sheet, comma = _sheet(path)
    names = list(map(printable, sheet.rows[0].cells))
    left = ignored_among(file, names, ignored, targets)
    kept = [place for place in range(len(names)) if place not in left]
    is_target = targets_among(file, [names[place] for place in kept], targets)
    require_even(sheet)
    if len(sheet.rows) == 1:
        raise BadSetting(f"{file} has a header row but no case below it")
    chosen = [(names[place], place, wanted) for place, wanted in zip(kept, is_target, strict=True)]
    columns = [Column.of(*each, sheet.rows[1:], coded) for each in chosen]
    rows = whole_cases(sheet, columns, choices)
    # What is left may hold words alone.
    columns = [Column.of(*each, rows, coded) for each in chosen]
    require_readable(sheet, rows, columns, choices)
    lost = len(sheet.rows) - 1 - len(rows)
    dropped = f"{lost:,} of {lost + len(rows):,} cases dropped: a value is missing" if lost else ""
    notes = (comma, dropped, *notes_on(rows, columns, choices))
    return _problem(path, rows, columns, choices, tuple(filter(None, notes)))


def _sheet(path: str) -> tuple[Sheet, str]:
    """The cells of a file with points for decimals, and a note if these were commas."""
    file = called(path)
    text = read_standard_input() if path == STANDARD_INPUT else read_text(path, "data file")
    layout = layout_of(text)
    rows = read_rows(file, text, layout)
    if not rows:
        raise BadSetting(f"{file} is empty; it needs a header row and cases")
    rows, comma = pointed(file, rows, layout.separator)
    sheet = Sheet(path, rows, layout.separator)
    require_header(sheet)
    return sheet, comma


def _problem(
    path: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
    choices: Choices,
    notes: tuple[str, ...],
) -> Problem:
    """The problem that some rows and columns are."""
    inputs = [column for column in columns if not column.is_target]
    targets = [column for column in columns if column.is_target]
    answers = np.hstack([column.numbers(rows) for column in targets])
    alone = targets[0] if len(targets) == 1 and targets[0].is_words else None
    title = "standard input" if path == STANDARD_INPUT else Path(path).stem
    answer = Answer.of(answers) if alone is None else Answer.CLASSES
    if alone is None and answer is Answer.CLASSES and choices.bits:
        answer = Answer.BITS
    one_hot = answer is Answer.CLASSES
    names = [name for column in targets for name in column.names(rows)]
    class_names = alone.words(rows) if alone else _classes(names) if one_hot else None
    return Problem(
        name=printable(title) or "data",
        summary=f"read from {'standard input' if path == STANDARD_INPUT else printable(path)}",
        inputs=np.hstack([column.numbers(rows) for column in inputs]),
        targets=answers,
        input_names=[name for column in inputs for name in column.names(rows)],
        target_names=names,
        path=path,
        target_choice=tuple(column.name for column in targets) if choices.targets else (),
        answer=answer,
        class_names=class_names,
        origin=Origin(
            inputs=tuple(column.name for column in inputs),
            targets=tuple(column.name for column in targets),
            ignored=tuple(choices.ignored),
            drops=choices.drops,
            coded=choices.coded,
            bits=choices.bits,
            notes=notes,
        ),
    )


def _classes(names: Sequence[str]) -> list[str] | None:
    """The names of classes that have a column each, without the y_ that marks them as targets."""
    parts = [name.partition("_") for name in names]
    marked = all(mark.lower() == "y" and rest for mark, _, rest in parts)
    return [rest for _, _, rest in parts] if marked else None
