"""A setting is declared once, and all that reads, checks and writes it follows. So each promise is
held for every setting that there is, with values that nobody meant among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import (
    LOSSES,
    PROBLEMS,
    SETTINGS,
    BadSetting,
    Experiment,
    Problem,
    Start,
    Trainer,
    find_preset,
)
from backprop_tui.engine.reading.kinds import Kind, Name, Text
from backprop_tui.engine.reading.layers import Layers
from backprop_tui.engine.reading.numbers import Number, Part, Whole
from backprop_tui.engine.reading.switches import Switch, SwitchOrName
from backprop_tui.engine.settings import changeable, settings_of
from tests.engine.refusals import refused
from tests.engine.strategies import apart, experiments
from tests.one_more import SCHEDULES, OneMore

CLASSES = Problem("kinds", "", [[0, 1], [1, 0], [1, 1]], np.eye(3))

DRAWN = ("cases", "noise", "problem_seed")

START = Start((np.zeros((2, 4)), np.zeros((4, 1))), None, "start.json")


def test_every_field_is_a_setting_with_options_of_its_own() -> None:
    assert list(SETTINGS) == [field.name for field in fields(Experiment)]
    flags = [option.flag for setting in SETTINGS.values() for option in setting.options]
    assert len(set(flags)) == len(flags)
    for field in fields(Experiment):
        default = SETTINGS[field.name].option.default
        if field.default is MISSING:
            assert SETTINGS[field.name].accepted(default) is getattr(Experiment(), field.name)
        else:
            assert default == field.default


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("hidden", 4, (4,)),
        ("hidden", [4, 4], (4, 4)),
        ("hidden", range(1, 3), (1, 2)),
        ("hidden", np.int64(3), (3,)),
        ("hidden", np.array([3, 2]), (3, 2)),
        ("hidden", np.array(3), (3,)),
        ("hidden", [], ()),
        ("problem", "xor", PROBLEMS["xor"]),
        ("problem", "Parity3", PROBLEMS["parity-3"]),
        ("activation", np.str_("tanh"), "tanh"),
        ("bias", np.True_, True),
        ("scale", 1, 1.0),
        ("seed", np.uint8(7), 7),
        ("learning_rate", 1, 1.0),
        ("learning_rate", np.float32(0.25), 0.25),
        ("momentum", Fraction(1, 2), 0.5),
        ("batch_size", np.int32(2), 2),
        ("start", START, START),
        ("bug", None, None),
    ],
)
def test_what_can_only_mean_one_thing_is_kept_as_that(name: str, value: Any, kept: Any) -> None:
    experiment = Experiment(**{name: value})
    assert getattr(experiment, name) == kept
    assert type(getattr(experiment, name)) is type(kept)
    assert experiment == Experiment(**{name: kept})
    json.dumps(experiment.to_json(), allow_nan=False)


@pytest.mark.parametrize(
    ("name", "value", "parts"),
    [
        ("hidden", "8,8", ("hidden must be the units of each layer", "not '8,8'")),
        ("hidden", None, ("hidden must be", "not None")),
        ("hidden", 2.5, ("hidden must be", "not 2.5")),
        ("hidden", (2.5,), ("1 to 1024 units, not 2.5",)),
        ("hidden", [[4]], ("1 to 1024 units, not [4]",)),
        ("hidden", (True,), ("1 to 1024 units, not True",)),
        ("problem", "chess", ("there is no problem 'chess'; choose from xor, and",)),
        ("problem", 3, ("problem must be a Problem or its name, not 3",)),
        ("activation", None, ("there is no activation None; choose from sigmoid, tanh",)),
        ("activation", ["tanh"], ("there is no activation ['tanh']",)),
        ("loss", 1, ("there is no loss 1; choose from half-sse, sse, mean, bce, ce, margin",)),
        ("bug", False, ("there is no bug False; choose from",)),
        ("bias", 1, ("bias must be True, False, 'shared' or 'threshold', not 1",)),
        ("bias", "no", ("bias must be True, False, 'shared' or 'threshold', not 'no'",)),
        ("learning_rate", "fast", ("learning rate must be a finite number", "not 'fast'")),
        ("learning_rate", "0.5", ("learning rate must be a finite number", "not '0.5'")),
        ("learning_rate", None, ("learning rate must be a finite number", "not None")),
        ("learning_rate", True, ("learning rate must be a finite number", "not True")),
        ("learning_rate", 10**400, ("learning rate must be a finite number", "not inf")),
        ("momentum", 1j, ("momentum must be a number from 0 to below 1, not 1j",)),
        ("scale", "1" * 99, ("scale must be", f"not '{'1' * 40}'…")),
        ("seed", True, ("seed must be a whole number from 0 to 4294967295, not True",)),
        ("seed", 1.0, ("seed must be a whole number", "not 1.0")),
        ("batch_size", 2.0, ("batch size must be a whole number from 1 to", "not 2.0")),
        ("start", "w.json", ("start must be a Start, as read_start gives, not 'w.json'",)),
    ],
)
def test_what_means_nothing_is_refused_with_what_is_allowed(
    name: str, value: Any, parts: Iterable[str]
) -> None:
    with refused(*parts):
        Experiment(**{name: value})


WILD: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | st.fractions()
    | st.decimals()
    | st.sampled_from([np.nan, np.int8(3), np.zeros(2), np.array("xor"), object, PROBLEMS["and"]])
    | st.sampled_from(["xor", "tanh", "bce", "zeros", "summed", START]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=2),
)


@given(st.dictionaries(st.sampled_from(list(SETTINGS)), WILD, max_size=3))
def test_anything_is_kept_or_refused_in_one_sentence(chosen: dict[str, Any]) -> None:
    try:
        experiment = Experiment(**chosen)
    except BadSetting as refusal:
        assert str(refusal).isprintable()
        assert len(str(refusal)) < 600
    else:
        json.dumps(experiment.to_json(), allow_nan=False)
        assert Experiment(**{name: getattr(experiment, name) for name in SETTINGS}) == experiment


@given(experiments())
def test_words_give_the_same_experiment_again(experiment: Experiment) -> None:
    if experiment.problem.name not in PROBLEMS:
        same = {name: getattr(experiment, name) for name in ("bias", "direct", "seed")}
        experiment = Experiment(**same, hidden=())
    words = experiment.to_arguments()
    given_texts: dict[str, Any] = {}
    for setting in SETTINGS.values():
        if setting.kind.is_switch:
            switch = words.pop(0).removeprefix("--")
            name = switch.removeprefix("no-").replace("-", "_")
            given_texts[name] = switch[:3] != "no-"
            if words and words[0] in setting.kind.following:
                given_texts[name] = words.pop(0)
    words = apart(words)
    for flag, text in zip(words[::2], words[1::2], strict=True):
        given_texts[flag.removeprefix("--").replace("-", "_")] = text
    assert Experiment.from_options(given_texts) == experiment


@given(experiments())
def test_what_is_written_in_a_field_can_be_typed_there(experiment: Experiment) -> None:
    for name, setting in SETTINGS.items():
        value = getattr(experiment, name)
        if name != "problem":
            assert setting.typed(setting.written(value)) == value
    assert SETTINGS["learning_rate"].said(1 / 3) == "0.333333"
    assert SETTINGS["batch_size"].said(None) == "all"
    assert SETTINGS["batch_size"].said(3) == "3"
    with refused("learning rate must be a finite number, not ''"):
        SETTINGS["learning_rate"].typed("")


KINDS: list[tuple[Kind, list[str], list[str]]] = [
    (Number(), ["0", ".5", "1e3"], ["-1", "inf", "nan", "fast", "1,5", ""]),
    (Number(1, 60), ["1", "60"], ["0.9", "61", "nan"]),
    (Number(below=1), ["0", "0.999"], ["1", "-0.1"]),
    (Number(-2, below=2), ["-2", "1.9"], ["2", "-2.1"]),
    (Part(), ["0.2", ".999", "1", "30", "1e3"], ["0", "-1", "1.5", "inf", "nan", "all", ""]),
    (Whole(0, 3), ["0", "3", "+2"], ["-1", "4", "1.0", ""]),
    (Whole(words="some"), ["-9", "99"], ["1.0", "9" * 19]),
    (Name(("a", "b")), ["a", "b", "A"], ["c", "", "ab"]),
    (Switch(), ["on", "off"], ["yes", "", "On"]),
    (Layers(), ["none", "4", "8,8"], ["", "4,", "four"]),
    (SwitchOrName(("half",)), ["on", "off", "half"], ["yes", "", "On", "Half", "halves"]),
    (Text("upper case", lambda text: text.encode("ascii").decode(), "WORD"), ["A"], ["ä"]),
]


@pytest.mark.parametrize(("kind", "right", "wrong"), KINDS, ids=lambda part: type(part).__name__)
def test_a_text_is_read_or_answered_with_what_is_allowed(
    kind: Kind, right: list[str], wrong: list[str]
) -> None:
    for text in right:
        value = kind.read(text)
        assert kind.read(kind.write(value)) == value
        assert kind.typed("it", text) == kind.accept("it", value) == value
        assert kind.say(value)
        json.dumps(kind.plain(value))
    for text in wrong:
        with pytest.raises(ValueError):
            kind.accept("it", kind.read(text))
        with pytest.raises(BadSetting, match=r"^(it|there is no it|a hidden layer) "):
            kind.accept("it", kind.typed("it", text))


def test_a_dialog_says_what_is_allowed_in_few_words() -> None:
    assert [kind.brief for kind, _, _ in KINDS] == [
        "a number, 0 or more",
        "from 1 to 60",
        "from 0 to below 1",
        "from -2 to below 2",
        "a share below 1, or a number of cases",
        "a whole number from 0 to 3",
        "some",
        "a, b",
        "on or off",
        Layers().allowed,
        "one of on, off, half",
        "upper case",
    ]
    assert [kind.values for kind, _, _ in KINDS if kind.values] == [
        ("a", "b"),
        (True, False),
        (True, False, "half"),
    ]


def test_a_dialog_has_room_for_what_is_allowed() -> None:
    for name in changeable(Experiment):
        assert len(SETTINGS[name].kind.brief) <= 100, name
    assert SETTINGS["start"].written(START) == START.path


@pytest.mark.parametrize("name", ["and", "circle", "family-trees", "table:0110"])
def test_a_problem_is_written_as_its_name(name: str) -> None:
    setting = SETTINGS["problem"]
    assert setting.written(PROBLEMS[name]) == name
    assert setting.typed(name) is PROBLEMS[name]


def test_a_comma_for_a_point_is_seen() -> None:
    for kind in (Number(), Part()):
        with refused("it needs a point, not a comma: 0.5"):
            kind.typed("it", "0,5")
    with refused("it must be a share above 0 and below 1, or a whole number of cases"):
        Part().accept("it", 10**400)
    assert [Part().write(value) for value in (0.2, 30.0)] == ["0.2", "30"]


def test_what_may_change_on_the_way_is_in_the_order_in_which_it_is_asked_for() -> None:
    assert list(changeable(Experiment)) == [
        "learning_rate", "momentum", "loss", "activation", "output_activation",
        "l2", "l1", "decay", "freeze",
    ]  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_every_try_is_an_experiment(name: str) -> None:
    for title, summary, changes, instead in SETTINGS[name].worth_a_try():
        assert title
        assert summary
        assert name in changes
        assert instead is None or Experiment(**instead)
        # Points that are not drawn cannot be drawn otherwise.
        problem = PROBLEMS["circle"] if name in DRAWN else CLASSES
        assert Experiment(**{"problem": problem, "loss": "half-sse", **changes})


def test_a_help_says_what_is_allowed_and_what_is_the_default() -> None:
    helps = {o.flag: o.help for setting in SETTINGS.values() for o in setting.options}
    assert helps["--lr"] == (
        "learning rate: a finite number, 0 or more (default: 0.5). "
        "A step goes so far down the E of --loss, whatever is displayed"
    )
    assert helps["--bias"] == (
        "whether every unit has a bias; shared: one a layer, the same for all its units; "
        "threshold: θ, the weight of an input of -1 (default: --no-bias)"
    )
    usages = [use for setting in SETTINGS.values() for o in setting.options for use in o.usages]
    assert {"--bias [FORM]", "--no-bias", "--lr NUMBER", "--direct"} <= {*usages}
    assert helps["--batch-size"].endswith("from 1 to the cases there are (default: all)")
    assert "default" not in helps["--data"]
    for setting in SETTINGS.values():
        for option in setting.options:
            assert option.is_switch or f": {option.allowed}" in option.help
            assert option.metavar.isupper()
            assert option.told or option.is_switch
    assert all(f"`{name}`" in SETTINGS["loss"].option.told for name in ("mse", *LOSSES))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, ["2-4-1", "σ", "seed 42", "lr 0.5", "½Σe²"]),
        (
            {"bias": True, "hidden": (), "loss": "bce"},
            ["2-1+b", "σ", "seed 42", "lr 0.5", "-Σln p"],
        ),
        (
            {"activation": "tanh", "momentum": 0.9, "batch_size": 2},
            ["2-4-1", "tanh/σ", "seed 42", "lr 0.5", "½Σe²", "α 0.9", "batch 2"],
        ),
        (
            {"standardize": True, "test": 0.25},
            ["standardized", "test 1 of 4", "2-4-1", "σ", "seed 42", "lr 0.5", "½Σe²"],
        ),
        (
            {"freeze": ("W1[x1,h1]", "W1[x2,h1]", "b2"), "bias": True},
            ["2-4-1+b", "σ", "seed 42", "lr 0.5", "½Σe²", "frozen W1[x1,h1],W…"],
        ),
        (
            {"schedule": "20:lr=0.03,momentum=0.95;50:lr=1"},
            ["2-4-1", "σ", "seed 42", "lr 0.5", "½Σe²", "then at 20 lr 0.03 momentum 0.95"],
        ),
        (
            {"start": START, "bug": "summed"},
            ["BUG summed", "2-4-1", "σ", "given start", "lr 0.5", "½Σe²"],
        ),
    ],
)
def test_a_line_about_a_run_says_what_is_chosen(chosen: dict[str, Any], said: list[str]) -> None:
    experiment = Experiment(**chosen)
    facts = [setting.fact for setting in SETTINGS.values() if setting.fact]
    texts = [fact.text(experiment) for fact in sorted(facts, key=lambda fact: fact.place)]
    assert [text for text in texts if text] == said


def test_a_default_that_is_no_value_may_be_given_by_its_word() -> None:
    words = {"bug": "none", "batch_size": "all", "test": "none"}
    assert Experiment.from_options(words) == Experiment.from_options({})
    for name, word in words.items():
        assert SETTINGS[name].option.shown == word
    with refused("--batch-size", "whole number"):
        Experiment.from_options({"batch_size": "none"})


def test_a_table_or_a_weights_file_is_chosen_by_its_path(tmp_path: Path) -> None:
    table, start = tmp_path / "t.csv", tmp_path / "-w.json"
    table.write_text('x,"a, b",c\n1,2,3\n4,5,7\n')
    start.write_text('{"weights": [[[1, 2], [3, 4]], [[5], [6]]], "biases": [[0, 0], [0]]}')
    texts = {"data": str(table), "target": '"a, b"', "weights": str(start)}
    experiment = Experiment.from_options(texts)
    assert experiment.problem.target_names == ("a, b",)
    assert experiment.hidden == (2,)
    assert experiment.bias
    words = experiment.to_arguments()
    assert "--bias" in words
    at = words.index("--data")
    assert words[at : at + 4] == ["--data", str(table), "--target", '"a, b"']
    assert words[words.index("--weights") + 1] == str(start)
    assert (said := experiment.to_json())["weights_file"] == str(start)
    assert (said["data"], said["target"]) == (str(table), ["a, b"])
    table.write_text("x,z,y\n1,2,3\n4,5,7\n")
    assert Experiment.from_options({"data": str(table)}).problem.target_names == ("y",)
    with refused("there is no problem", "choose from xor"):
        Experiment.from_options({"problem": "chess"})
    for wrong in ({"problem": "xor", "data": "t.csv"}, {"target": "y"}):
        with refused("--data"):
            Experiment.from_options(wrong)


def test_how_a_table_is_read_is_written_down_again(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,a,kind\n7,1,0\n8,,1\n9,3,1\n")
    texts = {"data": str(table), "target": "kind", "ignore": "id", "missing": "drop"}
    experiment = Experiment.from_options({**texts, "classes": True})
    assert experiment.problem.class_names == ("0", "1")
    words = experiment.to_arguments()
    assert words[words.index("--ignore") + 1] == "id"
    assert words[words.index("--missing") + 1] == "drop"
    assert "--classes" in words
    said = experiment.to_json()
    assert (said["ignore"], said["missing"], said["classes"]) == (["id"], "drop", True)
    assert (said["inputs"], said["targets"]) == (["a"], ["kind=0", "kind=1"])
    assert said["notes"][0] == "1 of 3 cases dropped: a value is missing"
    plain = Experiment.from_options({"data": str(table), "target": "kind", "ignore": "a"}).to_json()
    assert not {"missing", "classes", "notes", "inputs"} & plain.keys()
    for name in ("target", "ignore", "missing"):
        with refused(f"--{name} says how a table is read", "--data FILE"):
            Experiment.from_options({name: "drop"})


def test_a_value_that_begins_with_a_dash_is_taken_for_no_option() -> None:
    option = SETTINGS["start"].option
    assert option.words("--w.json") == ["--weights=--w.json"]
    assert option.words("w.json") == ["--weights", "w.json"]


NUMBERED: dict[str, Any] = {"rate_schedule": 3}


def test_a_setting_that_is_declared_is_a_setting_everywhere() -> None:
    experiment = OneMore.from_options({"schedule": "warm-up", "lr": "0.1"})
    assert (experiment.rate_schedule, experiment.learning_rate) == ("warm-up", 0.1)
    assert experiment.to_arguments()[-2:] == ["--schedule", "warm-up"]
    assert experiment.to_json()["rate_schedule"] == "warm-up"
    with refused("--schedule must be one of constant, cosine, warm-up, not 'fast'"):
        OneMore.from_options({"schedule": "fast"})
    with refused("there is no rate schedule 3; choose from constant, cosine, warm-up"):
        OneMore(**NUMBERED)
    declared = settings_of(OneMore)["rate_schedule"]
    assert declared.short == "schedule"
    assert declared.option.help.endswith(f"one of {', '.join(SCHEDULES)} (default: constant)")
    assert [choice.changes for choice in declared.worth_a_try()] == [
        {"rate_schedule": name} for name in SCHEDULES
    ]
    assert "rate_schedule" not in SETTINGS


def test_a_setting_that_is_declared_so_changes_on_the_way() -> None:
    trainer = Trainer(experiment := OneMore())
    trainer.step(5)
    trainer.change(rate_schedule="cosine")
    trainer.step(5)
    assert trainer.experiment == OneMore(rate_schedule="cosine")
    trainer.seek(3)
    assert trainer.experiment == experiment
    with pytest.raises(ValueError, match=r"hidden cannot change on the way; .*, rate_schedule can"):
        trainer.change(hidden=(2,))


def test_where_weights_are_given_nothing_that_draws_them_decides_anything() -> None:
    drawn, mazur = Experiment(), find_preset("mazur").experiment()
    why = "the weights are given (preset:mazur)"
    for name in ("init", "scale", "seed"):
        assert SETTINGS[name].moot(drawn) == ""
        assert SETTINGS[name].moot(mazur) == why
    assert SETTINGS["momentum"].moot(mazur) == ""


def test_a_seed_that_draws_an_order_decides_something_all_the_same() -> None:
    moot = SETTINGS["seed"].moot
    assert moot(Experiment(start=START, batch_size=1)) == ""
    in_order = Experiment(start=START, batch_size=1, order="file")
    assert moot(in_order) == "the weights are given (start.json)"


def test_the_start_of_a_preset_belongs_to_it_and_a_file_to_nothing() -> None:
    start = SETTINGS["start"]
    assert start.belongs(find_preset("mazur").experiment().start)
    assert not start.belongs(START)
    assert not start.belongs(None)
    assert not SETTINGS["hidden"].belongs((2,))
