"""What a line says of an experiment, and how it says the same where there is less room. Whoever
reads the short form must find the same numbers in it.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from backprop_tui.engine import BUGS, Experiment
from backprop_tui.engine.experiment import SETTINGS
from backprop_tui.engine.settings.declaration import Fact
from tests.engine.strategies import experiments


def forms(name: str, experiment: Experiment) -> tuple[str, str]:
    """What a setting says of an experiment, and the same said shorter."""
    fact = SETTINGS[name].fact
    assert fact is not None
    assert fact.shorter is not None
    return fact.text(experiment), fact.shorter(experiment)


def spelt_out(layers: str) -> str:
    """Layers that are counted, each by itself again: `8×3` is `8-8-8`."""
    return re.sub(r"(\d+)×(\d+)", lambda found: "-".join([found[1]] * int(found[2])), layers)


@given(experiments())
def test_what_is_said_shorter_is_no_longer_and_leaves_no_number_out(
    experiment: Experiment,
) -> None:
    facts: list[Fact | None] = [setting.fact for setting in SETTINGS.values()]
    for fact in facts:
        if fact is not None and fact.shorter is not None:
            long, short = fact.text(experiment), fact.shorter(experiment)
            assert len(short) <= len(long)
            assert bool(short) == bool(long)
            numbers = [re.findall(r"[\d.]+", text) for text in (spelt_out(short), long)]
            assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("name", "experiment", "long", "short"),
    [
        ("hidden", Experiment(hidden=(8, 8, 8)), "2-8-8-8-1", "2-8×3-1"),
        ("hidden", Experiment(hidden=(2, 2, 2)), "2-2-2-2-1", "2×4-1"),
        ("hidden", Experiment(hidden=(4, 4), bias=True), "2-4-4-1+b", "2-4-4-1+b"),
        ("seed", Experiment(seed=7), "seed 7", "#7"),
        ("learning_rate", Experiment(learning_rate=0.25), "lr 0.25", "ε0.25"),
        ("momentum", Experiment(momentum=0.9), "α 0.9", "α0.9"),
        ("momentum", Experiment(), "", ""),
        ("bug", Experiment(bug="flipped-sign"), "BUG flipped-sign", "BUG flipped-s…"),
        ("bug", Experiment(bug="summed"), "BUG summed", "BUG summed"),
        ("bug", Experiment(), "", ""),
    ],
)
def test_the_same_is_said_in_fewer_letters(
    name: str, experiment: Experiment, long: str, short: str
) -> None:
    assert forms(name, experiment) == (long, short)


def test_a_bug_whose_name_is_cut_is_not_taken_for_another() -> None:
    assert len({forms("bug", Experiment(bug=bug))[1] for bug in BUGS}) == len(BUGS)
