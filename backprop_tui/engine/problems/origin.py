"""Where a problem was read from, and what was done to the table on the way. What a person typed can
be written down again from it, and what was made of their columns can be said.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """A table as it was read.

    Attributes:
        inputs: The columns that are learnt from, by the names in the table.
        targets: Those that are learnt, likewise; one of words makes several targets.
        ignored: The columns that a person left out.
        drops: Whether cases with a missing value were to be left out.
        coded: Whether numbers in the targets were to be the names of classes.
        notes: What was done to the table, a sentence each.
        bits: Whether columns of 0 and 1 were to be bits though one of them is 1 in every row.
    """

    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    drops: bool = False
    coded: bool = False
    notes: tuple[str, ...] = ()
    bits: bool = False
