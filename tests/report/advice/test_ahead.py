"""What is promised is what comes: it is trained here for as long as was tried, and longer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Curve, Experiment, Runs, Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.experiment import MAX_SEED
from backprop_tui.report.advice.ahead import STEPS, affordable, better_seed, gets_off, learns
from backprop_tui.report.advice.calmer import calmer_rate
from backprop_tui.report.advice.flat import flat_steps
from backprop_tui.report.advice.oscillation import oscillating, swinging_line
from backprop_tui.report.advice.plateau import other_seed, plateau
from backprop_tui.report.advice.swing import swing
from backprop_tui.report.advice.vanishing import vanishing
from tests.ui.drawn import answering


def after(steps: int, **settings: Any) -> Snapshot:
    runs = Runs(replace(Experiment(), **settings))
    runs.step(steps)
    return runs.snapshot()


@pytest.mark.parametrize("seed", range(20))
def test_whoever_is_told_to_keep_going_gets_off_the_plateau(seed: int) -> None:
    snapshot = after(300, seed=seed)
    advice = plateau(snapshot)
    if advice is not None:
        assert "Keep going" in advice.said
        assert after(300 + STEPS, seed=seed).loss < 0.9 * snapshot.loss


def test_nobody_is_told_to_keep_going_where_nothing_comes_of_it() -> None:
    assert plateau(after(300, hidden=())) is None
    assert plateau(after(300, init="zeros", bias=True)) is None
    assert plateau(after(300, scale=0.01)) is None
    assert plateau(after(1_500)) is None, "units have taken sides"
    assert plateau(after(300, problem=PROBLEMS["xor"], init="zeros")) is None


@pytest.mark.parametrize("bias", [False, True, "shared", "threshold"])
def test_what_is_trained_on_is_the_network_as_it_stands(bias: bool | str) -> None:
    snapshot = after(300, bias=bias, freeze=("W1",) if bias is True else ())
    assert gets_off(snapshot) == (after(300 + STEPS, **_same(snapshot)).loss < 0.9 * snapshot.loss)


def _same(snapshot: Snapshot) -> dict[str, Any]:
    experiment = snapshot.experiment
    return {"bias": experiment.bias, "freeze": experiment.freeze}


def test_a_seed_that_helps_is_the_first_of_the_next_that_does() -> None:
    experiment = replace(Experiment(), hidden=(2,), bias=True)
    better = better_seed(experiment, STEPS)
    assert better is not None
    for seed in range(experiment.seed + 1, better.seed):
        assert after(STEPS, hidden=(2,), bias=True, seed=seed).right_since is None
    found = after(STEPS, hidden=(2,), bias=True, seed=better.seed)
    assert found.right_since == better.right_since
    assert better.keys == "R tries it."
    assert better._replace(later=2).keys == "R, 2 times, tries it."


def test_where_no_seed_helps_or_none_can_be_tried_that_is_said() -> None:
    assert "None of the next 3 seeds" in other_seed(after(50, hidden=(2,))).said
    large = Experiment.of("family-trees")
    assert affordable(large) < 1_000
    said = other_seed(Runs(large).snapshot())
    assert said.said == (
        "No cause is found. Another --seed may have more luck, or other --hidden layers."
    )


def test_what_is_not_allowed_does_not_help() -> None:
    assert learns(Experiment(), {"hidden": (4,)})
    assert not learns(Experiment(), {"hidden": (0,)})
    assert not learns(Experiment(), {"hidden": ()})


def test_a_loss_that_swings_does_so_at_every_turn_and_a_smaller_rate_ends_it() -> None:
    settings: dict[str, Any] = {"loss": "bce", "bias": True, "learning_rate": 10.0}
    snapshot = after(400, **settings)
    found = swing(snapshot)
    assert found is not None
    losses = snapshot.curve.low[-100:]
    assert (found.low, found.high) == (losses.min(), losses.max())
    rises = np.diff(losses) > 0
    assert (rises[1:] != rises[:-1]).mean() > 0.9
    advice = oscillating(snapshot)
    assert advice is not None
    rate = float(advice.said.split("--lr ")[1].rstrip("."))
    assert swing(after(2_000, **settings | {"learning_rate": rate})) is None
    assert after(2_000, **settings | {"learning_rate": rate}).loss < 0.1
    # Where two steps share a bucket the ends tell.
    assert swing(after(5_000, loss="bce", bias=True, learning_rate=20.0)) is not None


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"learning_rate": 5.0},
        {"momentum": 0.9},
        {"batch_size": 1},
        {"batch_size": 1, "learning_rate": 5.0},
    ],
    ids=str,
)
def test_a_loss_that_falls_or_whose_cases_take_turns_is_not_said_to_swing(
    settings: dict[str, Any],
) -> None:
    for steps in (50, 250, 900, 3_000, 6_000):
        assert swing(after(steps, **settings)) is None


def test_where_no_rate_helps_the_cause_is_another_one() -> None:
    line = after(400, hidden=(), learning_rate=20.0)
    assert calmer_rate(line.experiment, 0.25) is None
    assert oscillating(line) is None
    advice = swinging_line(line)
    assert advice is not None
    assert "No line separates 01, 10 from 00, 11" in advice.said
    solved = after(400, loss="bce", bias=True, learning_rate=10.0)
    assert oscillating(replace(solved, right=np.ones(4, dtype=bool))) is None


def test_what_vanishes_on_its_way_back_arrives_where_slopes_are_steeper() -> None:
    advice = vanishing(after(300, hidden=(4,) * 5))
    assert advice is not None
    assert advice.said.endswith("Try --activation tanh --bias.")
    assert after(4_000, hidden=(4,) * 5, activation="tanh", bias=True).right.all()
    assert vanishing(after(300, hidden=(4,) * 5, activation="tanh", bias=True)) is None
    assert vanishing(after(300)) is None
    assert vanishing(after(300, hidden=(4, 4))) is None
    six = {"problem": PROBLEMS["parity-6"], "learning_rate": 0.01}
    unknown = vanishing(after(30, hidden=(2,) * 8, **six))
    assert unknown is not None
    assert "Try" not in unknown.said, "nothing that was tried helps"


def test_a_loss_has_stood_since_it_last_was_another_one() -> None:
    losses = np.full(1_000, 0.25)
    losses[399] = 0.26
    snapshot = replace(after(9), step=1_000, loss=0.25, curve=Curve(1, losses, losses, 1_000))
    assert flat_steps(snapshot) == 600
    assert flat_steps(replace(snapshot, step=399)) == 399
    assert flat_steps(replace(snapshot, step=1_001)) == 0, "of a step nothing is known"
    assert flat_steps(after(2_000)) < 10


def test_after_the_last_seed_comes_the_first() -> None:
    found = better_seed(replace(Experiment(), seed=MAX_SEED), STEPS)
    assert found is not None
    assert (found.seed, found.later) == (0, 1)
    assert after(STEPS, seed=0).right.all()


def test_swings_that_come_to_rest_are_none() -> None:
    def known(losses: Array) -> Snapshot:
        curve = Curve(1, losses, losses, len(losses))
        return replace(after(1), step=len(losses), loss=float(losses[-1]), curve=curve)

    steps = np.arange(400)
    last = np.maximum(steps - 300, 0)
    by_turns: Array = 0.1 * np.where(steps % 2, -1.0, 1.0)
    assert swing(known(0.5 + by_turns)) is not None
    assert swing(known(0.5 + by_turns * np.exp2(-last / 100))) is not None
    assert swing(known(0.5 + by_turns * np.exp2(-last / 40))) is None


def test_only_wrong_answers_are_called_undecided() -> None:
    problem = PROBLEMS["xor"]
    answers = np.array([[0.49], [0.49], [0.51], [0.98]])
    said = other_seed(answering(problem, answers)).said
    assert said.startswith("Answer to 01 stands at 0.49. ")
