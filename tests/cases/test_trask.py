"""The eleven lines of NumPy that learn exclusive-or of two of three inputs in 60,000 rounds, of
which the last answers are printed before its update. They descend ½ Σ (ŷ - y)² with a rate of 1.
"""

from __future__ import annotations

import pytest

from tests.cases.entering import Page, rounded

TABLE = "a,b,c,y\n0,0,1,0\n0,1,1,1\n1,0,1,1\n1,1,1,0\n"

WEIGHTS = """\
{"weights": [
 [[-0.165955990594852, 0.4406489868843162, -0.9997712503653102, -0.39533485473632046],
  [-0.7064882183657739, -0.8153228104624044, -0.6274795772446582, -0.3088785459139045],
  [-0.20646505153866013, 0.07763346800671389, -0.1616109711934104, 0.370439000793519]],
 [[-0.5910955005369651], [0.7562348727818908], [-0.9452248136041477], [0.34093502035680445]]],
 "biases": null}
"""


@pytest.mark.parametrize("start", ["written down", "drawn"])
def test_the_answers_after_sixty_thousand_rounds(page: Page, start: str) -> None:
    weights = ("--weights", page.write("weights.json", WEIGHTS))
    drawn = ("--init", "uniform", "--scale", "1", "--seed", "1")
    end = page.as_json(
        *("run", "--data", page.write("table.csv", TABLE), "--lr", "1", "--steps", "59999"),
        *(weights if start == "written down" else drawn),
    )
    answers = [case["prediction"] for case in end["predictions"]]
    assert rounded(answers) == [0.00260572, 0.99672209, 0.99701711, 0.00386759]
