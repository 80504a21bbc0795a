"""Numbers as textbooks write them, `.5` without a zero, and one bias a layer, in a file that is
typed off the page: 0.35 for both hidden units, 0.60 for the output.
"""

from __future__ import annotations

from tests.cases.entering import Page, rounded

POINT = '{"weights": [[[.1,.2],[.3,.4]],[[.5],[.6]]], "biases": null}'

ONE_A_LAYER = '{"weights": [[[0.15,0.25],[0.20,0.30]],[[0.40],[0.45]]], "biases": [0.35,0.60]}'

TABLE = "x1,x2,y\n.05,.10,.01\n"


def test_a_point_needs_no_zero(page: Page) -> None:
    step = page.as_json("trace", "--weights", page.write("point.json", POINT))
    assert rounded(step["layers"][0]["weights"]) == [0.1, 0.2, 0.3, 0.4]
    assert rounded(step["layers"][0]["z"]) == [0, 0, 0.3, 0.4, 0.1, 0.2, 0.4, 0.6]


def test_one_bias_a_layer_goes_into_every_sum(page: Page) -> None:
    data = ("--data", page.write("table.csv", TABLE))
    weights = ("--weights", page.write("one.json", ONE_A_LAYER))
    shared = page.as_json("trace", *data, *weights)["layers"]
    # .15·.05 + .20·.10 + .35, and .25·.05 + .30·.10 + .35.
    assert rounded(shared[0]["z"]) == [0.3775, 0.3925]
    assert rounded(shared[0]["activation"]) == [0.59326999, 0.59688438]
    own = page.as_json("trace", "--bias", *data, *weights)["layers"]
    assert own[0]["z"] == shared[0]["z"]
    assert rounded([sum(own[0]["bias_gradient"])]) == rounded(shared[0]["bias_gradient"])


def test_a_run_of_it_goes_on_with_one_bias_a_layer(page: Page) -> None:
    weights = ("--weights", page.write("one.json", ONE_A_LAYER))
    report = page.as_json("run", *weights, "--steps", "3")
    assert [type(bias) for bias in report["biases"]] == [float, float]
    assert report["experiment"]["bias"] == "shared"
