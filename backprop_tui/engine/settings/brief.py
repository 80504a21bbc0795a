"""An experiment in a few letters, for a line that tells what is running and has little room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from backprop_tui.engine.problems.levels import PLAIN
from backprop_tui.engine.shortening import narrow
from backprop_tui.engine.wording import cut

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

MOST_LAYERS = 4
"""Hidden layers whose activations are named one by one."""


MOST_FROZEN = 12
"""Letters of the names of frozen parameters."""


def layers(experiment: Experiment) -> str:
    """Units of every layer and group, which biases there are and whether direct links:
    `2-4-1+b+d`, `2+2-2+2-1`.
    """
    direct = "+d" if experiment.links.skipping else ""
    return f"{experiment.links.text}{experiment.bias_form.mark}{direct}"


def layers_shorter(experiment: Experiment) -> str:
    """The same with a count for layers that are alike: `7-8×5-1`."""
    alike = r"(?<![^-])(\d+)((?:-\1){2,})(?![^-+])"
    return re.sub(alike, lambda found: f"{found[1]}×{1 + found[2].count('-')}", layers(experiment))


def standardized(experiment: Experiment) -> str:
    """That its numbers have mean 0 and spread 1, if that was made of them."""
    return "standardized" if experiment.standardize else ""


def tested(experiment: Experiment) -> str:
    """How many cases nothing is learnt from, if there are any."""
    testing, whole = experiment.problem.testing, experiment.problem.source
    return f"test {len(testing.inputs)} of {len(whole.inputs)}" if testing else ""


MOST_FEATURES = 24
"""Letters of the names of features."""


def featured(experiment: Experiment) -> str:
    """What the network sees in place of the inputs, if it does."""
    names = narrow(", ".join(experiment.features or ()))
    return f"sees {cut(names, MOST_FEATURES)}" if names else ""


def cases(experiment: Experiment) -> str:
    """How many points are drawn, if somebody asked for it."""
    return "" if experiment.cases is None else f"{experiment.cases:,} points"


def noise(experiment: Experiment) -> str:
    """With how much noise they are drawn, if with any."""
    return f"noise {experiment.noise:g}" if experiment.noise else ""


def problem_seed(experiment: Experiment) -> str:
    """Which points are drawn, if somebody asked for others."""
    return "" if experiment.problem_seed is None else f"points {experiment.problem_seed}"


def levels(experiment: Experiment) -> str:
    """What bits are learnt as, if not as 0 and 1: `0/1 as 0.1/0.9`."""
    levels = experiment.problem.levels
    return "" if levels == PLAIN else f"0/1 as {levels.low:g}/{levels.high:g}"


def symbols(experiment: Experiment) -> str:
    """The units' activations: `σ`; hidden and output apart, `tanh/σ`; or layer by layer."""
    *hidden, output = (activation.mark for activation in experiment.layer_activations)
    if len(set(hidden)) < 2:
        return "/".join(dict.fromkeys((*hidden, output)))
    shown = hidden if len(hidden) <= MOST_LAYERS else [hidden[0], "…", hidden[-1]]
    return "/".join((*shown, output))


def start(experiment: Experiment) -> str:
    """Where the weights start."""
    if experiment.start is None:
        return f"seed {experiment.seed}"
    steps = experiment.start.steps
    return f"{steps:,} steps before" if steps else "given start"


def start_shorter(experiment: Experiment) -> str:
    """The same, with a mark for the seed."""
    return start(experiment).replace("seed ", "#")


def momentum(experiment: Experiment) -> str:
    """The share of the last change that is kept, if any is."""
    return f"α {experiment.momentum:g}" if experiment.momentum else ""


def momentum_shorter(experiment: Experiment) -> str:
    """The same without the blank."""
    return momentum(experiment).replace(" ", "")


def batch(experiment: Experiment) -> str:
    """How many cases a step looks at, if not at all of them."""
    if not experiment.is_shared_out:
        return ""
    return f"batch {experiment.batch} {experiment.order_of_cases.short}".strip()


def next_change(experiment: Experiment) -> str:
    """What the schedule changes next, and when: `20: lr 0.03 α 0.95`."""
    if not experiment.schedule:
        return ""
    first = experiment.schedule[0]
    changes = " ".join(f"{name} {text}" for name, text in first.changes)
    return f"then at {first.step:,} {changes}"


def frozen(experiment: Experiment) -> str:
    """Which parameters do not learn, if any."""
    names = ",".join(experiment.freeze)
    if len(names) > MOST_FROZEN:
        names = f"{names[: MOST_FROZEN - 1]}…"
    return f"frozen {names}" if names else ""


def bug(experiment: Experiment) -> str:
    """The wrong back-propagation, if it is one."""
    return "" if experiment.bug is None else f"BUG {experiment.bug}"


MOST_OF_A_BUG = 10
"""Letters of its name where there is little room."""


def bug_shorter(experiment: Experiment) -> str:
    """The same with a name that is cut."""
    return "" if experiment.bug is None else f"BUG {cut(experiment.bug, MOST_OF_A_BUG)}"


def objective(experiment: Experiment) -> Mapping[str, str]:
    """Which loss it is, which error is descended and which mean is displayed."""
    loss = experiment.loss_function
    return {"loss": loss.name, "error": loss.formula, "displayed": loss.displayed}
