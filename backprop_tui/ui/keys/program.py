"""The keys of the program itself, and those that do the same on every screen. What they act on is
the app, or the terminal that it has taken over.
"""

from __future__ import annotations

from textual.binding import Binding

PROGRAM: list[Binding] = [
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
    Binding(
        "y",
        "app.share",
        "share",
        id="app.share",
        show=False,
        tooltip="the command line that gives again what is on the screen",
    ),
    Binding("q", "app.quit", "quit", id="app.quit", tooltip="quit (also ctrl+q, ctrl+c)"),
    Binding(
        "ctrl+p",
        "app.command_palette",
        "more",
        id="app.palette",
        key_display="^p",
        tooltip="all commands: other networks, problems, themes",
    ),
    Binding(
        "t", "app.dark_light", "dark/light", id="app.theme", show=False, tooltip="dark or light"
    ),
]
"""In the order of the help."""

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
