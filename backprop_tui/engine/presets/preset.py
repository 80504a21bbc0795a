"""A preset is an experiment that somebody published, or one that works, with what was said of it
and what comes out here. Both belong together: a figure that nobody can reproduce teaches as much as
one that anybody can.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from backprop_tui.engine.core.start import PRESET, Start, oriented

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

LINES = 5
"""Into how many parts a run is divided by the lines that are printed of it, at least."""

NEAR = 0.2
"""How near its bit an output is that is called learnt, where a figure says so."""

SECONDS = 20
"""How long it takes to watch a run."""

_ROUND = (5, 2, 1)


def steps_between(steps: int) -> int:
    """After how many steps a line is printed of a run: a round number, for some six lines."""
    most = max(1, steps // LINES)
    power = int(10 ** (len(str(most)) - 1))
    return next(mantissa * power for mantissa in _ROUND if mantissa * power <= most)


def watchable_speed(steps: int) -> float:
    """Steps a second at which a run is watched in some twenty seconds, a power of two."""
    return 2.0 ** max(0, round(math.log2(max(1, steps) / SECONDS)))


class Written(NamedTuple):
    """Start weights as they are printed.

    Attributes:
        weights: One matrix a layer, a row per unit before.
        biases: One list a layer; `None` for no biases.
    """

    weights: Sequence[Sequence[Sequence[float]]]
    biases: Sequence[Sequence[float]] | None = None


@dataclass(frozen=True, eq=False)
class Preset:
    """Everything that decides an experiment, and what is known of it.

    Attributes:
        name: The name on the command line: that of its problem if the recipe works, the year
            after it if it is as published.
        title: What it is, in a few words.
        source: Where it was published.
        settings: Values by the names of an experiment's fields; the problem by its name.
        steps: After how many it has made its point: there training pauses.
        published: The figure that was published; empty if there is none.
        measured: What comes out here, over how many runs.
        works: Whether it learns all of it, as a rule.
        says: What to look at.
        weights: Weights to start from, if it does not draw them.
        speed: Steps a second to watch it at; `None` for what takes some twenty seconds.
        right_at: The step at which its own seed first has all cases right, looked at after every
            sweep; `None` where it draws nothing, or never has.
        near_at: The step at which its own seed first has every output within `NEAR` of its bit,
            where the figures count that; else `None`.
    """

    name: str
    title: str
    source: str
    settings: Mapping[str, Any] = field(repr=False)
    steps: int
    published: str = field(repr=False)
    measured: str = field(repr=False)
    works: bool
    says: str = field(repr=False)
    weights: Written | None = field(default=None, repr=False)
    speed: float | None = None
    right_at: int | None = None
    near_at: int | None = None

    @cached_property
    def start(self) -> Start | None:
        """The weights it starts from; `None` if they are drawn."""
        if self.weights is None:
            return None
        weights, biases = self.weights
        return Start(
            oriented([np.array(matrix, dtype=np.float64) for matrix in weights], "input"),
            None if biases is None else tuple(np.array(each, dtype=np.float64) for each in biases),
            path=f"{PRESET}{self.name}",
            is_told=True,
        )

    @property
    def implied(self) -> Mapping[str, Any]:
        """Everything that it decides, by the names of an experiment's fields."""
        return self.settings if self.start is None else {**self.settings, "start": self.start}

    @property
    def pace(self) -> float:
        """Steps a second to watch it at."""
        return watchable_speed(self.steps) if self.speed is None else self.speed

    def experiment(self, **others: Any) -> Experiment:
        """The experiment, with other settings in place of its own.

        Raises:
            BadSetting: If they are not allowed or do not fit.
        """
        from backprop_tui.engine.experiment import Experiment

        return Experiment.given(preset=self.name, **others)
