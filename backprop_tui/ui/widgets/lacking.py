"""What a pane says that has nothing to show of this network: what it would need. A pane that is
asked for by its number is never just empty.
"""

from __future__ import annotations

from textwrap import wrap

from backprop_tui.ui.drawing.canvas import Canvas


def paint_lacking(canvas: Canvas, sentence: str) -> None:
    """Write in the middle what is lacking, in as many lines as it takes."""
    lines = wrap(sentence, max(1, canvas.width - 2))[: canvas.height]
    top = (canvas.height - len(lines)) // 2
    for k, line in enumerate(lines):
        canvas.centre(0, canvas.width, top + k, line, canvas.palette.muted)
