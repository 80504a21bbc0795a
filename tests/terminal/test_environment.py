"""What is told to Textual, which reads it once, while it is imported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual import constants

from backprop_tui.terminal import Terminal, choose_colors, prepare_environment


def prepared(color: str = "auto", **environ: str) -> dict[str, str]:
    found = Terminal(dict(environ), size=(100, 30))
    prepare_environment(environ, found, choose_colors(color, found).value)
    return environ


def test_mouse_reports_stay_in_cells_unless_asked() -> None:
    assert prepared()["TEXTUAL_SMOOTH_SCROLL"] == "0"
    assert prepared(TEXTUAL_SMOOTH_SCROLL="1")["TEXTUAL_SMOOTH_SCROLL"] == "1"
    assert isinstance(constants.SMOOTH_SCROLL, bool), "the name is still Textual's"


@pytest.mark.parametrize("value", ["", "24bit", "none", "windows", "no such thing"])
def test_a_colour_system_that_textual_would_die_of_is_replaced(value: str) -> None:
    environ = prepared(TERM="xterm-256color", TEXTUAL_COLOR_SYSTEM=value)
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "256"


def test_greys_are_as_many_as_the_terminal_has_colours() -> None:
    for environ in (
        prepared("none", TERM="xterm-256color"),
        prepared(TERM="xterm-256color", NO_COLOR="yes"),
    ):
        assert environ["NO_COLOR"]
        assert environ["TEXTUAL_COLOR_SYSTEM"] == "256"


def test_colours_that_are_asked_for_win_over_no_color() -> None:
    environ = prepared("truecolor", TERM="xterm", NO_COLOR="1")
    assert "NO_COLOR" not in environ
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "truecolor"


def test_a_log_that_cannot_be_written_is_dropped(tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    assert prepared(TEXTUAL_LOG=log)["TEXTUAL_LOG"] == log
    os.mkfifo(tmp_path / "pipe")
    for bad in (str(tmp_path), str(tmp_path / "pipe"), str(tmp_path / "no" / "log"), ""):
        assert "TEXTUAL_LOG" not in prepared(TEXTUAL_LOG=bad)


def test_a_size_that_the_terminal_contradicts_is_dropped() -> None:
    environ = prepared(COLUMNS="200", LINES="30")
    assert "COLUMNS" not in environ
    assert "LINES" not in environ, "it is right now, but it would stay when the size changes"
