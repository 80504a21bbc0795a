"""`Snapshot`, the network as it stands at a moment, and `Curve`, the losses that led there.
Everything that is shown of a moment comes from one such record, which nothing can change
afterwards, so no two things on a screen can be of different moments.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Forward, forward
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.problems import Problem

SOLVED = 0.01
"""Below this displayed loss, with every case right, a problem counts as solved."""


Number = TypeVar("Number", bound=np.generic)


def frozen(array: NDArray[Number]) -> NDArray[Number]:
    """A read-only copy."""
    copy = array.copy()
    copy.setflags(write=False)
    return copy


def frozen_all(arrays: Iterable[Array] | None) -> tuple[Array, ...] | None:
    """Read-only copies, or `None` for `None`."""
    return None if arrays is None else tuple(map(frozen, arrays))


@dataclass(frozen=True, eq=False)
class Curve:
    """The loss over a run, thinned.

    Attributes:
        stride: Steps that share a bucket.
        low: Smallest loss of each bucket, (buckets,); bucket k begins at step k · stride.
        high: Largest loss of each bucket, (buckets,).
        length: Steps that it covers, from step 0 on; the last bucket may have fewer than others.
        finer: Its first steps, with half as many to a bucket; `None` if it never was finer.
    """

    stride: int
    low: Array
    high: Array
    length: int
    finer: Curve | None = None

    def until(self, step: int) -> Curve:
        """What of it lies behind somebody who has come to `step`: the losses of the steps before,
        as finely as they were known then, however long the run has become since.

        A bucket that is cut through stays whole, because nobody knows its parts any more.
        """
        if step >= self.length:
            return self
        if self.finer is not None and step <= self.finer.length:
            return self.finer.until(step)
        buckets = -(-step // self.stride)
        return Curve(self.stride, self.low[:buckets], self.high[:buckets], step, self.finer)

    def thinned(self, most: int) -> Curve:
        """The same curve in at most `most` buckets, and at least one."""
        merge = 1
        while len(self.low) > max(1, most) * merge:
            merge *= 2
        if merge == 1:
            return self
        starts = np.arange(0, len(self.low), merge)
        return Curve(
            self.stride * merge,
            np.minimum.reduceat(self.low, starts),
            np.maximum.reduceat(self.high, starts),
            self.length,
        )


@dataclass(frozen=True, eq=False)
class GradientSizes:
    """How large the gradients of every layer were over a run, at steps of equal distance.

    Attributes:
        stride: Steps from one to the next.
        sizes: |∂E/∂W| of the weights before the steps 0, stride, 2 · stride, …, as the run's own
            back-propagation finds it for all cases that are learnt, (steps, layers).
    """

    stride: int
    sizes: Array

    @property
    def steps(self) -> NDArray[np.int64]:
        """The updates before each of them, (steps,)."""
        return np.arange(len(self.sizes), dtype=np.int64) * self.stride

    def until(self, step: int) -> GradientSizes:
        """What of it lies behind somebody who has come to `step`: those of the steps before."""
        return GradientSizes(self.stride, self.sizes[: -(-step // self.stride)])


@dataclass(frozen=True, eq=False)
class HeldOut:
    """How the network does on the cases that nothing is learnt from.

    Attributes:
        problem: Those cases.
        predictions: ŷ, (cases, outputs).
        error: E over them.
        loss: The mean that is displayed.
        right: Which of them are answered right, (cases,).
        curve: This loss before every step of the run that is known, as that of the others.
    """

    problem: Problem
    predictions: Array
    error: float
    loss: float
    right: NDArray[np.bool_]
    curve: Curve


class Mark(NamedTuple):
    """A moment of a run that is worth going to.

    Attributes:
        step: Updates before it.
        kind: The name of its kind, one of `engine.runs.marks.KINDS`.
        said: What it is, in a few words: `lr .5 → 5`, `4/4`, or what a person called it.
        skips: Whether it is the last before some of its kind that have no mark, for being many.
    """

    step: int
    kind: str
    said: str
    skips: bool = False


@dataclass(frozen=True, eq=False)
class Beside:
    """A run beside the one that is shown.

    Attributes:
        letter: What it is called; empty for the right run beside a wrong one (with a bug): without
            the bug, from the same start, with the same events.
        said: What it is, in a few words, each thing in a line.
        curve: The loss before every step of it that is known. It ends where it diverges.
        solved: After how many steps it was solved first; `None` if it was not, or nobody knows.
        is_live: Whether it goes in step with the one that is shown; then what lies behind is
            `curve.until` the step of the snapshot.
    """

    letter: str
    said: str
    curve: Curve
    solved: int | None
    is_live: bool


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network after `step` updates.

    Attributes:
        experiment: What is running.
        step: Updates so far.
        weights: One matrix (units before, units) a layer.
        biases: One vector (units,) a layer, (1,) where its units share one, or `None`.
        z: Weighted sums of all cases, (cases, units) a layer.
        activations: Outputs of every layer for all cases, the inputs first.
        error: E of these parameters over all cases, with the penalty of their size.
        loss: The mean that is displayed, without the penalty.
        right: Which cases are answered right, (cases,).
        curve: The loss of every step of the run that is known, thinned; `curve.until(step)` is
            what lies behind, and after going back there is more of it ahead.
        right_since: The step from which on every case has been right, without a break until now;
            `None` if some case is wrong, and where it is no longer known: after going far back in
            a run that was right and wrong again thousands of times.
        first_right: The first step at which every case was right; `None` if none was so far.
        solved_since: The step from which on it has been solved, likewise.
        first_solved: The first step at which it was solved; `None` if it has not been so far.
        by_hand: How many of its parameters and settings were changed by hand on the way.
        letter: Which run this is, where there are several; empty where it is the only one.
        said: What that is, in a few words, likewise.
        beside: The other runs that are kept and have come anywhere, the first to be seen first:
            those that go in step with this one, those that are pinned, the latest.
        held_out: How it does on the cases that nothing is learnt from, if there are any.
        beginning: What was running at step 0, from which the run's start can be computed again;
            `None` if nobody knows.
        gradient_sizes: How large the gradients were, at some steps of the run that are known;
            `gradient_sizes.until(step)` is what lies behind.
        memory: What the rule remembers from step to step, (parameters,) or twice that where a bug
            carries gradients along; `None` where it remembers nothing.
        marks: The moments of the run worth going to, behind and ahead, in order.
        promised: Updates that are known to lie in the run, from a file, though those after the
            curve's have yet to happen again.
    """

    experiment: Experiment
    step: int
    weights: tuple[Array, ...]
    biases: tuple[Array, ...] | None
    z: tuple[Array, ...]
    activations: tuple[Array, ...]
    error: float
    loss: float
    right: NDArray[np.bool_]
    curve: Curve
    gradient_sizes: GradientSizes
    memory: Array | None = None
    right_since: int | None = None
    first_right: int | None = None
    solved_since: int | None = None
    first_solved: int | None = None
    by_hand: int = 0
    letter: str = ""
    said: str = ""
    beside: tuple[Beside, ...] = ()
    held_out: HeldOut | None = None
    beginning: Experiment | None = None
    marks: tuple[Mark, ...] = ()
    promised: int = 0

    @property
    def right_run(self) -> Curve | None:
        """With a bug, the losses of the right run, if it goes along beside this one."""
        return next((each.curve for each in self.beside if not each.letter), None)

    @property
    def predictions(self) -> Array:
        """ŷ, (cases, outputs)."""
        return self.activations[-1]

    @property
    def length(self) -> int:
        """Updates that are known of the run; after going back more than those so far."""
        return max(self.curve.length, self.promised)

    @property
    def is_past(self) -> bool:
        """Whether steps lie ahead that have been taken before."""
        return self.step < self.length

    @property
    def diverged(self) -> bool:
        """Whether the loss is no longer a finite number, so that no step can follow."""
        return not math.isfinite(self.loss)

    @property
    def solved(self) -> bool:
        """Whether every case is right and the loss is small."""
        return bool(self.right.all()) and self.loss < SOLVED

    def forward(self, inputs: Array) -> Forward:
        """What this network answers to other inputs (cases, inputs)."""
        return forward(self.experiment, inputs, self.weights, self.biases)
