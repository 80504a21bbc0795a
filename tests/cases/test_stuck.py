"""A start that somebody reported because exclusive-or was never learnt from it: two of the four
answers end halfway between right and wrong, and stay there for a hundred thousand steps.
"""

from __future__ import annotations

from tests.cases.entering import Page

WEIGHTS = """\
{"weights": [[[-0.12692590266986858, -0.9357427469178123],
              [-0.844955757436316, 0.8173651578783794]],
             [[-0.5832662974097391], [0.5308947844782579]]],
 "biases": [[0.39650732687505963, -0.49808473788143637], [0.2908941132572971]]}
"""


def test_two_answers_stay_halfway(page: Page) -> None:
    printed = page.printed(
        *("run", "--weights", page.write("weights.json", WEIGHTS)),
        *("--lr", "0.5", "--steps", "100000", "--every", "50000"),
    )
    answers = [line.partition("Predicted: ")[2][:5] for line in printed.splitlines()[-4:]]
    assert answers == ["0.005", "0.996", "0.500", "0.500"]
