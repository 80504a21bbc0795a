"""The settings of what is to be learnt. A network learns nothing but the table that it is shown, so
this is the first thing to choose.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backprop_tui.engine.problems import Problem, chosen, find_problem
from backprop_tui.engine.problems.given import MAX_CASES
from backprop_tui.engine.problems.levels import PLAIN, Levels
from backprop_tui.engine.problems.prepared import Preparation, prepared
from backprop_tui.engine.problems.recipe import CASES, MOST_NOISE, PROBLEM_SEED
from backprop_tui.engine.reading.features import FeatureNames
from backprop_tui.engine.reading.levels import TwoLevels
from backprop_tui.engine.reading.numbers import MAX_SEED, Number, Part, Whole
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.switches import Switch
from backprop_tui.engine.settings import brief, told, tries
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.preset import PresetSettings

USUAL = "the problem's own"
"""What is said of a number that nobody has asked for, where points are drawn."""


def _prepared(settings: ProblemSettings) -> Problem:
    """The problem with that done to it that the settings ask for."""
    test, seed = settings.test, settings.test_seed
    return prepared(
        settings.problem,
        Preparation(
            settings.standardize,
            test,
            0 if test is None else seed,
            Levels(*settings.levels),
            settings.features or (),
            settings.cases,
            settings.noise,
            settings.problem_seed,
        ),
    )


def _is_drawn(settings: ProblemSettings) -> bool:
    """Whether its points were drawn."""
    return settings.problem.recipe is not None


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
        features: What the network sees in place of the inputs, by name; `None` for the inputs.
        cases: How many points are drawn, where they are; `None` for the usual number.
        noise: With how much noise; `None` for none.
        problem_seed: Decides which points; `None` for the usual ones.
        levels: What a 0 and a 1 among targets that are bits or classes are learnt as.
    """

    TITLE = "Problem"

    problem: Problem = field(
        default_factory=lambda: find_problem(chosen.DEFAULT),
        metadata=Setting(
            chosen.PROBLEM,
            others=(chosen.DATA, *chosen.FOR_TABLES),
            rivals=(chosen.DATA,),
            combine=chosen.chosen_problem,
            split=chosen.choosing_texts,
            settle=_prepared,
            implies=lambda problem: problem.preset,
            gives_way=True,
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
    features: tuple[str, ...] | None = field(
        default=None,
        kw_only=True,
        metadata=Setting(
            Option(
                "--features",
                "what the network sees in place of the inputs",
                FeatureNames(),
                shown="none",
                told="what the network sees in place of the inputs: `x1,x2,x1^2,x1*x2,sin(x1)`, or "
                "columns by their names; `none` for the inputs themselves",
            ),
            stated=True,
            settle=lambda e: e.problem.features or None,
            fact=Fact(4, brief.featured, place=1),
            choices=tries.features,
        ).declared,
    )
    cases: int | None = field(
        default=None,
        kw_only=True,
        metadata=Setting(
            Option(
                "--cases",
                "how many points a problem of points draws",
                Whole(2, MAX_CASES),
                shown=USUAL,
                told=f"how many points {told.drawn()} draw, {CASES} by themselves",
            ),
            stated=True,
            matters=_is_drawn,
            fact=Fact(6, brief.cases, place=1),
            facts=chosen.recipe_fact("cases"),
            choices=tries.cases,
        ).declared,
    )
    noise: float | None = field(
        default=None,
        kw_only=True,
        metadata=Setting(
            Option(
                "--noise",
                "how much noise it draws them with",
                Number(0.0, MOST_NOISE),
                shown=USUAL,
                told=f"with how much noise, from 0 to {MOST_NOISE:g}; {told.noisy()}",
            ),
            stated=True,
            matters=_is_drawn,
            fact=Fact(4, brief.noise, place=1),
            facts=chosen.recipe_fact("noise"),
            choices=tries.noise,
        ).declared,
    )
    problem_seed: int | None = field(
        default=None,
        kw_only=True,
        metadata=Setting(
            Option(
                "--problem-seed",
                "which points it draws",
                Whole(0, MAX_SEED),
                shown=USUAL,
                told=f"which points they draw, {PROBLEM_SEED} by itself; they stay the same for "
                "every `--seed`",
            ),
            stated=True,
            matters=_is_drawn,
            fact=Fact(6, brief.problem_seed, place=1),
            facts=chosen.recipe_fact("seed"),
            choices=tries.problem_seeds,
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
