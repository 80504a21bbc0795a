"""Matt Mazur's step-by-step example of 2015, with one bias a layer that never learns, as its author
has it. The post's closing numbers are those of hidden weights that were blamed through output
weights already updated, and they come out with that mistake.
"""

from __future__ import annotations

import pytest

from backprop_tui.cli import main
from tests.cases.entering import Page, rounded

TABLE = "i1,i2,o1,o2\n.05,.10,.01,.99\n"

WEIGHTS = """\
{"weights": [[[.15, .25], [.20, .30]], [[.40, .50], [.45, .55]]],
 "biases": [.35, .60]}
"""


def words(page: Page) -> tuple[str, ...]:
    files = ("--data", page.write("mazur.csv", TABLE), "--weights", page.write("w.json", WEIGHTS))
    return (*files, "--target", "o1,o2", "--lr", "0.5", "--freeze", "biases")


def test_one_step_has_the_published_weights_and_leaves_the_biases(page: Page) -> None:
    end = page.as_json("run", *words(page), "--steps", "1")
    assert rounded(end["weights"][0], 9) == [0.149780716, 0.249751144, 0.199561432, 0.299502287]
    assert rounded(end["weights"][1], 9) == [0.35891648, 0.51130127, 0.408666186, 0.561370121]
    assert end["biases"] == [0.35, 0.6]
    assert rounded([end["history"][-1]["error"]], 9) == [0.291027774]


def test_a_bias_has_its_gradient_and_says_that_it_is_frozen(page: Page) -> None:
    step = page.as_json("trace", *words(page))
    assert all(layer["bias_gradient"][0] for layer in step["layers"])
    assert all(layer["bias_change"] == [0] for layer in step["layers"])
    assert all(layer["bias_learns"] == [0] for layer in step["layers"])
    told = page.printed("trace", *words(page))
    assert "Frozen, so their change is 0: biases.\n" in told
    assert "    = 0.6 (frozen)\n" in told
    update = page.printed("trace", *words(page), "--phase", "W2", "--element", "h1,o1")
    assert update.split() == ["new", "W₂[h1,o1]", "=", "0.4", "-", "0.5·0.082167", "=", "0.35892"]


def test_a_bias_that_is_shared_and_frozen_is_said_not_to_learn(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for bias in ("shared", "on"):
        assert main(("run", *words(page), "--bias", bias, "--steps", "0")) == 0
        said[bias] = capsys.readouterr().err
        assert "frozen, so their change is 0: biases\n" in said[bias]
    assert "they share it, and it does not learn (--freeze)" in said["shared"]
    assert "they start with it, and it does not learn (--freeze)" in said["on"]


def test_the_closing_numbers_are_those_of_weights_updated_too_early(page: Page) -> None:
    wrong = (*words(page), "--bug", "updated-weights")
    assert rounded([page.as_json("run", *wrong, "--steps", "1")["history"][-1]["error"]], 9) == [
        0.291027924
    ]
    end = page.as_json("run", *wrong, "--steps", "10000")
    assert rounded(end["predictions"][0]["prediction"], 9) == [0.015912196, 0.984065734]
    assert f"{end['history'][-1]['error']:.10f}" == "0.0000350848"
