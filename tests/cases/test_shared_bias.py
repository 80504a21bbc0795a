"""Three inputs, two hidden units, two outputs, and one bias a layer: a worked example that is
published with six digits, whose gradients of biases are sums over the units that share them.
"""

from __future__ import annotations

import pytest

from tests.cases.entering import Page, rounded

TABLE = "x1,x2,x3,y1,y2\n1,4,5,0.1,0.05\n"

WEIGHTS = '"weights": [[[.1, .2], [.3, .4], [.5, .6]], [[.7, .8], [.9, .1]]]'

AS_PRINTED = f'{{{WEIGHTS}, "biases": [.5, .5]}}'

EACH = f'{{{WEIGHTS}, "biases": [[.5, .5], [.5, .5]]}}'


@pytest.mark.parametrize(("file", "form"), [(AS_PRINTED, []), (EACH, ["--bias", "shared"])])
def test_one_bias_a_layer_hears_all_of_its_units(page: Page, file: str, form: list[str]) -> None:
    step = page.as_json(
        *("trace", "--lr", "0.01", "--data", page.write("table.csv", TABLE)),
        *("--weights", page.write("weights.json", file), *form),
    )
    hidden, output = step["layers"]
    assert rounded(hidden["z"]) == [4.3, 5.3]
    assert rounded(output["activation"], 4) == [0.8896, 0.8004]
    assert rounded(output["gradient"], 4) == [0.0765, 0.1183, 0.0772, 0.1193]
    assert rounded(hidden["delta"], 4) == [0.002, 0.0004]
    # .001984 + .000404, and .077574 + .119884.
    assert rounded(hidden["bias_gradient"], 6) == [0.002388]
    assert rounded(output["bias_gradient"], 6) == [0.197457]
    assert rounded(output["biases_after"], 4) == [0.4980]


def test_the_sum_is_worked_out_unit_by_unit(page: Page) -> None:
    lines = page.printed(
        *("trace", "--phase", "db2", "--element", "all"),
        *("--data", page.write("table.csv", TABLE)),
        *("--weights", page.write("weights.json", AS_PRINTED)),
    ).splitlines()
    assert [line.strip() for line in lines] == ["db₂[all]", "= 0.07757 + 0.1199", "= 0.1975"]


def test_with_a_bias_for_every_unit_each_hears_its_own(page: Page) -> None:
    step = page.as_json(
        *("trace", "--bias", "--data", page.write("table.csv", TABLE)),
        *("--weights", page.write("weights.json", AS_PRINTED)),
    )
    hidden, output = step["layers"]
    assert rounded(hidden["bias_gradient"], 4) == [0.002, 0.0004]
    assert rounded(output["bias_gradient"], 4) == [0.0776, 0.1199]
