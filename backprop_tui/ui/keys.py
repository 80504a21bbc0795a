"""Every key of the dashboard: what it does, what the last line calls it, what the help says of it.
Footer, help and palette are all made from these lists; a new key is one more entry and its action.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding

from backprop_tui.ui import layouts

RUN_AND_LOOK: list[Binding] = [
    Binding("space", "train", "train", id="run.train", tooltip="train, or pause"),
    Binding(
        "s,right", "step(1)", "step", id="run.step", key_display="s", tooltip="one step (also →)"
    ),
    Binding(
        "S",
        "step(100)",
        "100 steps",
        id="run.hundred",
        show=False,
        key_display="S",
        tooltip="100 steps",
    ),
    Binding(
        "r",
        "reset",
        "reset",
        id="run.reset",
        tooltip="back to step 0, the same start; what e has changed stays",
    ),
    Binding(
        "R",
        "next_seed",
        "next seed",
        id="run.seed",
        show=False,
        key_display="R",
        tooltip="back to step 0, started from the next seed",
    ),
    Binding(
        "w",
        "walk",
        "walk",
        id="run.walk",
        tooltip="walk through the next step, phase by phase",
    ),
    Binding(
        "l",
        "ledger",
        "ledger",
        id="run.ledger",
        show=False,
        tooltip="every parameter of the next step, its gradient checked",
    ),
    Binding(
        "e",
        "edit",
        "edit",
        id="run.edit",
        show=False,
        tooltip="change lr, momentum, loss or activations while it trains",
    ),
    Binding(
        "i",
        "about",
        "about this experiment",
        id="app.about",
        show=False,
        tooltip="what this experiment is, and what was published of it",
    ),
    Binding(
        "question_mark", "app.help", "help", id="app.help", key_display="?", tooltip="this page"
    ),
    Binding("q", "app.quit", "quit", id="app.quit", tooltip="quit (also ctrl+q, ctrl+c)"),
    Binding(
        "plus,equals_sign",
        "speed(2)",
        "speed",
        id="run.faster",
        key_display="+-",
        tooltip="+ twice as fast, - half as fast",
    ),
    Binding(
        "minus,underscore", "speed(0.5)", "slower", id="run.slower", show=False, key_display="-"
    ),
    Binding(
        "up",
        "select(-1)",
        "input",
        id="look.previous",
        key_display="↑↓",
        tooltip="choose the input that all panes follow",
    ),
    Binding("down", "select(1)", "next input", id="look.next", show=False, key_display="↓"),
    Binding(
        "pageup",
        "page(-1)",
        "page up",
        id="look.page",
        show=False,
        key_display="PgUp PgDn",
        tooltip="as many inputs back or on as a table shows",
    ),
    Binding(
        "pagedown", "page(1)", "page down", id="look.page-down", show=False, key_display="PgDn"
    ),
    Binding(
        "home",
        "page(-1000000)",
        "first input",
        id="look.first",
        show=False,
        key_display="home end",
        tooltip="the first or the last input",
    ),
    Binding("end", "page(1000000)", "last input", id="look.last", show=False, key_display="end"),
    Binding(
        "o",
        "sort",
        "sort by error",
        id="look.sort",
        show=False,
        tooltip="sort inputs by error, largest first, or as in the table",
    ),
    Binding(
        "x",
        "wrong(1)",
        "next wrong",
        id="look.wrong",
        show=False,
        key_display="x X",
        tooltip="the next or previous input that is answered wrong",
    ),
    Binding("X", "wrong(-1)", "previous wrong", id="look.wrong-back", show=False, key_display="X"),
    Binding(
        "u",
        "inspect(1)",
        "unit",
        id="look.unit",
        show=False,
        key_display="u U",
        tooltip="inspect the next or previous unit: its wires stand out",
    ),
    Binding("U", "inspect(-1)", "previous unit", id="look.unit-back", show=False, key_display="U"),
    Binding(
        "h",
        "hidden_layer",
        "hidden layer",
        id="look.hidden",
        show=False,
        tooltip=f"the next hidden layer in pane {layouts.number_of('hidden')}",
    ),
    Binding(
        "p",
        "picture",
        "picture",
        id="look.picture",
        show=False,
        tooltip=f"pane {layouts.number_of('hidden')} as the problem's picture, or as numbers",
    ),
    Binding(
        "ctrl+p",
        "app.command_palette",
        "more",
        id="app.palette",
        key_display="^p",
        tooltip="all commands: other networks, problems, themes",
    ),
    Binding(
        "m",
        "rendering",
        "matrix",
        id="look.matrix",
        tooltip="the network drawn in the next way that there is room for",
    ),
    Binding(
        "z",
        "zoom",
        "zoom",
        id="look.zoom",
        tooltip="the focused pane alone on the screen, or all again",
    ),
]

NUMBERS: list[Binding] = [
    Binding(str(k), f"pane({k})", id=f"look.number-{k}", show=False)
    for k in range(1, layouts.NUMBERS + 1)
]
"""Keys of the panes, however many there are."""

BACK: list[Binding] = [
    Binding(
        "t", "app.dark_light", "dark/light", id="app.theme", show=False, tooltip="dark or light"
    ),
    Binding(
        "escape",
        "back",
        "back",
        id="look.back",
        show=False,
        key_display="esc",
        tooltip="back: end the zoom, then the inspection, then the focus",
    ),
]

BOUND: list[Binding] = [*RUN_AND_LOOK, *NUMBERS, *BACK]
"""All keys of the dashboard, as it listens to them."""

EVERYWHERE: list[Binding] = [
    Binding("ctrl+c", "interrupt", "quit", show=False, priority=True),
    Binding(
        "ctrl+z",
        "suspend",
        "suspend",
        id="app.suspend",
        key_display="^z",
        show=False,
        priority=True,
        tooltip="stop, and give the terminal to the shell; fg comes back",
    ),
    Binding(
        "ctrl+l",
        "redraw",
        "redraw",
        id="app.redraw",
        key_display="^l",
        show=False,
        priority=True,
        tooltip="draw the screen again, if something else wrote on it",
    ),
]
"""Keys that do the same on every screen."""


def keys() -> list[Binding]:
    """All keys of the dashboard, with the panes that there are by their names."""
    return [*RUN_AND_LOOK, *_pane_keys(), *BACK]


def _pane_keys() -> Iterator[Binding]:
    """A key for every pane; the help explains all of them at the first."""
    for number, place in enumerate(layouts.PANES, start=1):
        yield Binding(
            str(number),
            f"pane({number})",
            f"focus {place.pane.HEADING}",
            id=f"look.pane-{number}",
            show=False,
            key_display=str(number) if number > 1 else f"1…{len(layouts.PANES)}",
            tooltip=""
            if number > 1
            else "focus a pane by its number (tab, shift+tab: one on, back)",
        )
