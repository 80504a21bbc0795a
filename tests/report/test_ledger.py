"""A row of the ledger is an addition that anybody can check, what does not learn and what is cut
after its change too. By hand on one weight and one bias.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from backprop_tui.engine import Trainer
from backprop_tui.report.ledger import Entry, ledger
from tests.engine.core.test_penalty import ONE


def second(*frozen: str) -> tuple[Entry, ...]:
    """The rows of the weight and the bias in the second step."""
    trainer = Trainer(replace(ONE, momentum=0.5, decay=0.1, freeze=frozen))
    trainer.step()
    return ledger(trainer.record(), None)


def test_a_cut_is_taken_of_what_is_there_after_the_change() -> None:
    # w 1.5 - 0.5 = 1, cut to 0.9; b 0.5 - 0.25 = 0.25, cut to 0.225; ŷ - y is 1.8 + 0.225 - 1.
    weight, bias = second()
    for entry, row in (
        (weight, (0.9, 2.05, -0.205, -0.25, -0.0445, 0.4005)),
        (bias, (0.225, 1.025, -0.1025, -0.125, 0.00025, -0.00225)),
    ):
        assert (
            *(entry.before, entry.gradient, entry.descent, entry.momentum, entry.cut, entry.after),
        ) == pytest.approx(row)
        assert not entry.frozen


def test_what_is_frozen_is_told_nothing_and_keeps_its_gradient() -> None:
    # The bias alone has learnt: ŷ - y is 3 + 0.225 - 1.
    weight, bias = second("W1")
    assert weight.frozen
    assert weight.gradient == pytest.approx(4.45)
    assert (weight.descent, weight.momentum, weight.cut) == (0.0, 0.0, 0.0)
    assert (weight.before, weight.after) == (1.5, 1.5)
    assert not bias.frozen
    assert bias.descent == pytest.approx(-0.2225)
