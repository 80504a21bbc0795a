"""Before a screen is drawn, somebody must be able to see it: this finds out what the terminal can
show, decides what to make of it, and says why. It all happens before Textual is imported, because
Textual reads its environment only once.
"""

from __future__ import annotations

from backprop_tui.terminal.choices import (
    COLORS,
    GLYPHS,
    Choice,
    choose_budget,
    choose_colors,
    choose_glyphs,
    choose_rate,
    choose_theme,
)
from backprop_tui.terminal.environment import prepare_environment
from backprop_tui.terminal.found import (
    Terminal,
    find_terminal,
    require_terminal,
    type_to_terminal,
)

__all__ = [
    "COLORS",
    "GLYPHS",
    "Choice",
    "Terminal",
    "choose_budget",
    "choose_colors",
    "choose_glyphs",
    "choose_rate",
    "choose_theme",
    "find_terminal",
    "prepare_environment",
    "require_terminal",
    "type_to_terminal",
]
