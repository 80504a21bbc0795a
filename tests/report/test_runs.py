"""A run is called by what differs, and by nothing else: what is the same in all of them says
nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Parameter, Runs
from backprop_tui.report.runs import Words, called, differs_text

WIRE = Parameter(2, 0, 0)


def differs(runs: Runs, letter: str, *, places: bool = True) -> str:
    """In what a run differs from the first."""
    return differs_text(runs.run(letter), runs.all[0], places=places)


def some() -> Runs:
    """A run of a few steps with others beside it."""
    runs = Runs(Experiment())
    runs.step(10)
    return runs


def test_what_was_changed_in_the_past_is_said_with_its_step() -> None:
    runs = some()
    runs.seek(4)
    runs.branch()
    runs.change(learning_rate=5.0, momentum=0.9)
    runs.step(6)
    runs.seek(7)
    runs.branch()
    runs.edit(WIRE, 0.0)
    assert differs(runs, "b") == "lr .5 → 5 at 4, momentum 0 → .9 at 4"
    assert differs(runs, "c", places=False) == "lr .5 → 5, momentum 0 → .9, W₂ h1→ŷ = 0"
    assert differs(runs, "a") == ""
    runs.edit(WIRE, 1 / 3)
    runs.edit(Parameter(2, 1, 0), 1.0)
    assert differs(runs, "c").endswith("W₂ h1→ŷ = 0 at 7 and 2 more")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"seed": 43}, "seed 42 → 43"),
        ({"loss": "bce"}, "loss half-sse → bce"),
        ({"hidden": (8,)}, "hidden 4 → 8"),
        ({"bug": "no-slope"}, "bug none → no-slope"),
        ({"problem": PROBLEMS["parity-3"]}, "problem xor → parity-3"),
    ],
)
def test_what_is_otherwise_from_the_start_is_said_without_a_step(
    settings: dict[str, Any], said: str
) -> None:
    runs = some()
    runs.begin(replace(Experiment(), **settings))
    assert differs(runs, "b") == said


def test_what_did_not_happen_in_a_new_start_is_said_and_what_happened_later_is_not() -> None:
    runs = some()
    runs.edit(WIRE, 0.5)
    runs.change(learning_rate=5.0)
    runs.step(10)
    runs.begin(runs.chosen)
    assert differs(runs, "b") == "lr .5 → 5, without W₂ h1→ŷ = 0.5 at 10, without lr .5 → 5 at 10"
    runs.enter("a")
    runs.seek(5)
    runs.branch()
    runs.change(momentum=0.5)
    assert differs(runs, "c") == "momentum 0 → .5 at 5"
    runs.enter("a")
    runs.seek(15)
    runs.branch()
    assert differs(runs, "d") == ""
    assert called(runs.run("d"), runs.all) == ["as a"]


def test_the_first_is_called_by_what_it_has_where_others_are_otherwise() -> None:
    runs = some()
    words = Words(runs)
    assert words(runs.shown) == "the first"
    runs.begin(Experiment(seed=7))
    runs.step(2)
    assert words(runs.all[0]) == "seed 42"
    runs.change(learning_rate=5.0)
    assert [words(run) for run in runs.all] == ["seed 42\nlr .5", "seed 42 → 7\nlr .5 → 5 at 2"]
    runs.name("a", "mine")
    assert words(runs.all[0]) == "mine"
    runs.drop("a")
    assert words(runs.shown) == "the first"
