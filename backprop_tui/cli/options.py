"""Every option that a command has of its own is one entry here: what it may be, how it is read and
what it decides. Those that describe the experiment are declared with its settings.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from backprop_tui.engine.reading.kinds import Name, Text
from backprop_tui.engine.reading.numbers import Number, Whole
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.switches import Switch
from backprop_tui.engine.reading.written import written_number
from backprop_tui.engine.runs.by_hand import ByHand
from backprop_tui.terminal import COLORS, GLYPHS
from backprop_tui.terminal.choices import HIDDEN_RATE, LOCAL_RATE, REMOTE_RATE

Values = Mapping[str, Any]
"""The values of a command's own options, by name."""

MAX_FPS = 60
MAX_STEPS = 10**12
MOST_COLUMNS = 500
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


def _size(text: str) -> tuple[int, int]:
    """Columns and rows.

    Raises:
        ValueError: If it is no size of a screen.
    """
    columns, rows = (int(part) for part in text.lower().replace("×", "x").split("x"))
    if not (1 <= columns <= MOST_COLUMNS and 1 <= rows <= MOST_COLUMNS):
        raise ValueError(text)
    return columns, rows


PICTURES = (".svg", ".txt")
"""What the name of a file may end in that holds the screen."""


def _picture(text: str) -> str:
    """The name of a file that holds the screen.

    Raises:
        ValueError: If it does not end as one.
    """
    if not text.lower().endswith(PICTURES):
        raise ValueError(text)
    return text


def _theme(text: str) -> str:
    """The name of a theme.

    Raises:
        ValueError: If it is empty.
    """
    name = text.strip().lower()
    if not name:
        raise ValueError(text)
    return name


def _count(
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

STEPS = _count("--steps", "STEPS", "where training ends", 0, 10_000, suited=_SUITED)
STOP = _count(
    "--steps",
    "STEPS",
    "where training pauses; space goes on from there",
    1,
    10_000,
    _PAUSES,
    _SUITED,
)
EVERY = _count(
    "--every", "STEPS", "steps from one printed line to the next", 1, 2000, suited=_SUITED
)
SURFACE = Option(
    "--surface",
    "print also what is answered over the plane of two inputs, and where the line is",
    Switch(),
    default=False,
    more="Other inputs are held at the first case",
)
AT = _count(
    "--at",
    "STEP",
    "updates before the step that is looked at",
    0,
    0,
    shown="0; where somebody was in a --session",
)
WHERE = _count(
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
SESSION = Option(
    "--session",
    "take a run of a session that was saved, in place of the options of the experiment",
    Text("a file that the dashboard has saved, or run --save", str, "FILE"),
)
LETTER = Option(
    "--run",
    "which run of the session",
    Text("its letter, such as b", str.strip, "LETTER"),
    shown="the one that was looked at",
)
STEP = _count(
    "--step", "STEP", "the step of that run to go to", 0, None, shown="where somebody was"
)
LAST = "last"
"""The form that stands for the session that was saved last."""

END = _count(
    "--at", "STEP", "the step of a run of a --session at which to end", 0, None, shown="its last"
)
SAVE = Option(
    "--save",
    "save the run as a session, which backprop-tui open FILE opens and --session takes",
    Text("a file that is not there yet", str, "FILE"),
)
SAVE_WEIGHTS = Option(
    "--save-weights",
    "save the weights at the end, which --weights reads; as NPZ for NumPy if the name ends in .npz",
    Text("a file that is not there yet", str, "FILE"),
    told="save the weights at the end, which `--weights` reads: as JSON, with all that is needed "
    "to go on from there, or for NumPy as NPZ, if the name ends in `.npz`",
)
SCRIPT = Option(
    "--script",
    "write the run as a script that needs NumPy alone and prints the same bits; do not make it",
    Text("a file that is not there yet", str, "FILE"),
    told="write the run, in place of making it, as a script that needs NumPy alone and prints the "
    "same losses and weights, bit for bit",
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
DRAWN_WITH = Option(
    "--glyphs",
    "what lines and bars are drawn with",
    Name(GLYPHS),
    default="",
    shown="$BACKPROP_GLYPHS, else auto",
    told="`auto`, `unicode`, `ascii` for terminals without braille",
)
COLORED = Option(
    "--color",
    "how many colours",
    Name(COLORS, "DEPTH"),
    default="auto",
    told="`auto`, `truecolor`, `256`, `16`, `none` (greys)",
)
THEMED = Option(
    "--theme",
    "the colours: dark, light, or another theme of Textual's",
    Text("dark, light, or the name of a theme such as dracula", _theme, "NAME"),
    default="",
    shown="$BACKPROP_THEME, else dark",
    told="`dark`, `light`, or one of Textual's themes by its name, such as `dracula`",
)
SHOWN = Option(
    "--fps",
    "frames a second at most",
    Number(1, MAX_FPS, metavar="FRAMES"),
    shown=f"{LOCAL_RATE:g}; {REMOTE_RATE:g} over ssh or in tmux, {HIDDEN_RATE:g} in both",
    told="frames a second at most",
)


SCREENSHOT = Option(
    "--screenshot",
    "save what the screen shows first, and open nothing; as plain text if the name ends in .txt",
    Text(f"a file that is not there yet and ends in {' or '.join(PICTURES)}", _picture, "FILE"),
    told="save what the screen shows first, as SVG, or as plain text if the name ends in `.txt`, "
    "and open nothing; this needs no terminal",
)
SIZE = Option(
    "--size",
    "how large a --screenshot is",
    Text(f"columns and rows, such as 120x40, up to {MOST_COLUMNS}", _size, "COLUMNSxROWS"),
    shown="the terminal's, else 80x24",
    told="how large a `--screenshot` is: columns and rows, such as `120x40`",
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


KEPT = (SESSION, LETTER)
"""Options that say which run of a session is looked at."""

SAVED = (*KEPT, END)
"""The same where it is trained."""

SCREEN = (DRAWN_WITH, COLORED, THEMED, SHOWN)
"""Options of what is drawn."""

SHOT = (SCREENSHOT, SIZE)
"""Options of what is saved of the screen."""
