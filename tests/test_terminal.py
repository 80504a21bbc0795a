"""Each of these environments was met in practice, and each broke a full-screen program: a pipe, a
dumb terminal, a console without braille, a variable left over from a larger window.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from unittest import mock

import pytest
from textual import constants

from backprop_tui.engine import BadSetting
from backprop_tui.terminal import (
    COLOR_SYSTEMS,
    choose_glyphs,
    prepare_environment,
    require_terminal,
)


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


STREAMS = ("__stdin__", "__stdout__", "__stderr__")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A terminal that can show everything, to be spoilt."""
    for name in STREAMS:
        monkeypatch.setattr(sys, name, Terminal())
    with mock.patch.dict(os.environ, {"TERM": "xterm-256color"}):
        yield monkeypatch


def test_a_terminal_is_enough(terminal: pytest.MonkeyPatch) -> None:
    require_terminal()


@pytest.mark.parametrize("stream", STREAMS)
def test_every_stream_must_be_a_terminal(terminal: pytest.MonkeyPatch, stream: str) -> None:
    closed = Terminal()
    closed.close()
    for other in (io.StringIO(), None, closed):
        terminal.setattr(sys, stream, other)
        with pytest.raises(BadSetting, match=rf"not one: {stream.strip('_')}; .*ssh -t\).*run"):
            require_terminal()


@pytest.mark.parametrize("term", ["", "dumb", "unknown", None])
def test_the_terminal_must_move_its_cursor(terminal: pytest.MonkeyPatch, term: str | None) -> None:
    if term is None:
        terminal.delenv("TERM")
    else:
        terminal.setenv("TERM", term)
    with pytest.raises(BadSetting, match="TERM is"):
        require_terminal()


@pytest.mark.parametrize(
    ("term", "encoding", "glyphs"),
    [
        ("xterm-256color", "utf-8", "unicode"),
        ("tmux-256color", "UTF8", "unicode"),
        ("linux", "utf-8", "ascii"),
        ("vt100", "utf-8", "ascii"),
        ("dumb", "utf-8", "ascii"),
        ("xterm", "iso8859-1", "ascii"),
        ("xterm", "ascii", "ascii"),
    ],
)
def test_glyphs_are_those_the_terminal_has(
    terminal: pytest.MonkeyPatch, term: str, encoding: str, glyphs: str
) -> None:
    terminal.setenv("TERM", term)
    terminal.setattr(sys, "__stderr__", Terminal(encoding))
    assert choose_glyphs("auto") == glyphs
    assert [choose_glyphs(wanted) for wanted in ("ascii", "unicode")] == ["ascii", "unicode"]


def test_unknown_glyphs_are_refused() -> None:
    with pytest.raises(BadSetting, match="auto, unicode, ascii, not 'emoji'"):
        choose_glyphs("emoji")


def test_only_a_stream_with_an_encoding_is_readable(terminal: pytest.MonkeyPatch) -> None:
    terminal.setattr(sys, "__stdout__", None)
    assert choose_glyphs("auto") == "ascii"
    terminal.setattr(sys, "__stdout__", mock.Mock(encoding="no such encoding"))
    assert choose_glyphs("auto") == "ascii"


def test_mouse_reports_stay_in_cells_unless_asked(terminal: pytest.MonkeyPatch) -> None:
    os.environ.pop("TEXTUAL_SMOOTH_SCROLL", None)
    prepare_environment()
    assert os.environ["TEXTUAL_SMOOTH_SCROLL"] == "0"
    os.environ["TEXTUAL_SMOOTH_SCROLL"] = "1"
    prepare_environment()
    assert os.environ["TEXTUAL_SMOOTH_SCROLL"] == "1"
    assert isinstance(constants.SMOOTH_SCROLL, bool), "the name is still Textual's"


@pytest.mark.parametrize("value", ["", "24bit", "none", *COLOR_SYSTEMS])
def test_a_colour_system_that_textual_would_die_of_is_dropped(
    terminal: pytest.MonkeyPatch, value: str
) -> None:
    os.environ["TEXTUAL_COLOR_SYSTEM"] = value
    prepare_environment()
    expected = value if value in COLOR_SYSTEMS else None
    assert os.environ.get("TEXTUAL_COLOR_SYSTEM") == expected


def test_a_size_that_the_terminal_contradicts_is_dropped(terminal: pytest.MonkeyPatch) -> None:
    terminal.setattr(sys, "__stdout__", mock.Mock(fileno=lambda: 1))
    terminal.setattr(os, "get_terminal_size", lambda fd: os.terminal_size((100, 30)))
    os.environ.update(COLUMNS="200", LINES="30")
    prepare_environment()
    assert "COLUMNS" not in os.environ
    assert os.environ["LINES"] == "30"


def test_without_a_size_the_environment_is_all_there_is(terminal: pytest.MonkeyPatch) -> None:
    os.environ.update(COLUMNS="200", LINES="30")
    prepare_environment()
    assert os.environ["COLUMNS"] == "200"
    terminal.setattr(sys, "__stdout__", mock.Mock(fileno=lambda: 1))
    terminal.setattr(os, "get_terminal_size", lambda fd: os.terminal_size((0, 0)))
    prepare_environment()
    assert os.environ["COLUMNS"] == "200"
