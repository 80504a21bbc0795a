"""What is chosen, for terminals as they introduce themselves in practice."""

from __future__ import annotations

import math

import pytest

from backprop_tui.engine import BadSetting
from backprop_tui.terminal import (
    COLORS,
    GLYPHS,
    Terminal,
    choose_budget,
    choose_colors,
    choose_glyphs,
    choose_rate,
    choose_theme,
)
from backprop_tui.ui.drawing.depths import DEPTHS as PALETTES

SSH = {"SSH_CONNECTION": "::1 50000 ::1 22"}
TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}


def terminal(term: str, **environ: str) -> Terminal:
    return Terminal({"TERM": term, **environ})


@pytest.mark.parametrize(
    ("found", "depth", "because"),
    [
        (terminal("xterm-256color"), "256", "TERM"),
        (terminal("xterm-256color", COLORTERM="truecolor"), "truecolor", "COLORTERM"),
        (terminal("xterm", COLORTERM="24bit"), "truecolor", "COLORTERM"),
        (terminal("xterm", COLORTERM="yes"), "standard", "TERM"),
        (terminal("tmux-256color", **TMUX), "256", "TERM"),
        (terminal("xterm"), "standard", "TERM"),
        (terminal("linux"), "standard", "TERM"),
        # These have all colours, but what says so does not cross ssh.
        *(
            (terminal(term, **SSH), "truecolor", "all colours")
            for term in ("alacritty", "foot", "xterm-ghostty", "wezterm", "xterm-kitty")
        ),
        (terminal("xterm-direct"), "truecolor", "all colours"),
        (terminal("xterm-256color", LC_TERMINAL="iTerm2", **SSH), "truecolor", "iTerm2"),
        (terminal("tmux-256color", LC_TERMINAL="iTerm2", **TMUX), "256", "TERM"),
        # GNU screen takes 24-bit colours for blinking.
        (terminal("screen-256color", COLORTERM="truecolor", STY="1"), "256", "GNU screen"),
        (terminal("screen", COLORTERM="truecolor", STY="1"), "standard", "GNU screen"),
        (terminal("xterm-256color", NO_COLOR="1"), "none", "NO_COLOR"),
        (terminal("xterm-256color", NO_COLOR=""), "256", "TERM"),
        (terminal("xterm", TEXTUAL_COLOR_SYSTEM="256"), "256", "TEXTUAL_COLOR_SYSTEM"),
        (terminal("xterm", TEXTUAL_COLOR_SYSTEM=""), "standard", "TERM"),
        (terminal("xterm", TEXTUAL_COLOR_SYSTEM="24bit"), "standard", "TERM"),
    ],
)
def test_colours_are_those_the_terminal_has(found: Terminal, depth: str, because: str) -> None:
    choice = choose_colors("auto", found)
    assert choice.value == depth
    assert because in choice.why


@pytest.mark.parametrize("wanted", [name for name in COLORS if name != "auto"])
def test_colours_that_are_asked_for_are_used(wanted: str) -> None:
    choice = choose_colors(wanted, terminal("linux", NO_COLOR="1", COLORTERM="truecolor"))
    assert choice.value == {"16": "standard"}.get(wanted, wanted)
    assert choice.value in PALETTES
    assert choice.why == f"--color {wanted}"


@pytest.mark.parametrize(
    ("term", "encodings", "glyphs"),
    [
        ("xterm-256color", ("utf-8", "utf-8"), "unicode"),
        ("tmux-256color", ("UTF8", "utf-8"), "unicode"),
        ("linux", ("utf-8", "utf-8"), "ascii"),
        ("vt100", ("utf-8", "utf-8"), "ascii"),
        ("dumb", ("utf-8", "utf-8"), "ascii"),
        ("xterm", ("utf-8", "iso8859-1"), "ascii"),
        ("xterm", ("ascii", "utf-8"), "ascii"),
        ("xterm", (None, "utf-8"), "ascii"),
    ],
)
def test_glyphs_are_those_the_terminal_has(
    term: str, encodings: tuple[str | None, ...], glyphs: str
) -> None:
    found = Terminal({"TERM": term}, encodings=encodings)
    assert choose_glyphs("", found).value == glyphs
    assert choose_glyphs("auto", found).value == glyphs
    assert [choose_glyphs(wanted, found).value for wanted in GLYPHS[1:]] == ["unicode", "ascii"]
    wish = Terminal({"TERM": term, "BACKPROP_GLYPHS": "ascii"}, encodings=encodings)
    assert choose_glyphs("", wish).value == "ascii"
    assert choose_glyphs("unicode", wish).value == "unicode"


def test_what_was_asked_for_by_name_is_told_from_what_was_found() -> None:
    assert choose_glyphs("unicode", terminal("linux")).is_asked
    assert choose_glyphs("", terminal("xterm", BACKPROP_GLYPHS="ascii")).is_asked
    assert not choose_glyphs("", terminal("linux")).is_asked
    assert not choose_glyphs("auto", terminal("xterm")).is_asked


def test_unknown_glyphs_are_refused() -> None:
    with pytest.raises(BadSetting, match=r"BACKPROP_GLYPHS .*auto, unicode, ascii, not 'emoji'"):
        choose_glyphs("", terminal("xterm", BACKPROP_GLYPHS="emoji"))


def test_a_theme_is_that_of_the_command_line_then_that_of_the_environment_then_dark() -> None:
    wish = terminal("xterm", BACKPROP_THEME=" Light ")
    assert choose_theme("dracula", wish)[:2] == ("dracula", "--theme dracula")
    assert choose_theme("", wish)[:2] == ("light", "BACKPROP_THEME is light")
    assert choose_theme("", terminal("xterm")).value == "dark"
    assert not choose_theme("", terminal("xterm")).is_asked


@pytest.mark.parametrize(
    ("environ", "rate"),
    [({}, 15), (SSH, 10), (TMUX, 10), ({"STY": "1"}, 10), ({**SSH, **TMUX}, 5)],
)
def test_frames_are_fewer_where_less_is_known_of_the_line(
    environ: dict[str, str], rate: float
) -> None:
    assert choose_rate(None, Terminal(environ))[0] == rate
    assert choose_rate(30.0, Terminal(environ)) == (30.0, "--fps 30")


@pytest.mark.parametrize("hidden", [{**SSH, **TMUX}, {**SSH, "STY": "1"}])
def test_bytes_are_counted_where_nothing_tells_how_fast_the_line_is(
    hidden: dict[str, str],
) -> None:
    assert choose_budget(None, Terminal(hidden)) == 8_000
    assert choose_budget(30.0, Terminal(hidden)) == math.inf, "so many were asked for"
    for known in ({}, SSH, TMUX, {"STY": "1"}):
        assert choose_budget(None, Terminal(known)) == math.inf
