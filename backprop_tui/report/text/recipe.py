"""How an experiment learns, as a recipe that somebody could follow: its rates as numbers, where its
weights start and what changes on the way. Of two runs these decide which of them learns.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine import Experiment
from backprop_tui.engine.core.start import PRESET
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.names import file_text
from backprop_tui.report.schedule import MOST as MOST_CHANGES
from backprop_tui.report.schedule import change_text


def recipe_text(experiment: Experiment, present: Experiment) -> str:
    """`rates ε 0.1, α 0.9; start weights uniform within ±0.3, seed 42; a step looks at …`.

    Args:
        experiment: What the run would begin with again.
        present: What it goes on with, of which the rates are told where they are others.
    """
    return "; ".join(_parts(experiment, present))


def _parts(experiment: Experiment, present: Experiment) -> Iterator[str]:
    """Its ingredients, one by one."""
    rates, now = _rates(experiment), _rates(present)
    yield f"rates {rates}" if now == rates else f"rates {rates} (now {now})"
    yield f"start weights {_start_text(experiment)}"
    yield _step_text(experiment)
    if experiment.decay:
        yield f"decay takes {printed(experiment.decay, MOST)} of every weight after a step"
    schedule = experiment.schedule or ()
    for moment in schedule[:MOST_CHANGES]:
        yield f"from step {moment.step:,} on {change_text(moment)}"
    if more := len(schedule[MOST_CHANGES:]):
        yield f"and {more} more on the way"


def _rates(experiment: Experiment) -> str:
    """The learning rate and the momentum."""
    rates = experiment.learning_rate, experiment.momentum
    rate, share = (printed(each, MOST) for each in rates)
    return f"ε {rate}, α {share}"


def _start_text(experiment: Experiment) -> str:
    """How they are drawn, or where they are from."""
    start, way = experiment.start, experiment.initializer
    if start is not None:
        of_preset = start.path.startswith(PRESET)
        return "as the source prints them" if of_preset else f"of {file_text(start)}"
    scale = way.default_scale if experiment.scale is None else experiment.scale
    drawn = way.words if scale is None else way.words.format(scale=printed(scale, MOST))
    return f"{drawn}, seed {experiment.seed}"


def _step_text(experiment: Experiment) -> str:
    """How many cases a step looks at, and in which order."""
    cases = len(experiment.problem.inputs)
    if not experiment.is_shared_out:
        return f"a step looks at {f'all {cases:,} cases' if cases > 1 else 'the one case'}"
    return (
        f"a step looks at {experiment.batch:,} of {cases:,} cases, {experiment.order_of_cases.said}"
    )
