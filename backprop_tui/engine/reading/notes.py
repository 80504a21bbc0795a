"""What was made of the columns of a table, and what may have been meant otherwise. Nothing of it is
wrong, but whoever brings the table should know it before the first step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backprop_tui.engine.reading.cells import Row, counts
from backprop_tui.engine.reading.values import Choices, Column
from backprop_tui.engine.wording import cut, some

FEW_CODES = range(3, 21)
"""So many different whole numbers may be codes of classes."""


NAMING = re.compile(r"index|row|(.*[^a-z])?(id|no|nr|number|#)", re.IGNORECASE)
"""Names of columns that tell cases apart, so that they count from wherever a table was cut."""


def notes_on(rows: Sequence[Row], columns: Sequence[Column], choices: Choices) -> Iterator[str]:
    """What was made of columns, and what may have been meant otherwise, a sentence each."""
    for column in columns:
        if column.is_words:
            yield _on_words(column, column.words(rows), len(rows), choices)
    inputs = [column for column in columns if not column.is_target]
    first = inputs[0]
    is_alone = len(rows) < 3 or len(inputs) < 2 or first.place
    named = NAMING.fullmatch(first.name.strip()) is not None
    if not is_alone and counts([*map(first.cell, rows)], anywhere=named):
        yield (
            f"{cut(first.name)} counts the cases and is an input as it stands; "
            f"if it is none: {choices.ignoring(first.name)}"
        )
    targets = [column for column in columns if column.is_target]
    for column in targets:
        found = sorted(set() if column.is_words else set(column.numbers(rows).ravel().tolist()))
        # As many as cases would be measurements.
        coded = len(targets) == 1 and len(found) in FEW_CODES and len(found) < len(rows)
        if coded and all(map(float.is_integer, found)):
            yield (
                f"{cut(column.name)} is learnt as numbers ({some([f'{v:g}' for v in found])}); "
                "if they are codes of classes: --classes"
            )


def _on_words(column: Column, words: Sequence[str], cases: int, choices: Choices) -> str:
    """What became of a column of words."""
    count = len(words)
    what = "output" if column.is_target else "input"
    a = "class" if column.is_target else "value"
    said = (
        f"{cut(column.name)} became {count} {what}s, one a {a}: {some(words)}"
        if count > 1
        else f"{cut(column.name)} became an input that is always 1: {some(words)}"
    )
    if not column.is_target and count == cases > 2:
        option = choices.ignoring(column.name)
        said += f"; no two cases have the same, so if it only names them: {option}"
    return said
