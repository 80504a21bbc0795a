"""The first example of many a course: a linear unit, two cases and PyTorch's MSELoss, whose
gradients are those of the mean. It is small enough to be worked out on paper, which is done here.
"""

from __future__ import annotations

import pytest

from tests.cases.entering import Page

TABLE = "x1,x2,y\n1,2,1\n3,-1,0\n"
WEIGHTS = '{"weights": [[[.5], [-.25]]], "biases": [[.1]]}'


def words(page: Page, *more: str) -> tuple[str, ...]:
    table, weights = page.write("two.csv", TABLE), page.write("two.json", WEIGHTS)
    linear = ("--output-activation", "linear", "--loss", "mean", "--lr", "0.1")
    return ("--data", table, "--weights", weights, *linear, *more)


def test_its_gradients_are_those_of_the_mean(page: Page) -> None:
    step = page.as_json("trace", *words(page))
    (layer,) = step["layers"]
    # ŷ is .5 - .5 + .1 and 1.5 + .25 + .1; their errors are -.9 and 1.85.
    assert step["output_error"] == [pytest.approx([-0.9]), pytest.approx([1.85])]
    assert step["error_before"] == step["loss_before"] == pytest.approx(2.11625)
    # 2(ŷ - y)/2 is the error itself here: -.9·1 + 1.85·3 and -.9·2 - 1.85·1.
    assert layer["gradient"] == [pytest.approx([4.65]), pytest.approx([-3.65])]
    assert layer["bias_gradient"] == pytest.approx([0.95])
    assert layer["weights_after"] == [pytest.approx([0.035]), pytest.approx([0.115])]
    assert layer["biases_after"] == pytest.approx([0.005])


def test_of_one_case_a_step_it_is_the_mean_over_that_one(page: Page) -> None:
    step = page.as_json("trace", *words(page, "--batch-size", "1", "--order", "file"))
    (layer,) = step["layers"]
    # One target: 2·(-.9)/1.
    assert layer["gradient"] == [pytest.approx([-1.8]), pytest.approx([-3.6])]
    assert step["error_before"] == pytest.approx(0.81)


def test_it_is_said_that_what_is_printed_is_what_is_descended(page: Page) -> None:
    said = " ".join(page.printed("trace", *words(page)).split())
    assert "The gradient is that of E = mean (ŷ - y)², over all targets of the batch." in said
    assert "The loss is E itself." in said
    worked = page.printed("trace", *words(page, "--phase", "delta1"))
    assert "δ₁ = 2(ŷ - y)/n ⊙ f′₁" in worked
    assert "n = 2" in " ".join(worked.split())
