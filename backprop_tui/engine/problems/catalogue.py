"""Problems by their names, each made when it is first asked for: a list of names costs nothing, and
whoever learns XOR waits for no table of parity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.problem import Problem


class BuiltIn(NamedTuple):
    """A problem that is not made yet.

    Attributes:
        name: Its name.
        make: Makes it, by the same name.
    """

    name: str
    make: Callable[[], Problem]


class Spelt(NamedTuple):
    """Problems that are spelt out by their name, far too many to list: `table:0110`.

    Attributes:
        prefix: What such a name begins with, its colon included.
        form: How one is written, for a help.
        words: What it means, in one line.
        usual: What follows the prefix as it is kept, from what somebody wrote; a `BadSetting`
            says what is allowed.
        make: Makes the problem of such a rest, by its whole name.
    """

    prefix: str
    form: str
    words: str
    usual: Callable[[str], str]
    make: Callable[[str], Problem]


class Family(NamedTuple):
    """Problems that belong together.

    Attributes:
        title: What they are, as a heading.
        members: Those that have a name, in order.
        spelt: Those that are spelt out, if there are any.
    """

    title: str
    members: tuple[BuiltIn, ...]
    spelt: Spelt | None = None

    @property
    def shown(self) -> list[str]:
        """The names of all of them for a sentence; of many in a row the first and the last."""
        told: list[str] = []
        for stem, same in groupby([each.name for each in self.members], _stem):
            names = list(same)
            numbers = [int(name.removeprefix(stem) or 0) for name in names]
            in_a_row = numbers == list(range(numbers[0], numbers[0] + len(names)))
            told += [f"{names[0]} … {names[-1]}"] if len(names) > 2 and in_a_row else names
        return told + ([self.spelt.form] if self.spelt else [])


def _stem(name: str) -> str:
    """A name without the number at its end."""
    return re.sub("[0-9]+$", "", name)


class Catalogue(Mapping[str, Problem]):
    """Problems by their names, in order; each is made once.

    Attributes:
        families: In the order in which they are listed.
    """

    def __init__(self, *families: Family) -> None:
        self.families = families
        self._entries = {each.name: each for family in families for each in family.members}
        self._made: dict[str, Problem] = {}

    def __getitem__(self, name: str) -> Problem:
        if name not in self._made:
            spelt = self.spelt(name)
            if spelt is None:
                self._made[name] = self._entries[name].make()
            else:
                self._made[name] = spelt.make(name.removeprefix(spelt.prefix))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        try:
            return name in self._entries or self.usual(name) == name
        except BadSetting:
            return False

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def spelt(self, name: str) -> Spelt | None:
        """Which problems spell out a name that begins so, if any do."""
        return next(
            (f.spelt for f in self.families if f.spelt and name.startswith(f.spelt.prefix)), None
        )

    def usual(self, name: str) -> str | None:
        """A name that spells its problem out as it is kept; `None` for any other.

        Raises:
            BadSetting: If it begins like one and is none.
        """
        spelt = self.spelt(name)
        if spelt is None:
            return None
        return spelt.prefix + spelt.usual(name.removeprefix(spelt.prefix))

    @property
    def shown(self) -> list[str]:
        """The names of all of them for a sentence, those in a row by the first and the last."""
        return [name for family in self.families for name in family.shown]

    @property
    def made(self) -> frozenset[str]:
        """The names of those that have been asked for."""
        return frozenset(self._made)
