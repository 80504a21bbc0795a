"""The keys that choose what is looked at and how: the case, the unit, the layer, the pane. None of
them changes anything in the run.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding

from backprop_tui.ui import layouts


def _swapping() -> str:
    """The numbers of the panes that may stand beside the network: `2, 5 or 6`."""
    *some, last = [
        str(number)
        for number, place in enumerate(layouts.PANES, start=1)
        if place.swaps or place.name == layouts.SWAPPED
    ]
    return f"{', '.join(some)} or {last}"


LOOKING: list[Binding] = [
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
        "c",
        "runs",
        "compare runs",
        id="look.runs",
        show=False,
        tooltip="the runs that are kept, how they differ and came out",
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
        "m",
        "rendering",
        "matrix",
        id="look.matrix",
        tooltip="the network drawn in the next way that there is room for",
    ),
    Binding(
        "v",
        "view",
        "view",
        id="look.view",
        tooltip=f"what stands beside the network: pane {_swapping()}",
    ),
    Binding(
        "a",
        "turn(1)",
        "axes",
        id="look.axes",
        show=False,
        key_display="a A",
        tooltip="other axes in a pane that has some, the focused one first",
    ),
    Binding("A", "turn(-1)", "axes before", id="look.axes-back", show=False, key_display="A"),
    Binding(
        "z",
        "zoom",
        "zoom",
        id="look.zoom",
        tooltip="the focused pane alone on the screen, or all again",
    ),
]
"""In the order of the help."""

NUMBERS: list[Binding] = [
    Binding(str(k), f"pane({k})", id=f"look.number-{k}", show=False)
    for k in range(1, layouts.NUMBERS + 1)
]
"""Keys of the panes, however many there are."""

BACK = Binding(
    "escape",
    "back",
    "back",
    id="look.back",
    show=False,
    key_display="esc",
    tooltip="back: end the zoom, the inspection, the focus; leave a run",
)
"""The way back, last in the help."""


def pane_keys() -> Iterator[Binding]:
    """A key for every pane that there is, by its name; the help explains all at the first."""
    for number, place in enumerate(layouts.PANES, start=1):
        yield Binding(
            str(number),
            f"pane({number})",
            f"focus {place.heading}",
            id=f"look.pane-{number}",
            show=False,
            key_display=str(number) if number > 1 else f"1…{len(layouts.PANES)}",
            tooltip=""
            if number > 1
            else "focus a pane by its number (tab, shift+tab: one on, back)",
        )
