"""An experiment holds everything that decides a run, and refuses what cannot work.
Its words, for a command line and for JSON, name every choice.
"""

from __future__ import annotations

import json
import math
import shlex
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from backprop_tui.engine import PROBLEMS, SETTINGS, Experiment, Problem, Start
from tests.engine.plain import links_there
from tests.engine.refusals import refused
from tests.engine.strategies import apart, experiments, table

NUMBER = "a finite number, 0 or more"


def test_the_defaults_are_the_tutorials_network() -> None:
    experiment = Experiment()
    assert experiment.problem is PROBLEMS["xor"]
    assert experiment.sizes == (2, 4, 1)
    assert experiment.parameters == 12
    assert [activation.name for activation in experiment.layer_activations] == ["sigmoid"] * 2
    assert experiment.batch == 4


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        ({"activation": "softmin"}, ("activation 'softmin'", "sigmoid, tanh, relu, linear")),
        ({"activation": ""}, ("activation ''", "sigmoid")),
        ({"output_activation": "x\n" * 50}, ("output activation", "sigmoid, tanh")),
        ({"loss": "hinge"}, ("loss 'hinge'", "half-sse, sse, mean, bce, ce, margin")),
        ({"init": "he"}, ("init 'he'", "normal, uniform, xavier, zeros")),
        ({"loss": "bce", "output_activation": "tanh"}, ("bce needs", "sigmoid", "not tanh")),
        ({"loss": "ce"}, ("ce needs several outputs", "xor has only one: take --loss bce")),
        ({"output_activation": "softmax"}, ("has only one", "take --output-activation sigmoid")),
        ({"hidden": (0,)}, ("1 to 1024 units", "not 0", "none")),
        ({"hidden": (4, -3)}, ("1 to 1024 units", "not -3")),
        ({"hidden": (10**9,)}, ("1 to 1024 units", "not 1000000000")),
        ({"hidden": (1,) * 17}, ("17 hidden layers", "at most 16")),
        ({"hidden": (1024,) * 3}, ("2,100,224 parameters", "at most 2,000,000")),
        ({"learning_rate": -0.1}, ("learning rate", NUMBER, "not -0.1")),
        ({"learning_rate": math.nan}, ("learning rate", NUMBER, "not nan")),
        ({"learning_rate": math.inf}, ("learning rate", NUMBER, "not inf")),
        ({"momentum": -0.1}, ("momentum", NUMBER)),
        ({"momentum": math.nan}, ("momentum", NUMBER)),
        ({"momentum": 1.0}, ("momentum", "0 to below 1", "not 1")),
        ({"scale": -1.0}, ("scale", NUMBER)),
        ({"scale": math.inf}, ("scale", NUMBER)),
        ({"scale": 1.0, "init": "zeros"}, ("init zeros has no scale", "normal, uniform")),
        ({"scale": 1.0, "init": "xavier"}, ("init xavier has no scale", "normal, uniform")),
        ({"seed": -1}, ("seed", "0 to 4294967295", "not -1")),
        ({"seed": 2**32}, ("seed", "0 to 4294967295")),
        ({"batch_size": 0}, ("batch size", "1 to 4", "not 0")),
        ({"batch_size": 5}, ("batch size", "1 to 4", "xor", "not 5")),
        ({"batch_size": -1}, ("batch size", "1 to 4")),
    ],
)
def test_an_impossible_value_is_refused_with_what_is_allowed(
    change: dict[str, Any], parts: tuple[str, ...]
) -> None:
    with refused(*parts):
        Experiment(**change)


def test_a_table_too_large_for_its_network_is_refused() -> None:
    with refused("10,250,000", "at most 5,000,000"):
        Experiment(problem=table(0, 10_000, 1, 1), hidden=(1023,))


@pytest.mark.parametrize(
    "change",
    [
        {"hidden": ()},
        {"hidden": (1,) * 16},
        {"hidden": (1024,)},
        {"learning_rate": 0.0},
        {"momentum": 0.0},
        {"momentum": 0.999},
        {"scale": 0.0},
        {"seed": 0},
        {"seed": 2**32 - 1},
        {"batch_size": 1},
        {"batch_size": 4},
        {"loss": "bce", "output_activation": "sigmoid"},
    ],
)
def test_the_edges_of_what_is_allowed_are_allowed(change: dict[str, Any]) -> None:
    experiment = Experiment(**change)
    assert all(getattr(experiment, name) == value for name, value in change.items())


@given(experiments())
def test_parameters_counts_every_weight_and_bias(experiment: Experiment) -> None:
    sizes = experiment.sizes
    weights = sum(
        (sum(sizes[: k + 1]) if experiment.direct else sizes[k]) * sizes[k + 1]
        for k in range(len(sizes) - 1)
    )
    weights -= sum(int((~there).sum()) for there in links_there(experiment))
    biases = {False: 0, "shared": len(sizes) - 1}.get(experiment.bias, sum(sizes[1:]))
    assert experiment.parameters == weights + biases
    assert len(experiment.layer_activations) == len(sizes) - 1


