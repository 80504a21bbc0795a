"""What no keyboard of ours would send, sent to the program as it is installed: it lives, what can
be read is read, and the next key works.
"""

from __future__ import annotations

import random

from backprop_tui.ui.link.reader import PASTE_END, PASTE_START
from tests.remote.glass import Glass
from tests.remote.session import PROGRAM, Session

ODD = (
    *(b"\xfc", b"\xe9", b"\xff", b"\xf1", b"\xc3", b"\x9b1;2B", b"\x1b[115;1:3u"),
    *(b"\x1b[1114112u", b"\x1b[9999999999u", b"\x1b[27;1;1114112~", b"\x1b[99;98;97X"),
    *(b"\x1b[48;99999;99999;0;0t", b"\x1b[M#\xf8\xf8", b"\x1b[M \xf8\xf8", b"\x1b[<0;9999;9999M"),
    *(b"\x1b[<64;99999999999999999999;1M", b"\x1b]11;rgb:0/0/0\x07", b"\x1bP1$r0m\x1b\\"),
    *(b"\x1b\x1b", PASTE_START + b"\xe9 1e5" + PASTE_END),
)


def test_what_is_no_key_is_skipped_and_the_next_key_works() -> None:
    with Session(size=(80, 24)) as session:
        session.until_seen("PAUSED")
        for step, data in enumerate(ODD, start=1):
            session.send(data + b"s")
            session.until_seen(rf"step {step}\b")
        session.send(b"\x1b[1089;5u")  # ctrl+c on a Cyrillic layout
        end = session.end()
    assert (end.status, end.left_on) == (0, set())


def test_noise_does_not_end_it() -> None:
    stream = random.Random(7)
    letters = [letter for letter in range(256) if letter not in b"q\x03\x11\x1a"]
    # Some of it means that it trains; the run is short, as it is waited for.
    with Session((*PROGRAM, "--steps", "600"), (80, 24)) as session:
        session.until_seen("PAUSED")
        for _ in range(6):
            session.send(bytes(stream.choices(letters, k=stream.randrange(1, 60))))
        session.until_quiet()
        session.press("ctrl+q")
        end = session.end()
    assert (end.status, end.left_on) == (0, set())


def test_ctrl_c_is_heard_though_a_paste_never_ends() -> None:
    with Session(size=(80, 24)) as session:
        session.until_seen("PAUSED")
        session.send(PASTE_START + b"no end")
        session.until_quiet(0.2)
        session.press("ctrl+c")
        assert session.end().status == 0


def test_a_terminal_with_wide_marks_is_sent_none() -> None:
    with Session(size=(80, 24), glass=Glass(80, 24, is_wide=True)) as session:
        session.until_seen("PAUSED")
        session.until_seen("Drawn in ASCII")
        session.until_drawn(session.glass.text.isascii)
        assert "space train" in session.glass.rows[23]
        session.press("q")
        session.end()


def test_a_terminal_with_wide_marks_is_sent_them_all_the_same_where_somebody_wants_them() -> None:
    command = (*PROGRAM, "--glyphs", "unicode")
    with Session(command, (80, 24), glass=Glass(80, 24, is_wide=True)) as session:
        session.until_seen("─")
        before = len(session.glass.frames)
        session.press("s")  # by then it has heard how wide they are
        session.until_drawn(lambda: len(session.glass.frames) > before)
        assert "─" in session.glass.text
        session.press("q")
        session.end()


def test_a_terminal_without_another_screen_is_left_with_a_clean_line() -> None:
    glass = Glass(80, 24, has_other_screen=False)
    with Session(size=(80, 24), glass=glass) as session:
        session.until_seen("PAUSED")
        session.press("q")
        session.end()
    assert glass.text.strip() == ""
    assert (glass.screen.cursor.x, glass.screen.cursor.y) == (0, 0)


def test_what_is_typed_before_the_program_has_the_terminal_is_not_lost() -> None:
    with Session() as session:
        session.press("e", "2", "enter", "s")
        session.until_seen(r"lr 2 .* step 1\b")


def test_keys_that_come_without_a_pause_are_seen_on_the_way() -> None:
    with Session() as session:
        session.until_seen("PAUSED")
        session.send(b"s" * 200)
        session.until(lambda: 1 < session.step < 200)
        session.until(lambda: session.step == 200)
