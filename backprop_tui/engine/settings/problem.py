"""The settings of what is to be learnt. A network learns nothing but the table that it is shown, so
this is the first thing to choose.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backprop_tui.engine.problems import PROBLEMS, Problem, chosen
from backprop_tui.engine.settings import fitting, tries
from backprop_tui.engine.settings.declaration import Setting, Settings


@dataclass(frozen=True, eq=False, repr=False)
class ProblemSettings(Settings):
    """What is to be learnt.

    Attributes:
        problem: The table.
    """

    problem: Problem = field(
        default=PROBLEMS["xor"],
        metadata=Setting(
            chosen.PROBLEM,
            others=(chosen.DATA, *chosen.FOR_TABLES),
            combine=chosen.chosen_problem,
            split=chosen.choosing_texts,
            check=fitting.require_all_learnt,
            facts=chosen.facts,
            choices=tries.problems,
        ).declared,
    )
