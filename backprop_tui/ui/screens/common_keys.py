"""Keys that every screen has which shows a step or several runs in words. They are the same ones
wherever somebody is, so that nobody has to learn them twice.
"""

from __future__ import annotations

from textual.binding import Binding

RUNS_KEY = Binding(
    "c",
    "runs",
    "runs",
    id="look.runs",
    show=False,
    tooltip="the runs that are kept, how they differ and came out",
)
"""That of every such screen but the table of runs itself."""

COMMON_KEYS = [
    Binding("i", "about", "about", id="app.about", show=False,
            tooltip="what this experiment is, and what was said of its run"),
    Binding("t", "app.dark_light", "dark/light", id="app.theme", show=False,
            tooltip="dark or light"),
    Binding("question_mark", "help", "help", id="app.help", key_display="?", tooltip="this page"),
    Binding("y", "share", "share", id="app.share", show=False,
            tooltip="the command line that gives again what is on the screen, to the last bit"),
    Binding("q", "app.quit", "quit", id="app.quit", show=False, tooltip="quit"),
]  # fmt: skip
"""Keys of every such screen."""
