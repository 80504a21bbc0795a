"""What one thing does, shown by runs that differ in it alone: the same problem, the same seed, one
change. What each of them says is measured by a test, so that no teacher has to trust a memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from backprop_tui.engine import Experiment, find_problem


@dataclass(frozen=True)
class Demonstration:
    """An experiment, and the same with one setting changed.

    Attributes:
        name: What it is called in a word.
        title: What is set against what.
        said: What there is to be seen, in one line.
        problem: The name of what is learnt.
        settings: How it is learnt, where that is not the tutorial's.
        setting: The one that differs, by its name.
        values: What it is, in one run after the other; the first of them is shown.
        steps: After so many it has made its point.
    """

    name: str
    title: str
    said: str
    setting: str
    values: tuple[Any, ...]
    problem: str = "xor"
    settings: Mapping[str, Any] = field(default_factory=dict)
    steps: int = 10_000

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """What is run, one beside the other."""
        common = Experiment(problem=find_problem(self.problem), **self.settings)
        return tuple(replace(common, **{self.setting: value}) for value in self.values)


DEMONSTRATIONS = {
    each.name: each
    for each in (
        Demonstration(
            "loss",
            "Squares against cross-entropy",
            "sure and wrong at the start: squares stand still, cross-entropy gets out",
            "loss",
            ("mse", "bce"),
            settings={"scale": 10.0},
        ),
        Demonstration(
            "momentum",
            "With and without momentum",
            "each step keeps 0.9 of the last: solved in far fewer steps",
            "momentum",
            (0.0, 0.9),
            steps=2_500,
        ),
        Demonstration(
            "bias",
            "With and without biases",
            "with all inputs 0 the answer is one half whatever is learnt; a bias moves it",
            "bias",
            (False, True),
            problem="or",
            settings={"hidden": ()},
            steps=2_000,
        ),
        Demonstration(
            "hidden",
            "With and without a hidden layer",
            "one layer of weights cannot answer XOR however long it learns; two can",
            "hidden",
            ((), (4,)),
            settings={"bias": True},
            steps=2_000,
        ),
        Demonstration(
            "units",
            "1 against 2 against 4 hidden units",
            "one cannot, two come to it slowly, four soon; all from seed 42",
            "hidden",
            ((1,), (2,), (4,)),
            settings={"learning_rate": 2.0},
            steps=4_000,
        ),
        Demonstration(
            "start",
            "Small against large start weights",
            "too small, and all units do the same; too large, and the output lies flat",
            "scale",
            (0.1, 1.0, 10.0),
        ),
    )
}
"""Every demonstration by its name."""
