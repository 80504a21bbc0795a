"""Whoever reads a curve in words must be able to draw it: what is said is looked up in the losses
of every step of real runs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PRESETS, Curve, Experiment, Parameter, Runs, Snapshot, Trainer
from backprop_tui.report.curve import curve_text


def after(steps: int, **settings: Any) -> Snapshot:
    runs = Runs(replace(Experiment(), **settings))
    runs.step(steps)
    return runs.snapshot()


def drawn(*losses: float) -> Snapshot:
    """A run of which only the losses are ours."""
    snapshot, curve = after(9, hidden=(2,)), np.array(losses)
    return replace(
        snapshot,
        step=len(losses),
        loss=losses[-1],
        right=np.zeros(4, dtype=bool),
        curve=Curve(1, curve, curve, len(losses)),
        first_right=None,
    )


@pytest.mark.parametrize(
    ("steps", "settings", "said"),
    [
        (0, {}, "no step was taken yet"),
        (50, {}, "falling, now 0.25"),
        (500, {}, "flat near 0.25 so far"),
        (
            1_300,
            {},
            "flat near 0.25 until 890, every case right from step 1,141 on, falling, now 0.12",
        ),
        (
            2_040,
            {"learning_rate": 1.0},
            "flat near 0.25 until 450, every case right from step 572 on, below 0.01 at 1,086",
        ),
        (3_000, {"hidden": ()}, "flat near 0.25 so far"),
        (
            5_500,
            {"hidden": (2,), "bias": True},
            "flat near 0.25 until 820, flat near 0.13 since 1,600",
        ),
    ],
)
def test_a_run_in_words(steps: int, settings: dict[str, Any], said: str) -> None:
    assert curve_text(after(steps, **settings)) == said


def test_the_step_below_which_the_loss_stays_small_is_the_mark_of_a_run_of_any_length() -> None:
    snapshot = after(2_040, learning_rate=1.0)
    below = int(curve_text(snapshot).rpartition(" ")[2].replace(",", ""))
    assert (snapshot.curve.low[below:] < 0.01).all()
    assert snapshot.curve.low[below - 1] >= 0.01
    longer = after(10_000, learning_rate=1.0)
    assert curve_text(longer) == curve_text(snapshot)
    assert below in [mark.step for mark in longer.marks if mark.kind == "solved"]
    unknown = replace(longer, solved_since=None)
    assert "below 0.01 by 1,088" in curve_text(unknown)
    assert "solved at 900, lost again, solved at 1,086" in curve_text(
        replace(longer, first_solved=900)
    )
    assert "right from step 572 on, solved at 572" in curve_text(replace(longer, solved_since=572))


def test_words_of_a_run_that_branched_off_a_longer_one_are_those_of_a_run_begun_anew() -> None:
    run = Trainer(Experiment())
    run.step(9_000)
    run.seek(300)
    second = run.fork()
    second.change(learning_rate=5.0)
    second.step(9_000)
    second.seek(360)
    third = second.fork()
    third.edit(Parameter(2, 0, 0), 0.0)
    said = set()
    for steps in (0, 1_700, 40_000):
        third.step(495 + steps - third.step_number)
        for again in (third, Trainer(third.beginning, third.events)):
            again.seek(495 + steps)
            said.add(curve_text(again.snapshot()))
            again.seek(495)
            said.add(curve_text(again.snapshot()))
    assert said == {
        "flat near 0.25 until 370, every case right at 421, lost again, "
        "every case right from step 435 on, below 0.01 at 495"
    }


def test_what_is_lost_again_is_said() -> None:
    runs = Runs(PRESETS["xor-direct"].experiment())
    runs.step(1_000)
    assert ", every case right at 122, lost again, every case right from step 224 on, " in (
        curve_text(runs.snapshot())
    )
    runs = Runs(PRESETS["xor-direct"].experiment())
    runs.step(200)
    assert not runs.snapshot().right.all()
    assert "every case right at 122, lost again" in curve_text(runs.snapshot())


def test_what_swings_diverges_rises_or_is_learnt_by_heart_is_said() -> None:
    swinging = after(300, loss="bce", bias=True, learning_rate=10.0)
    assert curve_text(swinging).startswith("swinging between ")
    wild = {"output_activation": "linear", "learning_rate": 1.0, "bias": True}
    assert curve_text(after(100, **wild)).startswith("lowest near 0 (1.9), now ")
    gone = after(2_000, **wild)
    assert gone.diverged
    assert curve_text(gone).endswith(f"diverged at {gone.step:,}")
    assert curve_text(drawn(*np.linspace(0.5, 0.1, 150), *np.linspace(0.1, 0.3, 150))) == (
        "lowest near 150 (0.1), now 0.3"
    )
    by_heart = after(
        3_000,
        **{**PRESETS["spiral"].settings, "problem": Experiment.of("spiral").problem},
        test=0.2,
    )
    held_out = by_heart.held_out
    assert held_out is not None
    lowest = held_out.curve.low.min()
    said = curve_text(by_heart)
    assert ("test loss lowest near " in said) == (held_out.loss > 1.1 * lowest)


def test_of_many_flat_stretches_the_longest_are_said_in_order() -> None:
    losses = [0.4] * 300 + [0.3] * 200 + [0.2] * 400 + [0.1] * 30
    assert curve_text(drawn(*losses)) == (
        "flat near 0.4 until 300, flat near 0.2 from 500 until 900, falling, now 0.1"
    )
    assert curve_text(drawn(*([0.5] * 20 + [0.3] * 300))) == "flat near 0.3 since 20"


@pytest.mark.parametrize(("losses", "said"), [([0.5, 0.4, 0.3], False), ([0.5, 0.2, 0.3], True)])
def test_a_test_loss_is_named_if_it_has_risen_and_not_while_it_falls(
    losses: list[float], said: bool
) -> None:
    runs = Runs(replace(Experiment(), test=1))
    runs.step(3)
    snapshot, curve = runs.snapshot(), np.array(losses)
    assert snapshot.held_out is not None
    known = Curve(1, curve, curve, 3)
    held_out = replace(snapshot.held_out, loss=losses[-1], curve=known)
    text = curve_text(replace(snapshot, held_out=held_out))
    assert text.endswith(", test loss lowest near 1 (0.2), now 0.3") == said
    assert ("test loss" in text) == said
