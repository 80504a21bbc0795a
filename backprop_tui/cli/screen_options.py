"""Options of what is drawn, and of a picture of it. What a terminal can show of it is found out
when it is there.
"""

from __future__ import annotations

from backprop_tui.engine.reading.kinds import Name, Text
from backprop_tui.engine.reading.numbers import Number
from backprop_tui.engine.reading.option import Option
from backprop_tui.terminal import COLORS, GLYPHS
from backprop_tui.terminal.choices import HIDDEN_RATE, LOCAL_RATE, REMOTE_RATE

MAX_FPS = 60
MOST_COLUMNS = 500


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

SCREEN = (DRAWN_WITH, COLORED, THEMED, SHOWN)
"""Options of what is drawn."""

SHOT = (SCREENSHOT, SIZE)
"""Options of what is saved of the screen."""
