"""What the cells of a table must be for it to be learnt: none is missing, each is what its column
holds, and words are few enough to be classes. What is not so is said with its line, its column and
what to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop_tui.engine.reading.cells import CELLS, EMPTY, Row, Sheet, is_number, is_word
from backprop_tui.engine.reading.values import Choices, Column
from backprop_tui.engine.wording import cut, some

MOST_WORDS, USUAL_WORDS = 64, 20
"""A column with more words than the first, or than the second if they are hardly ever the same, is
one of names or of texts."""


def whole_cases(sheet: Sheet, columns: Sequence[Column], choices: Choices) -> list[Row]:
    """The rows below the header in which no value is missing.

    Raises:
        BadSetting: If there are others, and they are not to be left out; or if none is left.
    """
    rows = sheet.rows[1:]
    kept = [row for row in rows if not any(column.lacks(row) for column in columns)]
    if len(kept) == len(rows):
        return kept
    if choices.drops:
        if kept:
            return kept
        raise sheet.refusal(
            rows[0].line, "--missing drop leaves no case: a value is missing in each"
        )
    row = next(row for row in rows if any(column.lacks(row) for column in columns))
    column = next(column for column in columns if column.lacks(row))
    lost = len(rows) - len(kept)
    if not any(map(str.strip, row.cells)):
        raise sheet.refusal(row.line, f"{EMPTY}, or --missing drop")
    count = f" (one of {lost:,} lines of {len(rows):,} with one)" if lost > 1 else ""
    also = "" if column.is_target else f", or the column with {choices.ignoring(column.name)}"
    raise sheet.refusal(
        row.line,
        f"{cut(column.cell(row), 30)!r} is a missing value{count}: fill it in, or leave the line "
        f"out (--missing drop does so){also}",
        column.name,
    )


def require_readable(
    sheet: Sheet, rows: Sequence[Row], columns: Sequence[Column], choices: Choices
) -> None:
    """Check that every cell is what its column holds, and that no column holds too many words.

    Raises:
        BadSetting: If not; the message names the first flaw.
    """
    # Nearly always there is none, and a table may be long.
    numeric = [
        column
        for column in columns
        if not column.is_words and not all(is_number(column.cell(row)) for row in rows)
    ]
    mixed = {
        column.place
        for column in numeric
        if 2 * sum(is_word(column.cell(row)) for row in rows) > len(rows)
    }
    for row in rows:
        for column in numeric:
            cell = column.cell(row)
            if is_number(cell) == (column.place in mixed):
                said = f"{cut(cell, 30)!r} is {_flaw(cell, column, choices)}"
                raise sheet.refusal(row.line, said, column.name)
    for column in columns:
        if column.is_words:
            _require_few(sheet, column, column.words(rows), len(rows), choices)


def _flaw(cell: str, column: Column, choices: Choices) -> str:
    """What is wrong with a cell in a column of numbers, or with a number among words."""
    flaw = next((flaw for flaw in CELLS if flaw.looks(cell)), None)
    if flaw is not None and not is_number(cell):
        return flaw.said if column.is_target else f"{flaw.said}; or {choices.ignoring(column.name)}"
    said = "a number in a column of words" if is_number(cell) else "text in a column of numbers"
    also = "" if column.is_target else f", or the column with {choices.ignoring(column.name)}"
    # Only in a target may numbers be names.
    named = ", or, if all are names of classes, add --classes" if column.is_target else ""
    return f"{said}: write it as the others are, or leave the line out{also}{named}"


def _require_few(
    sheet: Sheet, column: Column, words: Sequence[str], cases: int, choices: Choices
) -> None:
    """Refuse a column of so many words that they are names or texts, or of one class alone."""
    line = sheet.rows[0].line
    if column.is_target and len(words) == 1:
        raise sheet.refusal(
            line,
            f"{cut(words[0], 30)!r} is the class of every case, so there is nothing to tell apart: "
            "give cases of another class too, or learn another column",
            column.name,
        )
    if len(words) > MOST_WORDS or (len(words) > USUAL_WORDS and 2 * len(words) > cases):
        what = "numbers" if all(map(is_number, words)) else "words"
        advice = (
            "learn another column, with --target NAME"
            if column.is_target
            else f"leave it out with {choices.ignoring(column.name)}"
        )
        raise sheet.refusal(
            line,
            f"it holds {len(words):,} different {what} in {cases:,} cases, such as "
            f"{some(words, 2)}, so they are names or measurements rather than classes: {advice}",
            column.name,
        )
