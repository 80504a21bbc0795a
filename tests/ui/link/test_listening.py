"""A thread that listens: keys as they come, esc when nothing follows it, an end when told to."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from queue import Queue
from threading import Event, Thread

import pytest
from textual import events
from textual.message import Message

from backprop_tui.ui.link import reader
from backprop_tui.ui.link.listening import LOOK_UP, listen

SOON = 10.0
"""Seconds in which something must happen that takes none."""


class Ear:
    """A listener at the end of a pipe."""

    def __init__(self) -> None:
        self.heard: Queue[Message] = Queue()
        self._is_over = Event()
        self._reader, self._end = os.pipe()
        self._thread = Thread(target=listen, args=(self._reader, self._is_over, self.heard.put))
        self._thread.start()

    def say(self, data: bytes) -> None:
        os.write(self._end, data)

    def next_key(self) -> str:
        message = self.heard.get(timeout=SOON)
        assert isinstance(message, events.Key)
        return message.key

    def hang_up(self) -> None:
        os.close(self._end)

    def pause(self, seconds: float) -> None:
        """Say nothing for a while; how long nothing is said is what this is about."""
        assert not self._is_over.wait(seconds)

    def stop(self) -> bool:
        """Tell it to end; returns whether it does."""
        self._is_over.set()
        self._thread.join(SOON)
        return not self._thread.is_alive()


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    assert ear.stop()


def test_keys_are_handed_on_as_they_come(ear: Ear) -> None:
    ear.say(b"s\x1b[")
    assert ear.next_key() == "s"
    ear.say(b"Aq")
    assert [ear.next_key(), ear.next_key()] == ["up", "q"]


def test_esc_is_a_key_when_nothing_follows(ear: Ear) -> None:
    ear.say(b"\x1b")
    assert ear.next_key() == "escape"
    ear.say(b"s")
    assert ear.next_key() == "s"


def test_a_sequence_may_come_in_parts_at_any_time(
    ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "PATIENCE", 0.3)
    for part in (b"s", b"\x1b[", b"1;2", b"A"):
        ear.say(part)
        ear.pause(0.2)
    assert [ear.next_key(), ear.next_key()] == ["s", "shift+up"]


def test_where_nobody_types_any_more_it_waits_and_takes_no_time(ear: Ear) -> None:
    ear.say(b"s")
    ear.hang_up()
    assert ear.next_key() == "s"
    before = time.process_time()
    ear.pause(4 * LOOK_UP)
    assert time.process_time() - before < LOOK_UP
    assert ear.heard.empty()
