"""Whatever is shown is explained, so the help is compared with what is shown: every key that has an
explanation, every mark of the panes. It is made of the bindings, and cannot fall behind them.
"""

from __future__ import annotations

import pytest
from textual.content import Content

from backprop_tui.ui.canvas import Look
from backprop_tui.ui.help import GROUPS, MARKS, key_lines, mark_lines
from backprop_tui.ui.keys import KEYS
from backprop_tui.ui.view import State
from tests.ui.drawing import ASCII, UNICODE

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])


def plain(lines: list[str]) -> str:
    return "\n".join(Content.from_markup(line).plain for line in lines)


@LOOKS
def test_every_key_with_an_explanation_has_a_line(look: Look) -> None:
    lines = plain(key_lines(KEYS, look)).split("\n")
    for binding in KEYS:
        if binding.tooltip:
            keys = look.glyphs(binding.key_display or binding.key).strip()
            assert any(
                line.strip().startswith(keys) and line.endswith(binding.tooltip) for line in lines
            ), binding


def test_every_key_belongs_to_a_group_and_is_explained_by_itself_or_by_its_twin() -> None:
    text = plain(key_lines(KEYS, UNICODE))
    for binding in KEYS:
        assert binding.id
        assert binding.id.split(".")[0] in GROUPS
        assert binding.description
        explained = binding.tooltip or (binding.key_display or binding.key) in text
        assert explained or binding.id.startswith("look.pane-"), binding
    for heading in GROUPS.values():
        assert heading in text


@LOOKS
@pytest.mark.parametrize("width", [30, 57, 71])
def test_every_mark_is_explained_within_the_page(look: Look, width: int) -> None:
    lines = plain(mark_lines(look, width)).split("\n")
    text = " ".join(" ".join(lines).split())
    for mark, meaning in MARKS:
        assert " ".join(look.glyphs(mark).split()) in text
        assert " ".join(look.glyphs(meaning).split()) in text
    assert max(map(len, lines)) <= max(32, width)


def test_every_state_that_needs_it_is_explained() -> None:
    marks = {mark for mark, _ in MARKS}
    for state in (State.SOLVED, State.DONE, State.DIVERGED):
        assert state.value[0].split()[-1] in marks


def test_in_plain_letters_the_page_is_plain() -> None:
    text = plain([*key_lines(KEYS, ASCII), *mark_lines(ASCII, 60)])
    assert text.count("?") == 1, "the key itself; every other mark has a plain form"
