"""Features are numbers computed from the inputs, whatever those are called and however the features
are written; what a network learns from them is what it would learn from a table that holds them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Journal, Problem, Trainer
from backprop_tui.engine.naming import meant, unit_names
from backprop_tui.engine.problems.features import features
from backprop_tui.engine.problems.levels import PLAIN
from tests.engine.refusals import refused
from tests.engine.strategies import experiments


def seeing(features: Any, **settings: Any) -> Experiment:
    """An experiment with features, given in any way."""
    return Experiment(features=features, **settings)


PAIR = np.array([[0.5, -2.0], [3.0, 0.25]])

WAYS = [
    ("x1", "x1", [0.5, 3.0]),
    ("X2", "x2", [-2.0, 0.25]),
    ("x1^2", "x1^2", [0.25, 9.0]),
    ("x1²", "x1^2", [0.25, 9.0]),
    ("x1**2", "x1^2", [0.25, 9.0]),
    ("x1*x1", "x1^2", [0.25, 9.0]),
    ("x1*x2", "x1*x2", [-1.0, 0.75]),
    ("x2 * x1", "x1*x2", [-1.0, 0.75]),
    ("x1x2", "x1*x2", [-1.0, 0.75]),
    ("x1·x2", "x1*x2", [-1.0, 0.75]),
    ("sin(x2)", "sin(x2)", [np.sin(-2.0), np.sin(0.25)]),
    ("sin x1", "sin(x1)", [np.sin(0.5), np.sin(3.0)]),
    ("Sin( x1 )", "sin(x1)", [np.sin(0.5), np.sin(3.0)]),
]


def by_hand(name: str, case: dict[str, float]) -> float:
    """A feature as its name says it, from the inputs of a case by their names."""
    if name in case:
        return case[name]
    if name.startswith("sin("):
        return float(np.sin(case[name[4:-1]]))
    if name.endswith("^2"):
        return case[name[:-2]] * case[name[:-2]]
    first, second = name.split("*")
    return case[first] * case[second]


@pytest.mark.parametrize(("text", "name", "values"), WAYS)
def test_a_feature_is_the_same_however_it_is_written(
    text: str, name: str, values: list[float]
) -> None:
    (found,) = features((text,), ("x1", "x2"))
    assert found.name == name
    assert found.of(PAIR).tolist() == values
    problem = Problem("t", "", PAIR, [0, 1])
    learnt = seeing((text,), problem=problem).problem
    assert learnt.inputs[:, 0].tolist() == values
    assert learnt.input_names == learnt.features == (name,)


def test_columns_of_a_table_go_by_their_names_or_their_places() -> None:
    called = ("a*b", "b", "sin", "B", "c, cm")
    for text, name in (
        ("a*b", "a*b"),
        ("a*b*b", "a*b*b"),
        ("x1*x2", "a*b*b"),
        ("sin(sin)", "sin(sin)"),
        ("B", "B"),
        ("x5^2", "c, cm^2"),
        ("C, CM^2", "c, cm^2"),
    ):
        assert features((text,), called)[0].name == name
    # A column's own name comes before a place.
    assert features(("x1",), ("x2", "x1"))[0].parts == (1,)
    for text in ("x9", "a", "b^3", "sin(a)", "x1*q", "*", "sin()", "SIN(SIN2)", "q^2"):
        with refused(f"there is no feature {text!r} of a*b, b", "a*b^2"):
            features((text,), called)


def test_what_means_no_feature_is_refused_with_what_does() -> None:
    for value in ("", "x1,,x2", "x1,", ()):
        with refused("features must be inputs, squares, products, sines: x1,x2,x1^2"):
            seeing(value)
    with refused("there is no feature 'x3' of x1, x2: write x1, x1^2, x1*x2, sin(x1)"):
        seeing("x1,x3")
    with refused("--features names 'x1*x2' twice"):
        seeing("x1x2,x1,x2*x1")
    far = Problem("far", "", [[1e200, 1.0], [0.0, 2.0]], [0, 1], ("a", "b"))
    with refused("the feature 'a^2' is too large for a number in some case"):
        seeing("a,a^2", problem=far)
    assert seeing("b,a*b", problem=far).problem.inputs.max() == 1e200


@given(experiments(), st.integers(1, 5))
def test_a_run_is_that_of_a_table_that_holds_the_features(
    experiment: Experiment, steps: int
) -> None:
    learnt = experiment.problem
    targets = learnt.targets if learnt.levels == PLAIN else learnt.levels.bits(learnt.targets)
    alone = Problem(
        "alone", "", learnt.inputs, targets, learnt.input_names, learnt.target_names,
        answer=learnt.answer,
    )  # fmt: skip
    undone: dict[str, Any] = dict.fromkeys(("features", "cases", "noise", "problem_seed", "test"))
    other = replace(experiment, problem=alone, standardize=False, **undone)
    runs = [Trainer(each) for each in (experiment, other)]
    for run in runs:
        run.step(steps)
    first, second = (run.network.parameters.vector.tobytes() for run in runs)
    assert first == second
    assert np.array_equal(learnt.seen(learnt.own_inputs), learnt.inputs)
    assert np.array_equal(learnt.own_inputs, learnt.source.inputs[list(learnt.rows)])
    for case, row in zip(
        learnt.own_inputs.tolist(), learnt.featured(learnt.own_inputs), strict=True
    ):
        known = dict(zip(learnt.source.input_names, case, strict=True))
        assert row.tolist() == [by_hand(name, known) for name in learnt.input_names]


@given(experiments())
def test_features_come_back_from_words_and_from_a_journal(experiment: Experiment) -> None:
    again = replace(experiment, features=experiment.features)
    assert again.problem is experiment.problem
    run = Journal.from_json(Journal.of(Trainer(experiment)).to_json()).run()
    assert run.experiment.features == experiment.features
    assert np.array_equal(run.experiment.problem.inputs, experiment.problem.inputs)
    if experiment.features is not None:
        text = experiment.to_arguments()
        written = (
            text[text.index("--features") + 1]
            if "--features" in text
            else next(word.partition("=")[2] for word in text if word.startswith("--features="))
        )
        assert seeing(written, problem=experiment.problem).features == experiment.features


def test_features_are_computed_before_they_are_standardized() -> None:
    learnt = seeing("x1*x2", standardize=True).problem
    # 0 0 0 1: a mean of 1/4 and a spread of √3/4.
    assert np.allclose(learnt.inputs.ravel(), np.array([-1, -1, -1, 3]) / np.sqrt(3))
    assert learnt.own_inputs.tolist() == PROBLEMS["xor"].inputs.tolist()
    assert learnt.featured(learnt.own_inputs).ravel().tolist() == [0, 0, 0, 1]
    plain = Experiment().problem
    assert plain.seen(plain.inputs) is plain.featured(plain.inputs) is plain.inputs
    assert plain.features == ()


def test_with_the_product_one_layer_of_weights_learns_xor() -> None:
    """All of 20 seeds; without it none, for no line parts the two answers."""
    for names, least, most in (("x1,x2,x1*x2", 20, 20), ("x1,x2", 0, 0)):
        solved = 0
        for seed in range(20):
            trainer = Trainer(seeing(names, hidden=(), bias=True, seed=seed))
            trainer.step(2_000)
            solved += bool(trainer.snapshot().right.all())
        assert least <= solved <= most


def test_units_are_called_by_their_features_and_places_by_another_letter() -> None:
    experiment = seeing("x2,x1*x2,sin(x1)")
    names = unit_names(experiment, 0)
    assert names == ("x2", "x1*x2", "sin(x1)")
    problem = experiment.problem
    assert [meant(word, names, problem) for word in ("x2", "x1*x2", "f3", "f1")] == [0, 1, 2, 0]
    assert meant("x1", names, problem) is None, "it is the first of the case, not of the features"
    assert unit_names(experiment, 0, 3) == ("f1", "f2", "f3")
    frozen = replace(experiment, freeze=("W1[x1*x2,h2]",))
    assert frozen.learns is not None
    assert problem.input_columns == ("x1", "x2")
