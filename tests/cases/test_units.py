"""Units of other books than the paper: bipolar sigmoids, thresholds, leaky units, and a network
with another activation in each layer. What is not printed in a book is worked out here by hand.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from backprop_tui.cli import main


class Desk:
    """A directory with a table and weights in it, and what commands print there."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place, self._capsys = place, capsys

    def write(self, table: str, weights: dict[str, Any]) -> None:
        """The table and the weights of an example."""
        (self.place / "table.csv").write_text(table)
        (self.place / "weights.json").write_text(json.dumps(weights))

    def __call__(self, command: str, words: str) -> str:
        """What a command prints about the example."""
        files = ["--data", str(self.place / "table.csv")]
        files += ["--weights", str(self.place / "weights.json")]
        self._capsys.readouterr()
        status = main([command, *files, *words.split()])
        out, err = self._capsys.readouterr()
        assert status == 0, err
        return out

    def steps(self, words: str) -> dict[str, Any]:
        """The first step of the example, at full precision."""
        (line,) = self("trace", f"{words} --json").splitlines()
        step: dict[str, Any] = json.loads(line)
        return step


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def near(found: Sequence[Any], expected: Sequence[Any]) -> bool:
    """Whether nested lists hold the same numbers."""
    if not isinstance(expected, list):
        return bool(found == pytest.approx(expected, abs=1e-12))
    return len(found) == len(expected) and all(map(near, found, expected))


BIPOLAR = "--activation bipolar --output-activation bipolar --lr 0.25"


def test_a_network_of_bipolar_sigmoids_takes_the_textbooks_step(desk: Desk) -> None:
    """The exercise of Fausett's chapter 6 with input (-1, 1), target 1 and rate 0.25."""
    desk.write(
        "x1,x2,y\n-1,1,1\n",
        {
            "weights": [[[0.6, -0.3], [-0.1, 0.4]], [[0.4], [0.1]]],
            "biases": [[0.3, 0.5], [-0.2]],
        },
    )
    words = f"--hidden 2 --bias {BIPOLAR}"
    for phase, element, line, value in (
        ("z1", "1,h1", "(-1)·0.6 + 1·(-0.1) + 0.3", "-0.4000"),
        ("a1", "1,h1", "2/(1 + e^-(-0.4000)) - 1", "-0.1974"),
        ("a1", "1,h2", "2/(1 + e^-1.2) - 1", "0.5370"),
        ("a2", "1,yhat", "2/(1 + e^-(-0.2252)) - 1", "-0.1121"),
        ("delta2", "1,yhat", "(-1.1121)·0.49371", "-0.5491"),
        ("delta1", "1,h1", "(-0.2196)·0.4805", "-0.1055"),
    ):
        out = desk("trace", f"{words} --phase {phase} --element {element}")
        assert f"    = {line}\n    = {value}\n" in out
    text = desk("trace", words)
    assert "f′₂ = ½(1 - a²)" in text
    # The book's new weights: four digits each.
    step = desk.steps(words)
    first, second = (layer["weights_after"] for layer in step["layers"])
    assert [f"{w:.4f}" for row in first for w in row] == ["0.5736", "-0.3049", "-0.0736", "0.4049"]
    assert [f"{w:.4f}" for (w,) in second] == ["0.3729", "0.1737"]
    biases = [b for layer in step["layers"] for b in layer["biases_after"]]
    assert [f"{b:.4f}" for b in biases] == ["0.3264", "0.5049", "-0.0627"]


THRESHOLDS = "--activation step --output-activation step"


