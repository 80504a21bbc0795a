"""A long page is read by whoever looks for one thing in it: parts are a key apart, and a word is
found by typing it. While a word is typed, keys that do something else elsewhere are its letters.
"""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widgets import Static

from tests.ui.driving import SMALL, Desk, dashboard


def page(desk: Desk) -> VerticalScroll:
    return desk.app.screen.query_one("#page", VerticalScroll)


def first(desk: Desk) -> str:
    """The first line of the page that is seen."""
    return desk.rows[1].strip(" │╭╮╰╯").split("  ")[0]


async def test_a_key_goes_from_part_to_part_and_back() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("question_mark")
        above = desk.text[: desk.text.index("train, or pause")]
        listed = " ".join(above.replace("│", " ").replace("╭", " ").split())
        seen = []
        for _ in range(6):
            await desk.press("tab")
            seen.append(first(desk))
        assert seen[:6] == ["Train", "Go back", "Look", "Program", "Running now", "In short"]
        for heading in seen:
            assert heading in listed, "it is in the list at the top"
        await desk.press("shift+tab")
        assert first(desk) == seen[4]
        await desk.press(*["shift+tab"] * 6)
        assert page(desk).scroll_y == 0
        for _ in range(40):
            await desk.press("tab")
        contents = listed.split("Train")[1]
        assert contents.split()[-4:] == first(desk).split()[-4:], "there is no part after the last"


async def test_a_word_is_found_line_by_line_and_then_begins_again() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("question_mark", "slash")
        assert "find _ · type a word" in desk.text
        await desk.press(*"MOMENTUM")
        found = "find MOMENTUM_ · in "
        assert found in desk.text
        count = int(desk.text.split(found)[1].split()[0])
        assert count > 1
        rows = []
        for _ in range(count + 1):
            assert "momentum" in "".join(desk.rows[1:4]).casefold() or page(desk).scroll_y in (
                0, page(desk).max_scroll_y
            )  # fmt: skip
            rows.append(page(desk).scroll_y)
            await desk.press("enter")
        assert rows[0] == rows[-1], "after the last comes the first"
        assert rows[:-1] == sorted(rows[:-1])


async def test_letters_that_are_keys_elsewhere_are_letters_here() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("question_mark", "slash", *"qjk", "space", "left_square_bracket")
        assert "find qjk [_ · nowhere" in desk.text
        await desk.press(*["backspace"] * 9, "i")
        assert "find i_ · in " in desk.text
        await desk.press("escape")
        assert "esc or q closes" in desk.text, "the first esc ends the search, not the page"
        marked = desk.app.screen.query_one("#page Static", Static).visual
        assert "'reverse'" not in repr(marked)
        await desk.press("q")
        assert desk.app.screen is desk.dashboard
