"""Signals, a terminal that goes away, and the watchdog, without a program to end."""

from __future__ import annotations

import os
import pty
import signal
from collections.abc import Iterator
from queue import Empty, SimpleQueue

import pytest

from backprop_tui.ui.link import ending as module
from backprop_tui.ui.link.ending import CLEAN, Ending
from tests.remote.glass import Glass

SOON = 10.0
"""Seconds in which something must happen that takes none."""


class Watched:
    """An ending, and what it did."""

    def __init__(self, is_forced: bool = True) -> None:
        self.did: SimpleQueue[tuple[str, int]] = SimpleQueue()
        self.ending = Ending(
            lambda status: self.did.put(("leave", status)),
            lambda: self.did.put(("restore", 0)),
            is_forced,
        )


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """An ending on a terminal, with a watchdog that waits for nothing.

    No signal is ignored at first, though the tests may have been started with nohup.
    """
    before = {number: signal.signal(number, signal.SIG_DFL) for number in module.SIGNALS}
    watched = Watched()
    monkeypatch.setattr(module, "GRACE", 0.05)
    monkeypatch.setattr(os, "_exit", lambda status: watched.did.put(("exit", status)))
    yield watched
    watched.ending.uninstall()
    watched.ending.disarm()
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal."""
    ends = pty.openpty()
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


@pytest.mark.parametrize("number", module.SIGNALS)
def test_a_signal_asks_for_an_end_and_then_forces_it(
    watched: Watched, terminal: tuple[int, int], number: signal.Signals
) -> None:
    watched.ending.install(terminal[1])
    signal.raise_signal(number)
    status = 128 + number
    assert watched.did.get(timeout=SOON) == ("leave", status)
    assert watched.did.get(timeout=SOON) == ("restore", 0)
    assert watched.did.get(timeout=SOON) == ("exit", status)


def test_an_end_that_came_about_is_not_forced(watched: Watched, terminal: tuple[int, int]) -> None:
    watched.ending.install(terminal[1])
    watched.ending.hurry(0)
    watched.ending.disarm()
    with pytest.raises(Empty):
        watched.did.get(timeout=0.3)


def test_where_it_runs_within_another_program_nothing_is_forced(
    monkeypatch: pytest.MonkeyPatch, terminal: tuple[int, int]
) -> None:
    guest = Watched(is_forced=False)
    monkeypatch.setattr(module, "GRACE", 0.01)
    monkeypatch.setattr(os, "_exit", lambda status: guest.did.put(("exit", status)))
    guest.ending.install(terminal[1])
    signal.raise_signal(signal.SIGTERM)
    assert guest.did.get(timeout=SOON) == ("leave", 128 + signal.SIGTERM)
    with pytest.raises(Empty):
        guest.did.get(timeout=0.1)
    guest.ending.uninstall()


def test_a_closed_terminal_is_a_hangup(watched: Watched, terminal: tuple[int, int]) -> None:
    watched.ending.install(terminal[1])
    os.close(terminal[0])
    assert watched.did.get(timeout=SOON) == ("leave", 128 + signal.SIGHUP)


def test_what_is_ignored_stays_ignored_and_handlers_come_back(
    watched: Watched, terminal: tuple[int, int]
) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    before = {number: signal.getsignal(number) for number in module.SIGNALS}
    watched.ending.install(terminal[1])
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGTERM) != before[signal.SIGTERM]
    watched.ending.uninstall()
    assert {number: signal.getsignal(number) for number in module.SIGNALS} == before


def test_a_terminal_is_clean_afterwards() -> None:
    glass = Glass(80, 24)
    glass.show(b"$ backprop-tui")
    modes = (1049, 1000, 1003, 1006, 1015, 1016, 1004, 2004, 2026, 2048)
    glass.show("".join(f"\x1b[?{mode}h" for mode in modes).encode())
    glass.show(b"\x1b[?25l\x1b[?7l\x1b[>25u\x1b[31mdrawn")
    assert len(glass.left_on) == len(modes) + 3
    glass.show(CLEAN.encode())
    assert glass.left_on == set()
    assert glass.shell == "$ backprop-tui"
