"""Two terminals are given the same frames, one as they are drawn and one with only what changed:
nobody may be able to tell them apart.
"""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyte.screens import Char
from rich.cells import set_cell_size

from backprop_tui.ui.link.cells import Cells
from backprop_tui.ui.link.pens import PLAIN, Pen, change

WIDTH, HEIGHT = 12, 4

PENS = ("", "1", "31", "44", "1;38;5;75;48;5;236", "38;2;1;2;3;48;2;9;8;7", "7;32", "4;97;104")
LETTERS = "ab ─⣿σ"


class Glass:
    """A terminal that shows what it is sent."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)
        self.stream.use_utf8 = False
        self.screen.reset_mode(7, private=True)  # as the toolkit does, no line wraps
        self.screen.reset_mode(pyte.modes.DECAWM)

    def show(self, text: str) -> None:
        self.stream.feed(text)

    def cells(self) -> list[list[Char]]:
        """What can be seen in each cell: of a blank only what shows on blanks."""
        return [[seen(self.screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def seen(cell: Char) -> Char:
    """A cell as it looks; the ink of a blank does not."""
    if cell.data == " ":
        ink = cell.fg if cell.reverse else "default"
        return cell._replace(fg=ink, bold=False, italics=False, blink=False)
    return cell


def run(x: int, y: int, pen: str, text: str) -> str:
    """A piece of a frame, as the toolkit writes it."""
    drawn = f"\x1b[{pen}m{text}\x1b[0m" if pen else text
    return f"\x1b[{y + 1};{x + 1}H{drawn}"


pieces_of_text = st.tuples(st.sampled_from(PENS), st.text(LETTERS, max_size=6))


@st.composite
def runs(draw: st.DrawFn) -> str:
    x, y = draw(st.integers(0, WIDTH - 1)), draw(st.integers(0, HEIGHT - 1))
    pieces = draw(st.lists(pieces_of_text, max_size=3))
    line, room = run(x, y, "", ""), WIDTH - x
    for pen, whole in pieces:
        text = whole[:room]
        room -= len(text)
        line += f"\x1b[{pen}m{text}\x1b[0m" if pen else text
    return line + draw(st.sampled_from(("", "\n")))


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Whole rows, so that of no wide character one half stays behind."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(PENS), st.text("ab 你─", min_size=1))))
    return "".join(
        run(0, y, pen, set_cell_size(text, WIDTH)) for y, (pen, text) in enumerate(drawn[:HEIGHT])
    )


frames = st.lists(runs(), max_size=8).map("".join)


@given(st.lists(frames, max_size=12) | st.lists(rows(), max_size=6))
def test_a_terminal_that_is_sent_the_changes_shows_the_same(drawn: list[str]) -> None:
    plain, spared, cells = Glass(), Glass(), Cells()
    cells.resize(WIDTH, HEIGHT)
    for frame in drawn:
        # A new line is followed by a place, so it may as well be left out.
        plain.show(frame.replace("\n", ""))
        spared.show(cells.update(frame))
        assert spared.cells() == plain.cells()


@given(frames, st.sampled_from(PENS))
def test_the_same_frame_again_sends_nothing(frame: str, pen: str) -> None:
    cells = Cells()
    cells.resize(WIDTH, HEIGHT)
    end = "\x1b[1;1H"
    cells.update(frame + end)
    assert cells.update(frame + end) == ""
    assert cells.update(end) == ""


@given(frames)
def test_what_is_forgotten_is_sent_again(frame: str) -> None:
    cells, fresh = Cells(), Cells()
    for one in (cells, fresh):
        one.resize(WIDTH, HEIGHT)
    cells.update(frame)
    cells.forget()
    glass, other = Glass(), Glass()
    glass.show(cells.update(frame))
    other.show(fresh.update(frame))
    assert glass.cells() == other.cells()


def changes(*drawn: str) -> str:
    """What is sent for the last of some frames."""
    cells = Cells()
    cells.resize(WIDTH, HEIGHT)
    return [cells.update(frame) for frame in drawn][-1]


def test_one_changed_letter_is_one_letter() -> None:
    before, after = run(0, 1, "31", "loss 0.2557"), run(0, 1, "31", "loss 0.2558")
    assert changes(before, after) == "\x1b[2;11H8"


def test_near_changes_share_a_stretch_and_far_ones_do_not() -> None:
    assert changes(run(0, 0, "", "abcdefghijkl"), run(0, 0, "", "XbcXefghijkX")) == (
        "\x1b[HXbcX\x1b[7CX"
    )


def test_blanks_need_no_pen_of_their_own() -> None:
    assert changes(run(0, 0, "", "abc"), run(0, 0, "31", "x z")) == "\x1b[H\x1b[31mx z"
    assert changes(run(0, 0, "31", " "), run(0, 0, "1;32", " ")) == ""
    assert changes(run(0, 0, "31", " "), run(0, 0, "7;32", " ")) != ""
    assert changes(run(0, 0, "31", " "), run(0, 0, "41", " ")) != ""


@pytest.mark.parametrize(
    "controls",
    ["\x1b[?25l", "\x1b[>25u", "\x1b[<u", "\x1b[?2026$p", "\x1b[6n", "\x07", "\x1b]22;text\x07"],
)
def test_what_draws_nothing_passes(controls: str) -> None:
    frame = run(0, 0, "31", "abc")
    assert changes(frame, controls) == controls
    assert changes(frame, controls + frame) == controls


@pytest.mark.parametrize(
    "odd",
    [
        "\x1b[2J",
        "\x1b[3;1Ha\tb",
        "\x1b[1;1He\u0301",
        "x",
        "\x1b[1;10Htoo long",
        "\x1b[9;1Hbelow",
    ],
)
def test_what_only_a_terminal_understands_is_left_to_it(odd: str) -> None:
    frame = run(0, 0, "31", "abc")
    assert changes(frame, odd) == odd
    assert "abc" in changes(frame, odd, frame), "who knows what is there now?"


def test_another_screen_is_a_blank_one() -> None:
    frame = run(0, 0, "31", "abc")
    assert "abc" in changes(frame, "\x1b[?1049h", frame)


def test_a_place_is_sent_when_the_cursor_is_elsewhere() -> None:
    frame = run(0, 0, "", "abc")
    assert changes(frame + "\x1b[3;4H") == "\x1b[H\x1b[mabc\x1b[3;4H"
    assert changes(frame + "\x1b[3;4H", frame + "\x1b[3;4H") == ""
    assert changes(frame + "\x1b[3;4H", frame + "\x1b[1;1H") == "\x1b[H"


def test_a_place_is_sent_again_when_drawing_moved_the_cursor() -> None:
    end = "\x1b[3;4H"
    assert changes(run(0, 0, "", "abc") + end, run(0, 0, "", "abd") + end).endswith(end)


def test_a_wide_character_is_sent_whole() -> None:
    wide = run(0, 0, "", "a你b")
    assert changes(wide, run(0, 0, "", "a好b")) == "\x1b[1;2H好"
    # Something else was drawn over its second half meanwhile.
    assert changes(wide, run(2, 0, "", "x"), wide) == "\x1b[1;2H你"
    assert changes(wide, run(2, 0, "", "xy"), wide) == "\x1b[1;2H你b"


pens = st.lists(st.sampled_from([pen for pen in PENS if pen]), max_size=3).map(";".join)


@given(pens, pens)
def test_a_change_of_pens_leads_from_one_to_the_other(one: str, other: str) -> None:
    before, after = PLAIN.then(one), PLAIN.then(other)
    said = change(before, after)
    assert (said == "") == (before == after)
    assert (before.then(said[2:-1]) if said else before) == after
    assert PLAIN.then(change(None, after)[2:-1]) == after


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("31", "32", "\x1b[32m"),
        ("31;44", "31;45", "\x1b[45m"),
        ("31", "1;31", "\x1b[1m"),
        ("1;31", "31", "\x1b[0;31m"),
        ("31;44", "44", "\x1b[39m"),
        ("31;44", "", "\x1b[m"),
        ("38;5;9", "38;2;1;2;3", "\x1b[38;2;1;2;3m"),
    ],
)
def test_only_what_differs_between_pens_is_said(before: str, after: str, said: str) -> None:
    assert change(PLAIN.then(before), PLAIN.then(after)) == said


def test_the_terminals_own_colours_can_be_said() -> None:
    assert PLAIN.then("31;42;39;49") == PLAIN
    assert PLAIN.then("1;31;0;4") == Pen(frozenset({"4"}))
    assert PLAIN.then("") == PLAIN
