"""Presets that work do so from the first few seeds, and those that are said to fail do that. How
often they do from many is what `tests/benchmarks/classics.py` counts.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from backprop_tui.engine import PRESETS, SETTINGS, Experiment, Preset, Trainer
from backprop_tui.report.findings.code import HALF, code
from tests.benchmarks.classics import STUDIES

QUICK = {
    "symmetry": 10,
    "encoder-8-3-8": 10,
    "encoder-4-2-4": 10,
    "encoder-momentum": 3,
    "family-trees": 4,
    "parity-3": 5,
    "parity-4": 5,
    "parity-5": 5,
    "parity-3-1986": 1,
    "negation": 5,
    "addition": 5,
    "tutorial-42": 1,
    "tutorial-gradients": 5,
}
"""How many runs of each study take no noticeable time."""

OF_MANY = {"100 right, 6,000 steps", "thermometer of those"}
"""Bars that say something of many runs alone, because some of them do otherwise."""


@pytest.mark.parametrize(("name", "runs"), QUICK.items(), ids=QUICK)
def test_the_first_seeds_clear_every_bar(name: str, runs: int) -> None:
    study = STUDIES[name]
    outcomes = [study.run(seed) for seed in range(runs)]
    found = {bar.what: bar.judge(outcomes) for bar in study.bars if bar.what not in OF_MANY}
    assert {what: measured.text for what, measured in found.items() if measured.ok is False} == {}
    assert any(measured.ok for measured in found.values()), "there is a bar"


WATCHED = {name: preset for name, preset in PRESETS.items() if preset.steps <= 30_000}
"""Those that take no noticeable time."""


@pytest.mark.parametrize("preset", WATCHED.values(), ids=WATCHED)
def test_a_preset_learns_all_of_it_by_its_own_seed_if_it_is_said_to_work(preset: Preset) -> None:
    trainer = Trainer(preset.experiment())
    trainer.step(preset.steps)
    problem, right = trainer.experiment.problem, trainer.snapshot().right
    # Where one case is answered in two ways, as in the middle of the spiral, one of them is wrong.
    rows = np.hstack((problem.inputs, problem.targets))
    twice = len(np.unique(rows, axis=0)) - len(np.unique(problem.inputs, axis=0))
    assert (right.sum() == len(right) - twice) == preset.works


def test_the_code_of_the_encoder_has_four_halves_where_it_pauses() -> None:
    preset = PRESETS["encoder-8-3-8"]
    trainer = Trainer(preset.experiment())
    trainer.step(preset.steps)
    found = code(trainer.snapshot(), 1)
    assert ((found.digits == HALF).sum(axis=1) > 0).sum() == 4
    assert found.different == found.corners == 8


def test_negation_comes_to_three_xors_side_by_side() -> None:
    preset = PRESETS["negation"]
    trainer = Trainer(preset.experiment())
    trainer.step(preset.steps)
    inward, outward = (np.abs(each) for each in trainer.snapshot().weights)
    outward = outward[len(inward) :]
    assert sorted(outward.argmax(axis=1)) == [0, 1, 2]
    for unit, output in enumerate(outward.argmax(axis=1)):
        own = np.isin(np.arange(4), (0, 1 + output))
        assert inward[~own, unit].max() < 0.02 * inward[own, unit].min()
        assert np.delete(outward[unit], output).max() < 0.02 * outward[unit, output]


@pytest.mark.parametrize("ratio", [(1, 2, 4), (2, 3, 4)])
def test_in_both_ratios_no_two_different_halves_add_up_to_the_same(ratio: tuple[int, ...]) -> None:
    halves = list(product((0, 1), repeat=3))
    equal = [(a, b) for a in halves for b in halves if np.dot(ratio, a) == np.dot(ratio, b)]
    assert equal == [(half, half) for half in halves]


def test_who_always_says_no_is_right_about_all_that_is_not_symmetric() -> None:
    assert (PRESETS["symmetry"].experiment().problem.targets == 0).sum() == 56
    assert Trainer(PRESETS["symmetry"].experiment()).snapshot().right.sum() == 56


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("symmetry-1986", "--hidden 2 --bias --lr 0.1 --momentum 0.9 --init uniform --scale 0.3"),
        (
            "family-trees-1986",
            "--hidden 12,12,6 --groups 24+12,6+6 --bias --lr 0.005 --momentum 0.5 --decay 0.002 "
            "--at-step 20:lr=0.01,momentum=0.9 --loss margin --test 4",
        ),
        ("xor-1986", "--hidden 2 --bias --lr 0.5 --momentum 0.9 --levels 0.1,0.9"),
        ("xor-direct-1986", "--hidden 1 --direct --bias --lr 0.5 --levels 0.1,0.9"),
        ("xor-chauvin", "--hidden 8 --bias --lr 0.25 --levels 0.1,0.9 --batch-size 1 --order file"),
        (
            "parity-4-1986",
            "--hidden 4 --bias --lr 0.5 --levels 0.1,0.9 --batch-size 1 --order file",
        ),
        ("addition-1986", "--hidden 3 --direct --bias --levels 0.1,0.9"),
        ("negation", "--hidden 3 --direct --bias --levels 0.1,0.9"),
    ],
)
def test_a_recipe_is_the_published_one(name: str, published: str) -> None:
    """What the paper and the chapter print of it; what they leave out is not here either."""
    words = published.split()
    given = {}
    for word, following in zip(words, [*words[1:], "--"], strict=True):
        if word.startswith("--"):
            key = word[2:].replace("-", "_")
            given[key] = True if following.startswith("--") else following
    preset = PRESETS[name].experiment()
    meant = {known.name for known in SETTINGS.values() if known.options_in(given)}
    assert len(meant) == len(given)
    again = Experiment.from_options({"problem": preset.problem.name, "preset": "none", **given})
    for setting in meant:
        assert getattr(again, setting) == getattr(preset, setting), setting
