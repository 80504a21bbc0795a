"""What a table of settings asks of their declarations: names to choose from, what each of them is,
what is said layer by layer, and what has to be said at all.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from backprop_tui.engine import PROBLEMS, Experiment, find_preset
from backprop_tui.engine.experiment import SETTINGS
from backprop_tui.engine.presets import PRESETS
from backprop_tui.engine.settings import title_of
from tests.engine.strategies import experiments, with_schedules
from tests.one_more import OneMore

OPTIONS = {option.name: option for each in SETTINGS.values() for option in each.options}


@pytest.mark.parametrize("name", OPTIONS)
def test_every_choice_is_a_text_that_is_read_and_written_again(name: str) -> None:
    kind = OPTIONS[name].kind
    for choice in kind.choices:
        assert kind.write(kind.typed(name, choice)) == choice
        assert "\n" not in kind.about(choice)


def test_presets_and_problems_say_what_they_are() -> None:
    preset, problem = OPTIONS["preset"].kind, OPTIONS["problem"].kind
    assert preset.choices == tuple(PRESETS)
    assert preset.about("symmetry") == PRESETS["symmetry"].title
    assert problem.choices == tuple(PROBLEMS)
    assert problem.about("xor") == PROBLEMS["xor"].summary
    assert OPTIONS["loss"].kind.about("mean") == ""


def test_only_files_are_read_from_files() -> None:
    assert {name for name, option in OPTIONS.items() if option.kind.is_file} == {"data", "weights"}


@pytest.mark.parametrize(
    ("name", "text", "longer", "shorter"),
    [
        ("hidden", "4", "4,4", "none"),
        ("hidden", "8,3", "8,3,3", "8"),
        ("hidden", "none", "4", "none"),
        ("hidden", "", "4", "none"),
        ("activation", "tanh", "tanh", "tanh"),
        ("activation", "tanh,relu", "tanh,relu,relu", "tanh"),
        ("lr", "0.5", None, None),
    ],
)
def test_layers_are_added_and_taken_away(
    name: str, text: str, longer: str | None, shorter: str | None
) -> None:
    kind = OPTIONS[name].kind
    assert (kind.longer(text), kind.shorter(text)) == (longer, shorter)


@pytest.mark.parametrize(
    ("name", "text", "at", "longer", "shorter"),
    [
        ("hidden", "8,3", 0, "8,8,3", "3"),
        ("hidden", "8,3,2", 1, "8,3,3,2", "8,2"),
        ("hidden", "8,3", 9, "8,3,3", "8"),
        ("activation", "tanh,relu", 0, "tanh,tanh,relu", "relu"),
        ("activation", "tanh", 3, "tanh", "tanh"),
    ],
)
def test_the_layer_that_is_chosen_is_the_one(
    name: str, text: str, at: int, longer: str, shorter: str
) -> None:
    kind = OPTIONS[name].kind
    assert (kind.longer(text, at), kind.shorter(text, at)) == (longer, shorter)


@given(with_schedules(experiments()))
def test_what_is_decided_gives_the_experiment_again(experiment: Experiment) -> None:
    assert Experiment.given(**experiment.decided()).to_json() == experiment.to_json()


@pytest.mark.parametrize("preset", PRESETS)
def test_of_a_preset_its_name_and_what_is_otherwise_is_decided(preset: str) -> None:
    assert find_preset(preset).experiment().decided() == {"preset": preset}
    assert find_preset(preset).experiment(seed=99).decided() == {"preset": preset, "seed": 99}


def test_every_setting_belongs_to_a_group_that_has_a_title() -> None:
    titles = [title_of(Experiment, name) for name in SETTINGS]
    assert list(dict.fromkeys(titles)) == [
        "Preset", "Problem", "Network", "Objective", "Start", "Learning", "Parameters",
        "Back-propagation",
    ]  # fmt: skip
    assert title_of(OneMore, "seed") == "Start"
    assert title_of(OneMore, "rate_schedule") == "Back-propagation"
