"""What is drawn depends on what can be seen: how many colours, which characters, how many frames a
second. Each choice says why, so that somebody whose screen looks wrong can find out.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.terminal.found import Terminal

GLYPHS = ("auto", "unicode", "ascii")

DEPTHS = {"truecolor": "truecolor", "256": "256", "16": "standard", "none": "none"}
"""How a colour depth is asked for, and what Rich calls it; `none` is greys."""

COLORS = ("auto", *DEPTHS)

THEME = "dark"
"""The theme where none is asked for."""

TRUE_COLOURS = ("alacritty", "foot", "ghostty", "wezterm", "kitty", "contour", "direct")
"""Words in the TERM of terminals that have all colours. They say so in COLORTERM as well, but that
does not cross ssh."""

WIDE = "this terminal gives two cells to marks that are meant for one"

LOCAL_RATE, REMOTE_RATE, HIDDEN_RATE = 15.0, 10.0, 5.0
"""Frames a second. Over ssh the terminal's answers show whether it keeps up; behind a multiplexer
on the far side they do not, because it answers in the terminal's place."""

HIDDEN_BYTES = 8_000.0
"""Bytes of frames a second where answers say nothing of the line: what 64 kbit/s carry."""


class Choice(NamedTuple):
    """Something that was decided.

    Attributes:
        value: What.
        why: Because of what.
        is_asked: Whether somebody asked for it by name.
    """

    value: str
    why: str
    is_asked: bool = False


def choose_colors(wanted: str, terminal: Terminal) -> Choice:
    """The colour depth, by Rich's name for it, or `none`.

    Args:
        wanted: A name from `COLORS`; `auto` looks at the terminal.
        terminal: What is known of it.
    """
    if wanted != "auto":
        return Choice(DEPTHS[wanted], f"--color {wanted}")
    # https://no-color.org: an empty NO_COLOR says nothing.
    if terminal.environ.get("NO_COLOR"):
        return Choice("none", "NO_COLOR is set")
    forced = terminal.environ.get("TEXTUAL_COLOR_SYSTEM", "")
    if forced in DEPTHS.values():
        return Choice(forced, f"TEXTUAL_COLOR_SYSTEM is {forced}")
    return most_colors(terminal)


def most_colors(terminal: Terminal) -> Choice:
    """As many colours as the terminal has."""
    term = terminal.term
    said = terminal.environ.get("COLORTERM", "").lower()
    indexed = Choice("256" if "256color" in term else "standard", f"TERM is {term}")
    if terminal.multiplexer == "GNU screen":
        return Choice(indexed.value, f"GNU screen has no more, and TERM is {term}")
    if said in ("truecolor", "24bit"):
        return Choice("truecolor", f"COLORTERM is {said}")
    if any(word in term for word in TRUE_COLOURS):
        return Choice("truecolor", f"TERM is {term}, a terminal with all colours")
    if terminal.environ.get("LC_TERMINAL") == "iTerm2" and not terminal.multiplexer:
        return Choice("truecolor", "LC_TERMINAL is iTerm2")
    return indexed


def choose_glyphs(wanted: str, terminal: Terminal) -> Choice:
    """What lines and bars are drawn with: `unicode` or `ascii`.

    Args:
        wanted: One of `GLYPHS`, or nothing; then BACKPROP_GLYPHS decides, then the terminal.
        terminal: What is known of it.

    Raises:
        BadSetting: If BACKPROP_GLYPHS is none of them.
    """
    why = f"--glyphs {wanted}"
    if not wanted:
        wanted = terminal.environ.get("BACKPROP_GLYPHS") or "auto"
        why = f"BACKPROP_GLYPHS is {wanted}"
    if wanted not in GLYPHS:
        raise BadSetting(f"BACKPROP_GLYPHS must be one of {', '.join(GLYPHS)}, not {wanted[:40]!r}")
    if wanted != "auto":
        return Choice(wanted, why, is_asked=True)
    # The Linux console has 512 glyphs, no braille among them; a VT100 has a line-drawing set.
    if terminal.is_blind or terminal.term == "linux" or terminal.term.startswith("vt"):
        return Choice("ascii", f"TERM is {terminal.term!r}, which has no braille dots")
    if not terminal.is_utf8:
        names = ", ".join(str(name) for name in terminal.encodings)
        return Choice("ascii", f"the encoding of stdout, stderr is {names}")
    if terminal.is_wide:
        return Choice("ascii", WIDE)
    return Choice("unicode", "the encoding is UTF-8")


def choose_theme(wanted: str, terminal: Terminal) -> Choice:
    """The name of the theme; whether there is one of this name is known where they are drawn.

    Args:
        wanted: As asked for, or nothing; then BACKPROP_THEME decides.
        terminal: What is known of it.
    """
    if wanted:
        return Choice(wanted, f"--theme {wanted}", is_asked=True)
    found = terminal.environ.get("BACKPROP_THEME", "").strip().lower()
    if found:
        return Choice(found, f"BACKPROP_THEME is {found}", is_asked=True)
    return Choice(THEME, "nothing else is asked for")


def choose_rate(wanted: float | None, terminal: Terminal) -> tuple[float, str]:
    """Frames a second at most while training, and why.

    Args:
        wanted: As many were asked for, if any were.
        terminal: What is known of it.
    """
    if wanted is not None:
        return wanted, f"--fps {wanted:g}"
    if terminal.is_hidden:
        return HIDDEN_RATE, f"{terminal.multiplexer} at the far end of ssh"
    if terminal.is_remote:
        return REMOTE_RATE, "ssh"
    if terminal.multiplexer:
        return REMOTE_RATE, terminal.multiplexer
    return LOCAL_RATE, "a terminal on this machine"


def choose_budget(wanted: float | None, terminal: Terminal) -> float:
    """Bytes of frames a second at most while training; infinite where the line tells its own.

    Args:
        wanted: Frames a second that were asked for, if any were; so many are sent then.
        terminal: What is known of it.
    """
    return HIDDEN_BYTES if wanted is None and terminal.is_hidden else math.inf
