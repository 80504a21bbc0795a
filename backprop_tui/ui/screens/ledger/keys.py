"""Every key of the ledger: it chooses a row, sorts, edits and trains, while the table stays."""

from __future__ import annotations

from textual.binding import Binding

from backprop_tui.ui.keys.going import STEP_BY_STEP
from backprop_tui.ui.screens.common_keys import COMMON_KEYS, RUNS_KEY

KEYS = [
    Binding("up", "move(-1)", "row", id="ledger.row", key_display="↑↓", tooltip="choose a row"),
    Binding("down", "move(1)", "next row", show=False),
    Binding(
        "pageup",
        "page(-1)",
        "page up",
        show=False,
        id="ledger.page",
        key_display="PgUp PgDn",
        tooltip="as many rows back or on as there are on the screen",
    ),
    Binding("pagedown", "page(1)", "page down", show=False),
    Binding(
        "home",
        "move(-1000000)",
        "first",
        show=False,
        id="ledger.first",
        key_display="home end",
        tooltip="the first or the last row",
    ),
    Binding("end", "move(1000000)", "last", show=False),
    Binding(
        "left",
        "shift(-1)",
        "columns",
        show=False,
        id="ledger.shift",
        key_display="← →",
        tooltip="other columns, where not all of them fit",
    ),
    Binding("right", "shift(1)", "columns", show=False),
    Binding(
        "o",
        "sort",
        "largest first",
        id="ledger.sort",
        tooltip="the largest changes first, or the order of the network",
    ),
    Binding("enter", "edit", "edit", id="ledger.edit", tooltip="set this parameter by hand"),
    Binding(
        "e",
        "settings",
        "settings",
        show=False,
        id="ledger.settings",
        tooltip="change any setting, at once or in a new start",
    ),
    Binding("s", "step", "step", id="ledger.step", tooltip="one step"),
    *STEP_BY_STEP,
    Binding("space", "train", "train", id="ledger.train", tooltip="train, or pause"),
    Binding(
        "escape,l",
        "dismiss",
        "close",
        id="ledger.close",
        key_display="esc",
        tooltip="back to the dashboard",
    ),
    RUNS_KEY,
    *COMMON_KEYS,
]
