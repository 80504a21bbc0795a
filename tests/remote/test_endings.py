"""However a session ends: the program is gone within seconds, the terminal is as it was, and the
status says how it came about.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from backprop_tui.cli.places import STATE
from backprop_tui.engine.keeping.folder import Folder
from backprop_tui.engine.keeping.reading import read_session
from backprop_tui.ui.link.turnstile import LONGEST
from tests.remote.session import PROGRAM, End, Session
from tests.remote.sshd import SshServer

SOON = 3.0
"""Seconds in which everything must be over."""

CRASHING = """
import sys
from backprop_tui.cli import main
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.screens.dashboard import Dashboard
from backprop_tui.ui.panes.predictions import Predictions
from backprop_tui.ui.session.session import Session

def fail(*arguments):
    raise RuntimeError("on purpose")

def plant(dashboard):
    setattr({where}, fail)

Dashboard.action_rendering = plant
sys.exit(main())
"""
"""The program, in which `m` puts a fault somewhere."""

FAULTS = {
    "a pane": ('Predictions, "title"', "s"),
    "a key": ('Dashboard, "action_select"', "down"),
    "the worker": ('Session, "slice"', "space"),
    "a drawing": ('Canvas, "segments"', "s"),
}
"""Where, and the key that comes upon it."""


@pytest.fixture(params=["here", "ssh"])
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Session]:
    """Starts sessions that train, on this machine and through ssh."""
    server = request.getfixturevalue("server") if request.param == "ssh" else None

    def begin() -> Session:
        session = Session(server=server, environ={STATE: str(tmp_path)})
        request.addfinalizer(session.close)
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        return session

    return begin


def check_kept(folder: Path) -> None:
    """What was learnt is on the disk, all of it."""
    run = read_session(str(Folder(folder / "backprop-tui").newest())).run()
    assert run.seen is not None
    assert run.seen.step == run.journal.step == run.journal.length > 0
    # Over there BLAS may take another kernel, which rounds otherwise.
    assert run.seen.loss == pytest.approx(run.trainer().snapshot().loss)


def check_clean(end: End, status: int) -> None:
    """The terminal is as it was."""
    assert end.left_on == set()
    assert end.is_cooked
    assert end.status == status
    assert end.seconds < SOON
    assert "^[" not in end.shell, "an answer came after the end"


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
def test_keys_end_it(start: Callable[[], Session], key: str, tmp_path: Path) -> None:
    session = start()
    session.press(key)
    end = session.end()
    check_clean(end, 0)
    assert end.shell == "saved: backprop-tui open --last (open --list shows others)"
    session.gone()
    check_kept(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it(
    start: Callable[[], Session], number: signal.Signals, tmp_path: Path
) -> None:
    session = start()
    session.signal(number)
    check_clean(session.end(), 128 + number)
    session.gone()
    check_kept(tmp_path)


@pytest.mark.parametrize(
    ("key", "seen"),
    [("w", "WALK"), ("l", "Ledger"), ("?", "Help"), ("e", "applies"), ("ctrl+p", "type to find")],
)
def test_signals_end_it_from_every_screen(key: str, seen: str) -> None:
    with Session() as session:
        session.until_seen("PAUSED")
        session.press(key)
        session.until_seen(seen)
        session.signal(signal.SIGTERM)
        check_clean(session.end(), 128 + signal.SIGTERM)


def test_a_closed_window_ends_it(start: Callable[[], Session], tmp_path: Path) -> None:
    session = start()
    session.hang_up()
    assert session.gone() < SOON
    check_kept(tmp_path)


def test_a_closed_window_ends_what_ignores_hangups() -> None:
    ignoring = f"trap '' HUP; exec {PROGRAM[0]}"
    with Session(("sh", "-c", ignoring)) as session:
        session.until_seen("PAUSED")
        session.hang_up()
        assert session.gone() < SOON


def test_a_killed_client_ends_it(server: SshServer) -> None:
    with Session(server=server) as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        session.kill_client()
        assert session.gone() < SOON


@pytest.mark.parametrize("kbit", [0, 64])
def test_a_connection_that_is_reset_ends_it(server: SshServer, kbit: float, tmp_path: Path) -> None:
    with Session(server=server, kbit=kbit, environ={STATE: str(tmp_path)}) as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        for _ in range(40):  # as much as the line can hold
            session.press("ctrl+l")
        session.watch(0.5)
        assert session.relay is not None
        session.relay.cut()
        assert session.gone() < SOON
    check_kept(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it_though_the_terminal_hangs(number: signal.Signals, tmp_path: Path) -> None:
    with Session(environ={STATE: str(tmp_path)}) as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        session.hang_until_full()
        session.signal(number)
        assert session.gone() < SOON
    check_kept(tmp_path)


def test_a_key_ends_it_though_the_terminal_hangs() -> None:
    with Session() as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        session.hang_until_full()
        session.press("q")
        assert session.gone() < SOON


def test_a_terminal_that_hung_for_a_while_shows_where_training_is() -> None:
    with Session((*PROGRAM, "--steps", "1000000")) as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until(lambda: session.step > 50)
        session.hang()
        before = session.step
        session.watch(2.0)
        session.go_on()
        session.until_drawn(lambda: session.step > before + 700)
        session.press("q")
        check_clean(session.end(), 0)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("is_remote", [False, True], ids=["here", "ssh"])
def test_a_crash_shows_what_failed_and_how_to_report_it(
    request: pytest.FixtureRequest, tmp_path: Path, fault: str, is_remote: bool
) -> None:
    where, key = FAULTS[fault]
    server = request.getfixturevalue("server") if is_remote else None
    with Session(broken(tmp_path, CRASHING.format(where=where)), server=server) as session:
        session.until_seen("PAUSED")
        session.press("m", key)
        end = session.end()
        check_clean(end, 1)
        assert "RuntimeError: on purpose" in end.shell
        assert "please report it" in end.shell
        assert "backprop-tui doctor" in end.shell
        session.gone()


def broken(tmp_path: Path, text: str) -> tuple[str, ...]:
    """The words that run a broken program."""
    script = tmp_path / "broken.py"
    script.write_text(text)
    return sys.executable, str(script)


STUCK = """
import sys, time
from pathlib import Path
from backprop_tui.cli import main
from backprop_tui.ui.screens.dashboard import Dashboard

