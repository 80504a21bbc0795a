"""The names of themes: short ones for our two, Textual's own for all others. A theme that is chosen
on the command line or in the environment is there from the first frame on.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES

from backprop_tui.engine.errors import BadSetting
from backprop_tui.ui.drawing.theme import DARK, LIGHT

OURS = {"dark": DARK.name, "light": LIGHT.name}
"""Textual's names for our themes, by ours."""


def theme_named(name: str, why: str) -> str:
    """The name that Textual has for a theme.

    Args:
        name: As it was asked for: `dark`, `light`, or Textual's own name.
        why: Who asked for it, for the refusal.

    Raises:
        BadSetting: If there is no such theme, or none that heat ramps can be mixed from.
    """
    theirs = [known for known, theme in BUILTIN_THEMES.items() if not theme.ansi]
    if name in (*theirs, *OURS.values()):
        return name
    if name not in OURS:
        names = ", ".join((*OURS, *theirs))
        raise BadSetting(f"{why[:80]}, but there is no such theme; choose from {names}")
    return OURS[name]


def keeping(theme: str) -> str:
    """How a theme is chosen for the next time.

    Args:
        theme: Textual's name for it.
    """
    short = next((short for short, name in OURS.items() if name == theme), theme)
    return f"--theme {short}, or BACKPROP_THEME={short}, keeps it"
