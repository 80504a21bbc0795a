"""Softmax and cross-entropy by hand: two inputs, two hidden sigmoids, two classes, a case of each.
The right numbers are worked out here in plain arithmetic, number by number.
"""

from __future__ import annotations

import math

import pytest

from tests.cases.entering import Page

TABLE = "x1,x2,y1,y2\n1,.5,1,0\n-1,2,0,1\n"
WEIGHTS = (
    '{"weights": [[[.1, -.2], [.4, .3]], [[.6, -.5], [-.3, .2]]], "biases": [[.1, 0], [0, .2]]}'
)
RATE = 0.5


def words(page: Page, *more: str) -> tuple[str, ...]:
    table, weights = page.write("kinds.csv", TABLE), page.write("kinds.json", WEIGHTS)
    softmax = ("--loss", "ce", "--output-activation", "softmax")
    return ("--data", table, "--weights", weights, *softmax, *more)


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


class ByHand:
    """One case, from its inputs to its share of every gradient."""

    def __init__(self, x1: float, x2: float, y1: float, y2: float) -> None:
        self.a1, self.a2 = sigmoid(0.1 * x1 + 0.4 * x2 + 0.1), sigmoid(-0.2 * x1 + 0.3 * x2)
        z1 = 0.6 * self.a1 - 0.3 * self.a2
        z2 = -0.5 * self.a1 + 0.2 * self.a2 + 0.2
        self.p1 = math.exp(z1) / (math.exp(z1) + math.exp(z2))
        self.p2 = math.exp(z2) / (math.exp(z1) + math.exp(z2))
        self.error = -(y1 * math.log(self.p1) + y2 * math.log(self.p2))
        self.d1, self.d2 = self.p1 - y1, self.p2 - y2
        self.h1 = (0.6 * self.d1 - 0.5 * self.d2) * self.a1 * (1 - self.a1)
        self.h2 = (-0.3 * self.d1 + 0.2 * self.d2) * self.a2 * (1 - self.a2)
        self.x1, self.x2 = x1, x2


FIRST, SECOND = ByHand(1, 0.5, 1, 0), ByHand(-1, 2, 0, 1)


def test_every_number_of_the_step_is_that_worked_out_by_hand(page: Page) -> None:
    step = page.as_json("trace", *words(page))
    hidden, output = step["layers"]
    both = (FIRST, SECOND)
    assert output["activation"] == [pytest.approx([c.p1, c.p2]) for c in both]
    assert [sum(row) for row in output["activation"]] == pytest.approx([1, 1])
    assert output["delta"] == [pytest.approx([c.d1, c.d2]) for c in both]
    assert hidden["delta"] == [pytest.approx([c.h1, c.h2]) for c in both]
    assert output["gradient"] == [
        pytest.approx([sum(c.a1 * c.d1 for c in both), sum(c.a1 * c.d2 for c in both)]),
        pytest.approx([sum(c.a2 * c.d1 for c in both), sum(c.a2 * c.d2 for c in both)]),
    ]
    assert hidden["gradient"] == [
        pytest.approx([sum(c.x1 * c.h1 for c in both), sum(c.x1 * c.h2 for c in both)]),
        pytest.approx([sum(c.x2 * c.h1 for c in both), sum(c.x2 * c.h2 for c in both)]),
    ]
    assert step["error_before"] == pytest.approx(FIRST.error + SECOND.error)
    # As PyTorch's CrossEntropyLoss: the mean over the cases, not over all outputs.
    assert step["loss_before"] == pytest.approx((FIRST.error + SECOND.error) / 2)
    assert output["weights_after"][0][0] == pytest.approx(
        0.6 - RATE * (FIRST.a1 * FIRST.d1 + SECOND.a1 * SECOND.d1)
    )


def test_what_is_printed_of_it(page: Page) -> None:
    delta = page.printed("trace", *words(page, "--phase", "delta2", "--element", "1,1"))
    assert delta.split() == ["δ₂[#1,ŷ1]", "=", "0.5535", "-", "1", "=", "-0.4465"]
    share = page.printed("trace", *words(page, "--phase", "E", "--element", "1,1"))
    assert share.split() == ["E[#1,ŷ1]", "=", "-1·ln(0.5535)", "=", "0.5915"]
    output = page.printed("trace", *words(page, "--phase", "a2"))
    assert "ŷ = softmax(z₂) = e^z/Σ(e^zᵢ)" in output
    assert "a row adds up to 1" in output


def test_squares_go_back_through_all_slopes_of_the_row(page: Page) -> None:
    case = FIRST
    g1, g2 = case.p1 - 1, case.p2 - 0
    step = page.as_json("trace", *words(page, "--loss", "half-sse"))
    # ∂ŷ₁/∂z₁ = p₁(1 - p₁), and ∂ŷ₂/∂z₁ = -p₁ p₂.
    assert step["layers"][1]["delta"][0] == pytest.approx(
        [
            g1 * case.p1 * (1 - case.p1) - g2 * case.p1 * case.p2,
            g2 * case.p2 * (1 - case.p2) - g1 * case.p1 * case.p2,
        ]
    )
    said = page.printed("trace", *words(page, "--loss", "half-sse", "--phase", "delta2"))
    assert "δ₂ = ŷ ⊙ ((ŷ - y) - Σ (ŷ - y) ⊙ ŷ)" in said
    assert "falls with the product of the two outputs" in " ".join(said.split())
