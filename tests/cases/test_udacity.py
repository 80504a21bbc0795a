"""One case through three inputs and two hidden units, an exercise of a course; the changes of all
weights are published to nine digits.
"""

from __future__ import annotations

from tests.cases.entering import Page, rounded

TABLE = "x1,x2,x3,y\n0.5,0.1,-0.2,0.6\n"

WEIGHTS = '{"weights": [[[0.5, -0.6], [0.1, -0.2], [0.1, 0.7]], [[0.1], [-0.3]]], "biases": null}'


def test_the_change_of_every_weight(page: Page) -> None:
    step = page.as_json(
        *("trace", "--lr", "0.5", "--data", page.write("table.csv", TABLE)),
        *("--weights", page.write("weights.json", WEIGHTS)),
    )
    hidden, output = (layer["change"] for layer in step["layers"])
    printed = [f"{change:.8e}" for row in hidden for change in row]
    assert rounded(output) == [0.00804047, 0.00555918]
    assert printed == [
        *("1.77005547e-04", "-5.11178506e-04"),
        *("3.54011093e-05", "-1.02235701e-04"),
        *("-7.08022187e-05", "2.04471402e-04"),
    ]
