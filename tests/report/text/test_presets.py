"""What is said of a preset where there is no screen: in the list, in JSON, and before its run. What
somebody has changed in it is said by comparison with the preset itself.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from typing import Any

import pytest

from backprop_tui.engine import (
    PRESETS,
    PROBLEMS,
    SETTINGS,
    Experiment,
    Preset,
    Problem,
    find_preset,
)
from backprop_tui.report.text.given import start_texts
from backprop_tui.report.text.presets import (
    COLUMNS,
    changed_from,
    changed_text,
    elsewhere_text,
    failing_text,
    known_preset,
    preset_texts,
    presets_json,
    presets_text,
    warning_text,
)


def test_the_list_says_of_every_preset_what_it_is_and_what_comes_out() -> None:
    lines = list(presets_text())
    assert all(len(line) <= COLUMNS for line in lines)
    assert [line.split()[0] for line in lines if line[:1].strip()][:-1] == list(PRESETS)
    whole = " ".join(" ".join(lines).split())
    for preset in PRESETS.values():
        for said in (preset.title, preset.published, preset.measured, failing_text(preset)):
            assert said in whole


def test_the_list_as_json_holds_the_command_of_each() -> None:
    (line,) = presets_json()
    told = json.loads(line)["presets"]
    assert [each["name"] for each in told] == list(PRESETS)
    for each, preset in zip(told, PRESETS.values(), strict=True):
        assert shlex.split(each["command"]) == ["backprop-tui", "run", "--preset", preset.name]
        assert each["experiment"]["preset"] == preset.name
        assert each["works"] is preset.works
        assert each["steps"] == preset.steps


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_before_a_run_it_says_what_to_compare_it_with(preset: Preset) -> None:
    said = list(preset_texts(preset.experiment()))
    assert said[0] == f"{preset.name}: {preset.title} ({preset.source})"
    assert preset.published in said[1] and preset.measured in said[1]
    assert len(said) == (2 if preset.works else 3)
    assert all(len(text) < 580 for text in said), "one line holds it"


def test_what_does_not_learn_says_so_and_names_what_does() -> None:
    assert failing_text(find_preset("mazur")) == ""
    assert failing_text(find_preset("xor-minimum")) == "this recipe does not learn it"
    failing = failing_text(find_preset("family-trees-1986"))
    assert failing == "this recipe does not learn it; --preset family-trees does"


def test_what_was_changed_is_what_differs_from_the_preset() -> None:
    nielsen = find_preset("nielsen")
    assert changed_text(Experiment(hidden=(2,))) == changed_text(nielsen.experiment()) == ""
    experiment = nielsen.experiment(learning_rate=0.3, problem="and", start=None, seed=7)
    assert changed_text(experiment) == (
        "problem nielsen → and, seed 42 → 7, weights preset:nielsen → drawn from the seed, "
        "lr 0.15 → 0.3"
    )
    assert list(preset_texts(experiment))[-1] == (
        f"changed from the preset: {changed_text(experiment)}"
    )
    # A change that is taken back is none.
    assert changed_text(replace(experiment, **dict(nielsen.implied), seed=42)) == ""


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_change_is_named_by_its_option(preset: Preset) -> None:
    base = preset.experiment()
    changed = replace(base, learning_rate=base.learning_rate * 2, seed=base.seed + 1)
    rates = f"lr {base.learning_rate:g} → {changed.learning_rate:g}"
    assert changed_text(changed) == f"seed {base.seed} → {changed.seed}, {rates}"
    assert {"lr", "seed"} <= {known.short for known in SETTINGS.values()}


OTHERS: dict[str, tuple[dict[str, Any], str]] = {
    "problem": ({"problem": PROBLEMS["xor"], "test": None}, "another problem"),
    "cases": ({"test": 1}, "other data"),
    "hidden": ({"hidden": (3,)}, "another network"),
    "direct": ({"direct": True}, "another network"),
    "bias": ({"bias": False}, "another network"),
    "groups": ({"groups": "3+3,1+1"}, "another network"),
    "both": ({"hidden": (3,), "test": 1}, "other data and another network"),
}
"""What makes of a preset an experiment of which its figures say nothing, and what is said of it."""


@pytest.mark.parametrize("other", OTHERS)
def test_figures_are_not_said_of_what_they_are_not_about(other: str) -> None:
    symmetry, (changes, said) = find_preset("symmetry"), OTHERS[other]
    experiment = replace(symmetry.experiment(), **changes)

    texts = list(preset_texts(experiment))

    assert (
        elsewhere_text(experiment)
        == texts[0]
        == (
            f"what is known of the preset symmetry is known of {said}, not of this "
            "(`backprop-tui presets` has it)"
        )
    )
    assert known_preset(experiment) is None
    assert texts[1:] == [f"changed from {changed_from(experiment)}: {changed_text(experiment)}"]


def test_a_table_that_is_called_like_the_problem_is_another() -> None:
    spiral = find_preset("spiral").experiment()
    drawn = spiral.problem.source
    table = Problem("spiral", "", drawn.inputs, drawn.targets, path="spiral.csv")
    assert changed_text(replace(spiral, problem=table)) == "problem spiral → spiral.csv"
    assert "another problem" in elsewhere_text(replace(spiral, problem=table))
    assert "other data" in elsewhere_text(replace(spiral, noise=0.1))


def test_that_something_is_not_learnt_is_not_said_of_something_else() -> None:
    minimum = find_preset("xor-minimum").experiment()
    assert warning_text(minimum) == "this recipe does not learn it"
    assert warning_text(replace(minimum, learning_rate=0.1)) == (
        "unchanged, this recipe does not learn it"
    )
    assert warning_text(replace(minimum, problem=PROBLEMS["or"])) == ""


@pytest.mark.parametrize("changes", [{"seed": 7}, {"learning_rate": 0.01}, {"test_seed": 7}])
def test_figures_are_said_of_other_starts_and_rates(changes: dict[str, Any]) -> None:
    trees = find_preset("family-trees")
    experiment = replace(trees.experiment(), **changes)
    assert known_preset(experiment) is trees
    assert trees.measured in " ".join(preset_texts(experiment))


def test_what_suits_a_problem_is_called_so() -> None:
    """Whoever names a problem has named no preset."""
    circle = replace(Experiment.of("circle"), learning_rate=0.05)
    assert list(preset_texts(circle))[-1] == (
        "changed from what suits circle (--preset circle): lr 0.01 → 0.05"
    )
    published = replace(find_preset("symmetry-1986").experiment(), learning_rate=0.05)
    assert changed_from(published) == "the preset"


@pytest.mark.parametrize("preset", [p for p in PRESETS.values() if p.start], ids=lambda p: p.name)
def test_what_would_draw_weights_that_are_given_is_said_to_decide_nothing(preset: Preset) -> None:
    assert not any("nothing" in text for text in start_texts(preset.experiment()))
    said = "no weights are drawn here, so --init xavier decides nothing"
    assert said in start_texts(preset.experiment(init="xavier", scale=None))
    both = "no weights are drawn here, so --scale 7.0, --seed 3 decide nothing"
    assert both in start_texts(preset.experiment(scale=7.0, seed=3))
    assert not any("nothing" in text for text in start_texts(Experiment(seed=3)))
