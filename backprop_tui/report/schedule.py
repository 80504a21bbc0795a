"""What a schedule changes is said when it happens, in the words in which it was typed. A curve that
bends where nobody touched anything would be a riddle otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine import Experiment
from backprop_tui.engine.reading.moments import Moment
from backprop_tui.engine.settings.schedule import Schedule
from backprop_tui.report.names import listed

MOST = 4
"""Scheduled changes that one line has room for."""


def change_text(moment: Moment) -> str:
    """What changes at a moment: `lr 0.03, momentum 0.95`."""
    return ", ".join(f"{name} {text}".strip() for name, text in moment.changes)


def changes_between(before: Experiment, after: Experiment) -> Schedule:
    """What has happened of a schedule where `after` runs on from `before`."""
    schedule, ahead = before.schedule or (), len(after.schedule or ())
    return schedule[: max(0, len(schedule) - ahead)]


def schedule_texts(experiment: Experiment, steps: int | None = None) -> Iterator[str]:
    """What will change on the way, and what of it never will because a run ends before.

    Args:
        experiment: What is about to run.
        steps: Where it ends; `None` if nothing ends it.
    """
    schedule = experiment.schedule or ()
    if schedule:
        said = [f"from step {moment.step:,} on {change_text(moment)}" for moment in schedule]
        more = f"; and {len(said) - MOST} more" * (len(said) > MOST)
        yield f"on the way settings change: {'; '.join(said[:MOST])}{more}"
    late = [f"{moment.step:,}" for moment in schedule if steps is not None and moment.step > steps]
    if late:
        yield f"it ends at step {steps:,}, before what is scheduled at step {listed(late, 3)}"


def order_text(experiment: Experiment) -> str | None:
    """Which cases a step learns from and whose loss is printed, where that is not all of them."""
    if not experiment.is_shared_out:
        idle = experiment.order != type(experiment)().order
        return (
            f"order {experiment.order} changes nothing, since every step learns from all cases; "
            "with --batch-size 1 a step learns from one"
            if idle
            else None
        )
    cases, batch = len(experiment.problem.inputs), experiment.batch
    return (
        f"each step learns from {batch:,} of {cases:,} cases, "
        f"{experiment.order_of_cases.said}; the loss printed is that after "
        f"so many steps, of all {cases:,} cases"
    )
