"""What goes over the line, and what a person feels of it. A budget that depends on how fast this
machine is can be looked at in the benchmarks; these do not.
"""

from __future__ import annotations

import re
from functools import partial
from statistics import median, quantiles

import pytest

from tests.remote.session import PROGRAM, Session
from tests.remote.sshd import SshServer

FAST = (0.0, 0.0)
LINES = {"1 Mbit/s": (1000.0, 40.0), "256 kbit/s": (256.0, 80.0), "64 kbit/s": (64.0, 100.0)}

KEY_BYTES = 1024
FRAME_BYTES = 8 * 1024
SECOND_BYTES = 60 * 1024


def opened(server: SshServer, line: tuple[float, float] = FAST, *words: str) -> Session:
    """The dashboard at the other end of a line, paused and quiet."""
    session = Session((*PROGRAM, *words), server=server, kbit=line[0], milliseconds=line[1])
    session.until_all_seen()
    session.until_quiet()
    return session


def selected(session: Session) -> str:
    """The inputs that are selected; nothing while they are being drawn."""
    rows = [row for row in session.glass.rows if re.match(r"│ ▸ ", row)]
    return rows[0][:10] if len(rows) == 1 else ""


def inspected(session: Session) -> str:
    """The name of the unit with a mark below its value; nothing if there is none."""
    rows = session.glass.rows
    marks = [(y, row.index("▲")) for y, row in enumerate(rows) if "▲" in row]
    return "".join(rows[y - 2][x : x + 2].strip() for y, x in marks)


def _is_another(session: Session, before: str) -> bool:
    """Whether another input is selected."""
    return selected(session) not in ("", before)


def key_seconds(session: Session, count: int) -> list[float]:
    """How long it takes until one sees what a key does, again and again."""
    seconds = []
    for key in ("down", "up") * (count // 2):
        before = selected(session)
        session.press(key)
        seconds.append(session.until(partial(_is_another, session, before)))
        session.watch(0.2)
    return seconds


def test_paused_means_silent(server: SshServer) -> None:
    with opened(server) as session:
        session.press("S")
        for seen, *keys in (
            ("step 100", "w"),
            ("WALK", "escape", "l"),
            ("Ledger", "escape", "?"),
            ("Help", "escape", "e"),
            ("applies", "escape"),
            ("space train",),
        ):
            session.until_seen(seen)
            session.until_quiet(1.0)  # which never comes about if anything is sent on and on
            session.press(*keys)


def test_a_mouse_that_only_moves_costs_nothing(server: SshServer) -> None:
    with opened(server) as session:
        before = session.received
        for x in range(2, 118):
            session.send(f"\x1b[<35;{x};{2 + x // 4}M".encode())
        session.until_quiet(0.5)
        assert session.received == before


def test_a_key_costs_a_kilobyte_at_most(server: SshServer) -> None:
    with opened(server) as session:
        session.press("S")
        session.until_seen("step 100")
        first = selected(session)
        for key, seen in (
            ("down", lambda: _is_another(session, first)),
            ("up", lambda: selected(session) == first),
            ("s", lambda: session.step == 101),
            ("s", lambda: session.step == 102),
            ("u", lambda: inspected(session) == "h1"),
            ("U", lambda: inspected(session) == "ŷ"),
            ("+", lambda: "1,024" in session.glass.rows[0]),
            ("1", lambda: "┏" in session.glass.text),
        ):
            session.until_quiet()
            before = session.received
            session.press(key)
            session.until_drawn(seen)
            session.until_quiet()
            assert session.received - before <= KEY_BYTES, key


def test_training_sends_little(server: SshServer) -> None:
    with opened(server) as session:
        session.press("space")
        session.until_seen("TRAIN")
        del session.glass.frames[:]
        seconds = 4.0
        received = session.watch(seconds)
        assert received / seconds < SECOND_BYTES
        assert quantiles(session.glass.frames, n=20)[-1] < FRAME_BYTES
        assert len(session.glass.frames) > 5


@pytest.mark.parametrize("line", LINES)
def test_keys_are_answered_and_quitting_is_quick_on_any_line(server: SshServer, line: str) -> None:
    budget = {"1 Mbit/s": 0.2, "256 kbit/s": 0.4, "64 kbit/s": 1.0}[line]
    with opened(server, LINES[line]) as session:
        session.press("space")
        session.until_seen("TRAIN")
        assert median(key_seconds(session, 6)) < budget
        session.press("q")
        end = session.end()
        assert (end.status, end.left_on, end.is_cooked) == (0, set(), True)
        assert end.seconds < (4 if line == "64 kbit/s" else 2)
        assert "^[" not in end.shell
        session.gone()


def rate(session: Session) -> float:
    """Steps a second as the program has measured them; 0 until it has."""
    found = re.search(r"([\d,]+) steps/s", session.glass.rows[0])
    return float(found[1].replace(",", "")) if found else 0.0


def test_training_does_not_wait_for_the_line(server: SshServer) -> None:
    rates = []
    for line in (FAST, LINES["64 kbit/s"]):
        with opened(server, line) as session:
            session.press("space")
            session.until_drawn(partial(rate, session))
            rates.append(rate(session))
    assert rates[1] > 0.9 * rates[0]


def test_held_keys_do_not_pile_up(server: SshServer) -> None:
    with opened(server, LINES["64 kbit/s"]) as session:
        for _ in range(100):
            session.press("down")
            session.watch(0.02)
        session.press("q")
        end = session.end()
        assert (end.status, end.left_on, end.is_cooked) == (0, set(), True)
        assert end.seconds < 4


def test_a_slow_line_is_named_with_its_remedy(server: SshServer) -> None:
    with opened(server, LINES["256 kbit/s"]) as session:
        assert session.relay is not None
        session.relay.kbit = 8.0
        session.press("space")
        session.until_seen("slow line: ssh -C")
        session.press("space")


def test_compression_is_the_remedy(server: SshServer) -> None:
    with Session(server=server, kbit=64, milliseconds=100, options=("-C",)) as session:
        session.until_seen("PAUSED")
        session.press("space")
        session.until_seen("TRAIN")
        assert median(key_seconds(session, 6)) < 0.4


def test_a_window_in_the_background_is_sent_one_frame_a_second(server: SshServer) -> None:
    # Of a preset that works nothing is said on the way.
    with opened(server, FAST, "--preset", "gaussians", "--steps", "1000000") as session:
        session.press("space")
        session.until_seen("TRAIN")
        session.send(b"\x1b[O")
        session.watch(0.5)
        del session.glass.frames[:]
        session.watch(3.0)
        assert 2 <= len(session.glass.frames) <= 4
        session.send(b"\x1b[I")
        session.until(lambda: len(session.glass.frames) > 10)


def test_frames_are_as_many_as_were_asked_for(server: SshServer) -> None:
    with opened(server, FAST, "--steps", "1000000", "--fps", "2") as session:
        session.press("space")
        session.until_seen("TRAIN")
        del session.glass.frames[:]
        session.watch(4.0)
        assert 5 <= len(session.glass.frames) <= 11
