"""An exercise of a course with tanh units, a rate of .1 and a loss without ½: with `--loss sse` it
is entered as it stands there, a unit a row.
"""

from __future__ import annotations

import pytest

from tests.cases.entering import Page, rounded

WEIGHTS = '{"weights": [[[.3, -.1], [.2, .4]], [[.5, -.3]]], "biases": [[.1, -.2], [.2]]}'


def words(page: Page, *more: str) -> tuple[str, ...]:
    table = page.write("exercise.csv", "x1,x2,y\n.5,-.2,1\n")
    weights = page.write("exercise.json", WEIGHTS)
    tanh = ("--activation", "tanh", "--output-activation", "tanh", "--weights-by", "unit")
    return ("--data", table, "--weights", weights, *tanh, *more)


def test_the_exercise_comes_out(page: Page) -> None:
    step = page.as_json("trace", *words(page, "--loss", "sse", "--lr", "0.1"))
    hidden, output = step["layers"]
    assert rounded(hidden["z"], 2) == [0.27, -0.18]
    assert rounded(output["activation"], 4) == [0.3672]
    assert rounded(output["weights_after"], 4) == [0.5289, -0.3195]
    assert rounded(output["biases_after"], 4) == [0.3095]
    assert rounded(hidden["biases_after"], 4) == [0.1509, -0.2318]


def test_with_a_half_before_it_twice_the_rate_does_the_same(page: Page) -> None:
    whole = page.as_json("trace", *words(page, "--loss", "sse", "--lr", "0.1"))
    half = page.as_json("trace", *words(page, "--loss", "half-sse", "--lr", "0.2"))
    for ours, theirs in zip(whole["layers"], half["layers"], strict=True):
        assert ours["gradient"] == [[2 * number for number in row] for row in theirs["gradient"]]
        assert rounded(ours["weights_after"], 12) == rounded(theirs["weights_after"], 12)


@pytest.mark.parametrize(("loss", "error"), [("sse", 0.4004), ("half-sse", 0.2002)])
def test_what_is_descended_and_what_is_printed_is_said(page: Page, loss: str, error: float) -> None:
    step = page.as_json("trace", *words(page, "--loss", loss))
    assert (round(step["error_before"], 4), round(step["loss_before"], 4)) == (error, 0.4004)
