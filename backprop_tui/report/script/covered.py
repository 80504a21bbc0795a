"""What a script can have to the last bit. Whatever is not among it is refused, because numbers
other than those of the run would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine import BadSetting, Experiment
from backprop_tui.engine.settings import settings_of
from backprop_tui.report.script.objective import OBJECTIVES
from backprop_tui.report.script.start import DRAWS
from backprop_tui.report.script.step import TURNS
from backprop_tui.report.script.units import UNITS

SETTINGS = frozenset(
    [
        "preset",
        "problem",
        "standardize",
        "test",
        "test_seed",
        "features",
        "cases",
        "noise",
        "problem_seed",
        "levels",
        "hidden",
        "activation",
        "output_activation",
        "bias",
        "direct",
        "groups",
        "loss",
        "init",
        "scale",
        "seed",
        "start",
        "learning_rate",
        "momentum",
        "batch_size",
        "order",
        "schedule",
        "freeze",
        "l2",
        "l1",
        "decay",
        "bug",
    ]
)
"""The settings that a script heeds, by their names."""

BUGS = frozenset(
    ["updated-weights", "activation-twice", "flipped-sign", "uncleared", "summed", "no-slope"]
)
"""The wrong back-propagations that it can make."""


def require_covered(experiment: Experiment) -> None:
    """Refuse an experiment of which a script would have other numbers.

    Raises:
        BadSetting: If it has a setting, or a value of one, that no lines are written for.
    """
    for what in _lacking(experiment):
        raise BadSetting(f"a script cannot have the bits of this run: it knows nothing of {what}")


def _lacking(experiment: Experiment) -> Iterator[str]:
    """What is in it that no lines are written for."""
    for name, setting in settings_of(type(experiment)).items():
        value = getattr(experiment, name)
        if name not in SETTINGS and not setting.is_same(value, setting.default):
            yield f"{setting.label} {setting.said(value)}"
    for activation in experiment.layer_activations:
        if activation.name.partition(":")[0] not in UNITS:
            yield f"{activation.name} units"
    if experiment.loss not in OBJECTIVES:
        yield f"the loss {experiment.loss}"
    if experiment.bug not in {None, *BUGS}:
        yield f"the bug {experiment.bug}"
    if experiment.start is None and experiment.init not in DRAWS:
        yield f"a start by {experiment.init}"
    if experiment.is_shared_out and experiment.order not in TURNS:
        yield f"the order {experiment.order}"
