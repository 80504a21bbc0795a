"""A network in plain Python for ten rows of two classes, a row a step in the order of the table,
twenty times over. Its weights are published to eight digits; another order gives others.
"""

from __future__ import annotations

from tests.cases.entering import Page, rounded

TABLE = """\
x1,x2,y0,y1
2.7810836,2.550537003,1,0
1.465489372,2.362125076,1,0
3.396561688,4.400293529,1,0
1.38807019,1.850220317,1,0
3.06407232,3.005305973,1,0
7.627531214,2.759262235,0,1
5.332441248,2.088626775,0,1
6.922596716,1.77106367,0,1
8.675418651,-0.242068655,0,1
7.673756466,3.508563011,0,1
"""

WEIGHTS = """\
{"weights": [[[0.13436424411240122, 0.2550690257394217],
              [0.8474337369372327, 0.49543508709194095]],
             [[0.651592972722763, 0.02834747652200631],
              [0.7887233511355132, 0.8357651039198697]]],
 "biases": [[0.763774618976614, 0.4494910647887381],
            [0.0938595867742349, 0.43276706790505337]]}
"""


def test_a_row_a_step_in_the_order_of_the_table(page: Page) -> None:
    files = ("--data", page.write("t.csv", TABLE), "--weights", page.write("w.json", WEIGHTS))
    words = ("run", *files, "--lr", "0.5", "--batch-size", "1", "--steps", "200")
    end = page.as_json(*words, "--order", "file")
    first_unit = [row[0] for row in end["weights"][0]]
    assert rounded(first_unit) == [-1.46883751, 1.85088733]
    shuffled = page.as_json(*words)
    assert rounded([row[0] for row in shuffled["weights"][0]], 4) == [-1.4807, 1.8726]


def test_the_rows_come_one_after_the_other(page: Page) -> None:
    files = ("--data", page.write("t.csv", TABLE), "--weights", page.write("w.json", WEIGHTS))
    words = ("trace", *files, "--batch-size", "1", "--order", "file")
    for step, row in ((0, 0), (1, 1), (9, 9), (10, 0), (137, 7)):
        assert page.as_json(*words, "--at", str(step))["cases"] == [row]
    told = " ".join(page.printed(*words, "--at", "137").split())
    assert "The batch holds 1 of 10 cases: 8. It is batch 8 of 10 of epoch 14" in told
    assert "comes in the order of the table." in told
