"""The settings of what is to be learnt. A network learns nothing but the table that it is shown, so
this is the first thing to choose.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backprop_tui.engine.problems import Problem, chosen, find_problem
from backprop_tui.engine.problems.levels import PLAIN, Levels
from backprop_tui.engine.problems.prepared import Preparation, prepared
from backprop_tui.engine.reading.levels import TwoLevels
from backprop_tui.engine.reading.numbers import MAX_SEED, Part, Whole
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.switches import Switch
from backprop_tui.engine.settings import brief, tries
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.preset import PresetSettings


def _prepared(settings: ProblemSettings) -> Problem:
    """The problem with that done to it that the settings ask for."""
    test, seed = settings.test, settings.test_seed
    return prepared(
        settings.problem,
        Preparation(
            settings.standardize, test, 0 if test is None else seed, Levels(*settings.levels)
        ),
    )


@dataclass(frozen=True, init=False, eq=False, repr=False)
class ProblemSettings(PresetSettings):
    """What is to be learnt.

    Attributes:
        problem: The table as it is learnt: without the cases that are put aside, and
            standardized, if that is asked for; its `source` is the table as it was given.
        standardize: Whether inputs, and targets that are values, have mean 0 and spread 1.
        test: How many cases are put aside, for testing what was learnt: a share of them between
            0 and 1, or their number; `None` for those that the problem holds out itself, if any.
        test_seed: Decides which ones.
        levels: What a 0 and a 1 among targets that are bits or classes are learnt as.
    """

    problem: Problem = field(
        default_factory=lambda: find_problem(chosen.DEFAULT),
        metadata=Setting(
            chosen.PROBLEM,
            others=(chosen.DATA, *chosen.FOR_TABLES),
            combine=chosen.chosen_problem,
            split=chosen.choosing_texts,
            settle=_prepared,
            implies=lambda problem: problem.preset,
            facts=chosen.facts,
            choices=tries.problems,
        ).declared,
    )
    standardize: bool = field(
        default=False,
        kw_only=True,
        metadata=Setting(
            Option(
                "--standardize",
                "whether inputs, and targets that are values, are brought to mean 0 and spread 1",
                Switch(),
                told="inputs, and targets that are values, to mean 0 and spread 1: those of the "
                "cases that are learnt",
            ),
            stated=True,
            fact=Fact(4, brief.standardized, place=1),
            facts=chosen.scaling_facts,
            choices=tries.standardizing,
        ).declared,
    )
    test: float | None = field(
        default=None,
        kw_only=True,
        metadata=Setting(
            Option(
                "--test",
                "cases to put aside for testing what was learnt, of each class alike",
                Part(),
                shown="none",
                told="cases that nothing is learnt from, of each class alike: a share (`0.2`) or "
                "a number (`30`); their loss and how many are right are shown beside",
            ),
            stated=True,
            fact=Fact(4, brief.tested, place=1),
            choices=tries.testing,
        ).declared,
    )
    test_seed: int = field(
        default=42,
        kw_only=True,
        metadata=Setting(
            Option(
                "--test-seed",
                "which cases --test puts aside",
                Whole(0, MAX_SEED),
                told="which cases `--test` puts aside; they stay the same for every `--seed`",
            ),
            stated=True,
            matters=lambda e: e.test is not None,
            choices=tries.nothing,
        ).declared,
    )
    levels: tuple[float, float] = field(
        default=PLAIN,
        kw_only=True,
        metadata=Setting(
            Option(
                "--levels",
                "what a 0 and a 1 among targets are learnt as",
                TwoLevels(),
                told="what a 0 and a 1 among targets are learnt as, such as `0.1,0.9`, which a "
                "sigmoid can meet, or `-1,1` for tanh",
            ),
            stated=True,
            fact=Fact(4, brief.levels, place=1),
            choices=tries.levels,
        ).declared,
    )
