"""Lines of a page of at most eighty columns: sentences, tables of numbers, numbers worked out. Some
symbols take more room where they are spelt out in ASCII, and still fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.digits import printed
from backprop_tui.report.text.table import WIDTH, table
from backprop_tui.report.walk import Matrix, WorkedNumber

PROSE = 66
"""Columns of a sentence: in ASCII its symbols are spelt out and take more room."""

HELD = "\0"
LONG = {"λ": "λ" + HELD * 5}
"""Symbols that take more room in ASCII than that, and what holds it for them."""

ARITHMETIC = 76
"""Columns of a worked line: nearly all of it is ASCII already."""

DIGITS = 6
"""Significant digits in a table."""


def worked(work: WorkedNumber) -> Iterator[str]:
    """A number, then every way to it, then what all of them come to."""
    yield f"  {work.name}"
    note = f" ({work.note})" if work.note else ""
    for line in (*work.lines, work.result + note):
        yield from wrap(
            line,
            ARITHMETIC,
            initial_indent="    = ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def matrix_table(matrix: Matrix) -> Iterator[str]:
    """The numbers of a matrix that there are."""
    return number_table(matrix.values, matrix.rows, matrix.columns, matrix.there)


def number_table(
    values: Array,
    rows: Sequence[str],
    columns: Sequence[str],
    there: NDArray[np.bool_] | None = None,
) -> Iterator[str]:
    """A table whose names are as wide in ASCII as they are here; see `table`."""
    rows, columns = (
        [name.replace("ŷ", "yhat").replace("θ", "theta") for name in names]
        for names in (rows, columns)
    )
    yield from (f"  {line}" for line in table(values, rows, columns, rounded, WIDTH - 2, there))


def prose(said: str, indent: str = "") -> Iterator[str]:
    """A sentence in lines."""
    for long, held in LONG.items():
        said = said.replace(long, held)
    # Where it is spelt out, θ takes five columns.
    room = PROSE - 2 * min(4, said.count("θ"))
    for line in wrap(said, room, initial_indent=indent, subsequent_indent=indent or "  "):
        yield line.replace(HELD, "")


def rounded(value: float) -> str:
    """A number in a table."""
    return printed(value, DIGITS)
