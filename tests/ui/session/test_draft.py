"""What is typed into the rows of settings comes to what the same options come to on a command line:
the table of settings is the test.
"""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BadSetting, Experiment, find_preset
from backprop_tui.engine.experiment import SETTINGS
from backprop_tui.engine.presets import PRESETS
from backprop_tui.engine.problems import PROBLEMS
from backprop_tui.engine.reading.option import Option
from backprop_tui.ui.session.draft import Draft
from backprop_tui.ui.session.session import Session
from tests.engine.strategies import experiments, with_schedules
from tests.one_more import OneMore
from tests.ui.session.typed import OPTIONS, TEXTS, commanded, texts_for


def draft(running: Experiment) -> Draft:
    return Draft(running, running)


def option(name: str) -> Option:
    return OPTIONS[name][1]


def test_every_option_is_tried() -> None:
    assert set(TEXTS) == set(OPTIONS)


@pytest.mark.parametrize("name", TEXTS)
def test_a_row_comes_to_what_its_option_comes_to(name: str, tmp_path: Path) -> None:
    run = Session(Experiment())
    run.step(2)
    texts = texts_for(name, tmp_path)
    typed = draft(run.experiment)
    for each, text in texts.items():
        typed.type(option(each), text)
        assert typed.text(*OPTIONS[each]) == text
    assert not typed.refusal
    assert not typed.is_empty
    assert typed.differs(*OPTIONS[name])
    is_change = all(OPTIONS[each][0].changeable for each in texts)
    assert typed.effect.startswith("From the next step on: " if is_change else "A new start: ")
    run.settle(typed)
    assert run.experiment.to_json() == commanded(texts).to_json()
    assert run.runs.step_number == (2 if is_change else 0)


@given(with_schedules(experiments()))
def test_what_nobody_types_changes_nothing(experiment: Experiment) -> None:
    typed = draft(experiment)
    assert (typed.is_empty, typed.effect) == (True, "Nothing is changed yet.")
    for each, opt in OPTIONS.values():
        text = typed.text(each, opt)
        if opt.kind.is_file or opt in each.others:
            continue
        typed.type(opt, text)
        assert typed.is_empty, (opt.name, text, typed.effect)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_sets_the_rows_and_what_is_typed_then_is_put_in_their_place(preset: str) -> None:
    run = Session(Experiment(learning_rate=3.0))
    typed = draft(run.experiment)
    typed.type(option("lr"), "4")
    typed.type(option("preset"), preset)
    whole = find_preset(preset).experiment()
    for each, opt in OPTIONS.values():
        if opt.name != "preset":
            assert typed.text(each, opt) == (
                "4" if opt.name == "lr" else each.texts(getattr(whole, each.name)).get(opt.name, "")
            )
    typed.forget(option("lr"))
    typed.type(option("seed"), "5")
    run.settle(typed)
    expected = find_preset(preset).experiment(seed=5)
    assert run.experiment.to_json() == expected.to_json()


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_problem_comes_with_what_suits_it_and_leaves_a_preset(problem: str) -> None:
    run = Session(find_preset("xor-1986").experiment())
    typed = draft(run.experiment)
    typed.type(option("problem"), problem)
    if PROBLEMS[problem].preset:
        run.settle(typed)
        assert run.experiment.to_json() == Experiment.of(problem).to_json()
    elif problem != "xor":
        run.settle(typed)
        assert run.experiment.preset is None
        assert run.experiment.momentum == 0.9


