"""A wire must tell the truth about its weight: the number at its end, the colour and the dots for
the sign, the brightness for the size. So numbers are read back from the picture, and signs flipped.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui import formats
from backprop_tui.ui.canvas import Look
from backprop_tui.ui.diagram.wires import CROWDED, WIRES, place, shown_wires
from backprop_tui.ui.palette import Palette
from backprop_tui.ui.view import Unit, View
from tests.ui.drawing import ASCII, PALETTE, UNICODE, dots, inks_of, painted, respoken, text_at, view
from tests.ui.strategies import quick, views

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
BRAILLE = "".join(map(chr, range(0x2801, 0x2900)))
SIZES = st.sampled_from([(46, 12), (72, 26), (100, 30), (108, 39), (180, 50)])


@LOOKS
@quick(120)
@given(seen=views(units=8), size=SIZES)
def test_every_number_is_that_of_its_weight(
    look: Look, seen: View, size: tuple[int, int]
) -> None:
    if not WIRES.fits(seen, *size):
        return
    canvas = painted(WIRES.paint, seen, *size, look)
    plan = place(seen, *size, look.glyphs.unicode)
    snapshot = seen.snapshot
    for gap, labels in enumerate(plan.labels):
        for target, rows in enumerate(labels or ()):
            numbers = [*snapshot.weights[gap][:, target]]
            if snapshot.biases is not None:
                numbers.append(snapshot.biases[gap][target])
            for value, y in zip(numbers, rows, strict=True):
                left = plan.columns[gap + 1] - plan.label_width
                shown = text_at(canvas, left, y, plan.label_width - 1)
                assert shown.lstrip(BRAILLE + "b-./\\ ").strip() == (
                    formats.weight(float(value)).strip().lstrip("-") if False else shown_as(value)
                )


def shown_as(value: float) -> str:
    """A weight without its blanks and, because a dash may be a wire, without its minus."""
    return formats.weight(float(value)).strip().lstrip("-")
