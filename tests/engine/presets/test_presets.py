"""A preset is an experiment in a word: it decides every setting, any of them may be given anew, and
whatever came of it is written down so that it comes about again.
"""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import (
    BUGS,
    PRESETS,
    PROBLEMS,
    SETTINGS,
    BadSetting,
    Experiment,
    Journal,
    Preset,
    Problem,
    Trainer,
    find_preset,
    find_problem,
)
from backprop_tui.engine.presets import steps_between
from backprop_tui.engine.presets.preset import NEAR, watchable_speed
from tests.engine.refusals import refused

OTHERS: dict[str, list[Any]] = {
    "problem": [PROBLEMS["and"], PROBLEMS["xor"], PROBLEMS["mazur"], PROBLEMS["circle"]],
    "levels": [(0.0, 1.0), (-1.0, 1.0), (0.1, 0.9)],
    "features": [None, ("x1", "x1*x2")],
    "cases": [None, 20],
    "noise": [None, 0.1],
    "problem_seed": [None, 7],
    "groups": [(), "1+1,2+2"],
    "standardize": [True, False],
    "test": [None, 1.0],
    "hidden": [(), (2,), (4,), (3, 2)],
    "activation": ["sigmoid", "tanh"],
    "output_activation": ["sigmoid", "linear"],
    "bias": [True, False, "shared", "threshold"],
    "direct": [True, False],
    "loss": ["half-sse", "mean", "bce"],
    "init": ["normal", "uniform"],
    "scale": [None, 0.5, 0.3],
    "seed": [42, 7],
    "start": [None],
    "learning_rate": [0.5, 0.1],
    "momentum": [0.0, 0.9],
    "batch_size": [None, 1],
    "order": ["shuffled", "file"],
    "schedule": [None, "20:lr=0.03"],
    "freeze": [(), ("weights",)],
    "l2": [0.0, 0.01],
    "decay": [0.0, 0.002],
    "bug": [None, *BUGS],
    "preset": [None, *PRESETS],
}
"""Values to put in place of those of a preset: the program's defaults, and others."""


@st.composite
def changed(draw: st.DrawFn) -> Experiment:
    """The experiment of a preset or of a problem with any of its settings changed."""
    whole = st.sampled_from(list(PRESETS)).map(lambda name: {"preset": name})
    problem = st.sampled_from(list(PROBLEMS)).map(lambda name: {"problem": name})
    experiment = Experiment.given(**draw(whole | problem))
    for name in draw(st.lists(st.sampled_from(sorted(OTHERS)), max_size=6)):
        try:
            experiment = replace(experiment, **{name: draw(st.sampled_from(OTHERS[name]))})
        except BadSetting:  # it does not go with the others
            continue
    return experiment


def options_in(words: list[str]) -> dict[str, Any]:
    """Values by the names of options, from the words of a command line."""
    said: dict[str, Any] = {}
    # A value that begins with a dash stands behind an equals sign.
    parts = [
        part for word in words for part in (word.split("=", 1) if word[:2] == "--" else [word])
    ]
    for word, following in pairwise([*parts, ""]):
        for option in (option for known in SETTINGS.values() for option in known.options):
            if word == option.flag:
                takes = not option.is_switch or following in option.kind.following
                said[option.name] = following if takes else True
            elif option.is_switch and word == option.forms[-1]:
                said[option.name] = False
    return said


def same(one: Experiment, other: Experiment) -> bool:
    """Whether two experiments are the same, their tables and weights by their numbers."""
    for each in fields(Experiment):
        mine, its = getattr(one, each.name), getattr(other, each.name)
        if not SETTINGS[each.name].is_same(mine, its):
            return False
    mine, its = (Trainer(experiment).network.parameters.vector for experiment in (one, other))
    return np.array_equal(mine, its) and np.array_equal(one.problem.inputs, other.problem.inputs)


@given(changed())
def test_whatever_becomes_of_a_preset_its_words_give_it_again(experiment: Experiment) -> None:
    again = Experiment.from_options(options_in(experiment.to_arguments()))
    assert same(again, experiment)


