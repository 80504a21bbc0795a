"""The settings of how it learns: how far a step goes, what it remembers, how many cases it looks
at. They decide how soon something is learnt, and whether at all, and nothing of what could be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backprop_tui.engine.reading.numbers import Number, Whole
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import brief, fitting
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.start import StartSettings

_RULE = "how it learns: Δw(t) = −ε ∂E/∂w(t) + α Δw(t−1)"


@dataclass(frozen=True, eq=False, repr=False)
class LearningSettings(StartSettings):
    """How its weights move.

    Attributes:
        learning_rate: ε in Δw = -ε ∂E/∂w.
        momentum: α in Δw(t) = -ε ∂E/∂w(t) + α Δw(t-1).
        batch_size: Cases a step; `None` for all of them.
    """

    learning_rate: float = field(
        default=0.5,
        metadata=Setting(
            Option("--lr", "learning rate", Number(), told=_RULE),
            changeable=1,
            fact=Fact(3, lambda e: f"lr {e.learning_rate:g}", place=4),
        ).declared,
    )
    momentum: float = field(
        default=0.0,
        metadata=Setting(
            Option(
                "--momentum", "share of the last change that is kept", Number(below=1), told=_RULE
            ),
            changeable=2,
            fact=Fact(6, brief.momentum),
        ).declared,
    )
    batch_size: int | None = field(
        default=None,
        metadata=Setting(
            Option(
                "--batch-size",
                "cases that a step looks at",
                Whole(words="a whole number from 1 to the cases there are", metavar="CASES"),
                shown="all",
                told=_RULE,
            ),
            check=fitting.require_cases,
            fact=Fact(6, brief.batch),
        ).declared,
    )

    @property
    def batch(self) -> int:
        """Cases that one step looks at."""
        return self.batch_size or len(self.problem.inputs)
