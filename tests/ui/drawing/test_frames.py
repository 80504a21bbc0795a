"""A frame is drawn in rows of its own width, whatever is said in it and however narrow it is. What
is said is whole where there is room, and is cut with a mark where there is not.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.segment import Segment

from backprop_tui.ui.drawing.frames import EDGE, LINES, Frame, Word, plain, spoken, words
from backprop_tui.ui.drawing.glyphs import GLYPHS
from backprop_tui.ui.drawing.inks import Inks
from tests.ui.drawn import look

INKS = look().inks
WORDS = st.builds(
    Word,
    st.text("ab ·ŷ", max_size=9),
    st.sampled_from([name for name in Inks._fields if name not in {"paper", "line"}]),
    st.booleans(),
)
CAPTIONS = st.lists(WORDS, max_size=4).map(tuple)
FRAMES = st.builds(
    Frame,
    st.just(INKS),
    st.sampled_from(sorted(LINES)),
    st.just(INKS.line),
    st.integers(2, 60),
    st.integers(0, 1),
)


@given(frame=FRAMES, caption=CAPTIONS)
def test_borders_are_as_wide_as_the_frame_and_say_what_has_room(
    frame: Frame, caption: tuple[Word, ...]
) -> None:
    left, line, right, _, lower_left, lower_right = LINES[frame.lines]
    said, room = plain(caption), frame.width - 2 * EDGE
    shown = said if len(said) <= room else f"{said[: room - 1]}…"
    label = f" {shown} " if said and room > 0 else ""
    rest = frame.width - 2 - len(label)
    first = int(bool(label))
    top, bottom = frame.top(caption).text, frame.bottom(caption).text
    assert top == left + line * first + label + line * (rest - first) + right
    assert bottom == lower_left + line * (rest - first) + label + line * first + lower_right


@given(frame=FRAMES.filter(lambda frame: frame.width > 50), caption=CAPTIONS)
def test_every_word_has_its_ink(frame: Frame, caption: tuple[Word, ...]) -> None:
    strip = frame.top(caption)
    inks = [
        segment.style.color.triplet.hex
        for segment in strip
        for _ in segment.text
        if segment.style and segment.style.color and segment.style.color.triplet
    ]
    at = EDGE
    for word in caption:
        colour = getattr(INKS, word.ink)
        assert set(inks[at : at + len(word.text)]) <= {f"#{colour:06x}"}
        at += len(word.text)


@given(frame=FRAMES)
def test_a_side_that_is_lit_is_another_mark_in_the_same_room(frame: Frame) -> None:
    _, behind = frame.sides()
    lit = frame.lit_side()
    assert len(lit.text) == len(behind.text)
    assert lit.text[:-1] == behind.text[:-1]
    assert lit.text[-1] != behind.text[-1]


@given(frame=FRAMES)
def test_sides_leave_room_for_what_is_between(frame: Frame) -> None:
    before, behind = frame.sides()
    side = LINES[frame.lines][3]
    assert before.text == side + " " * frame.blanks
    assert behind.text == " " * frame.blanks + side
    assert isinstance(before, Segment)
    assert before.style is not None
    assert before.style.color == Color.from_rgb(*parts(frame.line))


def parts(colour: int) -> tuple[int, int, int]:
    """Red, green and blue."""
    return colour >> 16, colour >> 8 & 255, colour & 255


def test_a_caption_is_spoken_in_the_marks_that_there_are() -> None:
    caption = (Word("ŷ · x", "foreground"), Word(" → y"))
    assert plain(spoken(caption, GLYPHS["unicode"])) == "ŷ · x → y"
    assert plain(spoken(caption, GLYPHS["ascii"])) == "y^ . x > y"
    assert words("so") == (Word("so"),)
    assert words(caption) is caption
