"""A unit has the name that its column has, shortened where that is long: no two alike, none longer
than there is room for, and found again however a person writes it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Problem
from backprop_tui.engine.naming import (
    LETTERS,
    MOST_LETTERS,
    bias_names,
    full_names,
    input_names,
    layer_letter,
    meant,
    output_names,
    source_names,
    unit_names,
)
from backprop_tui.engine.shortening import LEAST, PHRASES, WAYS, shortened

PIECES = st.sampled_from(["sepal", "_", " ", "length", "width", "~1", "ŷ", "x", "12", "数", "é"])
NAMES = st.lists(
    st.lists(PIECES, min_size=1, max_size=6).map("".join) | st.text(min_size=1, max_size=12),
    min_size=1,
    max_size=300,
    unique=True,
) | st.lists(st.text("ab_c", min_size=1, max_size=12), min_size=1, max_size=300, unique=True)


@given(NAMES, st.integers(LEAST, 30), st.sampled_from([WAYS, PHRASES]))
def test_short_names_differ_and_fit_and_are_whole_where_they_can_be(
    names: list[str], most: int, ways: tuple[Callable[[str, int], str], ...]
) -> None:
    short = shortened(names, most, ways)
    assert short == shortened(names, most, ways)
    assert len(set(short)) == len(names) == len(short)
    for name, each in zip(names, short, strict=True):
        assert 1 <= len(each) <= most
        assert each.isprintable()
        assert not any(unicodedata.east_asian_width(letter) in "WF" for letter in each)
        if all(each.isascii() and each.isprintable() for each in names) and len(name) <= most:
            assert each == name


@pytest.mark.parametrize(
    ("names", "most", "short"),
    [
        (["a", "b"], 5, ["a", "b"]),
        (
            ["sepal_length", "sepal_width", "petal_length", "petal_width"],
            8,
            ["sepal_le", "sepal_wi", "petal_le", "petal_wi"],
        ),
        (["sepal length (cm)", "sepal width (cm)"], 8, ["sepal le", "sepal wi"]),
        (["setosa", "versicolor", "virginica"], 6, ["setosa", "versic", "virgin"]),
        (["flipper_length_mm"], 8, ["flipper"]),
        (["measurement_alpha", "measurement_beta"], 8, ["mea_alph", "mea_beta"]),
        (["flipper_length_mm", "flipper_length_cm"], 8, ["fl_le_mm", "fl_le_cm"]),
        (["aaaaaaaaaaaab", "aaaaaaaaaaaac"], 8, ["aaa~aaab", "aaa~aaac"]),
        (["aaaaaaa-bbbbbbb", "aaaaaab-bbbbbbb"], 5, ["aaa~1", "aaa~2"]),
        (["数学", "物理"], 8, ["??~1", "??~2"]),
        (["abcdef", "abcdefgh" * 2], 6, ["abcdef", "ab~fgh"]),
        (["island=Biscoe", "island=Dream"], 8, ["island=B", "island=D"]),
        (["数学", "物理", "??~1"], 8, ["??~2", "??~3", "??~1"]),
    ],
)
def test_names_are_cut_where_that_tells_them_apart(
    names: list[str], most: int, short: list[str]
) -> None:
    assert list(shortened(names, most)) == short


@pytest.mark.parametrize(
    ("most", "short"),
    [
        (
            14,
            ["Victori mother", "Ch~er daughter", "Ch~ne daughter", "Colin aunt", "Paul wife"],
        ),
        (10, ["Vic mother", "C~er daugh", "C~ne daugh", "Colin aunt", "Paul wife"]),
    ],
)
def test_of_a_phrase_the_last_word_stays_longest(most: int, short: list[str]) -> None:
    phrases = ["Victoria mother", "Christopher daughter", "Christine daughter", "Colin aunt",
               "Paul wife"]  # fmt: skip
    assert list(shortened(phrases, most, PHRASES)) == short
    assert shortened(["Christopher"], 7, PHRASES) == ("Christo",)


def problem(inputs: list[str], targets: list[str], classes: list[str] | None = None) -> Problem:
    count = len(targets)
    return Problem(
        "t", "", np.zeros((count, len(inputs))), np.eye(count) if count > 1 else [[2.0]],
        inputs, targets, class_names=classes,
    )  # fmt: skip


def test_built_in_problems_keep_their_symbols() -> None:
    experiment = Experiment(problem=PROBLEMS["parity-3"], hidden=(2, 1))
    names = [unit_names(experiment, layer) for layer in range(4)]
    assert names == [("x1", "x2", "x3"), ("h1", "h2"), ("g",), ("ŷ",)]
    assert [layer_letter(experiment, layer) for layer in range(4)] == ["x", "h", "g", "ŷ"]
    assert full_names(PROBLEMS["xor"]) == {"ŷ": "y"}


def test_an_output_is_called_as_what_it_answers() -> None:
    for targets, classes, names in (
        (["Salary"], None, ("Salary",)),
        (["y"], None, ("ŷ",)),
        (["y0", "y1"], None, ("ŷ0", "ŷ1")),
        (["y_no", "y_yes"], None, ("y_no", "y_yes")),
        (["kind=no", "kind=yes"], ["no", "yes"], ("no", "yes")),
        (["kind=0", "kind=1"], ["0", "1"], ("kind=0", "kind=1")),
    ):
        learnt = problem(["a", "b"], targets, classes)
        assert unit_names(Experiment(problem=learnt), 2) == names


def test_names_that_cannot_be_told_apart_in_so_few_letters_are_symbols() -> None:
    several, one = problem(["age"], ["salary", "savings"]), problem(["age"], ["salary"])
    assert output_names(several, 3) == ("ŷ1", "ŷ2")
    assert output_names(one, 3) == ("ŷ",)
    assert input_names(one, 3) == ("age",)


def test_no_hidden_unit_is_called_as_a_column() -> None:
    learnt = problem(["h1", "k", "gas"], ["y"])
    experiment = Experiment(problem=learnt, hidden=(2, 3, 1))
    assert unit_names(experiment, 1) == ("g1", "g2")
    assert unit_names(experiment, 2) == ("m1", "m2", "m3")
    assert unit_names(experiment, 3) == ("p",)
    every = problem(list(LETTERS), ["y"])
    deep = Experiment(problem=every, hidden=(1,) * 16)
    assert "".join(unit_names(deep, k)[0] for k in range(1, 17)) == LETTERS[:16]


def test_rows_of_weights_and_biases_are_called_by_their_units() -> None:
    learnt = problem(["a"], ["kind=no", "kind=yes"], ["no", "yes"])
    direct = Experiment(problem=learnt, hidden=(2,), direct=True, bias=True)
    assert source_names(direct, 2) == ("a", "h1", "h2")
    assert bias_names(direct, 2) == ("no", "yes")
    assert bias_names(replace(direct, bias="shared"), 2) == ("all",)
    # A unit that stands alone in its layer shares with none.
    alone = Experiment(hidden=(2, 1), bias="shared")
    assert [bias_names(alone, layer) for layer in (1, 2, 3)] == [("all",), ("g",), ("ŷ",)]


def test_names_stay_what_they_are_when_other_things_change() -> None:
    experiment = Experiment(problem=problem(["a" * 20, "b"], ["y"]))
    assert unit_names(experiment, 0) is unit_names(replace(experiment, learning_rate=0.1), 0)


IRIS = problem(
    ["sepal length, cm", "sepal width, cm", "x1"],
    ["kind=setosa", "kind=Virginica", "kind=virginica"],
    ["setosa", "Virginica", "virginica"],
)


@pytest.mark.parametrize(
    ("layer", "word", "place"),
    [
        (0, "sepal le", 0),
        (0, "Sepal Length, CM", 0),
        (0, "x1", 2),
        (0, "X1", 2),
        (0, "x2", 1),
        (0, "sepal", None),
        (1, "h2", 1),
        (1, "H2", 1),
        (2, "setosa", 0),
        (2, "SETOSA", 0),
        (2, "kind=setosa", 0),
        (2, "virginica", 2),
        (2, "Virginica", 1),
        (2, "VIRGINICA", None),
        (2, "yhat2", 1),
        (2, "ŷ3", 2),
        (2, "YHAT3", 2),
        (2, "ŷ", None),
    ],
)
def test_a_name_is_found_in_full_or_short_or_as_a_symbol(
    layer: int, word: str, place: int | None
) -> None:
    names = unit_names(Experiment(problem=IRIS, hidden=(2,)), layer)
    assert meant(word, names, IRIS) == place


def test_the_only_output_is_yhat_whatever_it_is_called() -> None:
    learnt = problem(["a"], ["Salary"])
    assert meant("yhat", ("Salary",), learnt) == 0
    assert meant("yhat1", ("Salary",), learnt) is None


@given(NAMES.filter(lambda names: len(names) <= 20))
def test_every_full_name_is_found(names: list[str]) -> None:
    shown = [name for name in map(str.strip, names) if name.isprintable() and name]
    if not shown or len(set(shown)) < len(shown):
        shown = ["a"]
    learnt = problem(shown, ["y"])
    short = unit_names(Experiment(problem=learnt), 0)
    assert max(map(len, short)) <= MOST_LETTERS
    for k, name in enumerate(learnt.input_names):
        found = meant(name, short, learnt)
        assert found == k or name in short