def get_stuck(dashboard):
    Path({here!r}).touch()
    time.sleep(600)

Dashboard.action_rendering = get_stuck
sys.exit(main())
"""
"""The program, in which `m` never comes to an end; a file says that it has begun."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it_though_it_is_stuck(tmp_path: Path, number: signal.Signals) -> None:
    stuck = tmp_path / "stuck"
    with Session(broken(tmp_path, STUCK.format(here=str(stuck)))) as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        session.press("m")
        session.until(stuck.exists)
        session.signal(number)
        check_clean(session.end(), 128 + number)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_crash_ends_it_though_the_terminal_hangs(tmp_path: Path, fault: str) -> None:
    where, key = FAULTS[fault]
    with Session(broken(tmp_path, CRASHING.format(where=where))) as session:
        session.until_seen("PAUSED")
        session.hang_until_full()
        session.press("m", key)
        # Each key may wait as long as that for a picture that the terminal never takes.
        assert session.gone(2 * LONGEST + 2 * SOON)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it_before_anything_is_drawn(number: signal.Signals) -> None:
    for _ in range(3):
        with Session() as session:
            session.until(partial(session.glass.modes.__contains__, 1049))
            session.signal(number)
            check_clean(session.end(), 128 + number)


def test_it_goes_on_after_it_was_stopped_from_outside() -> None:
    with Session() as session:
        session.until_seen("PAUSED")
        for step in range(1, 4):
            session.signal(signal.SIGSTOP)
            session.signal(signal.SIGCONT)
            session.press("s")
            session.until_seen(rf"step {step}\b")
        session.press("q")
        check_clean(session.end(), 0)


def test_it_can_be_suspended_and_woken_up_by_a_shell() -> None:
    with Session(("bash", "--norc", "-i"), environ={"PS1": "$ "}) as session:
        session.until_seen(r"\$")
        session.send(f"{PROGRAM[0]}\r".encode())
        session.until_seen("PAUSED")
        for key in ("ctrl+z", ""):
            before = session.step + 100
            session.press("S")
            session.until_seen(f"PAUSED.*step {before}\\b")
            if key:
                session.press(key)
            else:
                session.signal(signal.SIGTSTP)
            session.until_seen("Stopped")
            # Bash switches paste marks on itself.
            session.until(lambda: session.glass.left_on <= {2004})
            session.send(b"fg\r")
            session.until_all_seen()
            assert "PAUSED" in session.glass.rows[0]
            assert "3 Predictions" in session.glass.text
            assert session.step == before
            session.press("s")
            session.until_seen(f"step {before + 1}\\b")
        session.press("q")
        session.until_seen(r"\$\s*\Z")
        session.send(b"echo status $?\r")
        session.until_seen("status 0")


def test_it_waits_in_the_background_for_its_terminal() -> None:
    with Session(("bash", "--norc", "-i"), environ={"PS1": "$ "}) as session:
        session.until_seen(r"\$")
        session.send(f"{PROGRAM[0]} &\r".encode())
        session.until_seen("\\[1\\]")
        session.until(session.is_stopped)
        session.send(b"fg\r")
        session.until_seen("space train")
        session.press("s")
        session.until_seen(r"step 1\b")
        session.press("q")
        session.until_seen(r"\$\s*\Z")


def test_it_does_not_stop_where_nobody_could_wake_it_up(server: SshServer) -> None:
    with Session(server=server) as session:
        session.until_seen("PAUSED")
        session.press("ctrl+z")
        session.until_seen("No shell")
        session.signal(signal.SIGTSTP)
        session.press("s")
        session.until(lambda: session.step == 1)
        session.press("q")
        check_clean(session.end(), 0)
