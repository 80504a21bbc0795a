"""Textual and Rich read the environment while they are imported, and believe it. So what is wrong
in it is put right before, and what was decided about the terminal is told to them in their words.
"""

from __future__ import annotations

from collections.abc import MutableMapping

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
    for name in terminal.contradicted:
        del environ[name]
