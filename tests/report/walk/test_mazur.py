"""Mazur's example of 2015, the one that most people check their numbers with: the walk prints the
published ones, rounded, with the arithmetic that he writes beside them.
"""

from __future__ import annotations

import pytest

from backprop_tui.engine import Trainer
from backprop_tui.report.walk import walk
from tests.engine.test_references import MAZUR

PHASES = {phase.key: phase.result for phase in walk(Trainer(MAZUR).record())}


@pytest.mark.parametrize(
    ("phase", "row", "column", "published"),
    [
        ("z1", 0, 0, 0.3775),
        ("a1", 0, 0, 0.593269992),
        ("a1", 0, 1, 0.596884378),
        ("z2", 0, 0, 1.105905967),
        ("a2", 0, 0, 0.75136507),
        ("a2", 0, 1, 0.772928465),
        ("delta2", 0, 0, 0.138498562),
        ("dW2", 0, 0, 0.082167041),
        ("da1", 0, 0, 0.036350306),
        ("dW1", 0, 0, 0.000438568),
        ("W2", 0, 0, 0.35891648),
        ("W2", 1, 0, 0.408666186),
        ("W2", 0, 1, 0.511301270),
        ("W2", 1, 1, 0.561370121),
        ("W1", 0, 0, 0.149780716),
        ("W1", 1, 1, 0.299502287),
    ],
)
def test_the_published_numbers(phase: str, row: int, column: int, published: float) -> None:
    work = PHASES[phase].work(row, column)
    digits = len(work.result.lstrip("-0.").replace(".", ""))
    assert float(work.result) == pytest.approx(published, rel=10.0**-digits * 5)
    assert work.lines


def test_the_arithmetic_is_his() -> None:
    assert PHASES["z1"].work(0, 0).lines == ("0.05·0.15 + 0.1·0.2 + 0.35",)
    assert PHASES["a1"].work(0, 0).lines == ("1/(1 + e^-0.3775)",)
    assert PHASES["W2"].work(0, 0).lines == ("0.4 - 0.5·0.082167",)
