"""The report of a terminal: what was found, what was made of it and why."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import termios
from contextlib import suppress

import pytest

from backprop_tui import __version__
from backprop_tui.terminal import Terminal, roundtrip
from backprop_tui.terminal.doctor import doctor_text
from backprop_tui.terminal.roundtrip import MARKS, QUESTION, Answers, ask_terminal

PLAIN = Answers(0.0123, cells=len(MARKS))


def report(
    found: Terminal,
    answers: Answers = PLAIN,
    color: str = "auto",
    glyphs: str = "",
    theme: str = "",
    fps: float | None = None,
) -> str:
    return "\n".join(doctor_text(found, answers, color=color, glyphs=glyphs, theme=theme, fps=fps))


def value(text: str, name: str) -> str:
    """What stands behind a name."""
    match = re.search(rf"^  {name} +(.*)$", text, re.MULTILINE)
    assert match, f"{name} is not in the report"
    return match[1]


def test_it_says_what_was_found_and_what_is_made_of_it() -> None:
    found = Terminal(
        {"TERM": "tmux-256color", "TMUX": "x", "SSH_TTY": "y", "COLUMNS": "999", "USER": "secret"},
        size=(120, 40),
    )
    text = report(found)
    assert text.startswith(f"backprop-tui {__version__}\n")
    assert value(text, "terminal") == "stdin yes, stdout yes, stderr yes"
    assert value(text, "TERM") == "'tmux-256color'"
    assert value(text, "COLORTERM") == "not set"
    assert value(text, "size") == "120x40; COLUMNS is '999' and ignored"
    assert value(text, "multiplexer") == "tmux"
    assert value(text, "ssh") == "yes"
    assert value(text, "round trip") == "12.3 ms"
    assert value(text, "marks") == "a cell each"
    assert value(text, "colours") == "256: TERM is tmux-256color"
    assert value(text, "glyphs") == "unicode: the encoding is UTF-8"
    assert value(text, "frames") == "at most 5 a second: tmux at the far end of ssh"
    assert text.endswith("The dashboard can be opened here.")
    assert "secret" not in text


def test_it_says_what_is_missing() -> None:
    text = report(
        Terminal({"TERM": "dumb", "BACKPROP_GLYPHS": "emoji"}, ("stdin",), ("utf-8", None)),
        Answers(None, "not measured, there is no terminal"),
    )
    assert value(text, "terminal") == "stdin no, stdout yes, stderr yes"
    assert value(text, "encoding") == "stdout utf-8, stderr None"
    assert value(text, "size") == "unknown"
    assert value(text, "round trip").startswith("not measured")
    assert value(text, "marks") == "not measured"
    assert value(text, "glyphs").startswith("none: BACKPROP_GLYPHS must be one of")
    assert "cannot be opened here: the dashboard needs a terminal (not one: stdin" in text


def test_it_looks_at_the_options_of_the_dashboard() -> None:
    text = report(Terminal({"TERM": "xterm"}), color="none", glyphs="ascii", theme="light", fps=3.0)
    assert value(text, "theme") == "light: --theme light"
    assert value(text, "colours") == "none: --color none"
    assert value(text, "glyphs") == "ascii: --glyphs ascii"
    assert value(text, "frames") == "at most 3 a second: --fps 3"


def test_it_says_that_marks_are_wide_and_does_without_them() -> None:
    wide = Answers(0.01, cells=len(MARKS) + 9)
    text = report(Terminal({"TERM": "xterm"}), wide)
    assert (
        value(text, "marks") == f"some take two cells: {len(MARKS)} of them took {len(MARKS) + 9}"
    )
    assert value(text, "glyphs").startswith("ascii: this terminal gives two cells to marks")
    asked = report(Terminal({"TERM": "xterm"}), wide, glyphs="unicode")
    assert value(asked, "glyphs") == "unicode: --glyphs unicode"


def on_a_terminal(answers: bool) -> str:
    """What `doctor` prints on a terminal of ours; it is at its first column throughout."""
    child, master = pty.fork()
    if not child:
        os.execve(
            sys.executable,
            [sys.executable, "-m", "backprop_tui", "doctor"],
            {**os.environ, "TERM": "xterm"},
        )
    seen = b""
    with suppress(OSError):  # the other end is closed
        while select.select([master], [], [], 60)[0]:
            more = os.read(master, 4096)
            if not more:
                break
            seen += more
            if answers:
                # Marks of two cells each.
                place = b"\x1b[1;%dR" % (1 + 2 * len(MARKS) * (MARKS.encode() in more))
                os.write(master, place * more.count(QUESTION.encode()))
    os.close(master)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return seen.replace(b"\r\n", b"\n").decode()


@pytest.mark.parametrize("answers", [True, False])
def test_the_terminal_is_asked_how_far_away_it_is(answers: bool) -> None:
    text = on_a_terminal(answers)
    expected = r"\d+\.\d ms" if answers else "no answer within 2 s"
    assert re.fullmatch(expected, value(text, "round trip"))
    expected = "some take two cells: .*" if answers else "not measured"
    assert re.fullmatch(expected, value(text, "marks"))
    assert "can be opened here" in text
    assert "^[" not in text, "an answer was shown"


def test_without_a_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roundtrip, "TERMINAL", "/no/such/terminal")
    assert ask_terminal() == Answers(None, "not measured, there is no terminal")


def test_a_terminal_is_as_before_when_a_signal_ends_the_question() -> None:
    child, master = pty.fork()
    if not child:
        os.execv(sys.executable, [sys.executable, "-m", "backprop_tui", "doctor"])
    before = termios.tcgetattr(master)
    seen = b""
    while QUESTION.encode() not in seen:
        seen += os.read(master, 4096)
    assert termios.tcgetattr(master) != before
    os.kill(child, signal.SIGTERM)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGTERM
    assert termios.tcgetattr(master) == before
    os.close(master)


ASKING = """
import os, select, termios, tty
from backprop_tui.terminal.roundtrip import ask_terminal

answers = ask_terminal()
tty.setcbreak(0, termios.TCSANOW)
left = os.read(0, 4096) if select.select([0], [], [], 0)[0] else b""
print("answered", answers.seconds is not None, "left", len(left))
"""
"""A program that asks, and then counts what a shell would be given."""


def test_what_comes_after_the_answers_is_not_left_for_the_shell() -> None:
    child, master = pty.fork()
    if not child:
        os.execv(sys.executable, [sys.executable, "-c", ASKING])
    seen = b""
    with suppress(OSError):  # the other end is closed
        while more := os.read(master, 4096):
            seen += more
            # More than is read at once, as when somebody leans on a key.
            os.write(master, (b"\x1b[1;1R" + b"k" * 2000) * more.count(QUESTION.encode()))
    os.close(master)
    os.waitpid(child, 0)
    assert seen.decode().strip().endswith("answered True left 0"), seen
