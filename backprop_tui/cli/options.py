"""Every option that a command has of its own is one entry here, or in `file_options.py` or
`screen_options.py` beside it: what it may be, how it is read and what it decides. Those that
describe the experiment are declared with its settings.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from backprop_tui.engine.reading.kinds import Name, Text
from backprop_tui.engine.reading.numbers import Whole
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.otherwise import Otherwise
from backprop_tui.engine.reading.switches import Switch
from backprop_tui.engine.reading.written import written_number
from backprop_tui.engine.runs.by_hand import ByHand

Values = Mapping[str, Any]
"""The values of a command's own options, by name."""

MAX_STEPS = 10**12
SPEED = 512.0
"""Steps a second at which one can watch: the tutorial's 10,000 in some 20 seconds."""


def read_speed(text: str) -> float:
    """Steps a second; infinite for `max`.

    Raises:
        ValueError: If it is less than 1 or no number.
    """
    if text.strip().lower() == "max":
        return math.inf
    number = written_number(text)
    if not 1 <= number < math.inf:
        raise ValueError(text)
    return number


def counting(
    flag: str,
    metavar: str,
    summary: str,
    least: int,
    default: int | None,
    told: str = "",
    suited: str = "",
    shown: str = "",
) -> Option:
    """An option that counts steps; `suited` says where another default is taken."""
    kind = Whole(least, MAX_STEPS, is_grouped=True, metavar=metavar)
    shown = f"{default}; {suited}" if suited else shown
    return Option(flag, summary, kind, default=default, shown=shown, told=told)


_PAUSES = "where the dashboard pauses; `run` ends there; a preset has its own"

_SUITED = "a preset has its own"

STEPS = counting("--steps", "STEPS", "where training ends", 0, 10_000, suited=_SUITED)
STOP = counting(
    "--steps",
    "STEPS",
    "where training pauses; space goes on from there",
    1,
    10_000,
    _PAUSES,
    _SUITED,
)
EVERY = counting(
    "--every", "STEPS", "steps from one printed line to the next", 1, 2000, suited=_SUITED
)
SURFACE = Option(
    "--surface",
    "print also what is answered over the plane of two inputs, and where the line is",
    Switch(),
    default=False,
    more="Other inputs are held at the first case",
)
AT = counting(
    "--at",
    "STEP",
    "updates before the step that is looked at",
    0,
    0,
    shown="0; where somebody was in a --session",
)
WHERE = counting(
    "--at",
    "STEP",
    "the step at which the dashboard opens, with the steps before it taken",
    0,
    0,
    "the step at which the dashboard opens; the steps before it are taken then",
)
BY_HAND = Option(
    "--by-hand",
    "do by hand what one can do on the screen, after so many steps; may be given several times",
    ByHand(),
    default=(),
    shown="none",
    told="change settings and set weights and biases by hand, after so many steps, as one can on "
    "the screen, `--by-hand 300 lr=5 --by-hand '360 W2[h1,yhat]=0'`; in one, "
    "`'300:lr=5;360:W2[h1,yhat]=0'`",
    more="Brackets and semicolons want quotes in a shell",
)


class Demonstrations:
    """Their names, which are loaded when somebody asks for one."""

    def __iter__(self) -> Iterator[str]:
        from backprop_tui.report.demonstrations import DEMONSTRATIONS

        return iter(DEMONSTRATIONS)


CHANGE = Option(
    "--change",
    "what is otherwise in a run beside this one, from the same start; may be given several times",
    Otherwise(),
    told="what `compare` trains beside this run, from the same start: `--change lr=5 --change "
    "hidden=2,bias=on` are two runs more",
)
DEMONSTRATION = Option(
    "--demonstration",
    "runs that show what one thing does",
    Name(Demonstrations()),
    told="what `compare` shows in place of this run: runs that differ in `loss`, `momentum`, …; "
    "it says which there are",
)
PHASE = Option(
    "--phase",
    "print one phase of the step, with all its matrices",
    Text("a phase such as z1, delta2 or dW1; trace alone prints them all", str.strip, "PHASE"),
    shown="all",
)
ELEMENT = Option(
    "--element",
    "print one number of that phase, worked out with every term",
    Text(
        "a row and a column by name, such as 01,h2 or h1,yhat, or by place, such as 2,3",
        str.strip,
        "ROW,COLUMN",
    ),
)
GRADIENTS = Option(
    "--gradients",
    "print how large the gradients of every layer are before the step, and were, instead of it",
    Switch(),
    default=False,
)
HIDDEN_SPACE = Option(
    "--hidden-space",
    "print where the last hidden layer puts the cases, as the output sees them, instead of a step",
    Switch(),
    default=False,
)
EXPORT = Option(
    "--export",
    "write this problem as CSV, into a file by > FILE, which --data reads again",
    Text("the name of a problem", str.strip, "NAME"),
)
PACE = Option(
    "--speed",
    "steps a second",
    Text("a number, 1 or more, or max", read_speed, "STEPS"),
    default=SPEED,
    shown=f"{SPEED:g}; {_SUITED}",
    told="how many steps a second it takes at most: 1 or more, or `max`; a preset has its own",
)


def suited(preset: str | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a preset has in place of the defaults of options, by their names.

    Args:
        preset: Its name; `None` for none.
        given: The values that are given, by the options' names; they decide some of the others.
    """
    if preset is None:
        return {}
    from backprop_tui.engine.presets import PRESETS, steps_between

    steps, speed = PRESETS[preset].steps, PRESETS[preset].pace
    every = steps_between(given.get(STEPS.name, steps))
    return {STEPS.name: steps, EVERY.name: every, PACE.name: speed}