def test_without_its_name_a_preset_stays_as_it_is() -> None:
    run = Session(find_preset("symmetry").experiment(learning_rate=2.0))
    typed = draft(run.experiment)
    typed.type(option("preset"), "")
    assert typed.effect == "A new start: preset none."
    run.settle(typed)
    assert (run.experiment.preset, run.experiment.learning_rate) == (None, 2.0)
    assert run.experiment.problem.name == "symmetry"
    assert run.experiment.momentum == 0.9


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"lr": "fast"}, "Learning rate must be a finite number, not 'fast'"),
    ({"lr": ""}, "Learning rate must be a finite number"),
    ({"momentum": "1"}, "Momentum must be from 0 to below 1, not 1"),
    ({"output_activation": "tanh", "loss": "bce"}, "Loss bce needs output activation sigmoid"),
    ({"noise": "0.2"}, "--noise draws points again, and xor is not drawn"),
    ({"data": "/nowhere.csv"}, "Cannot read"),
    ({"data": "-"}, "Standard input is the keyboard here"),
    ({"data": "/dev"}, "/dev is no file"),
    ({"target": "y"}, "--target says how a table is read"),
    ({"hidden": "0"}, "A hidden layer must have 1 to 1024 units"),
    ({"batch_size": "9"}, "Batch size must be from 1 to 4"),
    ({"activation": "tanh,relu"}, "Activation tanh,relu names 2 hidden layers"),
    ({"preset": "xxor"}, "There is no preset 'xxor'"),
    ({"hidden": "8", "lr": "-1"}, "Learning rate must be"),
]


@pytest.mark.parametrize(("texts", "sentence"), REFUSED)
def test_what_is_wrong_is_one_sentence_and_nothing_is_applied(
    texts: dict[str, str], sentence: str
) -> None:
    run = Session(Experiment())
    before = run.view
    typed = draft(run.experiment)
    for name, text in texts.items():
        typed.type(option(name), text)
    assert typed.effect.startswith(sentence), typed.effect
    assert "\n" not in typed.effect
    assert not typed.is_empty
    with pytest.raises(BadSetting):
        run.settle(typed)
    assert run.view is before
    for name in texts:
        typed.forget(option(name))
    assert typed.is_empty


@pytest.mark.parametrize("rate", ["4", "0.5"])
def test_what_is_typed_before_a_preset_is_put_in_its_place_as_what_is_typed_after(
    rate: str,
) -> None:
    texts = {"lr": rate, "problem": "or", "preset": "symmetry", "seed": "5"}
    run = Session(Experiment())
    typed = draft(run.experiment)
    for name, text in texts.items():
        typed.type(option(name), text)
    assert typed.text(*OPTIONS["problem"]) == "symmetry", "the latest of both"
    assert typed.text(*OPTIONS["lr"]) == rate
    run.settle(typed)
    expected = find_preset("symmetry").experiment(seed=5, learning_rate=float(rate))
    assert run.experiment.to_json() == expected.to_json()


TABLES = {
    "words.csv": "size,weight,kind\n1,2,cat\n2,3,dog\n3,?,cat\n4,1,dog\n",
    "own.csv": "age,income\n1,2\n2,3\n3,5\n",
}


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, str]:
    """Tables whose targets have to be named, by their names."""
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text)
    return {name: str(tmp_path / name) for name in TABLES}


@pytest.mark.parametrize("beginning", [{}, {"data": "own.csv", "target": "income"}])
@pytest.mark.parametrize("order", list(permutations(("data", "target", "missing", "ignore"))))
def test_what_reads_a_table_goes_together_in_any_order(
    beginning: dict[str, str], order: tuple[str, ...], tables: dict[str, str]
) -> None:
    named = {name: tables.get(text, text) for name, text in beginning.items()}
    run = Session(commanded(named) if named else Experiment())
    texts = {
        "data": tables["words.csv"], "target": "kind", "missing": "drop", "ignore": "size",
    }  # fmt: skip
    typed = draft(run.experiment)
    for name in order:
        assert not typed.wrong or typed.refusal
        typed.type(option(name), texts[name])
    assert not typed.refusal
    assert not typed.wrong
    assert {name: typed.text(*OPTIONS[name]) for name in texts} == texts
    assert typed.chosen_text == (f"data {tables['words.csv']}, target kind, ignore size and 1 more")
    run.settle(typed)
    assert run.experiment.to_json() == commanded(texts).to_json()


