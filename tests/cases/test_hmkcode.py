"""A page with linear units throughout and E = ½ (ŷ - y)²: two inputs, two hidden units, one case.
Its digits are two decimals, as printed there.
"""

from __future__ import annotations

from tests.cases.entering import Page, rounded

WEIGHTS = '{"weights": [[[.11, .12], [.21, .08]], [[.14], [.15]]]}'


def words(page: Page) -> tuple[str, ...]:
    table = page.write("hmk.csv", "x1,x2,y\n2,3,1\n")
    weights = page.write("hmk.json", WEIGHTS)
    linear = ("--activation", "linear", "--output-activation", "linear", "--lr", "0.05")
    return ("--data", table, "--weights", weights, *linear)


def test_the_page_comes_out(page: Page) -> None:
    step = page.as_json("trace", *words(page), "--loss", "half-sse")
    hidden, output = step["layers"]
    assert rounded(output["activation"], 3) == [0.191]
    assert round(step["error_before"], 3) == 0.327
    assert rounded(output["weights_after"], 2) == [0.17, 0.17]
    assert rounded(hidden["weights_after"], 2) == [0.12, 0.13, 0.23, 0.10]
    after = page.as_json("trace", *words(page), "--at", "1")
    assert rounded(after["layers"][1]["activation"], 2) == [0.26]


def test_its_loss_has_another_name_that_is_accepted(page: Page) -> None:
    page_of = page.printed("trace", *words(page), "--loss", "mse")
    assert page_of == page.printed("trace", *words(page), "--loss", "half-sse")
    assert "The gradient is that of E = ½ Σ (ŷ - y)², summed over the batch." in page_of
    assert page.as_json("run", *words(page), "--loss", "mse")["experiment"]["loss"] == "half-sse"
