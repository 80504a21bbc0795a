"""What the first line always says: on the left what is running, where it started and how it learns,
on the right how far it has come. Each fact has a rank, for not every screen has room for all.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import HeldOut, Snapshot
from backprop_tui.engine.settings import brief, settings_of
from backprop_tui.engine.wording import counted, cut
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.view import View

NAME, SHORT_NAME, FILE, INPUTS, NOTES = 40, 10, 14, 24, 60
"""Columns at most of a problem's name, where there is room and where not, of a data file's name, of
its inputs and of its notes.
"""

TARGETS = (("learns ", 14), ("learns ", 7), ("→ ", 14), ("→ ", 7), ("", 0))
"""How a data file's targets are said and in how many columns, the best first; the last leaves them
to the help.
"""

NOTABLE = 8
"""From this rank on a field gives way to what a data file's targets are called."""


class Field(NamedTuple):
    """A piece of the line.

    Attributes:
        rank: The highest rank is left out first; 0 always stays.
        text: What it says.
        strong: Whether it stands out.
        space: Blanks before it.
        label: Whether it names the number after it, which has a lower rank, and says nothing alone.
        alarm: Whether it says that something is wrong.
        shorter: The same where there is less room, if it can be said shorter.
    """

    rank: int
    text: str
    strong: bool = False
    space: int = 1
    label: bool = False
    alarm: bool = False
    shorter: str = ""


def _narrow(name: str, most: int) -> str:
    """A name with one column for each character, as every cell of a canvas has, cut to fit."""
    return cut("".join(letter if cell_len(letter) == 1 else "?" for letter in name), most)


def _called(experiment: Experiment) -> str:
    """The name of its preset, if it is still the problem of that, else that of the problem."""
    name = experiment.problem.name
    if experiment.preset is None:
        return name
    from backprop_tui.engine.presets import PRESETS

    return experiment.preset if PRESETS[experiment.preset].settings["problem"] == name else name


@lru_cache(16)
def _name_fields(experiment: Experiment, said: tuple[str, int]) -> tuple[Field, ...]:
    """What the problem is called; of a data file also what is learnt from what."""
    problem = experiment.problem
    if problem.path is None:
        name = _called(experiment).upper()
        return (Field(0, _narrow(name, NAME), strong=True, shorter=_narrow(name, SHORT_NAME)),)
    targets, inputs = (
        _narrow(", ".join(names), most)
        for names, most in (
            (problem.target_columns, said[1]),
            (problem.input_columns, INPUTS),
        )
    )
    return (
        # Beside the name of a bug there is not always room for both; what is learnt says more.
        Field(
            0 if experiment.bug is None else NOTABLE,
            _narrow(problem.name.upper(), FILE),
            strong=True,
        ),
        Field(1, f"{said[0]}{targets}" if said[1] else "", strong=True),
        Field(10, f"from {inputs}"),
        Field(12, _narrow("; ".join(problem.notes), NOTES)),
    )


@lru_cache(4)
def _told_fields(experiment: Experiment) -> tuple[tuple[int, Field], ...]:
    """What the settings say of themselves, each with its place."""
    facts = [setting.fact for setting in settings_of(type(experiment)).values() if setting.fact]
    # Where the weights start decides less than what is learnt.
    start = brief.start(experiment) if experiment.problem.path is not None else None
    return tuple(
        (
            fact.place,
            Field(
                NOTABLE if text == start else fact.rank,
                text,
                strong=not fact.place,
                alarm=fact.alarm,
                shorter=fact.shorter(experiment) if fact.shorter is not None else "",
            ),
        )
        for fact in sorted(facts, key=lambda fact: fact.place)
        if (text := fact.text(experiment))
    )


def left_fields(view: View, said: tuple[str, int] = TARGETS[0]) -> list[Field]:
    """What is running, with what is learnt said in one of the ways of `TARGETS`."""
    experiment, by_hand = view.snapshot.experiment, view.snapshot.by_hand
    name, *names = _name_fields(experiment, said)
    told = _told_fields(experiment)
    beside = [field for place, field in told if not place]
    if view.run.complaint:
        beside.insert(0, Field(2, view.run.complaint, strong=True, alarm=True))
    if by_hand:
        changes = f"{counted(by_hand, 'change')} by hand"
        beside.append(Field(2, changes, strong=True, shorter=f"{by_hand} by hand"))
    return [name, *beside, *names, *(field for place, field in told if place)]


def _turn(snapshot: Snapshot) -> str:
    """Which part of which epoch the next step looks at, where it does not look at all cases."""
    if not snapshot.experiment.is_shared_out:
        return ""
    turn = snapshot.experiment.turn(snapshot.step)
    return f"epoch {turn.epoch:,}: {turn.batch}/{turn.batches}"


def loss_names(experiment: Experiment) -> tuple[str, ...]:
    """What the number of the loss is called, the longest first: by what is displayed, if it can."""
    shown = experiment.loss_function.displayed_short
    return f"loss {shown}", shown, "loss"


def right_fields(view: View, loss_name: str = "loss") -> list[Field]:
    """How far it has come, with what the loss is called."""
    snapshot = view.snapshot
    rate = f"{view.run.rate:,.0f} steps/s" if view.run.rate is not None else ""
    return [
        Field(9, rate),
        Field(11, "at", label=True),
        Field(7, formats.rate(view.run.speed)),
        Field(2, "step", label=True),
        Field(0, f"{snapshot.step:,}", strong=True),
        *_length_fields(view),
        Field(10, _turn(snapshot)),
        Field(2, loss_name, label=True),
        Field(0, formats.loss(snapshot.loss).rjust(6), strong=True),
        Field(0, _count(snapshot.right), strong=True),
        Field(11, "right"),
        *_held_out_fields(snapshot.held_out),
    ]


def _length_fields(view: View) -> list[Field]:
    """How far it goes: up to where training pauses, or in the past to the end of the run."""
    going, length = view.run.going, view.snapshot.length
    if going is not None:
        short = f"→ {going.step:,}: {going.percent} %"
        return [Field(1, going.text, strong=True, shorter=short), Field(3, going.leaving)]
    if view.snapshot.is_past:
        return [Field(1, f"of {length:,}", shorter=f"/{length:,}")]
    return [Field(8, f"/{view.run.stop:,}", space=0)]


def _count(right: NDArray[np.bool_]) -> str:
    """How many of the cases are right."""
    return f"{int(right.sum())}/{len(right)}"


def _held_out_fields(held_out: HeldOut | None) -> list[Field]:
    """How it does on the cases that nothing is learnt from, if there are any."""
    if held_out is None:
        return []
    count = _count(held_out.right)
    loss = f"{formats.loss(held_out.loss).strip()},"
    return [
        Field(2, "test", label=True),
        Field(1, f"{loss.rjust(7)} {count}", strong=True, shorter=count),
    ]
