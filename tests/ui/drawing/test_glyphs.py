"""A console without braille must still be able to read everything. So every mark that the program
can write is looked up in its sources, and each must have a plain form.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

import backprop_tui
from backprop_tui.ui.drawing.glyphs import GLYPHS

PLAIN, RICH = GLYPHS["ascii"], GLYPHS["unicode"]
SOURCES = sorted(Path(backprop_tui.__file__).parent.glob("[eu]*/**/*.py"))
DRAWN_ONLY_WITH_BRAILLE = {"\u2800", "\u28ff"}


def written(path: Path) -> Iterator[str]:
    """Every text in a source file that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documents:
            yield from [node.value] if isinstance(node.value, str) else []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_mark_in_the_sources_has_a_plain_form(path: Path) -> None:
    for text in written(path):
        for mark in set(text) - DRAWN_ONLY_WITH_BRAILLE:
            assert mark.isascii() or mark == "\u2026" or "?" not in PLAIN(mark), (mark, text)


@settings(max_examples=300)
@given(st.text())
def test_whatever_is_written_comes_out_plain(text: str) -> None:
    assert PLAIN(text).isascii()
    assert RICH(text) == text
    if text.isascii():
        assert PLAIN(text) == text


@pytest.mark.parametrize("text", ["─━┄│╮▸▶■╸…×−₀₉εα", "┼├┤┬┴╭╰╯"])
def test_marks_are_replaced_one_for_one(text: str) -> None:
    assert len(PLAIN(text)) == len(text)
    assert "?" not in PLAIN(text)


def test_words_read_well_in_plain_letters() -> None:
    assert PLAIN("error = ŷ − y") == "error = y^ - y"
    assert PLAIN("σ(x·W₁+b₁)") == "sigmoid(x*W1+b1)"
    assert PLAIN("½Σe²") == "sse/2"
    assert PLAIN("E = ½ Σ (ŷ - y)²") == "E = 1/2 sum (y^ - y)^2"
    assert PLAIN("δ₂ = (ŷ - y) ⊙ f′") == "d2 = (y^ - y) * f'"
    assert PLAIN.caption("4/4 right · σ(x·W₁) · row") == "4/4 right . sigmoid(x*W1) . row"
    assert RICH.caption("4/4 right · row") == "4/4 right · row"
    assert PLAIN.cells("enter applies · esc") == "enter applies . esc"
    assert PLAIN("✓ ✗") == "ok NO"


def test_only_the_plain_set_does_without_braille() -> None:
    assert (PLAIN.unicode, RICH.unicode) == (False, True)
    assert {glyphs.name for glyphs in GLYPHS.values()} == set(GLYPHS) == {"unicode", "ascii"}


@given(st.text())
def test_drawn_cells_stay_as_many_as_they_are(text: str) -> None:
    drawn = "".join(character for character in text if cell_len(character))
    assert RICH.cells(drawn) == drawn
    plain = PLAIN.cells(drawn)
    assert plain.isascii()
    assert len(plain) == cell_len(drawn) == sum(map(cell_len, drawn))
