"""What `backprop-tui doctor` prints: what was found of the terminal and what was made of it. It is
meant for whoever has a screen that looks wrong or feels slow, to read and to paste into a report;
it names no host and no user.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from backprop_tui import __version__
from backprop_tui.engine.errors import BadSetting
from backprop_tui.terminal.choices import (
    DEPTHS,
    choose_colors,
    choose_glyphs,
    choose_rate,
    choose_theme,
)
from backprop_tui.terminal.found import Terminal, require_terminal
from backprop_tui.terminal.roundtrip import MARKS, Answers

PACKAGES = ("numpy", "textual", "plotext")

WIDTH = 20
"""Columns of a name."""

SAID = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "BACKPROP_GLYPHS",
        "BACKPROP_THEME")  # fmt: skip
"""Variables that decide what is drawn."""


def doctor_text(
    terminal: Terminal,
    answers: Answers,
    *,
    color: str,
    glyphs: str,
    theme: str,
    fps: float | None,
) -> Iterator[str]:
    """The report, line by line.

    Args:
        terminal: What was found.
        answers: What the terminal answered.
        color: What was asked for with --color.
        glyphs: Likewise with --glyphs.
        theme: Likewise with --theme.
        fps: Likewise with --fps.
    """
    yield f"backprop-tui {__version__}"
    system = f"{platform.system()} {platform.machine()}"
    yield _line("runs on", f"Python {platform.python_version()}, {system}")
    yield _line("with", ", ".join(f"{name} {_version(name)}" for name in PACKAGES))
    yield ""
    yield "Found"
    streams = ("stdin", "stdout", "stderr")
    yield _line(
        "terminal", ", ".join(f"{s} {'no' if s in terminal.missing else 'yes'}" for s in streams)
    )
    for name in SAID:
        yield _line(name, _said(terminal, name))
    written = (f"{s} {name}" for s, name in zip(streams[1:], terminal.encodings, strict=True))
    yield _line("encoding", ", ".join(written))
    yield _line("size", _size(terminal))
    yield _line("multiplexer", terminal.multiplexer or "none")
    yield _line("ssh", "yes" if terminal.is_remote else "no")
    seconds = answers.seconds
    yield _line("round trip", answers.why if seconds is None else f"{seconds * 1000:.1f} ms")
    yield _line("marks", _cells(answers))
    for name in sorted(name for name in terminal.environ if name.startswith("TEXTUAL")):
        yield _line(name, _said(terminal, name))
    yield ""
    yield "Used"
    terminal = terminal._replace(is_wide=answers.is_wide)
    depth = choose_colors(color, terminal)
    yield _line("colours", f"{_name(depth.value)}: {depth.why}")
    try:
        chosen = choose_glyphs(glyphs, terminal)
        yield _line("glyphs", f"{chosen.value}: {chosen.why}")
    except BadSetting as refusal:
        yield _line("glyphs", f"none: {refusal}")
    themed = choose_theme(theme, terminal)
    yield _line("theme", f"{themed.value}: {themed.why}")
    rate, why = choose_rate(fps, terminal)
    yield _line("frames", f"at most {rate:g} a second: {why}")
    yield ""
    try:
        require_terminal(terminal)
        yield "The dashboard can be opened here."
    except BadSetting as refusal:
        yield f"The dashboard cannot be opened here: {refusal}."


def _line(name: str, value: str) -> str:
    return f"  {name.ljust(WIDTH)} {value}"


def _said(terminal: Terminal, name: str) -> str:
    """The value of a variable."""
    value = terminal.environ.get(name)
    return "not set" if value is None else repr(value)[:80]


def _cells(answers: Answers) -> str:
    """How many cells a mark takes."""
    if answers.cells is None:
        return "not measured"
    if answers.is_wide:
        return f"some take two cells: {len(MARKS)} of them took {answers.cells}"
    return "a cell each"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _size(terminal: Terminal) -> str:
    """Columns and rows, and what contradicts them."""
    if terminal.size is None:
        return "unknown"
    wrong = "".join(
        f"; {name} is {text!r} and ignored" for name, text in terminal.contradicted.items()
    )
    return "x".join(map(str, terminal.size)) + wrong


def _name(depth: str) -> str:
    """What --color calls a depth."""
    return next(name for name, rich in DEPTHS.items() if rich == depth)
