"""Whatever is shown is explained, so the help is compared with what is shown: every key that has an
explanation, every mark of the panes. It is made of the bindings, and cannot fall behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from textual.binding import Binding
from textual.content import Content

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.canvas import Look
from backprop_tui.ui.help import GROUPS, MARKS, column_lines, key_lines, mark_lines
from backprop_tui.ui.keys import KEYS
from backprop_tui.ui.ledger import LedgerScreen
from backprop_tui.ui.view import State
from backprop_tui.ui.walkthrough import WalkThrough
from tests.ui.drawing import ASCII, UNICODE

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])


def plain(lines: list[str]) -> str:
    return "\n".join(Content.from_markup(line).plain for line in lines)


SCREENS = {
    "dashboard": KEYS,
    "walk-through": WalkThrough.EXPLAINED,
    "ledger": LedgerScreen.EXPLAINED,
}


@LOOKS
@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
def test_every_key_with_an_explanation_has_a_line(keys: Sequence[Binding], look: Look) -> None:
    lines = plain(key_lines(keys, look)).split("\n")
    for binding in keys:
        assert binding.tooltip or not binding.show, "what the last line names is explained"
        if binding.tooltip:
            shown = look.glyphs(binding.key_display or binding.key).strip()
            assert any(
                line.strip().startswith(shown) and line.endswith(binding.tooltip) for line in lines
            ), binding


def test_every_key_belongs_to_a_group_and_is_explained_by_itself_or_by_its_twin() -> None:
    text = plain(key_lines(KEYS, UNICODE))
    for binding in KEYS:
        assert binding.id
        assert binding.id.split(".")[0] in GROUPS
        assert binding.description
        explained = binding.tooltip or (binding.key_display or binding.key) in text
        assert explained or binding.id.startswith("look.pane-"), binding


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
def test_the_keys_of_a_screen_stand_under_their_headings_and_no_heading_stands_alone(
    keys: Sequence[Binding],
) -> None:
    lines = plain(key_lines(keys, UNICODE)).split("\n")
    used = {(binding.id or ".").split(".")[0] for binding in keys if binding.tooltip}
    headings = {line: k for k, line in enumerate(lines) if line in GROUPS.values()}
    assert headings.keys() == {GROUPS[group] for group in used}
    assert all(lines[k + 1].startswith(" ") for k in headings.values())


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


def test_of_a_data_file_the_page_says_what_is_learnt_and_what_its_columns_are_called_here() -> None:
    problem = replace(PROBLEMS["xor"], path="s.csv", input_names=("a[b]", "c"))
    lines = plain(column_lines(replace(problem, target_names=("Salary",)))).split("\n")
    assert lines == ["  learns   y Salary", "  from     x1 a[b], x2 c"]
    several = replace(problem, targets=np.zeros((4, 2)), target_names=("p", "q"))
    assert plain(column_lines(several)).startswith("  learns   y1 p, y2 q\n")
    assert column_lines(PROBLEMS["xor"]) == []
