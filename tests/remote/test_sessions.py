"""A first session over ssh: everything that one does in the first minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

import pytest

from backprop_tui.ui.drawing.theme import DARK
from tests.remote.session import PROGRAM, Session
from tests.remote.sshd import SshServer
from tests.ui.link.test_cells import seen


@pytest.fixture
def session(server: SshServer) -> Iterator[Session]:
    """The program at the other end of ssh."""
    with Session(server=server) as session:
        session.until_all_seen()
        yield session


def test_it_trains_steps_and_resets(session: Session) -> None:
    numbers = slice(-11, -1)  # the tables, above the keys
    start = session.glass.rows[numbers]
    assert "Predictions" in start[0]
    session.press("s")
    session.until(lambda: session.step == 1)
    session.press("space")
    session.until_seen("TRAIN")
    session.until(lambda: session.step > 300)
    session.press("space")
    session.until_seen("PAUSED")
    session.press("r")
    session.until_drawn(lambda: session.glass.rows[numbers] == start)
    # The same start is the same run, whose steps lie ahead.
    assert re.search(r"PAST .* step 0 of [3-9]", session.glass.rows[0])


def test_a_click_selects_what_is_under_the_mouse(session: Session) -> None:
    rows = session.glass.rows
    row = next(y for y, text in enumerate(rows) if re.match(r"│ +1 +0 +1 +0\.43", text))
    assert "▸" not in session.glass.rows[row][:5]
    session.click(12, row)
    session.until(lambda: "▸" in session.glass.rows[row][:5])


def test_it_fits_the_terminal_whatever_its_size(session: Session) -> None:
    for size in ((80, 24), (60, 20), (40, 12), (20, 5), (300, 100), (100, 30), (120, 40)):
        session.resize(*size)
        assert len(session.glass.rows) == size[1]
        if size < (48, 14):
            session.until_seen("needs")
        else:
            session.until_all_seen()


def cells(session: Session) -> list[list[object]]:
    """What can be seen in every cell."""
    return [[seen(row[x]) for x in range(session.size[0])] for row in session.glass.lines]


def test_what_is_sent_in_pieces_is_what_would_be_sent_at_once(session: Session) -> None:
    for keys, text in (
        (("S", "down", "u", "m", "s", "m", "e"), "enter applies"),
        (("escape",), "space train"),
        (("w",), "WALK"),
        (("right", "right", "?"), "Help"),
        (("escape",), "esc close"),
        (("escape",), "space train"),
        (("t", "S", "l"), "nudged"),
        (("ctrl+p",), "type to find"),
        (("a",), "Activation"),
        (("escape",), "nudged"),
        (("escape",), "space train"),
    ):
        session.press(*keys)
        session.until_seen(text)
        session.until_quiet()
        before = cells(session)
        session.draw_again()
        assert cells(session) == before, f"after {keys}"


def _more_than(things: Sequence[object], count: int) -> bool:
    return len(things) > count


def test_a_size_that_comes_back_at_once_leaves_nothing_blank() -> None:
    # Not through ssh, whose client tells the far side nothing of a size that came back.
    with Session() as session:
        session.until_all_seen()
        for size in ((80, 24), (119, 40), (120, 39), (60, 20)):
            frames = len(session.glass.frames)
            session.resize(*size)
            session.resize(120, 40)
            session.until(partial(_more_than, session.glass.frames, frames))
            session.until_quiet()
            before = cells(session)
            session.draw_again()
            assert cells(session) == before


def test_a_size_in_the_environment_does_not_hold_it_fast() -> None:
    with Session(environ={"COLUMNS": "120", "LINES": "40"}) as session:
        session.until_seen("PAUSED")
        session.resize(80, 24)
        session.until_all_seen()


def test_twenty_resizes_a_second_do_no_harm_to_training(session: Session) -> None:
    session.press("space")
    session.until_seen("TRAIN")
    for k in range(60):
        session.resize(60 + 3 * (k * 7 % 40), 16 + k * 5 % 30)
        session.watch(0.05)
    session.resize(80, 24)
    session.until_all_seen()
    session.press("space")
    session.until_seen("PAUSED|DONE|SOLVED")
    session.until_quiet()
    drawn = session.glass.text
    session.draw_again()
    assert session.glass.text == drawn


@pytest.mark.parametrize(
    ("term", "options", "depth"),
    [
        ("xterm-256color", (), "256"),
        ("alacritty", (), "truecolor"),
        ("linux", (), "16"),
        ("linux", ("--color", "truecolor"), "truecolor"),
        ("alacritty", ("--color", "256"), "256"),
    ],
)
def test_colours_are_those_of_the_terminal(
    server: SshServer, term: str, options: tuple[str, ...], depth: str
) -> None:
    command = (*PROGRAM, *options)
    with Session(command, (80, 24), server=server, environ={"TERM": term}) as session:
        session.until_all_seen()
        colours = {
            colour for row in session.glass.lines for cell in row.values() for colour in cell[1:3]
        }
    named = {colour for colour in colours if not re.fullmatch("[0-9a-f]{6}", colour)}
    grounds = {int(name[1:], 16) for name in (DARK.background, DARK.panel) if name}
    is_exact = bool(grounds & {int(colour, 16) for colour in colours - named})
    assert is_exact == (depth == "truecolor")
    assert bool(colours - named) == (depth != "16")


def test_keys_that_a_slow_line_bunches_do_no_harm(session: Session) -> None:
    session.send(b"\x10\x1b[6~\x1b[5~")  # the palette, and pages of a list that is not there yet
    session.until_seen("1 hidden unit")
    session.send(b"\x1b[6~\x1b[6~")
    session.press("escape")
    session.until_seen("3 Predictions")
    session.press("q")
    assert session.end().status == 0
