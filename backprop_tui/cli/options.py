"""Every option of a command is one entry here: what it may be, how it is read, what it decides.
Those that describe the experiment have a file of their own.
"""

from __future__ import annotations

from backprop_tui.cli.experiment_options import EXPERIMENT_OPTIONS
from backprop_tui.cli.option import Option, between, choice, read_speed, whole
from backprop_tui.terminal import COLORS, GLYPHS
from backprop_tui.terminal.choices import HIDDEN_RATE, LOCAL_RATE, REMOTE_RATE

MAX_FPS = 60
MAX_STEPS = 10**12
SPEED = 512.0
"""Steps a second at which one can watch: the tutorial's 10,000 in some 20 seconds."""


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