def test_another_table_lets_go_of_what_was_said_of_the_one_before(tables: dict[str, str]) -> None:
    run = Session(commanded({"data": tables["own.csv"], "target": "income"}))
    typed = draft(run.experiment)
    typed.type(option("data"), tables["words.csv"])
    assert typed.text(*OPTIONS["target"]) == ""
    assert "has no target" in typed.effect
    assert typed.wrong == {"data"}
    typed.type(option("target"), "kin")
    assert typed.wrong == {"target"}
    typed.type(option("problem"), "or")
    assert not typed.refusal
    assert [typed.text(*OPTIONS[name]) for name in ("problem", "data", "target")] == ["or", "", ""]
    typed.forget(option("problem"))
    assert typed.text(*OPTIONS["data"]) == tables["words.csv"]


def test_the_row_that_was_changed_of_a_table_is_named(tables: dict[str, str]) -> None:
    run = Session(commanded({"data": tables["own.csv"], "target": "income"}))
    typed = draft(run.experiment)
    typed.type(option("target"), "age")
    assert typed.effect == "A new start: target age."
    typed.type(option("data"), "")
    assert "--target says how a table is read" in typed.effect
    typed.forget(option("target"))
    assert typed.effect.startswith("A new start: data none")
    run.settle(typed)
    assert run.experiment.problem.name == "xor"


MISFITS: list[tuple[dict[str, str], set[str]]] = [
    ({"loss": "ce"}, {"loss"}),
    ({"batch_size": "10"}, {"batch_size"}),
    ({"test": "0.9"}, {"test"}),
    ({"groups": "2+2"}, {"groups"}),
    ({"freeze": "W2,h9"}, {"freeze"}),
    ({"seed": "7", "loss": "bce", "output_activation": "tanh"}, {"loss", "output_activation"}),
    ({"batch_size": "10", "freeze": "h9"}, {"freeze"}),
    ({"lr": "fast", "batch_size": "10"}, {"lr"}),
    ({"target": "kind", "missing": "drop"}, {"target", "missing"}),
    ({"data": "/nowhere.csv", "target": "kind"}, {"data"}),
]


@pytest.mark.parametrize(("texts", "wrong"), MISFITS)
def test_the_rows_that_do_not_go_together_are_told(texts: dict[str, str], wrong: set[str]) -> None:
    typed = draft(Experiment())
    for name, text in texts.items():
        typed.type(option(name), text)
    assert typed.refusal
    assert typed.wrong == wrong
    assert list(typed.typed) == list(texts)


def test_what_stays_as_it_was_when_the_problem_is_another_is_told() -> None:
    typed = draft(Experiment(learning_rate=2.0, momentum=0.5))
    typed.type(option("problem"), "circle")
    assert typed.effect == (
        "A new start: problem circle, and 3 settings with it; but lr 2, momentum 0.5 stay."
    )
    typed.type(option("momentum"), "0")
    assert typed.effect.endswith("; but lr 2 stays.")
    typed.type(option("lr"), "0.5")
    assert "stay" not in typed.effect


def test_a_seed_that_decides_nothing_says_so_before_it_is_in_force() -> None:
    typed = draft(find_preset("mazur").experiment())
    typed.type(option("seed"), "7")
    why = "the weights are given (preset:mazur)"
    assert typed.effect == f"A new start: seed 7; but seed decides nothing: {why}."
    assert typed.hindrance(SETTINGS["seed"]) == why
    typed.type(option("batch_size"), "1")
    typed.type(option("problem"), "or")
    assert not typed.hindrance(SETTINGS["seed"])


