"""A run without a screen must not end in silence where the screen would have spoken. And a learning
rate that is named there is tried here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PRESETS, Experiment, Problem, Runs, Snapshot
from backprop_tui.engine.settings.schedule import Scheduled
from backprop_tui.report.advice import standstill
from backprop_tui.report.advice.expected import known_steps
from backprop_tui.report.advice.flat import FLAT_STEPS
from backprop_tui.report.advice.remarks import Remark, Remarks
from backprop_tui.report.advice.standstill import end_text, falling_rate, grown

SALARIES = Problem(
    "salaries",
    "",
    np.array([[1.1], [2.0], [3.2], [4.0], [5.0]]),
    np.array([[39343.0], [43525.0], [46000.0], [50000.0], [30000.0]]),
    ("years",),
    ("salary",),
)
GROWING = Experiment(problem=SALARIES, output_activation="linear")
ONE_LINE = Experiment(hidden=())


def after(experiment: Experiment, steps: int) -> Snapshot:
    runs = Runs(experiment)
    runs.step(steps)
    return runs.snapshot()


def test_a_loss_that_stands_still_is_said_at_the_end_without_keys() -> None:
    said = end_text(after(ONE_LINE, 3 * FLAT_STEPS), 0.3)
    assert said is not None
    assert said.startswith("the loss has stayed at 0.25 for the last 2,000 steps. No line separat")
    assert said.endswith("are its best. Try --hidden 4.")


def test_the_last_steps_count_and_all_of_them() -> None:
    assert end_text(after(ONE_LINE, FLAT_STEPS - 1), 0.3) is None, "too short to tell"
    still = after(ONE_LINE, 4 * FLAT_STEPS)
    first = (still.step - FLAT_STEPS) // still.curve.stride
    for bucket, change, stands in ((first - 1, 2, True), (first, 1.02, False), (-1, 0.98, False)):
        low, high = still.curve.low.copy(), still.curve.high.copy()
        low[bucket], high[bucket] = still.loss * min(1, change), still.loss * max(1, change)
        moved = replace(still, curve=replace(still.curve, low=low, high=high))
        assert (end_text(moved, 0.3) is not None) == stands


def test_nothing_is_said_of_a_run_that_learns_or_has_learnt() -> None:
    assert end_text(after(Experiment(), FLAT_STEPS), 0.3) is None
    still = after(ONE_LINE, 2 * FLAT_STEPS)
    assert end_text(replace(still, right=np.ones(4, dtype=bool)), 0.3) is None


def test_a_loss_that_has_grown_names_a_rate_with_which_it_falls() -> None:
    start = after(GROWING, 0).loss
    for snapshot in (after(GROWING, 100), after(replace(GROWING, momentum=0.5), 20)):
        said = end_text(snapshot, start)
        assert said is not None
        assert said.startswith(f"the loss has grown from 1.79e+09 to {snapshot.loss:.3g}: ")
        assert "the learning rate 0.5 is too large" in said
        rate = float(said.split("--lr ")[1].rstrip("."))
        learnt = after(replace(snapshot.experiment, learning_rate=rate), 1000)
        assert learnt.loss < 0.1 * start


@pytest.mark.parametrize(("times", "told"), [(99.0, False), (101.0, True)])
def test_a_hundredfold_is_what_counts(times: float, told: bool) -> None:
    wrong = after(Experiment(), 0)
    grew = replace(wrong, loss=0.3 * times)
    assert (grown(grew, 0.3) is not None) == told
    assert grown(replace(grew, right=np.ones(4, dtype=bool)), 0.3) is None
    assert grown(replace(grew, loss=np.inf), 0.3) is None, "that is said elsewhere"


def test_a_bug_that_makes_it_grow_is_the_cause() -> None:
    snapshot = after(Experiment(bug="flipped-sign"), 4000)
    advice = grown(replace(snapshot, loss=99.0), 0.3)
    assert advice is not None
    assert advice.said.startswith("the loss has grown from 0.3 to 99. It is the bug flipped-sign")


def test_no_rate_is_promised_that_was_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    best = replace(Experiment(), learning_rate=0.0, seed=7)
    assert falling_rate(best) is None, "nothing falls without a step"
    monkeypatch.setattr(standstill, "TRIAL_WORK", 5 * 4 * (12 + 16 * 5) - 1)
    large = replace(Experiment(), seed=8)
    assert falling_rate(large) is None
    advice = grown(replace(after(large, 0), loss=99.0), 0.3)
    assert advice is not None
    assert advice.said.endswith("Try a much smaller --lr.")


def test_a_plateau_on_which_decay_wins_is_found_and_what_is_advised_leaves_it() -> None:
    published = PRESETS["family-trees-1986"].experiment()
    stuck = after(published, 4_000)
    said = end_text(stuck, 0.3)
    assert said is not None
    assert "the loss still rises and falls" in said
    assert "losing more to --decay 0.002 than they learn: their weights were up to 0.3" in said
    assert said.endswith("Try --decay 0, and a larger start with it, --scale 1.")
    assert not stuck.right.any()
    advised = after(replace(published, decay=0.0, scale=1.0), 4_000)
    assert advised.right.mean() > 0.9


PLATEAU = PRESETS["parity-4-1986"].experiment()


def test_a_recipe_that_works_is_not_stuck_before_its_steps_are_over() -> None:
    """It stands on a plateau, and in the end it learns all of it."""
    standing = after(PLATEAU, 6_000)
    assert end_text(standing, 0.3) is None
    assert end_text(replace(standing, experiment=replace(PLATEAU, seed=9)), 0.3) is None
    for other in (
        replace(PLATEAU, preset=None),
        replace(PLATEAU, bug="no-slope"),
        replace(PLATEAU, hidden=(3,)),
    ):
        said = end_text(replace(standing, experiment=other), 0.3)
        assert said is not None and said.startswith("the loss has stayed at ")
    curve = replace(standing.curve, stride=11 * standing.curve.stride, length=66_000)
    over = replace(standing, curve=curve, step=PRESETS["parity-4-1986"].steps)
    assert (end_text(over, 0.3) or "").startswith("the loss has stayed at ")


def test_what_is_running_of_a_schedule_is_known_and_what_fails_is_not() -> None:
    trees = PRESETS["family-trees"]
    runs = Runs(trees.experiment(seed=9, test_seed=3))
    for step in (0, 20, 21):
        runs.step(step - runs.step_number)
        assert known_steps(runs.experiment) == trees.steps
    runs.change(learning_rate=0.02)
    runs.step(1)
    assert known_steps(runs.experiment) == 0
    assert known_steps(PRESETS["xor-minimum"].experiment()) == 0


def test_a_rate_that_is_scheduled_is_changed_there() -> None:
    """With it 24 cases a step are too many, whatever --lr says."""
    rng = np.random.RandomState(1)
    points = rng.normal(size=(24, 2))
    problem = Problem("n", "", points, (points[:, :1] * points[:, 1:] > 0).astype(int))
    schedule = Scheduled().read("5:lr=40,momentum=0.5;9:l2=0")
    begun = Experiment(problem=problem, learning_rate=0.01, schedule=schedule)
    snapshot = after(begun, 3_000)
    curve = replace(snapshot.curve, low=snapshot.curve.low * 0.5)
    snapshot = replace(snapshot, curve=curve)
    plain = end_text(snapshot, 0.3)
    assert plain is not None and "too many for lr 40" in plain and plain.endswith("--lr 20.")
    assert end_text(snapshot, 0.3, begun) == (
        f"{plain} The schedule sets lr at step 5, over --lr: change it there (--at-step)."
    )
    by_hand = replace(snapshot, experiment=replace(snapshot.experiment, learning_rate=3.0))
    assert "schedule" not in (end_text(by_hand, 0.3, begun) or "")


def test_a_recipe_that_began_otherwise_is_not_waited_for() -> None:
    """Its schedule brings any run to its rates, but what is spoilt by then stays so."""
    trees = PRESETS["family-trees"]
    runs, remarks = Runs(trees.experiment(learning_rate=1.0, seed=1)), Remarks()
    said: list[Remark] = []
    while runs.step_number < trees.steps // 2 and not said:
        said = [remark for remark in [remarks.on(runs.snapshot())] if remark is not None]
        runs.step(200)
    (remark,) = said
    assert remark.name == "recipe"
    assert remark.step >= (trees.right_at or 0), "until then it goes up and down, as the recipe may"
    assert remark.advice.said.startswith("The run began with lr 1; family-trees, which learns it")
    assert remark.advice.keys == "^p, Preset family-trees."
    # The recipe itself, with the same seed, has by then what this run never has.
    own = Runs(trees.experiment(seed=1))
    own.step(remark.step)
    assert own.snapshot().right.mean() > 0.9 > runs.snapshot().right.mean()


def test_a_loss_that_stays_higher_than_it_was_has_grown_if_a_smaller_rate_does_better() -> None:
    twice = Problem("twice", "", [[0, 1], [1, 1], [0, 1], [1, 0]], [0, 1, 1, 1])
    settings: dict[str, Any] = {"problem": twice, "output_activation": "linear", "bias": True}
    runs = Runs(replace(Experiment(), **settings))
    start = runs.snapshot().loss
    runs.step(FLAT_STEPS - 1)
    assert grown(runs.snapshot(), start) is None, "it might come down"
    runs.step(1)
    assert grown(runs.snapshot(), start, since=1) is None
    advice = grown(runs.snapshot(), start)
    assert advice is not None and advice.said.endswith("too large here. Try --lr 0.05.")
    slower = Runs(replace(Experiment(), **settings, learning_rate=0.05))
    slower.step(FLAT_STEPS)
    assert slower.snapshot().loss < start < runs.snapshot().loss
