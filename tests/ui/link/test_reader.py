"""Bytes from a terminal, whole and torn, known and not: what is a key comes out as one, nothing
else harms, and the next key works.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from backprop_tui.ui.link.reader import LONGEST_PASTE, PASTE_END, PASTE_START, Reader

MEANT_WITH_ALT = {"b", "f", "\x7f"}
"""What moves and deletes words in a text field; every other key after esc is a key of its own."""

pieces = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(sorted(ANSI_SEQUENCES_KEYS)).map(str.encode),
    st.sampled_from(
        [
            *(b"\x1b", b"\x1b[", b"\x1b[M", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b_G", b"\x9b"),
            *(PASTE_START, PASTE_END, b"\x07", b"\x1b\\", b";", b":", b"u", b"~", b"t", b"R"),
            *(b"\x1b[<0;5;5M", b"\x1b[<35;9999999999;1m", b"\x1b[I", b"\x1b[O", b"\x1b[3;7R"),
            *(b"\x1b[?2026;2$y", b"\x1b[?2048;2$y", b"\x1b[48;9;9;0;0t", b"\x1b[115;1:3u"),
        ]
    ),
    st.lists(st.integers(0, 2**40), max_size=6).map(
        lambda numbers: b"\x1b[" + ";".join(map(str, numbers)).encode() + b"u"
    ),
    st.text(max_size=4).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
noise = st.lists(pieces, max_size=12).map(b"".join)


def told(messages: list[Message]) -> list[str]:
    """Messages as one can compare them."""
    return [repr(message) for message in messages]


def read(*parts: bytes) -> list[Message]:
    """What comes of bytes that arrive in these parts, and then no more."""
    reader = Reader()
    messages = [message for part in parts for message in reader.read(part)]
    return [*messages, *reader.rest()]


def keys(*parts: bytes) -> list[str]:
    """The keys among it."""
    return [message.key for message in read(*parts) if isinstance(message, events.Key)]


def test_an_enter_typed_ahead_of_the_program_is_one() -> None:
    assert keys(b"e2\n") == ["e", "2", "enter"] == keys(b"e2\r")


@given(noise)
@example(b"\x1b[48;99999;99999;0;0t\x1b[<0;5;5M")
@example(PASTE_START)
def test_whatever_comes_the_next_key_works(data: bytes) -> None:
    reader = Reader()
    for _ in reader.read(data):
        pass
    for _ in range(4):  # what was begun may hold something that has begun
        list(reader.rest())
    assert reader.patience is None
    assert [repr(key) for key in reader.read(b"s")] == [repr(events.Key("s", "s"))]


@given(noise, st.lists(st.integers(0, 100), max_size=4))
def test_it_makes_no_difference_where_bytes_are_torn_apart(data: bytes, cuts: list[int]) -> None:
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    parts = [data[start:end] for start, end in pairwise(places)]
    assert told(read(*parts)) == told(read(data))


def test_every_key_of_a_terminal_is_the_one_that_the_toolkit_knows() -> None:
    for sequence in ANSI_SEQUENCES_KEYS:
        if sequence[0] == "\x1b" and len(sequence) == 2 and sequence[1] not in MEANT_WITH_ALT:
            continue
        # The end of a line is an enter that was typed ahead.
        known = list(XTermParser().feed(sequence.replace("\n", "\r")))
        assert sequence == "\x1b" or told(read(sequence.encode())) == told(known), sequence


@pytest.mark.parametrize("key", "sqR? 1+")
def test_esc_and_a_key_that_arrive_at_once_are_two_keys(key: str) -> None:
    one = read(key.encode())
    assert told(read(b"\x1b" + key.encode())) == told([events.Key("escape", "\x1b"), *one])


def test_esc_waits_for_what_may_follow_and_no_longer() -> None:
    reader = Reader()
    assert list(reader.read(b"\x1b")) == []
    assert reader.patience is not None
    assert keys(b"\x1b") == ["escape"]
    assert keys(b"\x1b", b"[A") == ["up"]
    assert keys(b"\x1b\x1b[A") == ["escape", "up"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xfc", []),  # ü on a Latin-1 terminal
        (b"\xe9s", ["s"]),
        (b"\xf1s", ["s"]),
        (b"\xc3s", ["s"]),  # half a letter
        (b"\xf3s", ["s"]),  # alt+s with the eighth bit
        (b"\x9bA", ["up"]),  # a sequence that begins with one byte
        (b"\x1b[1114112u", []),
        (b"\x1b[9999999999u", []),
        (b"\x1b[27;1;1114112~", []),
        (b"\x1b[27;5;99~", ["ctrl+c"]),
        (b"\x1b[115;1:3u", []),  # s was let go
        (b"\x1b[115;1:2u", ["s"]),  # s is held
        (b"\x1b[1;1:3A", []),
        (b"\x1b[1;2:1A", ["shift+up"]),
        (b"\x1b[1089;5u", ["ctrl+c"]),  # on a Cyrillic layout
        (b"\x1b[1089::99;5u", ["ctrl+c"]),
        (b"\x1b[947::103;5u", ["ctrl+g"]),  # on a Greek one, with what stands beside it
        (b"\x1b[1081u", ["й"]),
        (b"\x1b[57413u", ["plus"]),
        (b"\x1b[57412;129;45u", ["minus"]),
        (b"\x1b[57401;129u", ["2"]),
        (b"\x1b[57414u", ["enter"]),
        (b"\x1b[97:65;2u", ["A"]),
        (b"\x1b[27u", ["escape"]),
        (b"\x1b[7$", ["shift+home"]),
        (b"\x1b[[Aq", ["f1", "q"]),
        (b"\x1b]11;rgb:0/0/0\x07q", ["q"]),  # an answer to nobody's question
        (b"\x1bP>|terminal(1)\x1b\\q", ["q"]),
        (b"\x1b[99;98;97Xq", ["q"]),
        (b"\x1b[1;\x03", ["ctrl+c"]),
        (b"\x1b]lsome title\x1b\\q", ["q"]),
        (b"\x1bP{ab\x1b\\q", ["q"]),
        (b"\x1b_Gi=31;OK\x1b\\q", ["q"]),
        (b"\x1b^some note\x07q", ["q"]),
        (b"\x1b]2;" + b"q" * 9000 + b"\x07s", ["s"]),
        (b"\x1b]2;no end\x03", ["ctrl+c"]),
        (b"\x1b]2;no end\x1b[A", ["up"]),
        (b"\x1b[<0;-1;3mq", ["q"]),  # beyond the window's edge
        (b"\x1b[<35;-5;10Mq", ["q"]),
    ],
)
def test_what_is_a_key_and_what_is_not(data: bytes, expected: list[str]) -> None:
    assert keys(data) == expected


@pytest.mark.parametrize(("button", "is_down"), [(32, True), (35, False)])
@pytest.mark.parametrize("x", [1, 95, 96, 200, 223])
def test_a_mouse_that_reports_in_three_bytes(button: int, is_down: bool, x: int) -> None:
    report, key = read(b"\x1b[M" + bytes([button, 32 + x, 33]) + b"s")
    assert isinstance(report, events.MouseDown if is_down else events.MouseUp)
    assert (report.x, report.y, report.button) == (x - 1, 0, 1)
    assert isinstance(key, events.Key)


def test_a_paste_is_one_message_however_it_comes() -> None:
    text = "0.25 é \x1b[A\n"
    whole = PASTE_START + text.encode() + PASTE_END + b"s"
    for cut in range(len(whole) + 1):
        paste, key = read(whole[:cut], whole[cut:])
        assert isinstance(paste, events.Paste)
        assert paste.text == text
        assert isinstance(key, events.Key)


@pytest.mark.parametrize(
    "unknown",
    [b"\x1b[<35;0;5M", b"\x1b[?1;2c", b"\x1b[?2026;0$y", b"\x1b[99;98;97X", b"\x1b[1114112u"],
)
def test_what_is_skipped_does_not_make_a_mouse_forget_that_it_counts_pixels(unknown: bytes) -> None:
    reader = Reader()
    (size,) = reader.read(b"\x1b[48;24;80;480;800t")
    assert isinstance(size, events.Resize)
    assert not list(reader.read(unknown))
    (report,) = reader.read(b"\x1b[<0;401;241M")
    assert isinstance(report, events.MouseDown)
    assert (report.x, report.y) == (40, 12)


@pytest.mark.parametrize(
    ("button", "kind"), [(96, events.MouseScrollUp), (97, events.MouseScrollDown)]
)
def test_a_wheel_that_reports_in_three_bytes(button: int, kind: type[events.MouseEvent]) -> None:
    (report,) = read(b"\x1b[M" + bytes([button, 40, 40]))
    assert isinstance(report, kind)


def test_nothing_is_waited_for_longer_than_it_takes_to_come() -> None:
    for data, least, most in ((b"\x1b", 0.02, 0.2), (b"\x1b[1;", 0.3, 1), (b"\xc3", 0.3, 1)):
        reader = Reader()
        list(reader.read(data))
        assert reader.patience is not None
        assert least <= reader.patience <= most


def test_a_paste_that_pauses_is_given_in_pieces_and_not_as_keys() -> None:
    reader = Reader()
    assert not list(reader.read(PASTE_START + b"abc"))
    first = list(reader.rest())
    assert reader.patience is not None, "more may come"
    second = list(reader.read(b"dq\rw" + PASTE_END + b"s"))
    assert [m.text for m in (*first, *second) if isinstance(m, events.Paste)] == ["abc", "dq\rw"]
    assert [m.key for m in second if isinstance(m, events.Key)] == ["s"]


def test_ctrl_c_ends_a_paste_whose_end_was_lost() -> None:
    assert keys(PASTE_START + b"abc", b"q", b"\x03") == ["ctrl+c"]


def test_a_paste_without_an_end_is_given_in_pieces() -> None:
    reader = Reader()
    sent = b"x" * 4096
    pasted = [
        message
        for _ in range(2 * LONGEST_PASTE // len(sent) + 2)
        for message in reader.read(PASTE_START + sent if reader.patience is None else sent)
    ]
    assert len(pasted) == 2
    assert all(isinstance(paste, events.Paste) for paste in pasted)
