"""A pen is how a terminal colours what is written next. Changing from one pen to another costs
bytes, so only what differs between them is said.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Attributes that show where nothing is written: lines through a cell, and reverse."""

REVERSE = "7"


class Pen(NamedTuple):
    """Attributes and colours, each as its SGR parameters; an empty colour is the terminal's own."""

    attributes: frozenset[str] = frozenset()
    ink: str = ""
    paper: str = ""

    def then(self, parameters: str) -> Pen:
        """The pen after an SGR sequence with these parameters."""
        attributes, ink, paper = set(self.attributes), self.ink, self.paper
        codes = iter(parameters.split(";"))
        for code in codes:
            number = int(code or 0)
            if number == 0:
                attributes, ink, paper = set(), "", ""
            elif number in (38, 48):
                kind = next(codes, "5")
                colour = ";".join((code, kind, *(next(codes, "0") for _ in range(_WORDS[kind]))))
                ink, paper = (colour, paper) if number == 38 else (ink, colour)
            elif 30 <= number <= 39 or 90 <= number <= 97:
                ink = code if number != 39 else ""
            elif 40 <= number <= 49 or 100 <= number <= 107:
                paper = code if number != 49 else ""
            else:
                attributes.add(code)
        return Pen(frozenset(attributes), ink, paper)

    @property
    def on_blanks(self) -> Pen:
        """What can be seen of it in a cell without a character."""
        ink = self.ink if REVERSE in self.attributes else ""
        return Pen(self.attributes & SEEN_ON_BLANKS, ink, self.paper)


_WORDS = {"5": 1, "2": 3}
"""Numbers that follow an indexed colour and a colour of red, green and blue."""

PLAIN = Pen()


@lru_cache(8192)
def change(before: Pen | None, after: Pen) -> str:
    """The shortest SGR sequence from one pen to another; `None` is a pen that is not known."""
    if before == after:
        return ""
    words = []
    if before is None or before.attributes - after.attributes or after == PLAIN:
        words.append("0")
        before = PLAIN
    words += sorted(after.attributes - before.attributes)
    if after.ink != before.ink:
        words.append(after.ink or "39")
    if after.paper != before.paper:
        words.append(after.paper or "49")
    return f"\x1b[{';'.join(words) if words != ['0'] else ''}m"
