"""Before a screen is drawn, somebody must be able to see it: this asks whether there is a terminal
and what it can show. It runs before Textual is imported, because Textual reads its environment only
once.
"""

from __future__ import annotations

import codecs
import os
import sys
from typing import TextIO

from backprop_tui.engine.errors import BadSetting

GLYPHS = ("auto", "unicode", "ascii")

COLOR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")
"""What Rich takes; Textual ends with a traceback on anything else, even on nothing at all."""

BLIND = ("", "dumb", "unknown")
"""Values of TERM that promise no cursor movement."""


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def require_terminal() -> None:
    """Check that a full-screen program can be seen and typed to.

    Raises:
        BadSetting: If stdin, stdout or stderr is not a terminal, or TERM names none.
    """
    term = os.environ.get("TERM", "")
    streams = {"stdin": sys.__stdin__, "stdout": sys.__stdout__, "stderr": sys.__stderr__}
    missing = [name for name, stream in streams.items() if not _is_terminal(stream)]
    if missing:
        found = f"not one: {', '.join(missing)}; with ssh use ssh -t"
    elif term.lower() in BLIND:
        found = f"TERM is {term!r}"
    else:
        return
    raise BadSetting(
        f"the dashboard needs a terminal ({found}); run, trace, check and problems work without one"
    )


def _is_utf8(stream: TextIO | None) -> bool:
    """Whether a stream takes every character."""
    try:
        return stream is not None and codecs.lookup(stream.encoding).name == "utf-8"
    except (LookupError, TypeError):
        return False


def choose_glyphs(wanted: str) -> str:
    """The glyphs to draw with: `"unicode"` or `"ascii"`.

    Args:
        wanted: One of `GLYPHS`; `auto` looks at the terminal.

    Raises:
        BadSetting: If it is none of them.
    """
    if wanted not in GLYPHS:
        raise BadSetting(
            f"glyphs (--glyphs or BACKPROP_GLYPHS) must be one of {', '.join(GLYPHS)}, "
            f"not {wanted[:40]!r}"
        )
    if wanted != "auto":
        return wanted
    term = os.environ.get("TERM", "").lower()
    # The Linux console has 512 glyphs, no braille among them; a VT100 has a line-drawing set.
    poor = term in BLIND or term == "linux" or term.startswith("vt")
    readable = _is_utf8(sys.__stdout__) and _is_utf8(sys.__stderr__)
    return "unicode" if readable and not poor else "ascii"


def prepare_environment() -> None:
    """Set what Textual reads from the environment while it is imported."""
    # Otherwise it asks for mouse reports in pixels and never switches them off again.
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    if os.environ.get("TEXTUAL_COLOR_SYSTEM", "auto") not in COLOR_SYSTEMS:
        del os.environ["TEXTUAL_COLOR_SYSTEM"]
    _drop_stale_size()


def _drop_stale_size() -> None:
    """Forget COLUMNS and LINES that the terminal contradicts: they would win over its size."""
    try:
        size = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except (OSError, ValueError):
        return
    for name, real in (("COLUMNS", size.columns), ("LINES", size.lines)):
        if real and os.environ.get(name, str(real)) != str(real):
            del os.environ[name]
