"""What the first line always says: on the left what is running, where it started and how it learns,
on the right how far it has come. Each fact has a rank, for not every screen has room for all.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from backprop_tui.engine.experiment import Experiment
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.view import View

NAME, FILE, TARGETS, INPUTS = 40, 14, 14, 24
"""Columns of a problem's name, and of a data file's name, targets and inputs, at most."""


class Field(NamedTuple):
    """A piece of the line.

    Attributes:
        rank: The highest rank is left out first; 0 always stays.
        text: What it says.
        strong: Whether it stands out.
        space: Blanks before it.
        label: Whether it names the number after it, which has a lower rank, and says nothing alone.
        alarm: Whether it says that something is wrong.
    """

    rank: int
    text: str
    strong: bool = False
    space: int = 1
    label: bool = False
    alarm: bool = False


def activations_text(experiment: Experiment) -> str:
    """The units' activations: `σ`, or hidden and output apart, `tanh/σ`."""
    symbols = [activation.symbol for activation in experiment.layer_activations]
    return "/".join(dict.fromkeys((symbols[0], symbols[-1])))


def _narrow(name: str, most: int) -> str:
    """A name with one column for each character, as every cell of a canvas has, cut to fit."""
    narrow = "".join(letter if cell_len(letter) == 1 else "?" for letter in name)
    return narrow if len(narrow) <= most else f"{narrow[: most - 1]}…"


def _name_fields(experiment: Experiment) -> list[Field]:
    """What the problem is called; of a data file also what is learnt from what."""
    problem = experiment.problem
    if problem.path is None:
        return [Field(0, _narrow(problem.name.upper(), NAME), strong=True)]
    targets, inputs = (
        _narrow(", ".join(names), most)
        for names, most in ((problem.target_names, TARGETS), (problem.input_names, INPUTS))
    )
    return [
        # Beside the name of a bug there is not always room for both; what is learnt says more.
        Field(0 if experiment.bug is None else 2, _narrow(problem.name.upper(), FILE), strong=True),
        Field(1, f"learns {targets}", strong=True),
        Field(10, f"from {inputs}"),
    ]


def left_fields(view: View) -> list[Field]:
    """What is running."""
    experiment = view.snapshot.experiment
    loss = experiment.loss_function
    sizes = "-".join(map(str, view.sizes)) + ("+b" if experiment.bias else "")
    fields = [
        *_name_fields(experiment),
        Field(2, sizes),
        Field(5, activations_text(experiment)),
        Field(4, f"seed {experiment.seed}" if experiment.start is None else "given start"),
        Field(3, f"lr {experiment.learning_rate:g}"),
        Field(5, loss.short),
    ]
    if view.snapshot.by_hand:
        changes = f"{view.snapshot.by_hand} change{'s' * (view.snapshot.by_hand > 1)} by hand"
        fields.insert(1, Field(2, changes, strong=True))
    if experiment.bug is not None:
        fields.insert(1, Field(0, f"BUG {experiment.bug}", strong=True, alarm=True))
    if view.run.complaint:
        fields.insert(1, Field(2, view.run.complaint, strong=True, alarm=True))
    if experiment.momentum:
        fields.append(Field(6, f"α {experiment.momentum:g}"))
    if experiment.batch < len(experiment.problem.inputs):
        fields.append(Field(6, f"batch {experiment.batch}"))
    return fields


def right_fields(view: View) -> list[Field]:
    """How far it has come."""
    snapshot = view.snapshot
    rate = f"{view.run.rate:,.0f} steps/s" if view.run.rate is not None else ""
    return [
        Field(9, rate),
        Field(11, "at", label=True),
        Field(7, formats.rate(view.run.speed)),
        Field(2, "step", label=True),
        Field(0, f"{snapshot.step:,}", strong=True),
        Field(8, f"/{view.run.stop:,}", space=0),
        Field(2, "loss", label=True),
        Field(0, formats.loss(snapshot.loss).rjust(6), strong=True),
        Field(0, f"{int(snapshot.right.sum())}/{len(snapshot.right)}", strong=True),
        Field(11, "right"),
    ]
