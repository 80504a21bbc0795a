"""Weights by unit are those by input with rows and columns exchanged, whatever the network; and a
file that stands the other way round than was said is refused in rows and columns of its own.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import SETTINGS, BadSetting, Experiment, Start, Trainer, read_start
from backprop_tui.engine.core.network import Network
from tests.engine.refusals import refused
from tests.engine.strategies import experiments


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "book.json"


@given(experiments())
def test_exchanged_and_read_by_unit_they_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, experiment: Experiment
) -> None:
    snapshot = Trainer(experiment).snapshot()
    key = "thresholds" if experiment.bias == "threshold" else "biases"
    content = {
        "weights": [matrix.T.tolist() for matrix in snapshot.weights],
        key: snapshot.biases and [vector.tolist() for vector in snapshot.biases],
    }
    path = tmp_path_factory.mktemp("by") / "start.json"
    path.write_text(json.dumps(content))
    start = read_start(str(path), "unit")
    network = Network(
        Experiment(
            problem=experiment.problem, hidden=experiment.hidden, bias=experiment.bias,
            direct=experiment.direct, groups=experiment.groups, features=experiment.features,
            start=start,
        )
    )  # fmt: skip
    assert np.array_equal(network.parameters.vector, Network(experiment).parameters.vector)
    assert start.by == "unit"


@pytest.mark.parametrize(
    ("shapes", "by", "said"),
    [
        # A row a hidden unit, a column an input.
        ([(3, 2), (1, 3)], "input", "matrix 1 has 3 rows and needs 2, a row for each input; "),
        ([(3, 2), (1, 3)], "input", "columns exchanged: --weights-by unit"),
        ([(2, 3), (3, 1)], "unit", "matrix 1 has 3 columns and needs 2, a column for each input;"),
        ([(2, 3), (3, 1)], "unit", "a row per unit, a column per unit before (an input, in the"),
        ([(2, 3), (3, 1)], "unit", "columns exchanged: --weights-by input"),
        ([(3, 2), (2, 3)], "unit", "matrix 2 has 2 rows and needs 1, a row for each output; "),
        ([(3, 2), (1, 2)], "unit", "has 2 columns and needs 3, a column for each row of matrix 1"),
        ([(3, 2), (3, 1)], "unit", "; matrix 2 would fit with rows and columns exchanged"),
        ([(2, 2), (2, 1)], "unit", "columns exchanged: --weights-by input"),
        ([(3, 2), (1, 5)], "unit", "with --no-direct and"),
        # The weights of a unit that is always 1 come first.
        ([(2, 3), (1, 3)], "input", "is the first column the biases?"),
        ([(2, 3), (1, 3)], "input", "a list a layer and give --weights-by unit"),
        ([(2, 3), (1, 3)], "unit", "is the first column the biases?"),
        ([(3, 2), (3, 1)], "input", "is the first row the biases?"),
    ],
)
def test_a_refusal_speaks_of_rows_and_columns_of_the_file(
    file: Path, shapes: list[tuple[int, int]], by: str, said: str
) -> None:
    file.write_text(json.dumps({"weights": [np.ones(shape).tolist() for shape in shapes]}))
    start = read_start(str(file), by)
    with pytest.raises(BadSetting) as caught:
        Experiment(hidden=start.hidden, start=start)
    assert said.removeprefix("with ") in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_network_that_is_asked_for_is_compared_in_the_files_own_way(file: Path) -> None:
    file.write_text('{"weights": [[[1, 2], [3, 4], [5, 6]], [[1, 2, 3]]]}')
    start = read_start(str(file), "unit")
    with refused("it holds 3×2 and 1×3; this network (2-4-1) needs 4×2 and 1×4, a row per unit"):
        Experiment(hidden=(4,), start=start)


def test_options_read_a_file_one_way_or_the_other(file: Path) -> None:
    file.write_text('{"weights": [[[1, 2, 3]]]}')
    problem = "parity-3"
    start = SETTINGS["start"]
    settings = {"problem": problem, "weights": str(file), "weights_by": "unit"}
    experiment = Experiment.from_options(settings)
    assert experiment.start is not None
    assert experiment.start.weights[0].tolist() == [[1], [2], [3]]
    assert start.texts(experiment.start) == {"weights": str(file), "weights_by": "unit"}
    assert experiment.to_json()["weights_by"] == "unit"
    typed = start.typed(str(file))
    assert (typed.by, start.texts(typed)) == ("input", {"weights": str(file)})
    with refused("give --weights FILE too"):
        Experiment.from_options({"weights_by": "unit"})
    with refused("--weights-by must be one of input, unit, not 'row'"):
        Experiment.from_options(settings | {"weights_by": "row"})


def test_a_file_may_say_which_way_it_stands(file: Path) -> None:
    weights = '"weights": [[[1, 2], [3, 4]], [[5, 6]]]'
    file.write_text(f'{{{weights}, "weights_by": "unit"}}')
    for by in (None, "unit"):
        start = read_start(str(file), by)
        assert [matrix.tolist() for matrix in start.weights] == [[[1, 3], [2, 4]], [[5], [6]]]
        assert start.by == "unit"
        assert start.square == (), "the file tells"
    with refused("--weights-by input and the weights file", "it says itself that its weights are"):
        read_start(str(file), "input")
    file.write_text(f"{{{weights}}}")
    assert read_start(str(file)).square == (1,)
    for by in ("input", "unit"):
        assert read_start(str(file), by).square == (), "whoever gives it tells"
    for wrong in ('"units"', "1", "[]"):
        file.write_text(f'{{{weights}, "weights_by": {wrong}}}')
        with refused("weights_by is none of input, unit"):
            read_start(str(file))
    for slip in ("weights by", "weightsby", "Weights_by"):
        file.write_text(f'{{{weights}, "{slip}": "unit"}}')
        with refused(f"{slip!r} is not a key of this file; write 'weights"):
            read_start(str(file))


@given(st.text(max_size=9))
def test_there_are_two_ways_only(by: str) -> None:
    if by not in ("input", "unit"):
        with pytest.raises(BadSetting, match="weights are by input or by unit, not "):
            Start((np.ones((2, 1)),), None, "", by=by)