def test_a_problem_lets_go_of_the_start_of_a_preset_and_not_of_a_file(
    tables: dict[str, str],
) -> None:
    run = Session(find_preset("mazur").experiment())
    typed = draft(run.experiment)
    typed.type(option("data"), tables["own.csv"])
    typed.type(option("target"), "income")
    assert not typed.refusal
    run.settle(typed)
    assert run.experiment.start is None
    typed = draft(find_preset("mazur").experiment())
    typed.type(option("weights"), "preset:mazur")
    typed.type(option("hidden"), "2")
    typed.type(option("problem"), "or")
    assert typed.text(*OPTIONS["weights"]) == "preset:mazur"


def test_a_setting_that_does_not_apply_says_why() -> None:
    typed = draft(Experiment())
    assert "xor" in typed.hindrance(SETTINGS["noise"])
    assert not typed.hindrance(SETTINGS["momentum"])
    assert not typed.hindrance(SETTINGS["order"])
    typed.type(option("problem"), "circle")
    assert not typed.hindrance(SETTINGS["noise"])


def test_a_schedule_is_kept_for_a_new_start_and_a_change_is_made_on_what_runs_now() -> None:
    schedule: Any = "3:lr=0.1;9:lr=0.01"
    run = Session(Experiment(schedule=schedule))
    run.step(5)
    typed = Draft(run.experiment, run.runs.chosen)
    assert typed.text(*OPTIONS["lr"]) == "0.1"
    assert typed.text(*OPTIONS["at_step"]) == schedule
    typed.type(option("momentum"), "0.5")
    assert typed.changes == {"momentum": 0.5}
    typed.type(option("hidden"), "3")
    assert typed.text(*OPTIONS["lr"]) == "0.5", "as it will begin"
    run.settle(typed)
    assert run.experiment == Experiment(schedule=schedule, hidden=(3,), momentum=0.5)


def test_what_is_typed_as_it_was_is_no_new_start() -> None:
    typed = draft(Experiment())
    typed.type(option("seed"), "42")
    typed.type(option("lr"), "2")
    assert typed.changes == {"learning_rate": 2.0}
    typed.type(option("lr"), "0.50")
    assert typed.is_empty


def test_what_comes_with_a_choice_is_counted() -> None:
    typed = draft(Experiment())
    typed.type(option("problem"), "encoder-8-3-8")
    assert typed.effect == "A new start: problem encoder-8-3-8, and 6 settings with it."


def test_a_setting_that_only_the_tests_know_is_typed_like_any_other() -> None:
    run = Session(OneMore())
    typed = draft(run.experiment)
    (known,) = (
        each for each in type(typed)(OneMore(), OneMore()).settings if each.name == "rate_schedule"
    )
    typed.type(known.option, "cosine")
    run.settle(typed)
    assert run.experiment == OneMore(rate_schedule="cosine")


@given(st.lists(st.sampled_from(sorted(set(TEXTS) - {"data", "weights"})), unique=True, max_size=6))
def test_whatever_is_typed_is_refused_or_gives_an_experiment_and_forgetting_it_gives_all_back(
    names: list[str],
) -> None:
    run = Session(Experiment())
    typed = draft(run.experiment)
    for name in names:
        typed.type(option(name), TEXTS[name])
    if typed.refusal:
        with pytest.raises(BadSetting):
            run.settle(typed)
        assert run.experiment == Experiment()
    else:
        shown = {name: typed.text(*OPTIONS[name]) for name in OPTIONS}
        run.settle(typed)
        again = draft(run.experiment)
        assert shown == {name: again.text(*OPTIONS[name]) for name in OPTIONS} | {
            name: shown[name] for name in names
        }
    for name in names:
        typed.forget(option(name))
    assert typed.is_empty


def test_while_anything_is_wrong_nothing_changes_and_nothing_starts() -> None:
    typed = draft(Experiment())
    typed.type(option("momentum"), "0.9")
    typed.type(option("lr"), "-1")
    assert typed.refusal
    assert (typed.changes, typed.start) == ({}, None)
    typed.type(option("hidden"), "3")
    assert (typed.changes, typed.start) == ({}, None)
    typed.forget(option("lr"))
    assert typed.start is not None
