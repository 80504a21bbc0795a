"""Each of these environments was met in practice, and each broke a full-screen program: a pipe, a
dumb terminal, a variable left over from a larger window.
"""

from __future__ import annotations

import io
import os
import sys
from unittest import mock

import pytest

from backprop_tui.engine import BadSetting
from backprop_tui.terminal import Terminal, find_terminal, require_terminal

STREAMS = ("__stdin__", "__stdout__", "__stderr__")


class Stream(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def streams(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in STREAMS:
        monkeypatch.setattr(sys, name, Stream())


def test_a_terminal_is_enough() -> None:
    found = find_terminal()
    assert found.missing == ()
    require_terminal(Terminal({"TERM": "xterm"}, found.missing))


@pytest.mark.parametrize("stream", STREAMS)
def test_every_stream_must_be_a_terminal(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    closed = Stream()
    closed.close()
    for other in (io.StringIO(), None, closed):
        monkeypatch.setattr(sys, stream, other)
        with pytest.raises(BadSetting, match=rf"not one: {stream.strip('_')}; .*ssh -t\).*run"):
            require_terminal(find_terminal())


@pytest.mark.parametrize("environ", [{"TERM": ""}, {"TERM": "dumb"}, {"TERM": "unknown"}, {}])
def test_the_terminal_must_move_its_cursor(environ: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match="TERM is"):
        require_terminal(Terminal(environ))


def test_only_streams_that_take_every_character_are_readable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert find_terminal().is_utf8
    unknown = mock.Mock(encoding="no such encoding", fileno=lambda: -1)
    for other in (None, unknown, Stream("latin-1")):
        monkeypatch.setattr(sys, "__stderr__", other)
        assert not find_terminal().is_utf8


@pytest.mark.parametrize(
    ("environ", "remote", "multiplexer"),
    [
        ({}, False, ""),
        ({"SSH_CONNECTION": "::1 50000 ::1 22"}, True, ""),
        ({"SSH_TTY": "/dev/pts/1"}, True, ""),
        ({"SSH_CONNECTION": ""}, False, ""),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, False, "tmux"),
        ({"STY": "1.pts-0", "SSH_TTY": "/dev/pts/1"}, True, "GNU screen"),
        ({"TERM": "tmux-256color"}, False, ""),  # a multiplexer on the near side of ssh
    ],
)
def test_what_lies_between_program_and_person_is_recognised(
    environ: dict[str, str], remote: bool, multiplexer: str
) -> None:
    found = Terminal(environ)
    assert (found.is_remote, found.multiplexer) == (remote, multiplexer)


@pytest.mark.parametrize(
    ("size", "environ", "contradicted"),
    [
        ((100, 30), {"COLUMNS": "200", "LINES": "30"}, {"COLUMNS": "200"}),
        ((100, 30), {"COLUMNS": "100", "LINES": "x"}, {"LINES": "x"}),
        ((100, 30), {}, {}),
        ((0, 0), {"COLUMNS": "200"}, {}),
        (None, {"COLUMNS": "200"}, {}),
    ],
)
def test_a_size_in_the_environment_counts_only_where_there_is_no_other(
    size: tuple[int, int] | None, environ: dict[str, str], contradicted: dict[str, str]
) -> None:
    assert Terminal(environ, size=size).contradicted == contradicted


def test_the_size_is_that_of_the_first_stream_that_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert find_terminal().size is None
    monkeypatch.setattr(sys, "__stderr__", mock.Mock(fileno=lambda: 2))
    monkeypatch.setattr(os, "get_terminal_size", lambda fd: os.terminal_size((100, 30)))
    assert find_terminal().size == (100, 30)
