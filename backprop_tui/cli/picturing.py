"""The first screen as a file, without a terminal: for a page or a slide that is made again whenever
the program is.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from backprop_tui.cli.output import say
from backprop_tui.cli.saving import save
from backprop_tui.terminal import Terminal, find_terminal

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from backprop_tui.ui.app import BackpropApp

SIZE = 80, 24
"""Columns and rows, where no terminal has others."""

OF_A_LINE = ("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "TEXTUAL_COLOR_SYSTEM")
"""What the environment says of a terminal that does not count here."""


def take_screenshot(app: BackpropApp, path: str, size: tuple[int, int] | None) -> int:
    """Save what an app shows at first.

    Args:
        app: It has not run yet, and will have when this is done.
        path: Where to; its ending says in which form.
        size: Columns and rows of the screen.

    Returns:
        The exit status.

    Raises:
        BadSetting: If the file cannot be written.
    """
    from backprop_tui.ui.screens.screenshot import FORMS

    form = next(form for form in FORMS if path.lower().endswith(form.ending))
    import_module("plotext")  # no chart is to wait for it
    taken: list[str] = []

    async def take(pilot: Pilot[Any]) -> None:
        await pilot.pause()  # until it is on its way, if it has one to go
        while app.dashboard.session.view.run.is_busy:
            await pilot.pause()
        app.dashboard.toasts.hush()
        await pilot.pause()
        taken.append(form.write(app.export_screenshot(), app.glyphs))
        app.exit()

    app.run(headless=True, size=size or SIZE, auto_pilot=take)
    if not taken:
        return 1
    save(path, taken[0].encode("utf-8", "replace"))
    say(f"saved {path}")
    return 0


def paper(size: tuple[int, int] | None) -> Terminal:
    """What is drawn on where there is no terminal: all colours and all marks, unless others are
    asked for.

    Args:
        size: Columns and rows; those of the terminal, if there is one, if `None`.
    """
    said = {name: text for name, text in os.environ.items() if name not in OF_A_LINE}
    environ = {**said, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return Terminal(environ, size=size or find_terminal().size or SIZE)
