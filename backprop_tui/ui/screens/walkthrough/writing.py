"""How a phase is written: its part in a colour, a number worked out in lines. No line of a sum ends
in an operator, where it would look like the end of the sum.
"""

from __future__ import annotations

import re
from textwrap import wrap

from backprop_tui.report.arithmetic.worked import WorkedNumber
from backprop_tui.report.walk import Part
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.drawing.palette import Palette, Rgb

OPERATOR = re.compile(r" ([-+=]) ")
TIE = "\0"
"""Keeps an operator with what follows it: a line that ends in one looks like the end of a sum."""


def colour(palette: Palette, part: Part) -> Rgb:
    """The colour of a part of a step."""
    return {Part.FORWARD: palette.forward, Part.BACKWARD: palette.backward}.get(
        part, palette.foreground
    )


def work_lines(work: WorkedNumber, look: Look, width: int, rows: int) -> list[str]:
    """A number worked out, in as many lines as its terms take; `rows` can be seen at once."""
    note = f"  ({work.note})" if work.note else ""

    def wrapped(*parts: str) -> list[str]:
        text = OPERATOR.sub(rf" \1{TIE}", look.glyphs(" = ".join(parts) + note))
        lines = wrap(text, max(20, width), subsequent_indent="  ", break_on_hyphens=False) or [""]
        return [line.replace(TIE, " ") for line in lines]

    lines = wrapped(work.name, *work.lines, work.result)
    # Of a long sum the result is what one looks for first.
    return lines if len(lines) <= rows else wrapped(work.name, work.result, *work.lines)
