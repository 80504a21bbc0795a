"""A network of three units with thresholds, from a textbook of artificial intelligence: each is the
weight of an input that is always -1, and learns as one. It learns XOR at a rate of .1, for inputs 1
and 1 first.
"""

from __future__ import annotations

import pytest

from tests.cases.entering import Page, rounded

TABLE = "x1,x2,y\n1,1,0\n"

WEIGHTS = '"weights": [[[.5, .9], [.4, 1.0]], [[-1.2], [1.1]]]'


@pytest.mark.parametrize(("key", "form"), [("thresholds", []), ("biases", ["--bias", "threshold"])])
def test_thresholds_are_entered_as_printed(page: Page, key: str, form: list[str]) -> None:
    file = f'{{{WEIGHTS}, "{key}": [[.8, -.1], [.3]]}}'
    step = page.as_json(
        *("trace", "--lr", "0.1", "--data", page.write("table.csv", TABLE)),
        *("--weights", page.write("weights.json", file), *form),
    )
    hidden, output = step["layers"]
    assert rounded(hidden["activation"], 4) == [0.5250, 0.8808]
    assert rounded(output["activation"], 4) == [0.5097]
    # The book's error is y - ŷ: its blame has the opposite sign.
    assert rounded(output["delta"], 4) == [0.1274]
    assert rounded(hidden["delta"], 4) == [-0.0381, 0.0147]
    assert rounded(hidden["weights_after"], 4) == [0.5038, 0.8985, 0.4038, 0.9985]
    assert rounded(output["weights_after"], 4) == [-1.2067, 1.0888]
    after = [hidden["thresholds_after"], output["thresholds_after"]]
    assert rounded(after, 4) == [0.7962, -0.0985, 0.3127]
    assert rounded(output["threshold_gradient"], 4) == [-0.1274]


def test_a_threshold_is_worked_out_with_its_input_of_minus_1(page: Page) -> None:
    words = (
        *("trace", "--lr", "0.1", "--data", page.write("table.csv", TABLE)),
        *("--weights", page.write("w.json", f'{{{WEIGHTS}, "thresholds": [[.8, -.1], [.3]]}}')),
    )
    for phase, element, worked in (
        ("z1", "1,h1", ["z₁[11,h1]", "= 1·0.5 + 1·0.4 + (-1)·0.8", "= 0.10000"]),
        ("dtheta2", "ŷ", ["dθ₂[ŷ]", "= (-1)·0.1274", "= -0.1274"]),
        ("theta2", "ŷ", ["new θ₂[ŷ]", "= 0.3 - 0.1·(-0.12738)", "= 0.31274"]),
    ):
        lines = page.printed(*words, "--phase", phase, "--element", element).splitlines()
        assert [line.strip() for line in lines] == worked
