"""The sequence that puts a text on the clipboard of the terminal, wherever that is: OSC 52. Nobody
answers it, and many terminals ignore it, so whoever sends it also shows the text.
"""

from __future__ import annotations

import base64

from backprop_tui.terminal.found import Terminal

PIECE = 240
"""Characters that GNU screen hands on at once; older ones lose what is longer than 256."""


def clipboard(text: str) -> str:
    """What a terminal is sent so that its clipboard holds a text.

    It ends with BEL: its other end, that of a string, would end what it is handed on in.

    Source: XTerm Control Sequences, "Operating System Commands", Ps = 52.
    """
    return f"\x1b]52;c;{base64.b64encode(text.encode()).decode('ascii')}\a"


def handed_on(sequence: str, terminal: Terminal) -> str:
    """A sequence in such a form that a program between hands it on to the terminal as it is.

    Args:
        sequence: What the terminal is to get.
        terminal: What is known of it.

    Returns:
        Nothing where no program is between.

    Source: tmux(1), allow-passthrough; the manual of GNU screen, "Control Sequences", ESC P.
    """
    form = _FORMS.get(terminal.multiplexer)
    return "" if form is None else form(sequence)


def _by_tmux(sequence: str) -> str:
    """For tmux, which takes two ESC for one."""
    doubled = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"


def _by_screen(sequence: str) -> str:
    """For GNU screen, a piece at a time."""
    pieces = (sequence[k : k + PIECE] for k in range(0, len(sequence), PIECE))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


_FORMS = {"tmux": _by_tmux, "GNU screen": _by_screen}
"""How each such program is told to hand something on."""


CONDITIONS = {
    "tmux": "tmux hands it on only where its option set-clipboard or allow-passthrough is on.",
}
"""What must be so before such a program hands it on, in a sentence."""
