"""Terminals, environments and multiplexers as they are met in practice: each is repaired, or
refused in one line before anything is drawn.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.remote.glass import OTHER_SCREEN
from tests.remote.session import PROGRAM, Session


def opened(environ: dict[str, str], size: tuple[int, int] = (80, 24)) -> Session:
    return Session(size=size, environ=environ)


SAVED = "saved:backprop-tuiopen--last(open--listshowsothers)"


def quits(session: Session, said: str = SAVED) -> None:
    """It can be left as everywhere, and says how to go on with what was learnt."""
    session.press("q")
    end = session.end()
    assert (end.status, end.left_on, end.is_cooked) == (0, set(), True)
    # A narrow terminal breaks the line anywhere.
    assert "".join(end.shell.split()) == said


@pytest.mark.parametrize(
    ("redirect", "environ", "said"),
    [
        ("</dev/null", {}, "not one: stdin; with ssh use ssh -t"),
        (">/dev/null", {}, "not one: stdout"),
        ("</dev/null >/dev/null", {}, "not one: stdin, stdout"),
        ("", {"TERM": "dumb"}, "TERM is 'dumb'"),
        ("", {"TERM": "unknown"}, "TERM is 'unknown'"),
        ("", {"TERM": ""}, "TERM is ''"),
        ("", {"BACKPROP_GLYPHS": "emoji"}, "BACKPROP_GLYPHS must be one of"),
    ],
)
def test_what_cannot_work_is_refused_in_one_line(
    redirect: str, environ: dict[str, str], said: str
) -> None:
    with Session(size=(300, 24), redirect=redirect, environ=environ) as session:
        end = session.end()
        assert end.status == 2
        assert end.shell.count("\n") == 0
        assert said in end.shell
        assert end.left_on == set()
        if "GLYPHS" not in said:
            assert "run, trace, check, problems, presets and doctor work without" in end.shell
    assert session.processes() == []


def test_a_hidden_stderr_is_refused_too(tmp_path: Path) -> None:
    with Session(redirect=f"2>{tmp_path / 'said'}") as session:
        assert session.end().status == 2
    assert "not one: stderr" in (tmp_path / "said").read_text()


@pytest.mark.parametrize(
    "environ",
    [
        {"COLUMNS": "300", "LINES": "3"},
        {"COLUMNS": "wide", "LINES": "-1"},
        {"TEXTUAL_COLOR_SYSTEM": "all of them"},
        {"TEXTUAL_COLOR_SYSTEM": ""},
        {"TEXTUAL_DRIVER": "no.such:Driver"},
        {"TEXTUAL_DRIVER": ""},
        {"TEXTUAL_THEME": "no such theme"},
        {"TEXTUAL_FPS": "fast", "TEXTUAL_ANIMATIONS": "some", "ESCDELAY": "x"},
        {"TEXTUAL_FPS": "-1", "TEXTUAL_FILTERS": "no,such", "TEXTUAL_SLOW_THRESHOLD": "0"},
        {"TEXTUAL_SMOOTH_SCROLL": "1"},
        {"TEXTUAL_DIM_FACTOR": "x", "TEXTUAL_DEVTOOLS_PORT": "x", "TEXTUAL_SCREENSHOT": "x"},
        {"TEXTUAL": "debug,devtools,no-such"},
        {"TEXTUAL_LOG": "/no/such/folder/log"},
        {"FORCE_COLOR": "0"},
        {"NO_COLOR": ""},
        {"LANG": "C"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "xx_YY.nothing"},
        {"TERM": "no-such-terminal"},
        {"TERM": "xterm", "COLORTERM": "x"},
        {"TERM": "vt100"},
        {"TERM": "ansi"},
    ],
    ids=str,
)
def test_odd_environments_do_no_harm(environ: dict[str, str]) -> None:
    with opened(environ) as session:
        session.until_all_seen()
        assert len(session.glass.rows[0].rstrip()) > 60
        assert "\\u" not in session.glass.text
        session.press("s")
        session.until_seen(r"step 1\b")
        quits(session)


@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"TERM": "linux"},
        {"BACKPROP_GLYPHS": "ascii"},
    ],
    ids=str,
)
def test_a_terminal_without_these_characters_is_sent_none_of_them(
    environ: dict[str, str],
) -> None:
    with opened(environ) as session:
        session.until_seen("PAUSED")
        for key, seen in (
            ("S", "step 100"),
            ("w", "WALK"),
            ("escape", "space train"),
            ("?", "Help"),
            ("escape", "space train"),
            ("e", "applies"),
            ("escape", "space train"),
            ("ctrl+p", "type to find"),
            ("a", "Activation"),
        ):
            session.press(key)
            session.until_seen(seen)
            session.until_quiet(0.1)
            assert session.glass.text.isascii(), session.glass.text


def test_no_color_leaves_greys() -> None:
    with opened({"NO_COLOR": "1"}) as session:
        session.until_seen("PAUSED")
        session.press("S")
        session.until_seen("step 100")
        colours = {
            colour for row in session.glass.lines for cell in row.values() for colour in cell[1:3]
        }
        assert colours - {"default"}
        assert all(one[:2] == one[2:4] == one[4:] for one in colours - {"default", "white"})


def test_a_terminal_that_answers_nothing_is_sent_five_frames_a_second() -> None:
    command = (*PROGRAM, "--steps", "1000000")
    with Session(command, answers=False) as session:
        session.until_seen("PAUSED")
        session.watch(2.5)
        session.press("space")
        session.until_seen("TRAIN")
        steps = set()
        for _ in range(40):
            session.watch(0.1)
            steps.add(session.step)
        assert 12 <= len(steps) <= 24
        quits(session)


def test_a_tiny_terminal_says_what_it_needs_and_goes_on_training() -> None:
    for size in ((20, 5), (2, 2)):
        with opened({}, size) as session:
            session.until(lambda: OTHER_SCREEN in session.glass.modes)
            if size[0] >= 20:
                session.until_seen("needs 48x14")
            session.press("space")
            if size[0] >= 20:
                session.until_seen("step [1-9]")
            # The smallest has no room for more than the last two letters of it.
            quits(session, SAVED if size[0] >= 20 else SAVED[-2:])


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where a multiplexer keeps its sockets; what it runs ends with it."""
    folder = tmp_path / "sockets"
    folder.mkdir(mode=0o700)
    yield folder
    if shutil.which("tmux"):
        socket = str(folder / "tmux")
        subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True, check=False)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_it_runs_in_tmux(folder: Path) -> None:
    tmux = ("tmux", "-u", "-f", os.devnull, "-S", str(folder / "tmux"))
    command = (*tmux, "new-session", *PROGRAM)
    with Session(command, environ={"TERM": "xterm-256color"}) as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        session.resize(80, 25)
        session.until_seen("space train")
        session.press("space")
        session.until_seen("PAUSED|✓ SOLVED")
        session.until_quiet()
        before = session.step
        # The connection ends, the run does not.
        session.press("\x02", "d")
        session.end()
        with Session((*tmux, "attach")) as later:
            later.until_seen("PAUSED|✓ SOLVED")
            assert later.step == before
            later.press("q")
            assert later.end().left_on == set()


@pytest.mark.skipif(shutil.which("screen") is None, reason="needs GNU screen")
def test_it_runs_in_gnu_screen(folder: Path) -> None:
    command = ("screen", "-U", "-c", os.devnull, "-s", "/bin/sh", *PROGRAM)
    environ = {"SCREENDIR": str(folder), "COLORTERM": "truecolor"}
    with Session(command, (80, 24), environ=environ) as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        session.press("space")
        session.until_seen("PAUSED|✓ SOLVED")
        session.until_seen("━━")
        session.press("q")
        assert session.end().status == 0
