"""`Run`: one of the runs that are kept, with its letter and where it came from. A change in the
past makes another one of them, so nothing that happened is ever lost; a flat list of few, each with
a letter, is easier to keep in mind than a tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from backprop_tui.engine.records import Beside, Mark, Snapshot
from backprop_tui.engine.runs.marks import END
from backprop_tui.engine.runs.trainer import Trainer

LETTERS = "abcdefghijklmnopqrstuvwxyz"

LONGEST = 8
"""Letters of what a run is called; nobody begins as many runs as there are names."""


def letter_of(place: int) -> str:
    """What a run is called by its place among all that there were, from 0: a to z, then aa."""
    before, last = divmod(place, len(LETTERS))
    return (letter_of(before - 1) if before else "") + LETTERS[last]


def place_of(letter: str) -> int:
    """The place of a run that is called so.

    Raises:
        ValueError: If none ever is.
    """
    place = 0
    for each in letter:
        place = place * len(LETTERS) + LETTERS.index(each) + 1
    if not place:
        raise ValueError("every run has a letter")
    return place - 1


@dataclass(eq=False)
class Run:
    """A run that is kept.

    Attributes:
        letter: What it is called, as no other is as long as the program runs.
        trainer: The run itself, where it was left.
        origin: The letter of the run from which it branched off, and after how many steps; `None`
            if it began at step 0.
        name: What a person calls it; empty if nobody named it.
        pinned: Whether it stays when another has to make way.
        reference: With a bug, the right run that goes along with it: without the bug, from the same
            start, with the same events.
        promised: Steps that are known to lie in it, from a file, though not all of them may have
            happened again.
        ahead: The moments among those that somebody named.
        left: Where somebody left it, from a file, as long as it has yet to come there again.
    """

    letter: str
    trainer: Trainer
    origin: tuple[str, int] | None = None
    name: str = ""
    pinned: bool = False
    reference: Trainer | None = None
    promised: int = 0
    ahead: tuple[Mark, ...] = ()
    left: int | None = None
    _beside: Beside | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        first = self.trainer.beginning
        if first.bug and self.reference is None:
            self.reference = Trainer(replace(first, bug=None), self.trainer.events)

    @property
    def length(self) -> int:
        """Steps that are known to lie in it."""
        return max(self.trainer.length, self.promised)

    @property
    def step(self) -> int:
        """Where somebody is in it, or was when they left it."""
        return self.trainer.step_number if self.left is None else self.left

    @property
    def own_steps(self) -> int:
        """How many of its steps are those of no other run."""
        return self.length - (self.origin[1] if self.origin else 0)

    def snapshot(self) -> Snapshot:
        """The network as it stands, with what is known to lie ahead."""
        snapshot, length = self.trainer.snapshot(), self.trainer.length
        if self.promised <= length:
            return snapshot
        known = (mark for mark in snapshot.marks if mark.kind != END)
        ahead = (mark for mark in self.ahead if mark.step > length)
        return replace(snapshot, promised=self.promised, marks=(*known, *ahead))

    @property
    def is_blank(self) -> bool:
        """Whether nobody has anything of it: it has no step of its own, no name and no pin."""
        return not (self.own_steps or self.pinned or self.name)

    @property
    def here(self) -> list[Trainer]:
        """The run itself, and the right one beside it if that has not diverged on the way here."""
        step = self.trainer.step_number
        beside = [self.reference] if self.reference is not None else []
        return [self.trainer, *(each for each in beside if each.step_number == step)]

    def fork(self, letter: str) -> Run:
        """Another run with the same past that goes its own way from the present step on."""
        return Run(
            letter,
            self.trainer.fork(),
            origin=(self.letter, self.trainer.step_number),
            reference=self.reference and self.reference.fork(),
        )

    def beside(self, said: str, is_live: bool) -> Beside:
        """Its curve, to be seen beside that of another run; the same record until it moves."""
        found = self._beside
        now = said, is_live, self.trainer.length
        if found is None or (found.said, found.is_live, found.curve.length) != now:
            found = beside(self.letter, said, self.trainer, is_live)
            self._beside = found
        return found


def beside(letter: str, said: str, trainer: Trainer, is_live: bool) -> Beside:
    """The curve of a run and where it was solved."""
    solved = (mark.step for mark in trainer.marks if mark.kind == "solved")
    return Beside(letter, said, trainer.curve, next(solved, None), is_live)
