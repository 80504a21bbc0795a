"""What is noted of a run while it is made: the loss every so many steps. Text, JSON and CSV print
the same moments.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from backprop_tui.engine import Runs
from backprop_tui.report.text.companion import Companion
from backprop_tui.report.text.progress import Progress, advance


class Moment(NamedTuple):
    """One entry of the history of a run.

    Attributes:
        step: Updates so far.
        loss: The displayed mean.
        error: E, the sum that training descends.
        right: How many of the cases are answered right, where others are put aside.
        test_loss: The displayed mean over the cases that are put aside, if there are any.
        test_right: How many of those are answered right.
    """

    step: int
    loss: float
    error: float
    right: int | None = None
    test_loss: float | None = None
    test_right: int | None = None

    @classmethod
    def of(cls, runs: Runs) -> Moment:
        """That of a run as it stands."""
        experiment, network = runs.experiment, runs.main.network
        problem = experiment.problem
        error = network.data_error(problem.inputs, problem.targets)
        held_out = runs.main.held_out()
        right = test_right = None
        if held_out is not None:
            learnt = network.forward(problem.inputs).activations[-1]
            right, test_right = int(problem.right(learnt).sum()), int(held_out.right.sum())
        return cls(
            runs.step_number,
            experiment.loss_function.mean(error, problem.targets.shape),
            error + network.penalty,
            right,
            None if held_out is None else held_out.loss,
            test_right,
        )

    @property
    def told(self) -> dict[str, float]:
        """What there is of it, by name."""
        return {name: value for name, value in self._asdict().items() if value is not None}


class Course(NamedTuple):
    """A training that is printed while it is made.

    Attributes:
        runs: What is trained.
        steps: Where training ends.
        every: Steps from one entry of the history to the next.
        progress: Told how far it is.
        surface: Whether the answers over the plane of two inputs follow.
        companion: Who trains, and says on the way what is worth saying.
    """

    runs: Runs
    steps: int
    every: int
    progress: Progress
    surface: bool = False
    companion: Companion | None = None

    def moments(self) -> Iterator[Moment]:
        """Train, and stop at every `every`-th step, the first and the last included.

        If the run diverges, the last moment is the first whose loss is not finite.
        """
        return (moment for moment in self.pieces() if moment is not None)

    def pieces(self) -> Iterator[Moment | None]:
        """The same with `None` after each piece of work that takes a few milliseconds at most."""
        runs, companion = self.runs, self.companion
        train = advance if companion is None else companion.advance
        for step in chain(range(0, self.steps, self.every), (self.steps,)):
            while (here := runs.step_number) + runs.chunk < step:
                train(runs, here + runs.chunk, self.progress)
                if runs.step_number == here:
                    break
                yield None
            train(runs, step, self.progress)
            moment = Moment.of(runs)
            yield moment
            if moment.step < step or not math.isfinite(moment.loss):
                return
