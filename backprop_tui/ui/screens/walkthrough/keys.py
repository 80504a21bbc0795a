"""Every key of the walk-through: arrows go from phase to phase and from case to case, with shift
from number to number.
"""

from __future__ import annotations

from textual.binding import Binding

from backprop_tui.ui.keys.going import STEP_BY_STEP
from backprop_tui.ui.screens.common_keys import COMMON_KEYS, RUNS_KEY
from backprop_tui.ui.screens.walkthrough.pace import QUICKEST, SLOWEST

KEYS = [
    Binding("right,n", "go(1)", "next", id="walk.next", key_display="→", tooltip="the next phase"),
    Binding("left,p", "go(-1)", "back", id="walk.back", key_display="←", tooltip="one phase back"),
    Binding("enter", "apply", "apply", id="walk.apply", key_display="enter",
            tooltip="apply the step, and go on with the one after it"),
    *STEP_BY_STEP,
    Binding("up", "case(-1)", "input", id="walk.case", key_display="↑↓",
            tooltip="follow another input"),
    Binding("down", "case(1)", "next input", show=False),
    Binding("shift+up", "cell(-1, 0)", "number", id="walk.cell", key_display="shift+arrows",
            tooltip="work out another number; a click does the same"),
    Binding("shift+down", "cell(1, 0)", "down", show=False),
    Binding("shift+left", "cell(0, -1)", "left", show=False),
    Binding("shift+right", "cell(0, 1)", "right", show=False),
    Binding("space", "play", "play", id="walk.play", tooltip="phase after phase, or stop"),
    Binding("escape,w", "close", "close", id="walk.close", key_display="esc",
            tooltip="back to the dashboard; the step is not taken"),
    Binding("home", "go(-1000)", "first", show=False, id="walk.first", tooltip="the first phase"),
    Binding("end", "go(1000)", "last", show=False, id="walk.last", tooltip="the last phase"),
    Binding("pagedown", "page(1)", "more", show=False, id="walk.page", key_display="PgUp PgDn",
            tooltip="the other terms of a long sum"),
    Binding("pageup", "page(-1)", "less", show=False),
    RUNS_KEY,
    *COMMON_KEYS,
    Binding("plus,equals_sign", "pace(0.5)", "pace", id="walk.pace", key_display="+ -",
            tooltip=f"play faster or slower: a phase every {QUICKEST:g} to {SLOWEST:g} s"),
    Binding("minus", "pace(2)", "slower", show=False),
]  # fmt: skip
