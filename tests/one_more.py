"""An experiment with one more setting than the program knows. It is declared here alone; whatever
the program does with settings, it must do with this one as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backprop_tui.engine import Experiment
from backprop_tui.engine.reading.kinds import Name
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import Fact, Setting

SCHEDULES = ("constant", "cosine", "warm-up")


@dataclass(frozen=True)
class OneMore(Experiment):
    """The same with a schedule of the learning rate, which nothing heeds."""

    rate_schedule: str = field(
        default="constant",
        metadata=Setting(
            Option("--schedule", "how the learning rate goes on", Name(SCHEDULES)),
            changeable=90,
            fact=Fact(1, lambda experiment: f"goes {experiment.rate_schedule}"),
        ).declared,
    )
