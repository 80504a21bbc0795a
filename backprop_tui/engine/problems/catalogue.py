"""Problems by their names, each made when it is first asked for: a list of names costs nothing, and
whoever learns XOR waits for no table of parity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from backprop_tui.engine.problems.problem import Problem


class BuiltIn(NamedTuple):
    """A problem that is not made yet.

    Attributes:
        name: Its name.
        make: Makes it, by the same name.
    """

    name: str
    make: Callable[[], Problem]


class Catalogue(Mapping[str, Problem]):
    """Problems by their names, in order; each is made once."""

    def __init__(self, entries: Iterable[BuiltIn]) -> None:
        self._entries = dict(entries)
        self._made: dict[str, Problem] = {}

    def __getitem__(self, name: str) -> Problem:
        if name not in self._made:
            self._made[name] = self._entries[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def made(self) -> frozenset[str]:
        """The names of those that have been asked for."""
        return frozenset(self._made)
