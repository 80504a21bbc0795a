"""Writing must never hold up the program, whatever becomes of the other end."""

from __future__ import annotations

import os
import time

import pytest

from backprop_tui.ui.link.writer import PIECE, Writer


def test_what_is_written_arrives_whole_and_in_order() -> None:
    reader, end = os.pipe()
    writer = Writer(end)
    pieces = [bytes([k % 251]) * (k * 37 % 9000) for k in range(40)]
    for piece in pieces[:8]:
        writer.write(piece)
    expected = b"".join(pieces[:8])
    seen = b""
    while len(seen) < len(expected):
        seen += os.read(reader, 65536)
    assert writer.close(10)
    assert seen == expected
    assert not writer.is_blocked
    for descriptor in (reader, end):
        os.close(descriptor)


def test_nobody_waits_for_a_reader_that_hangs() -> None:
    reader, end = os.pipe()
    writer = Writer(end)
    start = time.monotonic()
    for _ in range(1000):
        writer.write(b"x" * PIECE)
    while not writer.is_blocked:
        assert time.monotonic() - start < 5
        time.sleep(0.01)
    assert not writer.close(0.05)
    assert time.monotonic() - start < 5
    os.close(reader)  # now the thread ends


def test_a_reader_that_goes_away_is_no_error() -> None:
    reader, end = os.pipe()
    writer = Writer(end)
    os.close(reader)
    writer.write(b"x")
    assert writer.close(10)
    writer.write(b"y")
    os.close(end)


@pytest.mark.parametrize("pieces", [0, 1, 2, 7])
def test_it_ends_whether_or_not_the_end_comes_with_the_last_piece(pieces: int) -> None:
    for _ in range(20):
        reader, end = os.pipe()
        writer = Writer(end)
        for _ in range(pieces):
            writer.write(b"x")
        assert writer.close(10)
        os.close(end)
        assert os.read(reader, 100) == b"x" * pieces
        os.close(reader)