def test_thresholds_answer_xor_and_say_that_they_cannot_learn(desk: Desk) -> None:
    """XOR as OR without AND: thresholds .5 and 1.5, then or - and above .5."""
    desk.write(
        "x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n",
        {"weights": [[[1, 1], [1, 1]], [[1], [-1]]], "biases": [[-0.5, -1.5], [-0.5]]},
    )
    words = f"--hidden 2 --bias {THRESHOLDS}"
    step = desk.steps(words)
    hidden, output = (layer["activation"] for layer in step["layers"])
    assert hidden == [[0, 0], [1, 0], [1, 0], [1, 1]]
    assert output == [[0], [1], [1], [0]]
    # The last target is wrong for XOR, and still no weight moves: every slope is 0.
    assert step["error_before"] == 0.5
    for layer in step["layers"]:
        assert not any(map(any, layer["slope"]))
        assert layer["weights_after"] == layer["weights"]
    text = " ".join(desk("trace", words).split())
    assert "a₁ = step(z₁) = 1 if z ≥ 0 else 0" in text
    assert "Each unit is 1 where its sum is 0 or more, and else 0." in text
    assert "Blame × slope, and that is 0 everywhere: no weight learns through these units." in text
    line = desk("trace", f"{words} --phase a1 --element 2,h2")
    assert "    = 1 if (-0.5) ≥ 0 else 0\n    = 0\n" in line
    assert "right" in desk("check", words)


def test_and_of_a_threshold_on_the_edge_is_a_kink_and_its_gradient_is_not_compared(
    desk: Desk,
) -> None:
    """With the threshold 2 for 1 + 1 the sum is 0 at (1, 1): there E jumps."""
    desk.write(
        "x1,x2,y\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n",
        {"weights": [[[1], [1]]], "biases": [[-2]]},
    )
    words = f"--hidden none --bias {THRESHOLDS}"
    assert [row[0] for row in desk.steps(words)["layers"][-1]["activation"]] == [0, 0, 0, 1]
    assert "not compared" in desk("check", words)
    desk.write(
        "x1,x2,y\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n",
        {"weights": [[[1], [1]]], "biases": [[-1.5]]},
    )
    assert "0.0e+00 | right" in desk("check", words)


def test_a_leaky_unit_lets_a_share_of_its_blame_through(desk: Desk) -> None:
    """2-2-1 by hand, with one unit above 0 and one below."""
    W1, W2, x, y = [[0.5, -0.4], [0.3, -0.8]], [0.6, -0.7], [1.0, 2.0], 1.0
    z1 = [x[0] * W1[0][j] + x[1] * W1[1][j] for j in (0, 1)]
    assert z1 == pytest.approx([1.1, -2.0])
    h = [1.1, 0.1 * -2.0]
    yhat = 0.6 * 1.1 - 0.7 * -0.2
    delta2 = yhat - y
    delta1 = [delta2 * W2[0] * 1.0, delta2 * W2[1] * 0.1]
    desk.write("x1,x2,y\n1,2,1\n", {"weights": [W1, [[w] for w in W2]]})
    words = "--hidden 2 --activation leaky-relu:0.1 --output-activation linear --lr 0.1"
    step = desk.steps(words)
    first, second = step["layers"]
    assert near(first["activation"], [h])
    assert near(second["activation"], [[yhat]])
    assert near(first["delta"], [delta1])
    after = [[W1[i][j] - 0.1 * x[i] * delta1[j] for j in (0, 1)] for i in (0, 1)]
    assert near(first["weights_after"], after)
    assert near(second["weights_after"], [[W2[j] - 0.1 * h[j] * delta2] for j in (0, 1)])
    line = desk("trace", f"{words} --phase a1 --element 1,h2")
    assert "    = max(0.1(-2), -2)\n    = -0.2\n" in line
    assert "f′₁ = 1 if a > 0 else 0.1" in desk("trace", words)
    assert "d1 = da1 * np.where(a1 > 0, 1, 0.1)" in desk("trace", words)


