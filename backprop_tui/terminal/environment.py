"""Puts the environment right that Textual and Rich read while they are imported. They believe it,
so what is wrong in it is mended before, and what was decided about the terminal is told to them in
their words.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

from backprop_tui.terminal.choices import most_colors
from backprop_tui.terminal.found import Terminal


def prepare_environment(environ: MutableMapping[str, str], terminal: Terminal, colors: str) -> None:
    """Set what Textual reads.

    Args:
        environ: The environment that is changed.
        terminal: What is known of the terminal.
        colors: The colour depth that was chosen.
    """
    # Otherwise it asks for mouse reports in pixels and never switches them off again.
    environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    # Greys are shown in as many colours as there are.
    greys = colors == "none"
    environ["TEXTUAL_COLOR_SYSTEM"] = most_colors(terminal).value if greys else colors
    environ.pop("NO_COLOR", None)
    if greys:
        environ["NO_COLOR"] = "1"
    if terminal.size is not None and all(terminal.size):
        # They would win over the real size, and stay when it changes.
        environ.pop("COLUMNS", None)
        environ.pop("LINES", None)
    if not _can_be_written(environ.get("TEXTUAL_LOG")):
        del environ["TEXTUAL_LOG"]


def _can_be_written(path: str | None) -> bool:
    """Whether lines can be added to a file, if one is named."""
    if path is None:
        return True
    try:
        if Path(path).exists() and not Path(path).is_file():  # a pipe would wait for a reader
            return False
        with Path(path).open("a"):
            return True
    except (OSError, ValueError):
        return False
