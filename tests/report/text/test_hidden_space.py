"""Where the hidden layer puts the cases, in print: XOR by hand, then every number of any network
against its snapshot.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backprop_tui.engine import Experiment, Problem, Snapshot, Start, Trainer, find_problem
from backprop_tui.report.text.hidden_space import (
    MOST_PAIRS,
    hidden_space_json,
    hidden_space_text,
    spaces_of,
)
from tests.engine.strategies import experiments

SUMS = Start(
    weights=(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([[3.0], [-4.0]])),
    biases=(np.array([0.0, -1.0]), np.array([-1.0])),
    path="by hand",
)
"""h1 = relu(x1 + x2), h2 = relu(x1 + x2 - 1): z₂ = 3 h1 - 4 h2 - 1, with d = (4, 3)/5."""

WORKED_BY_HAND = """\
Step 0 of xor, 2-2-1: where the hidden layer puts the cases

h, what its units put out
      h1  h2
  00   0   0
  01   1   0
  10   1   0
  11   2   1

h·d: how far a case lies along d, the direction at right angles to
  the output's weights w in which the cases spread the most. The
  output does not see that.

As ŷ sees them: z₂ = h·W₂+b₂, and ŷ = linear(z₂).
The boundary is z₂ = 0.5: above it is the side of 1.
Among outputs of the hidden layer it lies where +3·h1 -4·h2 -1.5 =
  0.

      h1    h2
  w  3    -4
  d  0.8   0.6

      z₂  h·d  yhat  target  side  right
  00  -1  0      -1       0     0  NO
  01   2  0.8     2       1     1  NO
  10   2  0.8     2       1     1  NO
  11   1  2.2     1       0     1  NO

How far apart cases are, as inputs and in the last hidden layer:
  those with the same target, and the root mean square of all
  pairs with the same and with other targets
               inputs   step 0   step 0
"""


def moment(steps: int = 0, **settings: Any) -> Snapshot:
    trainer = Trainer(Experiment(**settings))
    trainer.step(steps)
    return trainer.snapshot()


def test_it_is_the_example_worked_by_hand() -> None:
    shown = moment(
        hidden=(2,), activation="relu", output_activation="linear", bias=True, start=SUMS
    )
    lines = list(hidden_space_text(shown))
    expected = WORKED_BY_HAND.splitlines()
    assert lines[: len(expected) - 1] == expected[:-1]
    assert lines[len(expected)].split() == ["00", "11", "1.41421", "2.23607", "2.23607"]
    assert lines[len(expected) + 1].split() == ["01", "10", "1.41421", "0", "0"]


@given(experiments(), st.integers(0, 12))
def test_json_holds_the_numbers_of_the_snapshot(experiment: Experiment, steps: int) -> None:
    assume(experiment.hidden)
    trainer = Trainer(experiment)
    trainer.step(steps)
    shown = trainer.snapshot()
    assume(not shown.diverged)
    content = json.loads(next(iter(hidden_space_json(shown))))
    learnt = len(shown.right)
    cases = content["cases"]
    assert [case["test"] for case in cases] == [k >= learnt for k in range(len(cases))]
    assert [case["hidden"] for case in cases[:learnt]] == shown.activations[-2].tolist()
    assert [case["row"] for case in cases[:learnt]] == list(experiment.problem.rows)
    for k, (output, space) in enumerate(zip(content["outputs"], spaces_of(shown), strict=True)):
        assert output["prediction"][:learnt] == shown.predictions[:, k].tolist()
        assert output["target"][:learnt] == experiment.problem.targets[:, k].tolist()
        if not space.is_shared_out:
            assert output["x"][:learnt] == shown.z[-1][:, k].tolist()
        hidden = np.array([case["hidden"] for case in cases])
        assert output["across"] == pytest.approx(hidden @ output["direction"])
        assert {len(output[key]) for key in ("x", "across", "prediction", "right")} == {len(cases)}


@given(experiments(), st.integers(0, 12))
def test_text_fits_a_page_and_has_a_row_for_every_case_and_output(
    experiment: Experiment, steps: int
) -> None:
    assume(experiment.hidden)
    trainer = Trainer(experiment)
    trainer.step(steps)
    shown = trainer.snapshot()
    assume(not shown.diverged)
    lines = list(hidden_space_text(shown))
    assert max(map(len, lines)) <= 80
    verdicts = [line for line in lines if line.endswith(("yes", "NO"))]
    cases = len(shown.right) + (0 if shown.held_out is None else len(shown.held_out.right))
    assert len(verdicts) == cases * experiment.sizes[-1]
    for line, right in zip(verdicts, spaces_of(shown)[0].learnt.right, strict=False):
        assert line.endswith("yes") is bool(right)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"hidden": (3, 2)}, "where the last of 2 hidden layers puts the\n"),
        ({"hidden": (1,), "direct": True}, "for the inputs of 00"),
        ({"hidden": (1,)}, "Beside one unit there is no other direction"),
        ({"bias": "threshold"}, "z₂ = h·W₂-θ₂"),
        ({"direct": True}, "z₂ = [x h]·W₂"),
        ({"levels": (-3.0, 1.0)}, "No z₂ makes ŷ cross -1: no boundary."),
        ({"levels": (0.1, 0.9)}, "above it is the side of 0.9"),
        ({"problem": find_problem("hills")}, "Targets are measured values"),
        (
            {"problem": find_problem("table:01,10"), "output_activation": "softmax", "loss": "ce"},
            "x = ln(ŷ1/(1-ŷ1)), and ŷ1 = σ(x)",
        ),
    ],
    ids=str,
)
def test_it_says_what_it_is(settings: dict[str, Any], said: str) -> None:
    text = "\n".join(hidden_space_text(moment(2, **settings)))
    assert said in f"{text}\n".replace("\n  cases", "\n")


def test_of_many_cases_the_distances_are_told_on_the_whole() -> None:
    shown = moment(problem=find_problem("circle"))
    lines = list(hidden_space_text(shown))
    assert [line.split(",")[0].strip() for line in lines[-2:]] == ["same", "other"]
    assert len(lines) < 2 * len(shown.right) + MOST_PAIRS
    assert json.loads(next(iter(hidden_space_json(shown))))["pairs"] is None


def test_without_two_cases_there_are_no_distances() -> None:
    problem = Problem("one", "", [[1.0, 0.0]], [[1.0]])
    lines = list(hidden_space_text(moment(problem=problem)))
    assert not any("apart" in line for line in lines)
    assert next(iter(hidden_space_json(moment(problem=problem))))


def test_where_every_case_is_answered_the_middle_none_lies_on_a_side() -> None:
    start = Start(weights=(np.eye(2), np.array([[1e-15], [-2e-15]])), biases=None, path="by hand")
    experiment = Experiment(hidden=(2,), activation="relu", start=start)
    lines = list(hidden_space_text(Trainer(experiment).snapshot()))
    assert "Every case is answered 0.5 to 1e-15: none lies on a side." in lines
    assert not any("side  right" in line for line in lines)
    assert not any(line.startswith("Among outputs") for line in lines)