@given(changed())
def test_a_journal_of_it_gives_it_again(experiment: Experiment) -> None:
    trainer = Trainer(experiment)
    again = Journal.from_json(Journal.of(trainer).to_json()).experiment
    assert same(again, experiment)
    assert again.to_arguments() == experiment.to_arguments()


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_preset_is_one_word_and_says_what_it_is(preset: Preset) -> None:
    experiment = preset.experiment()
    assert experiment.preset == preset.name == preset.name.lower()
    assert experiment.to_arguments() == ["--preset", preset.name]
    assert same(experiment, Experiment.from_options({"preset": preset.name.upper()}))
    assert set(preset.implied) <= set(SETTINGS) - {"preset"}
    assert experiment.problem.name == preset.implied["problem"]
    texts = (preset.title, preset.source, preset.published, preset.measured, preset.says)
    assert all(text.strip() == text and text.isprintable() for text in texts)
    assert preset.title and preset.source and preset.measured and preset.says
    assert preset.steps > 0
    assert 1 <= preset.pace <= 65_536


@pytest.mark.parametrize("name", [name for name, each in PROBLEMS.items() if each.preset])
def test_what_a_problem_is_best_learnt_with_is_a_preset_of_it(name: str) -> None:
    experiment = Experiment.of(name)
    assert experiment.preset is not None
    assert experiment.problem.source is PROBLEMS[name]
    assert experiment.to_arguments() == ["--preset", experiment.preset]
    assert same(experiment, Experiment.from_options({"problem": name}))


def test_a_preset_is_found_in_upper_case_and_with_underscores_too() -> None:
    assert find_preset(" Xor_Direct_1986 ") is PRESETS["xor-direct-1986"]
    assert find_preset("Encoder") is PRESETS["encoder-8-3-8"]
    assert find_preset("xor-plane") is PRESETS["quadrants"]
    with refused("there is no preset 'majority'"):
        find_preset("majority")


def test_the_label_alone_changes_no_bit() -> None:
    plain = Experiment(hidden=(3,))
    labelled = replace(plain, preset="mazur")
    runs = [Trainer(experiment) for experiment in (plain, labelled)]
    for run in runs:
        run.step(20)
    one, other = (run.network.parameters.vector for run in runs)
    assert np.array_equal(one, other)


def test_only_what_differs_is_written_beside_a_preset() -> None:
    mazur = find_preset("mazur")
    assert mazur.experiment(learning_rate=0.1, batch_size=1).to_arguments() == [
        *("--preset", "mazur", "--lr", "0.1", "--batch-size", "1")
    ]
    # What is the default of the program and not that of the preset has to be said.
    nielsen = find_preset("nielsen").experiment(bias=False, learning_rate=0.5, start=None)
    words = ["--no-bias", "--preset", "nielsen", "--weights", "none", "--lr", "0.5"]
    assert nielsen.to_arguments() == words
    other = find_preset("xor-1986").experiment(problem="and", scale=None)
    assert other.to_arguments() == ["--preset", "xor-1986", "--problem", "and", "--scale", "none"]


def test_a_problem_without_its_preset_says_so() -> None:
    plain = Experiment(problem=find_problem("mazur"))
    words = plain.to_arguments()
    assert words[words.index("--preset") + 1] == "none"
    assert words[words.index("--weights") + 1] == "none"
    assert same(Experiment.from_options(options_in(words)), plain)


def test_weights_of_a_preset_are_a_start_like_any_other() -> None:
    experiment = Experiment.from_options({"problem": "mazur", "weights": "preset:Mazur"})
    start = find_preset("mazur").start
    assert experiment.start is start
    assert start is not None and start.weights[0].tolist() == [[0.15, 0.25], [0.2, 0.3]]
    alone = Experiment(problem=find_problem("mazur"), hidden=(2,), bias=True, start=start)
    words = alone.to_arguments()
    assert words[words.index("--weights") + 1] == "preset:mazur"
    with refused("preset tutorial", "no weights of its own"):
        Experiment.from_options({"weights": "preset:tutorial"})
    with refused("no preset 'x'"):
        Experiment.from_options({"weights": "preset:x"})
    with refused("--weights-by", "preset:mazur"):
        Experiment.from_options({"weights": "preset:mazur", "weights_by": "unit"})
    with refused("--hidden 3", "start of preset:mazur", "2×3"):
        Experiment.from_options({"preset": "mazur", "hidden": "3"})


