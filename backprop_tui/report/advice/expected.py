"""What is known of a run before it begins. A recipe that works may stand on a plateau for thousands
of steps, and a schedule decides its rate whatever else is asked for; advice knows both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from backprop_tui.engine import Experiment
from backprop_tui.engine.settings import changeable, settings_of
from backprop_tui.engine.settings.schedule import after_next, settings_at
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.schedule import changes_between

SEEDS = {"seed", "test_seed", "problem_seed"}
"""Settings of which every value makes a run of the same kind."""


def known_steps(experiment: Experiment, begun: Experiment | None = None) -> int:
    """After how many steps a recipe that works has made its point, if it is this one, with any
    seed, and nobody has changed it; else 0.

    Args:
        experiment: What is running, with what of its schedule lies ahead.
        begun: With what the run began; `None` if nobody knows. A schedule may have brought a run
            to the recipe's rates that began with others.
    """
    if begun is not None and not _known(begun, is_start=True):
        return 0
    return _known(experiment, is_start=False)


@lru_cache(16)
def _known(experiment: Experiment, *, is_start: bool) -> int:
    """The steps of the recipe of which this is the start, or some part of its schedule; else 0."""
    if experiment.preset is None:
        return 0
    from backprop_tui.engine.presets import PRESETS

    preset = PRESETS[experiment.preset]
    kept = [pair for pair in settings_of(type(experiment)).items() if pair[0] not in SEEDS]
    stages = [preset.experiment()] if is_start else _stages(preset.experiment())
    is_it = any(
        all(known.is_same(getattr(stage, name), getattr(experiment, name)) for name, known in kept)
        for stage in stages
    )
    return preset.steps if preset.works and is_it else 0


def _stages(experiment: Experiment) -> Iterator[Experiment]:
    """What runs from the first step on, and after each moment of its schedule."""
    yield experiment
    while experiment.schedule:
        experiment = after_next(experiment)
        yield experiment


def as_scheduled(advice: Advice, begun: Experiment | None, running: Experiment) -> Advice:
    """The same where a schedule has set the learning rate: there another rate must be put.

    Args:
        advice: What was found.
        begun: With what the run began; `None` if nobody knows.
        running: What is running.
    """
    if begun is None or "--lr " not in advice.said:
        return advice
    for moment in reversed(changes_between(begun, running)):
        rate = settings_at(moment, changeable(type(begun))).get("learning_rate")
        if rate is not None and rate == running.learning_rate:
            return Advice(
                f"{advice.said} The schedule sets lr at step {moment.step:,}, over --lr: change it "
                "there (--at-step).",
                "e sets it from here on.",
            )
    return advice
