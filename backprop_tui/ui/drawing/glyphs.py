"""`Glyphs`: the characters that a terminal can draw, either frames and braille dots or those of a
typewriter. Everything that reaches the screen passes through one of these sets, so no mark can be
forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.cells import cell_len

from backprop_tui.terminal.spellings import ALIKE


class Glyphs(NamedTuple):
    """What a terminal can draw.

    Attributes:
        name: The name on the command line.
        unicode: Whether braille dots and half-blocks may be used.
        words: Marks that need several characters; replaced before a width is measured.
        marks: For everything else, as many characters as it has cells.
    """

    name: str
    unicode: bool
    words: Mapping[str, str]
    marks: Mapping[int, str]

    def __call__(self, text: str) -> str:
        """The text as this set can write it."""
        if self.unicode or text.isascii():
            return text
        for mark, word in self.words.items():
            text = text.replace(mark, word)
        text = text.translate(self.marks)
        return text if text.isascii() else text.encode("ascii", "replace").decode()

    def caption(self, text: str) -> str:
        """The same for what is said in a border, where ` · ` stands between two facts."""
        return self(text if self.unicode else _parted(text))

    def cells(self, text: str) -> str:
        """The same, each cell's character by another one: for what is drawn already."""
        if self.unicode or text.isascii():
            return text
        text = _parted(text).translate(self.marks)
        return "".join(mark if mark.isascii() else "?" * cell_len(mark) for mark in text)


def _parted(text: str) -> str:
    """A caption with a full stop between its facts: elsewhere a dot is a product."""
    return text.replace(" · ", " . ")


_WORDS = {
    "½Σe²": "sse/2", "½(": "1/2*(", "½ Σ": "1/2 sum",
    "≠": "!=", "ŷ": "y^",
    "σ": "sigmoid", "½": "1/2 ", "¼": "1/4 ", "Σ": "sum ", "√": "root ",
    "✓": "ok", "✗": "NO", "↑↓": "up/dn", "ᵀ": ".T", "η": "eta",
    **{mark: plain for mark, plain in ALIKE.items() if len(plain) > 1},
}  # fmt: skip
_MARKS = {
    "─━╌▁▔": "-", "┄": ".", "│┃▌▐▏▎▍▋▊▉▕": "|", "▀▂▃▄▅▆▇": "#", "•": ".", "●★": "*", "🔎": "> ",
    "╮╯╭╰┌┐└┘┏┓┗┛┤├┬┴┼": "+", "▸▶→": ">", "◀←": "<",
    "○□": "o", "▲↑": "^", "↓▼": "v", "■█": "#", "▒╎": ":",
    "╸╺╶╴": "-", "╷╵": "|", "…": "~", "⋮": ":", "−": "-", "ε": "e", "α": "a", "δ": "d", "θ": "t",
    "λ": "l",
    "≈": "~", "≤": "<", "≥": ">", "–": "-",
    **{mark: plain for mark, plain in ALIKE.items() if len(plain) == 1},
}  # fmt: skip

GLYPHS: dict[str, Glyphs] = {
    glyphs.name: glyphs
    for glyphs in (
        Glyphs("unicode", True, {}, {}),
        Glyphs(
            "ascii",
            False,
            _WORDS,
            {ord(mark): plain for marks, plain in _MARKS.items() for mark in marks},
        ),
    )
}
"""Every set by its name."""