def test_of_what_decides_the_same_what_is_nearer_counts() -> None:
    """Weights before a problem; a preset before a problem; what is given before all."""
    preset = {"hidden": (3,), "learning_rate": 2.0, "momentum": 0.1, "l2": 0.5}
    problem = Problem("t", "", [0, 1], [0, 1], preset=preset)
    experiment = Experiment.given(preset="nielsen", problem=problem, momentum=0.2, start=None)
    assert experiment.preset == "nielsen"
    assert (experiment.hidden, experiment.learning_rate, experiment.momentum) == ((), 0.15, 0.2)
    assert experiment.l2 == 0.0, "a preset is whole, and leaves nothing to the problem"
    assert experiment.bias is True
    assert experiment.start is None
    alone = Experiment.given(problem=problem, preset=None, momentum=0.2)
    assert (alone.hidden, alone.learning_rate, alone.momentum) == ((3,), 2.0, 0.2)
    weights = find_preset("mazur").start
    assert Experiment.given(problem=find_problem("mazur"), preset=None).hidden == (4,)
    assert Experiment.given(problem=find_problem("mazur"), start=weights, preset=None).hidden == (
        2,
    )


def test_an_unknown_preset_is_refused_with_those_that_there_are() -> None:
    for text in ("chess", "x" * 300):
        with refused("no preset", "tutorial, mazur", f"presets` lists all {len(PRESETS)}"):
            Experiment.from_options({"preset": text})
    with refused("no preset 'simmetry'", "choose from symmetry, symmetry-1986, …"):
        Experiment.from_options({"preset": "simmetry"})
    with refused("name of a preset", "not 7"):
        odd: Any = 7
        Experiment(preset=odd)
    with refused("preset of t", "no setting 'problem'"):
        Experiment.of(Problem("t", "", [0, 1], [0, 1], preset={"problem": "xor"}))


def test_a_run_is_printed_in_some_six_lines_and_watched_for_some_twenty_seconds() -> None:
    for steps in (1, 4, 5, 29, 300, 1_500, 8_000, 10_000, 123_456):
        every = steps_between(steps)
        assert every == 1 or 5 <= steps / every < 13
        assert str(every).rstrip("0") in {"1", "2", "5"}
        speed = watchable_speed(steps)
        assert speed == 1 or 14 < steps / speed < 29
    assert (steps_between(10_000), watchable_speed(10_000)) == (2_000, 512)


def test_the_preset_of_the_tutorial_is_the_network_that_the_program_opens_on() -> None:
    assert replace(find_preset("tutorial").experiment(), preset=None) == Experiment()


TOLD = {name: preset for name, preset in PRESETS.items() if preset.right_at is not None}


@pytest.mark.parametrize("preset", TOLD.values(), ids=TOLD)
def test_how_soon_its_own_seed_learns_it_is_what_comes_out(preset: Preset) -> None:
    """Looked at after every sweep, from the start until it is learnt as is said.

    Thousands of steps magnify the last bit, in which libraries of linear algebra differ.
    """
    trainer = Trainer(preset.experiment())
    experiment = trainer.experiment
    problem = experiment.problem
    sweep = -(-len(problem.inputs) // experiment.batch)
    bits = problem.source.targets[list(problem.rows)]
    found: dict[str, int] = {}
    wanted = {"right": preset.right_at} | ({"near": preset.near_at} if preset.near_at else {})
    while len(found) < len(wanted) and trainer.step_number <= preset.steps:
        outputs = trainer.network.forward(problem.inputs).activations[-1]
        off = np.abs(outputs - bits)
        if (off < NEAR).all():
            found.setdefault("near", trainer.step_number)
        if problem.right(outputs).all():
            found.setdefault("right", trainer.step_number)
        trainer.step(sweep)
    assert {name: found[name] for name in wanted} == pytest.approx(wanted, rel=0.05, abs=1)