def test_every_layer_has_an_activation_of_its_own(desk: Desk) -> None:
    """The 3-3-3-3 network of a well-known page: relu, then sigmoid, then softmax.

    The page rounds the second layer to .938 .94 .98 on the way, and so has the outputs .19858
    .28559 .51583. With tanh outputs the example is worked out to the end.
    """
    x, y = [0.1, 0.2, 0.7], [1.0, 0.0, 0.0]
    W1 = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.7], [0.4, 0.3, 0.9]]
    W2 = [[0.2, 0.3, 0.5], [0.3, 0.5, 0.7], [0.6, 0.4, 0.8]]
    W3 = [[0.1, 0.4, 0.8], [0.3, 0.7, 0.2], [0.5, 0.2, 0.9]]

    def sums(inputs: list[float], W: list[list[float]]) -> list[float]:
        return [1 + sum(inputs[i] * W[i][j] for i in range(3)) for j in range(3)]

    a1 = [max(0.0, z) for z in sums(x, W1)]
    a2 = [sigma(z) for z in sums(a1, W2)]
    yhat = [math.tanh(z) for z in sums(a2, W3)]
    assert a1 == pytest.approx([1.35, 1.27, 1.8])
    assert [f"{a:.3f}" for a in a2] == ["0.939", "0.940", "0.982"]
    d3 = [(yhat[j] - y[j]) * (1 - yhat[j] ** 2) for j in range(3)]
    d2 = [sum(d3[j] * W3[i][j] for j in range(3)) * a2[i] * (1 - a2[i]) for i in range(3)]
    d1 = [sum(d2[j] * W2[i][j] for j in range(3)) for i in range(3)]
    desk.write(
        "x1,x2,x3,y1,y2,y3\n0.1,0.2,0.7,1,0,0\n",
        {"weights": [W1, W2, W3], "biases": [[1, 1, 1]] * 3},
    )
    words = "--hidden 3,3 --bias --activation relu,sigmoid --output-activation tanh --lr 0.01"
    step = desk.steps(words)
    assert near([layer["activation"] for layer in step["layers"]], [[a1], [a2], [yhat]])
    assert near([layer["delta"] for layer in step["layers"]], [[d1], [d2], [d3]])
    W1_after = [[W1[i][j] - 0.01 * x[i] * d1[j] for j in range(3)] for i in range(3)]
    assert near(step["layers"][0]["weights_after"], W1_after)
    text = desk("trace", words)
    for equation in ("relu(z₁) = max(0, z)", "σ(z₂) = 1/(1 + e^-z)", "ŷ = tanh(z₃)"):
        assert equation in text
    assert desk("check", words).count("| right") == 3
    shared = words.replace("tanh", "softmax") + " --loss ce"
    step = desk.steps(shared)
    powers = [math.exp(z) for z in sums(a2, W3)]
    assert near(step["layers"][-1]["activation"], [[power / sum(powers) for power in powers]])
    (found,) = step["layers"][-1]["activation"]
    assert found == pytest.approx([0.19858, 0.28559, 0.51583], abs=5e-4)
    assert desk("check", shared).count("| right") == 3


def test_a_perceptron_learns_and_as_a_textbooks_table_has_it(desk: Desk) -> None:
    """Rate 0.1, weights 0.3 and -0.1, threshold 0.2, a pattern a step: solved in the fifth epoch.

    Entered ten times as large, for the table's sums are often 0 exactly, which tenths are not
    to a computer: 0.3 - 0.1 - 0.2 is a hair below 0.
    """
    desk.write("x1,x2,y\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n", {"weights": [[[3], [-1]]], "biases": [[2]]})
    words = "--hidden none --bias threshold --output-activation step --freeze biases --order file"
    words += " --bug no-slope --batch-size 1 --lr 1 --json --every 4"
    traced = desk("trace", words.partition(" --json")[0])
    assert "learn by the perceptron's rule, Δw = ε (y - ŷ) x" in " ".join(traced.split())
    for epoch, expected in enumerate(([3, 0], [2, 0], [2, 1], [1, 1], [1, 1]), start=1):
        report = json.loads(desk("run", f"{words} --steps {4 * epoch}"))
        assert [w for (w,) in report["weights"][0]] == expected
        assert report["thresholds"] == [[2]]
        right = [round(each["prediction"][0]) for each in report["predictions"]]
        assert (right == [0, 0, 0, 1]) == (epoch >= 4)
