"""The colours of a theme as it states them, and the pens that write with any colours. A terminal
with few colours has them rounded; what is drawn on a canvas has a palette made for it instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

from backprop_tui.ui.drawing.palette import Rgb, channels


class Inks(NamedTuple):
    """The colours of frames, as a theme has them, however many the terminal can show."""

    paper: Rgb
    line: Rgb
    typed_line: Rgb
    foreground: Rgb
    muted: Rgb
    positive: Rgb
    negative: Rgb
    forward: Rgb
    backward: Rgb
    error: Rgb


def make_inks(variables: Mapping[str, str]) -> Inks:
    """The inks of a theme with these variables."""
    paper, text = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    names = ("nn-pos", "nn-neg", "nn-fwd", "nn-bwd", "error")
    colours = (
        paper,
        *(paper + text.with_alpha(share) for share in (0.25, 0.40, 1.0, 0.58)),
        *(Color.parse(variables[name]) for name in names),
    )
    return Inks(*(red << 16 | green << 8 | blue for red, green, blue in (c.rgb for c in colours)))


@lru_cache(8192)
def pen(ink: Rgb, paper: Rgb, bold: bool) -> Style:
    """What writes in these colours."""
    return Style(
        color=RichColor.from_rgb(*channels(ink)),
        bgcolor=RichColor.from_rgb(*channels(paper)),
        bold=bold,
    )
