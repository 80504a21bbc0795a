"""Every option is one entry here: what it may be, how it is read, what it decides. Names and
defaults come from the engine, so a new activation or problem is on the command line by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backprop_tui.cli.option import (
    Option,
    between,
    choice,
    read_hidden,
    read_number,
    read_speed,
    read_whole,
    whole,
)
from backprop_tui.engine import (
    ACTIVATIONS,
    BUGS,
    INITIALIZERS,
    LOSSES,
    PROBLEMS,
    BadSetting,
    Experiment,
    find_problem,
    read_start,
    read_table,
)
from backprop_tui.engine.experiment import MAX_HIDDEN_LAYERS, MAX_SEED, MAX_UNITS
from backprop_tui.engine.problems import ALIASES
from backprop_tui.terminal import COLORS, GLYPHS
from backprop_tui.terminal.choices import HIDDEN_RATE, LOCAL_RATE, REMOTE_RATE

MAX_FPS = 60
MAX_STEPS = 10**12
SPEED = 512.0
"""Steps a second at which one can watch: the tutorial's 10,000 in some 20 seconds."""


def _default(flag: str) -> str:
    """The default that `Experiment` gives an option, as one would write it; empty if none."""
    words = Experiment().to_arguments()
    return words[words.index(flag) + 1] if flag in words else ""


def _named(flag: str, summary: str, registry: Iterable[str], field: str) -> Option:
    """An option whose value is a name in a registry."""
    names = tuple(registry)
    allowed = f"one of {', '.join(names)}"
    return Option(flag, "NAME", summary, allowed, choice(names), field, shown=_default(flag))


_NUMBER = "a finite number, 0 or more"

EXPERIMENT_OPTIONS = (
    Option(
        "--problem",
        "NAME",
        "what is to be learnt",
        f"one of {', '.join((*PROBLEMS, *ALIASES))}",
        find_problem,
        "problem",
        shown=_default("--problem"),
    ),
    Option(
        "--data",
        "FILE",
        "learn your own table in place of a problem",
        "a CSV file of numbers with a header row; columns named y or target, with or without "
        "more after that, are targets",
        read_table,
        "problem",
    ),
    Option(
        "--hidden",
        "UNITS",
        "hidden layers",
        f"the units of each layer, such as 4 or 8,8 (1 to {MAX_UNITS} units, at most "
        f"{MAX_HIDDEN_LAYERS} layers), or none",
        read_hidden,
        "hidden",
        shown=_default("--hidden"),
    ),
    _named("--activation", "activation of the hidden units", ACTIVATIONS, "activation"),
    _named(
        "--output-activation", "activation of the output units", ACTIVATIONS, "output_activation"
    ),
    _named("--loss", "the error that is descended", LOSSES, "loss"),
    _named("--init", "how start weights are drawn", INITIALIZERS, "init"),
    Option(
        "--scale",
        "NUMBER",
        "how large start weights are",
        _NUMBER,
        read_number,
        "scale",
        shown=", ".join(
            f"{init.default_scale:g} for {init.name}"
            for init in INITIALIZERS.values()
            if init.default_scale is not None
        ),
    ),
    Option(
        "--seed",
        "NUMBER",
        "start of the random stream",
        f"a whole number from 0 to {MAX_SEED}",
        whole(0, MAX_SEED),
        "seed",
        shown=_default("--seed"),
    ),
    Option(
        "--lr",
        "NUMBER",
        "learning rate",
        _NUMBER,
        read_number,
        "learning_rate",
        shown=_default("--lr"),
    ),
    Option(
        "--momentum",
        "NUMBER",
        "share of the last change that is kept",
        "a number from 0 to below 1",
        read_number,
        "momentum",
        shown=_default("--momentum"),
    ),
    Option(
        "--batch-size",
        "CASES",
        "cases that a step looks at",
        "a whole number from 1 to the cases there are",
        read_whole,
        "batch_size",
        shown="all",
    ),
    Option(
        "--weights",
        "FILE",
        "start from weights written down, as `run --json` prints them",
        'a JSON file {"weights": [[[...]]], "biases": [[...]] or null}',
        read_start,
        "start",
        shown="drawn from the seed",
    ),
    Option(
        "--bug",
        "NAME",
        "learn with a wrong back-propagation, beside the right one",
        f"one of {', '.join(BUGS)}",
        choice(BUGS),
        "bug",
        shown="none",
    ),
)


def _count(flag: str, metavar: str, summary: str, least: int, default: int) -> Option:
    """An option that counts steps."""
    return Option(
        flag,
        metavar,
        summary,
        f"a whole number from {least} to {MAX_STEPS:,}",
        whole(least, MAX_STEPS),
        default=default,
        shown=str(default),
    )


STEPS = _count("--steps", "STEPS", "where training ends", 0, 10_000)
STOP = _count("--steps", "STEPS", "where training pauses; space goes on from there", 1, 10_000)
EVERY = _count("--every", "STEPS", "steps from one printed line to the next", 1, 2000)
AT = _count("--at", "STEP", "updates before the step that is looked at", 0, 0)
PHASE = Option(
    "--phase",
    "PHASE",
    "print one phase of the step, with all its matrices",
    "a phase such as z1, delta2 or dW1; trace alone prints them all",
    str.strip,
    shown="all",
)
ELEMENT = Option(
    "--element",
    "ROW,COLUMN",
    "print one number of that phase, worked out with every term",
    "a row and a column by name, such as 01,h2 or h1,yhat, or by place, such as 2,3",
    str.strip,
)
PACE = Option(
    "--speed",
    "STEPS",
    "steps a second",
    "a number, 1 or more, or max",
    read_speed,
    default=SPEED,
    shown=f"{SPEED:g}",
)
DRAWN_WITH = Option(
    "--glyphs",
    "NAME",
    "what lines and bars are drawn with",
    f"one of {', '.join(GLYPHS)}",
    choice(GLYPHS),
    default="",
    shown="$BACKPROP_GLYPHS, else auto",
)
COLORED = Option(
    "--color",
    "DEPTH",
    "how many colours",
    f"one of {', '.join(COLORS)}",
    choice(COLORS),
    default="auto",
    shown="auto",
)
SHOWN = Option(
    "--fps",
    "FRAMES",
    "frames a second at most",
    f"a number from 1 to {MAX_FPS}",
    between(1, MAX_FPS),
    shown=f"{LOCAL_RATE:g}; {REMOTE_RATE:g} over ssh or in tmux, {HIDDEN_RATE:g} in both",
)

OPTIONS = {
    option.flag: option
    for option in (
        *EXPERIMENT_OPTIONS,
        *(STEPS, EVERY, AT, PHASE, ELEMENT),
        *(PACE, DRAWN_WITH, COLORED, SHOWN),
    )
}
"""Every option that takes a value, by its flag."""


def read_experiment(given: Mapping[str, Any]) -> Experiment:
    """The experiment that option texts, by name, describe; what is not there is default.

    Raises:
        BadSetting: If one is not allowed or they do not fit together.
    """
    if "problem" in given and "data" in given:
        raise BadSetting("--problem and --data exclude each other; give one of them")
    fields = {
        option.field: option.value(given[option.name])
        for option in EXPERIMENT_OPTIONS
        if option.name in given
    }
    if "bias" in given:
        fields["bias"] = given["bias"]
    return Experiment(**fields)