@given(experiments())
def test_its_words_name_every_choice(experiment: Experiment) -> None:
    arguments = experiment.to_arguments()
    forms = {
        form for each in SETTINGS.values() if each.kind.is_switch for form in each.option.forms
    }
    switches = forms & set(arguments)
    assert switches == {
        "--bias" if experiment.bias else "--no-bias",
        "--standardize" if experiment.standardize else "--no-standardize",
        "--direct" if experiment.direct else "--no-direct",
    }
    if isinstance(experiment.bias, str):
        assert arguments.pop(arguments.index("--bias") + 1) == experiment.bias
    options = [argument for argument in arguments if argument not in switches]
    options = apart(options)
    given_words = dict(zip(options[::2], options[1::2], strict=True))
    assert given_words["--levels"] == ",".join(f"{level:g}" for level in experiment.levels)
    assert given_words["--problem"] == experiment.problem.name
    assert given_words["--hidden"] == (",".join(map(str, experiment.hidden)) or "none")
    assert given_words["--activation"] == experiment.activation
    assert given_words["--output-activation"] == experiment.output_activation
    assert given_words["--loss"] == experiment.loss
    assert given_words["--init"] == experiment.init
    assert int(given_words["--seed"]) == experiment.seed
    assert given_words.get("--test") == (
        f"{experiment.test:g}" if experiment.test is not None else None
    )
    assert int(given_words["--test-seed"]) == experiment.test_seed
    assert float(given_words["--lr"]) == experiment.learning_rate
    assert float(given_words["--momentum"]) == experiment.momentum
    assert given_words.get("--batch-size") == (
        str(experiment.batch_size) if experiment.batch_size else None
    )
    assert "--scale" not in given_words
    assert "--weights" not in given_words


def test_its_words_and_its_json_name_the_targets_that_were_chosen() -> None:
    problem = replace(PROBLEMS["xor"], path="data.csv", target_choice=('a, "b"', "-c"))
    words = shlex.split(Experiment(problem=problem).to_command())
    assert words[words.index("--target") + 1] == '"a, ""b""",-c'
    assert Experiment(problem=problem).to_json()["target"] == ['a, "b"', "-c"]
    assert "target" not in Experiment().to_json()
    assert "--target" not in Experiment().to_arguments()


def test_its_command_survives_a_shell() -> None:
    start = Start((np.zeros((2, 4)), np.zeros((4, 1))), None, "my start.json")
    experiment = Experiment(scale=0.25, start=start)
    words = shlex.split(experiment.to_command("run", "--steps", "3"))
    assert words[:4] == ["backprop-tui", "run", "--steps", "3"]
    assert words[4:] == experiment.to_arguments()
    assert words[words.index("--weights") + 1] == "my start.json"
    assert words[words.index("--scale") + 1] == "0.25"


def test_a_file_name_that_looks_like_an_option_stays_a_value() -> None:
    problem = replace(PROBLEMS["xor"], path="--help.csv")
    arguments = Experiment(problem=problem).to_arguments()
    assert "--data=--help.csv" in arguments
    assert "--problem" not in arguments


@given(experiments())
def test_its_json_holds_every_field_as_plain_values(experiment: Experiment) -> None:
    content = experiment.to_json()
    assert json.loads(json.dumps(content, allow_nan=False)) == content
    assert content["sizes"] == list(experiment.sizes)
    assert content["error"] == experiment.loss_function.formula
    assert content["scale"] == experiment.initializer.default_scale
    assert content["problem"] == experiment.problem.name
    for field in fields(Experiment):
        if field.name in ("cases", "noise"):
            recipe = experiment.problem.recipe
            assert content[field.name] == (recipe and getattr(recipe, field.name))
        elif field.name == "problem_seed":
            assert content[field.name] == (
                experiment.problem.recipe and experiment.problem.recipe.seed
            )
        elif field.name not in ("problem", "start", "scale", "hidden"):
            value = getattr(experiment, field.name)
            assert content[field.name] == json.loads(json.dumps(value))


def test_its_json_names_the_files_it_came_from() -> None:
    problem = replace(PROBLEMS["xor"], path="data.csv")
    start = Start((np.zeros((2, 4)), np.zeros((4, 1))), None, "start.json")
    content = Experiment(problem=problem, start=start, scale=2.0).to_json()
    assert (content["data"], content["weights_file"]) == ("data.csv", "start.json")
    assert content["scale"] == 2.0
    assert Experiment().to_json()["data"] is Experiment().to_json()["weights_file"] is None


def test_a_problem_of_many_outputs_makes_a_network_of_many_outputs() -> None:
    problem: Problem = table(1, 5, 3, 2)
    assert Experiment(problem=problem, hidden=(7, 6)).sizes == (3, 7, 6, 2)
