"""The settings of how it learns: how far a step goes, what it remembers, how many cases it looks
at. They decide how soon something is learnt, and whether at all, and nothing of what could be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backprop_tui.engine.core.orders import ORDERS, Order, Turn
from backprop_tui.engine.reading.kinds import Name
from backprop_tui.engine.reading.numbers import Number, Whole
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import brief, fitting
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.schedule import Schedule, Scheduled, plain_schedule
from backprop_tui.engine.settings.start import StartSettings

_RULE = "how it learns: Δw(t) = −ε ∂E/∂w(t) + α Δw(t−1)"


@dataclass(frozen=True, init=False, eq=False, repr=False)
class LearningSettings(StartSettings):
    """How its weights move.

    Attributes:
        learning_rate: ε in Δw = -ε ∂E/∂w.
        momentum: α in Δw(t) = -ε ∂E/∂w(t) + α Δw(t-1).
        batch_size: Cases a step; `None` for all of them.
        order: Name of the order in which steps of a few cases come to them.
        schedule: What else changes on the way, and when; `None` for nothing.
    """

    TITLE = "Learning"

    learning_rate: float = field(
        default=0.5,
        metadata=Setting(
            Option(
                "--lr",
                "learning rate",
                Number(),
                told=_RULE,
                more="A step goes so far down the E of --loss, whatever is displayed",
            ),
            changeable=1,
            stated=True,
            fact=Fact(
                3,
                lambda e: f"lr {e.learning_rate:g}",
                place=4,
                shorter=lambda e: f"ε{e.learning_rate:g}",
            ),
        ).declared,
    )
    momentum: float = field(
        default=0.0,
        metadata=Setting(
            Option(
                "--momentum", "share of the last change that is kept", Number(below=1), told=_RULE
            ),
            changeable=2,
            stated=True,
            fact=Fact(6, brief.momentum, shorter=brief.momentum_shorter),
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
            stated=True,
            fact=Fact(6, brief.batch),
        ).declared,
    )
    order: str = field(
        default="shuffled",
        metadata=Setting(
            Option(
                "--order",
                "how steps of a few cases go through the table",
                Name(ORDERS),
                told="how steps of a few cases go through the table: `shuffled` anew in every "
                "epoch by the seed, or `file`, from the first row to the last",
            ),
            stated=True,
            matters=lambda e: e.is_shared_out,
        ).declared,
    )
    schedule: Schedule | None = field(
        default=None,
        metadata=Setting(
            Option(
                "--at-step",
                "change settings on the way; may be given several times",
                Scheduled(),
                shown="none",
                told="change settings after so many steps, `--at-step 20 lr=0.03,momentum=0.95`; "
                "may be given several times",
            ),
            stated=True,
            check=fitting.require_schedule,
            fact=Fact(9, brief.next_change),
            facts=lambda e: {"schedule": plain_schedule(e) or None},
        ).declared,
    )

    @property
    def batch(self) -> int:
        """Cases that one step looks at."""
        return self.batch_size or len(self.problem.inputs)

    @property
    def order_of_cases(self) -> Order:
        """The order itself."""
        return ORDERS[self.order]

    @property
    def is_shared_out(self) -> bool:
        """Whether a step looks at a part of the cases, so that their order counts."""
        return self.batch < len(self.problem.inputs)

    @property
    def steps_before(self) -> int:
        """Updates that the run had taken from whose end this one goes on."""
        return self.start.steps if self.start else 0

    def turn(self, step: int) -> Turn:
        """Where in an epoch the update after `step` others is, with those before this run."""
        return Turn.of(self.steps_before + step, len(self.problem.inputs), self.batch)
