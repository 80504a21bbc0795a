"""What a terminal gets is the text that was to be pasted, through whatever hands it on."""

from __future__ import annotations

import base64
import re

from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.terminal import Terminal
from backprop_tui.terminal.clipboard import PIECE, clipboard, handed_on

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def pasted(sequence: str) -> str:
    """What the clipboard of a terminal holds that got a sequence."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert found, sequence
    return base64.b64decode(found[1]).decode()


def test_it_is_what_xterm_wrote_down() -> None:
    assert clipboard("ŷ = 1") == "\x1b]52;c;xbcgPSAx\x07"


@given(TEXTS)
def test_a_terminal_gets_the_text(text: str) -> None:
    assert pasted(clipboard(text)) == text
    assert handed_on(clipboard(text), Terminal({})) == ""


@given(TEXTS)
def test_tmux_hands_it_on(text: str) -> None:
    told = handed_on(clipboard(text), Terminal({"TMUX": "/tmp/tmux,1,0"}))
    inner = re.fullmatch(r"\x1bPtmux;((?:[^\x1b]|\x1b\x1b)*)\x1b\\", told)
    assert inner, "it ends where tmux looks for its end"
    assert pasted(inner[1].replace("\x1b\x1b", "\x1b")) == text


@given(TEXTS)
def test_screen_hands_it_on_piece_by_piece(text: str) -> None:
    told = handed_on(clipboard(text), Terminal({"STY": "1.pts"}))
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", told, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == told
    assert all(len(piece) <= PIECE for piece in pieces)
    assert pasted("".join(pieces)) == text
