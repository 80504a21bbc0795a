"""XOR with one hidden unit: Rumelhart, Hinton and Williams, "Learning Internal Representations by
Error Propagation", Parallel Distributed Processing, volume 1, chapter 8 (1986), figure 3. The
output sees the inputs themselves besides the hidden unit, which says where both are on.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from backprop_tui.cli import main
from backprop_tui.engine import Experiment, Trainer

FIGURE_3 = """{
  "weights": [[[-6.4], [-6.4]], [[-4.2], [-4.2], [-9.4]]],
  "biases": [[2.2], [6.3]]
}"""
"""The figure's weights and biases: of the hidden unit; of the output, from x1, x2 and h."""


@pytest.fixture
def figure(tmp_path: Path) -> str:
    file = tmp_path / "figure3.json"
    file.write_text(FIGURE_3)
    return str(file)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command line that works prints."""
    capsys.readouterr()
    assert main(words) == 0
    return capsys.readouterr().out


def test_the_published_weights_answer_xor(figure: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The file alone says that the network has direct links; nothing else need be typed."""
    said = printed(capsys, "run", "--weights", figure, "--steps", "0")
    for inputs, answer in (("0 0", ".103"), ("0 1", ".877"), ("1 0", ".877"), ("1 1", ".109")):
        assert f"[{inputs}] → Predicted: 0{answer}" in said


def test_a_row_per_unit_is_read_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "by_unit.json"
    weights = [[[-6.4, -6.4]], [[-4.2, -4.2, -9.4]]]
    file.write_text(json.dumps({"weights": weights, "biases": [[2.2], [6.3]]}))
    words = ("run", "--weights", str(file), "--weights-by", "unit", "--steps", "0")
    assert "[0 1] → Predicted: 0.877" in printed(capsys, *words)


def test_one_step_by_hand(figure: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Plain Python, a number at a time, against everything that a trace prints."""
    w1, w2, b = -6.4, -6.4, 2.2
    u1, u2, v, c = -4.2, -4.2, -9.4, 6.3
    words = ("trace", "--weights", figure, "--json", "--lr", "0.5")
    hidden, output = (step := json.loads(printed(capsys, *words)))["layers"]
    sums: dict[str, Any] = dict.fromkeys(("w1", "w2", "b", "u1", "u2", "v", "c"), 0.0)
    for k, (x1, x2, y) in enumerate(((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0))):
        h = 1 / (1 + math.exp(-(x1 * w1 + x2 * w2 + b)))
        o = 1 / (1 + math.exp(-(x1 * u1 + x2 * u2 + h * v + c)))
        d_o = (o - y) * o * (1 - o)
        blame = d_o * v
        d_h = blame * h * (1 - h)
        assert hidden["activation"][k] == pytest.approx([h])
        assert output["activation"][k] == pytest.approx([o])
        assert output["delta"][k] == pytest.approx([d_o])
        assert hidden["blame"][k] == pytest.approx([blame])
        assert hidden["delta"][k] == pytest.approx([d_h])
        terms = {
            "w1": d_h * x1, "w2": d_h * x2, "b": d_h,
            "u1": d_o * x1, "u2": d_o * x2, "v": d_o * h, "c": d_o,
        }  # fmt: skip
        for name, term in terms.items():
            sums[name] += term
    assert hidden["gradient"] == [pytest.approx([sums[name]]) for name in ("w1", "w2")]
    assert output["gradient"] == [pytest.approx([sums[name]]) for name in ("u1", "u2", "v")]
    assert hidden["bias_gradient"] == pytest.approx([sums["b"]])
    assert output["bias_gradient"] == pytest.approx([sums["c"]])
    after = [u1 - 0.5 * sums["u1"], u2 - 0.5 * sums["u2"], v - 0.5 * sums["v"]]
    assert output["weights_after"] == [pytest.approx([value]) for value in after]
    assert step["loss_after"] < step["loss_before"]


LEARNT = ("--hidden", "1", "--bias", "--momentum", "0.9", "--steps", "600")


def test_one_hidden_unit_learns_xor_with_direct_links_and_not_without(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = json.loads(printed(capsys, "run", *LEARNT, "--direct", "--json"))
    for row in said["predictions"]:
        assert abs(row["prediction"][0] - row["target"][0]) < 0.15
    assert said["history"][-1]["loss"] < 0.01
    assert len(said["weights"][1]) == 3, "x1, x2 and h"
    without = json.loads(printed(capsys, "run", *LEARNT, "--json"))
    assert without["history"][-1]["loss"] > 1 / 6, "the least that lines all the same way leave"


def test_every_start_learns_it_with_direct_links_and_none_without() -> None:
    for seed in range(20):
        for direct in (True, False):
            trainer = Trainer(
                Experiment(hidden=(1,), bias=True, momentum=0.9, direct=direct, seed=seed)
            )
            trainer.step(600)
            assert trainer.snapshot().solved is direct, seed
