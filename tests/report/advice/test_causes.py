"""Advice must be true. So for every cause a run is really brought to a stand by it, and then what
was advised is really tried: it must come to a loss that the stuck run never saw.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import (
    PRESETS,
    PROBLEMS,
    Experiment,
    Problem,
    Runs,
    Snapshot,
    Start,
    Trainer,
)
from backprop_tui.report.advice.ahead import OFF
from backprop_tui.report.advice.causes import CAUSES, cause_of, stuck
from backprop_tui.report.advice.remarks import Remarks

STEPS = 4000


def table(inputs: list[list[float]], targets: list[float], name: str = "table") -> Problem:
    """A problem of our own."""
    x, y = np.array(inputs, dtype=float), np.array(targets, dtype=float)[:, None]
    return Problem(name, "", x, y, tuple(f"x{k}" for k in range(x.shape[1])), ("y",))


@lru_cache
def flowers() -> Problem:
    """Three overlapping groups of 50 unscaled measurements, a column a group, as of irises."""
    stream = np.random.RandomState(0)
    centres = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.5, 2.0]])
    groups = np.repeat(np.arange(3), 50)
    inputs = centres[groups] + stream.normal(scale=0.3, size=(150, 4))
    names = ("a", "b", "c", "d"), ("y_1", "y_2", "y_3")
    return Problem("flowers", "", inputs, np.eye(3)[groups], *names)


def far_inputs() -> Problem:
    return table([[900, 10], [20, 700], [300, 300], [800, 900]], [0, 0, 1, 1])


EQUAL = Start((np.full((2, 4), 0.5), np.full((4, 1), 0.5)), None, "equal.json")
DEAF = Start(
    (
        np.array([[-0.12692590, -0.93574275], [-0.84495576, 0.81736516]]),
        np.array([[-0.58326630], [0.53089478]]),
    ),
    (np.array([0.39650733, -0.49808474]), np.array([0.29089411])),
    "stuck.json",
)
"""A start from which XOR is never learnt."""


def at(steps: int, settings: dict[str, Any]) -> Snapshot:
    runs = Runs(replace(Experiment(), **settings))
    runs.step(steps)
    return runs.snapshot()


KEYS = re.compile(r"\^p|\b[erR]\b|[Cc]lick", re.ASCII)
"""What only the screen has."""

PRINTED = {
    name: value for name, value in PRESETS["xor-minimum"].settings.items() if name != "problem"
}

CASES: dict[str, tuple[dict[str, Any], tuple[str, ...], dict[str, Any]]] = {
    # What is stuck, what is said of it, and what was advised.
    "no rate": ({"learning_rate": 0.0}, ("rate is 0", "0.5"), {"learning_rate": 0.5}),
    "all frozen": (
        {"freeze": ("W1", "W2")},
        ("Every weight and bias is frozen", "Leave --freeze out", "e sets it to none"),
        {"freeze": ()},
    ),
    "rate 500": (
        {"learning_rate": 500.0},
        (
            "Unit ŷ is saturated: its typical slope f′ is 6e-11 where the answer is wrong",
            "Try --lr 20.",
        ),
        {"learning_rate": 20.0},
    ),
    "dead": (
        {"learning_rate": 20.0, "activation": "relu", "bias": True},
        ("Units h1 to h4 are dead: the slope f′ is 0 there for", "Try --lr 1. e"),
        {"learning_rate": 1.0},
    ),
    "l1": (
        {"l1": 0.3},
        (
            "--l1 0.3 pulls the weights towards 0 harder than the cases pull them away",
            "every case right from step 1,141 on without. Try --l1 0. e sets l1.",
        ),
        {"l1": 0.0},
    ),
    "l1 and l2": (
        {"l1": 0.3, "l2": 0.001},
        ("--l2 0.001 and --l1 0.3 pull the weights", "Try --l2 0 --l1 0."),
        {"l1": 0.0, "l2": 0.0},
    ),
    "frozen": (
        {"freeze": ("W1",)},
        ("W1 is frozen, and what is left to change cannot", "Try --freeze none. e sets it."),
        {"freeze": ()},
    ),
    "large rate": (
        {**PRESETS["playground"].settings, "problem": PROBLEMS["circle"], "learning_rate": 1.0},
        ("The learning rate 1 is too large", "comes to a loss of 0.00", "Try --lr 0.05."),
        {"learning_rate": 0.05},
    ),
    "large rate, vanishing": (
        {**PRESETS["playground"].settings, "problem": PROBLEMS["circle"], "learning_rate": 0.3},
        ("The learning rate 0.3 is too large", "Try --lr 0.06."),
        {"learning_rate": 0.06},
    ),
    "one unit of many cases": (
        {"problem": PROBLEMS["circle"], "hidden": (1,), "bias": True},
        ("One hidden unit", "give it more units (--hidden 4). e sets it."),
        {"hidden": (4,)},
    ),
    "one unit, saturated": (
        {"problem": PROBLEMS["quadrants"], "hidden": (1,), "bias": True, "learning_rate": 8.0},
        ("One hidden unit", "give it more units (--hidden 8 --lr 0.1). e sets it."),
        {"hidden": (8,), "learning_rate": 0.1},
    ),
    "narrow": (
        {"problem": PROBLEMS["circle"], "hidden": (2,), "bias": True},
        ("None of the next 3 seeds", "with --hidden 3 --lr 0.01 every case", "e sets both."),
        {"hidden": (3,), "learning_rate": 0.01},
    ),
    "decay": (
        {"decay": 0.01},
        (
            "Units h1 to h4 are losing more to --decay 0.01 than they learn",
            "were up to 0.8 and are at most 3e-18. Try --decay 0. e sets decay.",
        ),
        {"decay": 0.0},
    ),
    "penalties": (
        {"l2": 0.05, "l1": 0.05},
        ("losing more to --l2 0.05 and --l1 0.05", "Try --l2 0 --l1 0."),
        {"l2": 0.0, "l1": 0.0},
    ),
    "decay of a small start": (
        {"decay": 0.002, "init": "uniform", "scale": 0.3, "bias": True},
        ("were up to 0.3", "Try --decay 0, and a larger start with it, --scale 1. e sets decay."),
        {"decay": 0.0, "scale": 1.0},
    ),
    "summed": (
        {"problem": flowers()},
        (
            "A step sums 150 cases, too many for lr 0.5",
            "are saturated: their typical slope",
            "Try --lr 0.01 --standardize (a goes from ",
        ),
        {"learning_rate": 0.01, "standardize": True},
    ),
    "far": (
        {"problem": far_inputs(), "bias": True},
        ("x0 goes up to 900. Try --standardize.", "e sets it"),
        {"standardize": True},
    ),
    "large start": ({"scale": 100.0}, ("start weights are large", "--scale 0.5"), {"scale": 0.5}),
    "no hidden layer": (
        {"hidden": ()},
        (
            "No line separates 01, 10 from 00, 11, and without a hidden layer the output is one "
            "line: four answers of ½ are its best. Try --hidden 4. e sets it.",
        ),
        {"hidden": (4,)},
    ),
    "no hidden layer, biases": (
        {"hidden": (), "bias": True},
        ("without a hidden layer the output is one line", "Try --hidden 4. e sets it."),
        {"hidden": (4,)},
    ),
    "one unit": ({"hidden": (1,)}, ("One hidden unit", "--hidden 4"), {"hidden": (4,)}),
    "one unit, then direct links": (
        {"hidden": (1,)},
        ("let the output see the inputs too (--direct --bias)",),
        {"direct": True, "bias": True},
    ),
    "one unit, biases, then direct links": (
        {"hidden": (1,), "bias": True},
        ("let the output see the inputs too (--direct)",),
        {"direct": True},
    ),
    "one unit, direct links, no biases": (
        {"hidden": (1,), "direct": True},
        ("One hidden unit without biases", "--bias"),
        {"bias": True},
    ),
    "linear": (
        {"activation": "linear"},
        ("Linear hidden units", "--activation sigmoid"),
        {"activation": "sigmoid"},
    ),
    "linear, each layer": (
        {"activation": "linear,linear", "hidden": (4, 3)},
        ("Linear hidden units", "--activation sigmoid"),
        {"activation": "sigmoid", "hidden": (4,)},
    ),
    "step output": (
        {"output_activation": "step"},
        (
            "Unit ŷ is without a slope: the f′ of step is 0 everywhere, so no weight learns "
            "through it.",
            "--output-activation sigmoid",
            "--bug no-slope",
        ),
        {"output_activation": "sigmoid"},
    ),
    "step": (
        {"activation": "step"},
        ("Units h1 to h4 are without a slope", "through them", "--activation sigmoid."),
        {"activation": "sigmoid"},
    ),
    "step in one layer": (
        {"activation": "tanh,step", "hidden": (4, 3), "bias": True},
        ("Units g1 to g3 are without a slope", "--activation tanh,sigmoid."),
        {"activation": "tanh,sigmoid"},
    ),
    "step, no slope wanted": (
        {"activation": "step", "output_activation": "step", "bug": "no-slope"},
        ("Units h1 to h4 are without a slope", "--activation sigmoid."),
        {"activation": "sigmoid", "bias": True},
    ),
    "scale 0": ({"scale": 0.0}, ("h1 to h4 are all alike", "--scale 0.5"), {"scale": 0.5}),
    "zeros": (
        {"init": "zeros", "bias": True},
        ("h1 to h4 are all alike", "--init normal"),
        {"init": "normal"},
    ),
    "zeros, direct links": (
        {"init": "zeros", "bias": True, "direct": True},
        ("h1 to h4 are all alike", "--init normal"),
        {"init": "normal"},
    ),
    "equal weights": ({"start": EQUAL}, ("all alike", "in the file. Or set one by hand"), {}),
    "blind": (
        {"activation": "tanh"},
        ("Input 00 is all 0", "ŷ stays 0.5", "--bias"),
        {"bias": True},
    ),
    "small rate": (
        {"learning_rate": 0.01},
        ("0.01 is small for 4 cases", "--lr 0.5"),
        {"learning_rate": 0.5},
    ),
    "small start": (
        {"scale": 0.01},
        ("near 0 (the largest is 0.016)", "--scale 0.5"),
        {"scale": 0.5},
    ),
    "given start": (
        {"start": DEAF, "hidden": (2,), "bias": True},
        ("no other seed", "leave --weights out and try seeds"),
        {"start": None, "seed": 43},
    ),
    "printed start": (
        {**PRINTED, "start": PRESETS["xor-minimum"].start},
        ("the printed weights of the preset xor-minimum", "Draw others with --weights none"),
        {"start": None},
    ),
    "bug": ({"bug": "flipped-sign"}, ("the bug flipped-sign", "No bug"), {"bug": None}),
}


@pytest.mark.parametrize(("settings", "parts", "advised"), CASES.values(), ids=CASES)
def test_a_cause_is_named_no_seed_is_promised_and_the_advice_helps(
    settings: dict[str, Any], parts: tuple[str, ...], advised: dict[str, Any]
) -> None:
    snapshot = at(STEPS, settings)
    _, advice = stuck(snapshot)
    said = advice.with_keys
    for part in parts:
        assert part in said
    assert "R tries the next seed" not in said
    assert KEYS.search(advice.said) is None, "what a run prints names no key"
    assert not advice.keys or KEYS.search(advice.keys)
    assert said.isprintable()
    assert len(said) < 230
    if advised:
        assert at(STEPS, settings | advised).loss < 0.5 * snapshot.loss


def test_equal_weights_are_cured_by_one_that_is_set_by_hand() -> None:
    trainer = Trainer(replace(Experiment(), start=EQUAL))
    trainer.step(STEPS)
    before = trainer.snapshot().loss
    weights = [matrix.copy() for matrix in EQUAL.weights]
    weights[0][0] = [0.1, -0.7, 0.9, -0.2]
    assert at(STEPS, {"start": Start(tuple(weights), None, "")}).loss < 0.5 * before


def test_cases_that_contradict_each_other_set_the_least_loss_there_is() -> None:
    snapshot = at(3000, {"problem": table([[0, 1], [1, 1], [0, 1]], [0, 1, 1]), "bias": True})
    said = stuck(snapshot)[1].said
    # Cases 1 and 3 are each off by a half: (¼ + ¼) / 3.
    assert "Cases 1 and 3 have the same inputs" in said
    assert "below 0.1667" in said
    assert snapshot.loss > 1 / 6
    # Both are answered by a half, which costs ln 2 each: 2 ln 2 / 3.
    bits = {"problem": table([[0, 1], [1, 1], [0, 1]], [0, 1, 1]), "loss": "bce", "bias": True}
    said = stuck(at(3000, bits))[1].said
    assert "Cases 1 and 3 have the same inputs" in said
    assert "below 0.4621" in said
    # As classes they cost as much a case.
    classes = Problem("c", "", [[0, 1], [1, 1], [0, 1]], [[0, 1], [1, 0], [1, 0]])
    soft = {"problem": classes, "loss": "ce", "output_activation": "softmax", "bias": True}
    assert "below 0.4621" in stuck(at(3000, soft))[1].said
    margin = at(3000, bits | {"loss": "margin"})
    assert "same inputs" not in stuck(margin)[1].said


def test_the_two_arms_of_the_spiral_begin_in_one_point() -> None:
    """Of which one answer is wrong whatever is learnt: 2 ln 2 / 200 is the least loss."""
    trainer = Trainer(Experiment.of("spiral"))
    trainer.step(8_000)
    snapshot = trainer.snapshot()
    assert int(snapshot.right.sum()) == 199
    said = stuck(snapshot)[1].said
    assert "have the same inputs and different targets" in said
    assert "below 0.006931" in said
    # Far above the least loss there is, something else is wrong.
    assert cause_of(replace(snapshot, loss=5 / 6)) is None
    close = table([[0, 1], [1, 1], [0, 1]], [0.5, 1, 0.5003])
    least = replace(at(0, {"problem": close, "bias": True}), loss=1.6e-8)
    assert "below 1.5e-08." in stuck(least)[1].said


def test_another_seed_is_promised_where_it_really_helps() -> None:
    settings: dict[str, Any] = {"hidden": (2,), "bias": True}
    snapshot = at(STEPS, settings)
    better = at(STEPS, settings | {"seed": 43})
    assert better.loss < 0.01 < snapshot.loss
    assert stuck(snapshot)[1] == (
        "01 and 11 lie 0.002 apart in the hidden layer, so they get one answer, 0.50. Another "
        f"start helps: with --seed 43 every case is right from step {better.right_since:,} on.",
        "R tries it.",
    )


def test_without_the_slope_a_threshold_learns_by_the_rule_of_the_perceptron() -> None:
    """What is advised of step outputs, besides a sigmoid: it learns what one line can part."""
    settings: dict[str, Any] = {"output_activation": "step", "hidden": (), "bias": True}
    for name in ("and", "or"):
        settings["problem"] = PROBLEMS[name]
        assert not at(STEPS, settings).right.all()
        assert at(50, settings | {"bug": "no-slope"}).right.all()


def test_a_leaky_layer_is_never_dead() -> None:
    settings = {"learning_rate": 20.0, "bias": True}
    assert "dead" in stuck(at(STEPS, settings | {"activation": "relu"}))[1].said
    assert "dead" not in stuck(at(STEPS, settings | {"activation": "leaky-relu"}))[1].said


def test_what_is_dead_is_helped_by_another_start() -> None:
    settings = {"activation": "relu", "output_activation": "relu", "learning_rate": 0.2}
    _, advice = stuck(at(STEPS, settings))
    assert advice.said.startswith("Unit ŷ is dead: the slope f′ is 0 there for every input")
    seed, since = map(
        int, re.findall(r"--seed (\d+) every case is right from step (\d+) on", advice.said)[0]
    )
    assert "tries it" in advice.keys
    assert at(STEPS, settings | {"seed": seed}).right_since == since
    said = stuck(at(STEPS, settings | {"learning_rate": 1.9}))[1].said
    assert said.endswith(
        "Units with a slope everywhere never are (--output-activation leaky-relu)."
    )


UNTRIED: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "small rate": (
        {"learning_rate": 0.01, "hidden": (3, 3, 3)},
        "The tutorial's comes to 0.5 for as many.",
        {"learning_rate": 0.5},
    ),
    "linear": (
        {"activation": "linear", "problem": PROBLEMS["parity-6"], "hidden": (2,)},
        "Units that bend may do more (--activation sigmoid).",
        {"activation": "sigmoid"},
    ),
    "blind": (
        {"activation": "tanh", "problem": PROBLEMS["parity-6"], "hidden": (2,)},
        "With --bias it need not.",
        {"bias": True},
    ),
}
"""What is stuck, what is said in place of advice, and what that would have been."""


@pytest.mark.parametrize(("settings", "said", "changes"), UNTRIED.values(), ids=UNTRIED)
def test_what_does_not_get_on_when_it_is_tried_is_not_advised(
    settings: dict[str, Any], said: str, changes: dict[str, Any]
) -> None:
    snapshot = at(2_500, settings)
    _, advice = stuck(snapshot)
    assert advice.said.endswith(said)
    assert "Try " not in advice.said
    assert at(1_000, settings | changes).loss > OFF * snapshot.loss


def test_targets_out_of_reach_come_before_what_they_cause() -> None:
    problem = table([[0, 0], [0, 1], [1, 1]], [0, 1, 2])
    assert stuck(at(100, {"problem": problem}))[1].said.startswith("Targets go from 0 to 2")


@pytest.mark.parametrize(
    "settings",
    [
        {"problem": PROBLEMS["parity-6"]},
        {"activation": "tanh", "bias": True},
        {"hidden": (3, 2), "bias": True, "momentum": 0.9},
        {"hidden": (1,), "bias": True, "direct": True},
        {"loss": "bce"},
    ],
)
def test_an_ordinary_network_shows_none_of_the_causes(settings: dict[str, Any]) -> None:
    found = [cause for cause in CAUSES if cause.found(at(300, settings))]
    assert all(cause.passes for cause in found)


def test_an_input_of_zeros_is_no_cause_where_half_is_the_answer() -> None:
    (blind,) = (cause for cause in CAUSES if cause.name == "blind")
    for target, told in ((0.45, False), (0.2, True)):
        problem = table([[0, 0], [0, 1]], [target, 1])
        found = blind.found(at(9, {"problem": problem, "activation": "tanh"}))
        assert (found is not None) == told


def told(settings: dict[str, Any], steps: int) -> list[tuple[str, str]]:
    """All that is said of a run while it is on its way: of what, and what."""
    runs, remarks = Runs(replace(Experiment(), **settings)), Remarks()
    found = []
    while runs.step_number < steps:
        runs.step(100)
        remark = remarks.on(runs.snapshot())
        found += [] if remark is None else [(remark.name, remark.advice.said)]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_is_dead_is_said_once_and_not_again_as_saturated(seed: int) -> None:
    killed = {
        "problem": PROBLEMS["parity-3"], "hidden": (8,), "activation": "relu", "bias": True,
        "learning_rate": 10.0, "momentum": 0.5, "seed": seed,
    }  # fmt: skip
    names = [name for name, _ in told(killed, 2_500)]
    assert names
    assert not {"dead", "saturated"} <= set(names)


def test_an_output_that_is_right_is_not_said_to_be_saturated() -> None:
    """Without biases the input of zeros is answered by a half; the other three are right."""
    learnt = {"problem": PROBLEMS["or"], "hidden": (), "learning_rate": 10.0}
    ((name, said),) = told(learnt, 2_500)
    assert name == "one line"
    assert said.endswith("Try --bias.")
    assert at(STEPS, {**learnt, "bias": True}).right.all()


@pytest.mark.parametrize("pull", ["decay", "l2"])
@pytest.mark.parametrize("hidden", [(), (3,)])
def test_where_no_line_will_do_weights_are_not_said_to_have_shrunk(
    hidden: tuple[int, ...], pull: str
) -> None:
    found = told({"hidden": hidden, "activation": "linear", pull: 0.01}, 2_500)
    assert [name for name, _ in found] == ["one line"]


@pytest.mark.parametrize("bias", [False, True])
def test_where_all_weights_start_at_0_no_seed_and_no_rate_is_advised(bias: bool) -> None:
    """With relu they are dead too, but not by bad luck."""
    ((name, said),) = told({"activation": "relu", "scale": 0.0, "bias": bias}, 2_500)
    assert name == "alike"
    assert said.endswith("Try --scale 0.5.")
