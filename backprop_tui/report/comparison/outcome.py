"""Which of two runs was done before the other, and by how many steps. What is not known yet, or is
not the same thing in both, is said instead of a number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from backprop_tui.engine.wording import counted
from backprop_tui.report.comparison.common import same_cases, same_measure, same_problem
from backprop_tui.report.comparison.ran import Ran

Outcome = Callable[[Ran, Ran], str]


class Goal(NamedTuple):
    """What a run is for.

    Attributes:
        reached: The first step at which it was reached; `None` if it never was.
        was: That it was, of a run: `b was solved`.
        not_yet: That it is not.
        neither: That two have not.
    """

    reached: Callable[[Ran], int | None]
    was: Callable[[Ran], str]
    not_yet: Callable[[Ran], str]
    neither: Callable[[Ran, Ran], str]


SOLVED = Goal(
    lambda run: run.solved,
    lambda run: f"{run.letter} was solved",
    lambda run: f"{run.letter} is not solved",
    lambda one, other: f"neither {one.letter} nor {other.letter} is solved",
)
"""Every case right, and a small loss; the same for two runs only if their losses are."""

ALL_RIGHT = Goal(
    lambda run: run.first_right,
    lambda run: f"every case was right in {run.letter}",
    lambda run: f"in {run.letter} not every case was ever right",
    lambda one, other: f"neither in {one.letter} nor in {other.letter} every case was ever right",
)
"""Every case right, which no loss decides."""


def outcome(one: Ran, other: Ran) -> str:
    """How two runs came out, one beside the other, without a full stop."""
    if not same_problem(one, other):
        mine, its = one.began.problem.name, other.began.problem.name
        return (
            f"{one.letter} learns the problem {mine}, {other.letter} the problem {its}: "
            "what one needs says nothing of the other"
        )
    for run in (one, other):
        if run.promised:
            steps = counted(run.promised, "step")
            return f"not all of the {steps} of {run.letter} have happened again yet"
        if not run.steps and not run.diverged:
            return f"{run.letter} has not taken a step yet"
    if not same_cases(one, other):
        return f"{_alone(one)}, {_alone(other)}: they learn from other cases"
    if not same_measure(one, other):
        return f"{_compared(ALL_RIGHT, one, other)}; {_measures(one, other)}"
    return _compared(SOLVED, one, other) + _lost(one) + _lost(other)


def _compared(goal: Goal, one: Ran, other: Ran) -> str:
    """Who came to a goal first, or who did not."""
    mine, its = goal.reached(one), goal.reached(other)
    if mine is not None and its is not None:
        if mine == its:
            return f"{goal.was(one)} at the same step as {other.letter}, {mine:,}"
        when = "before" if mine < its else "after"
        steps = counted(abs(its - mine), "step")
        return f"{goal.was(one)} {steps} {when} {other.letter}"
    if mine is not None:
        return f"{goal.was(one)} at {mine:,}; {_without(goal, other, mine)}"
    if its is not None:
        return f"{_without(goal, one, its)}; {goal.was(other)} at {its:,}"
    return _neither(goal, one, other)


def _without(goal: Goal, run: Ran, other_at: int) -> str:
    """That a run has not come to a goal, to which another came after so many steps."""
    if run.diverged:
        return f"{run.letter} diverged at {run.steps:,}"
    if run.steps < other_at:
        return f"{run.letter} has taken {counted(run.steps, 'step')} only, too few to tell"
    return f"{goal.not_yet(run)} after {counted(run.steps, 'step')}"


def _neither(goal: Goal, one: Ran, other: Ran) -> str:
    """That no run has come to a goal, and how far they are at the last step that both know."""
    if one.diverged and other.diverged:
        return f"{one.letter} diverged at {one.steps:,}, {other.letter} at {other.steps:,}"
    if one.diverged:
        return f"{one.letter} diverged at {one.steps:,}; {goal.not_yet(other)} either"
    if other.diverged:
        return f"{goal.not_yet(one)}; {other.letter} diverged at {other.steps:,}"
    said = goal.neither(one, other)
    if goal is not SOLVED:
        return said
    both = min(one.steps, other.steps)
    losses = [_loss(run, both) for run in (one, other)]
    where = f"after {counted(both, 'step')}"
    if losses[0] == losses[1]:
        return f"{said}: {where} both have a loss of {losses[0]}"
    named = f"{one.letter} has a loss of {losses[0]}, {other.letter} of {losses[1]}"
    return f"{said}: {where} {named}"


def _loss(run: Ran, step: int) -> str:
    """The loss of a run after so many steps, as well as it is known."""
    low, high = (f"{loss:.2g}" for loss in run.loss_at(step))
    return low if low == high else f"{low} to {high}"


def _lost(run: Ran) -> str:
    """That a run was solved and is not any more, if so."""
    is_lost = run.solved is not None and not run.is_solved
    return f"; {run.letter} is no longer" if is_lost else ""


def _alone(run: Ran) -> str:
    """How a run came out by itself."""
    if run.diverged:
        return f"{run.letter} diverged at {run.steps:,}"
    if run.solved is not None:
        return f"{run.letter} was solved at {run.solved:,}"
    return f"{run.letter} is not solved after {counted(run.steps, 'step')}"


def _measures(one: Ran, other: Ran) -> str:
    """Why losses are not compared."""
    mine, its = (" and then ".join(run.measures) for run in (one, other))
    return f"its loss is {mine}, that of {other.letter} {its}: they are not compared as numbers"
