"""The columns of a table as numbers. A column of words becomes several, one a word, in which a case
has a 1 in the column of its word and else 0: there is no other way to show a network a word that
does not also say that one word is more than another.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.reading.cells import (
    Row,
    is_missing,
    is_number,
    is_word,
)
from backprop_tui.engine.reading.columns import write_names
from backprop_tui.engine.reading.written import written_number
from backprop_tui.engine.wording import printable


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: What it is called.
        place: Which it is, from 0.
        is_target: Whether it is to be learnt.
        is_words: Whether it holds words.
    """

    name: str
    place: int
    is_target: bool
    is_words: bool

    @classmethod
    def of(cls, name: str, place: int, is_target: bool, rows: Sequence[Row], coded: bool) -> Column:
        """A column by what stands below its name; with `coded` its numbers are words too."""
        cells = {row.cells[place] for row in rows}
        words = not any(map(is_number, cells)) and any(map(is_word, cells))
        return cls(name, place, is_target, words or (is_target and coded))

    def cell(self, row: Row) -> str:
        """What a row says in it."""
        return row.cells[self.place]

    def lacks(self, row: Row) -> bool:
        """Whether a row says in it that there is no value."""
        return is_missing(row.cells[self.place], self.is_words)

    def word(self, row: Row) -> str:
        """What a row says in a column of words; a code as short as it can be written."""
        cell = self.cell(row)
        if not is_number(cell):
            return printable(cell)
        code = written_number(cell)
        return f"{code:g}" if float(f"{code:g}") == code else repr(code)

    def words(self, rows: Sequence[Row]) -> list[str]:
        """The words that it holds: codes in the order of numbers, then that of the alphabet.

        The same words in another order of the lines are the same columns.
        """
        found = set(map(self.word, rows))
        return sorted(
            found, key=lambda word: (written_number(word) if is_number(word) else math.inf, word)
        )

    def numbers(self, rows: Sequence[Row]) -> Array:
        """What it holds as numbers, (rows, 1) or (rows, words)."""
        if not self.is_words:
            return np.array([[written_number(row.cells[self.place])] for row in rows])
        words = {word: k for k, word in enumerate(self.words(rows))}
        places = [words[self.word(row)] for row in rows]
        return np.eye(len(words))[places]

    def names(self, rows: Sequence[Row]) -> list[str]:
        """What the columns are called that are made of it: `colour=red` for a word."""
        return (
            [f"{self.name}={word}" for word in self.words(rows)] if self.is_words else [self.name]
        )


class Choices(NamedTuple):
    """What a person chose of a table.

    Attributes:
        targets: The columns to learn, if they were named.
        ignored: The columns to leave out.
        drops: Whether to leave out the cases with a missing value.
        coded: Whether numbers in a target are names of classes.
        bits: Whether targets of 0 and 1 are bits though one of them is 1 in every row.
    """

    targets: Sequence[str] = ()
    ignored: Sequence[str] = ()
    drops: bool = False
    coded: bool = False
    bits: bool = False

    def ignoring(self, name: str) -> str:
        """The option that leaves out one more column."""
        return f"--ignore {shlex.quote(write_names([*self.ignored, name]))}"
