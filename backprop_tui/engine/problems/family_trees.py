"""Two families, one English and one Italian, whose trees are the same but for the names. Shown a
person and a relation, the network answers with the relatives; to answer of people that it was not
asked about, it has to find generations and branches by itself.

Everything follows from who married whom and whose children they are. Uncles and aunts by marriage
count, as do their nephews and nieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.catalogue import BuiltIn
from backprop_tui.engine.problems.problem import Problem

NAME = "family-trees"

MEN, WOMEN = range(6), range(6, 12)
"""The places of a family's people."""

FAMILIES = (
    (
        *("Christopher", "Andrew", "Arthur", "James", "Charles", "Colin"),
        *("Penelope", "Christine", "Victoria", "Jennifer", "Margaret", "Charlotte"),
    ),
    (
        *("Roberto", "Pierro", "Emilio", "Marco", "Tomaso", "Alfonso"),
        *("Maria", "Francesca", "Lucia", "Angela", "Gina", "Sophia"),
    ),
)
"""The people of both, in the order of the paper's figure 4; the same place is the same position."""

COUPLES = ((0, 6), (1, 7), (2, 10), (3, 8), (4, 9))
"""Husbands and wives, by their places."""

CHILDREN = {(0, 6): (2, 8), (1, 7): (3, 9), (3, 8): (5, 11)}
"""The children of couples, by their places."""


def _spouses(person: int) -> Iterator[int]:
    for husband, wife in COUPLES:
        if person in (husband, wife):
            yield wife if person == husband else husband


def _parents(person: int) -> Iterator[int]:
    for parents, children in CHILDREN.items():
        if person in children:
            yield from parents


def _children(person: int) -> Iterator[int]:
    for parents, children in CHILDREN.items():
        if person in parents:
            yield from children


def _siblings(person: int) -> Iterator[int]:
    for children in CHILDREN.values():
        if person in children:
            yield from (other for other in children if other != person)


def _elders(person: int) -> Iterator[int]:
    """Brothers and sisters of the parents, and whom they married."""
    for parent in _parents(person):
        for sibling in _siblings(parent):
            yield from (sibling, *_spouses(sibling))


def _youngers(person: int) -> Iterator[int]:
    """Children of the brothers and sisters of the person and of whom the person married."""
    for one in (person, *_spouses(person)):
        for sibling in _siblings(one):
            yield from _children(sibling)


class Relation(NamedTuple):
    """A relation that somebody has to others.

    Attributes:
        name: What the others are to that person.
        others: From the place of a person to those of the others, men and women.
        sex: The places of those of the others who are meant.
    """

    name: str
    others: Callable[[int], Iterable[int]]
    sex: range

    def of(self, person: int) -> set[int]:
        """The places of those who are that to a person."""
        return set(self.others(person)) & set(self.sex)


RELATIONS = (
    Relation("father", _parents, MEN),
    Relation("mother", _parents, WOMEN),
    Relation("husband", _spouses, MEN),
    Relation("wife", _spouses, WOMEN),
    Relation("son", _children, MEN),
    Relation("daughter", _children, WOMEN),
    Relation("uncle", _elders, MEN),
    Relation("aunt", _elders, WOMEN),
    Relation("brother", _siblings, MEN),
    Relation("sister", _siblings, WOMEN),
    Relation("nephew", _youngers, MEN),
    Relation("niece", _youngers, WOMEN),
)


def _make() -> Problem:
    """A case for every person and every relation that somebody is to that person."""
    people = [name for family in FAMILIES for name in family]
    relations = [relation.name for relation in RELATIONS]
    asked, answered, named = [], [], []
    for number, relation in enumerate(RELATIONS):
        for first in range(0, len(people), len(FAMILIES[0])):
            for person in (*MEN, *WOMEN):
                others = [first + other for other in relation.of(person)]
                if others:
                    asked.append((first + person, len(people) + number))
                    answered.append(others)
                    named.append(f"{people[first + person]} {relation.name}")
    inputs = np.zeros((len(asked), len(people) + len(relations)))
    targets = np.zeros((len(asked), len(people)))
    for case, (question, others) in enumerate(zip(asked, answered, strict=True)):
        inputs[case, list(question)] = 1
        targets[case, others] = 1
    return Problem(
        NAME,
        "who is that relative of that person, in an English family of 12 and an Italian one",
        inputs,
        targets,
        input_names=(*people, *relations),
        target_names=people,
        answer=Answer.BITS,
        case_names=named,
        picture="people",
        layout=(range(len(people) // 2), range(len(people) // 2, len(people))),
        layout_names=("English", "Italian"),
        groups=(len(people), len(relations)),
        preset={"preset": NAME},
    )


FAMILY_TREES: tuple[BuiltIn, ...] = (BuiltIn(NAME, _make),)
"""The family trees of the 1986 paper's figures 2 to 4."""
