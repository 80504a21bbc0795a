"""A terminal never fails, whatever it is sent and wherever that is cut off."""

from __future__ import annotations

import pytest

from tests.remote.glass import Glass

FRAME = "\x1b[?2026h\x1b[12;40H\x1b[0;1;38;2;250;100;50mŷ\x1b[5C0.52\x1b[2K\x1b[?2026l"
SAID = ("client_loop: send disconnect", "Connection closed", "Killed", "Hung up", "read: reset")


@pytest.mark.parametrize("said", SAID)
def test_what_is_said_after_a_frame_that_was_cut_off_is_shown(said: str) -> None:
    data = FRAME.encode()
    for length in range(len(data) + 1):
        glass = Glass(80, 24)
        glass.show(data[:length])
        glass.show(f"{said}\r\nthe shell".encode())
        assert said[1:6] in glass.text, data[:length]
        assert "the shell" in glass.text


def test_what_follows_a_sequence_without_sense_is_shown_as_ever() -> None:
    glass = Glass(80, 24)
    glass.show(b"\x1b[38;5;12client\x1b[2;1H\x1b[7mx\x1b[5K\x1b[0my")
    assert glass.rows[0].rstrip() == "lient"
    assert glass.rows[1].rstrip() == "xy"
    assert [glass.lines[1][x].reverse for x in range(2)] == [True, False]
