"""Weights that somebody wrote down are read exactly, or refused in one line with the form wanted.
What a run prints can be read back, so a run with the same settings goes on from there.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import BadSetting, Experiment, Start, Trainer, read_start
from backprop_tui.engine.core.network import Network
from tests.engine.refusals import refused
from tests.readme import ROOT

FORM = ('{"weights": [[[…], …], …], "biases": [[…], …] or null}', "finite numbers")
PLAIN = '{"weights": [[[1, 2], [3, 4]], [[5], [6.5]]]}'
BIASED = '{"weights": [[[1, 2], [3, 4]], [[5], [6.5]]], "biases": [[0.1, 0.2], [-7]]}'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "start.json"


def read(file: Path, content: str) -> Start:
    file.write_text(content, encoding="utf-8")
    return read_start(str(file))


def test_matrices_and_vectors_are_read_and_a_network_starts_from_them(file: Path) -> None:
    start = read(file, BIASED)
    assert [matrix.tolist() for matrix in start.weights] == [[[1, 2], [3, 4]], [[5], [6.5]]]
    assert [vector.tolist() for vector in start.biases or ()] == [[0.1, 0.2], [-7]]
    assert start.path == str(file)
    parameters = Network(Experiment(hidden=(2,), bias=True, start=start)).parameters
    assert parameters.vector.tolist() == [1, 2, 3, 4, 5, 6.5, 0.1, 0.2, -7]


@pytest.mark.parametrize(
    "content", [PLAIN, PLAIN[:-1] + ', "biases": null, "steps": 3}', "\ufeff" + PLAIN]
)
def test_biases_may_be_missing_or_null_and_a_byte_order_mark_may_come_first(
    file: Path, content: str
) -> None:
    start = read(file, content)
    assert start.biases is None
    assert [matrix.shape for matrix in start.weights] == [(2, 2), (2, 1)]


@given(vector=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=9, max_size=9))
def test_every_number_comes_back_with_its_bits(
    tmp_path_factory: pytest.TempPathFactory, vector: list[float]
) -> None:
    content = {
        "weights": [[vector[0:2], vector[2:4]], [[vector[4]], [vector[5]]]],
        "biases": [vector[6:8], vector[8:]],
    }
    start = read(tmp_path_factory.mktemp("start") / "start.json", json.dumps(content))
    found = np.concatenate([array.ravel() for array in (*start.weights, *(start.biases or ()))])
    assert found.tobytes() == np.array(vector).tobytes()


def test_the_example_of_the_readme_stands_as_the_readme_says(file: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    example = text.split("echo '")[1].split("' > book.json")[0]
    start = read(file, example)
    experiment = Experiment(hidden=start.hidden, bias=start.bias, start=start)
    z = Network(experiment).forward(np.eye(2)).z[0]
    # What x1 and what x2 alone lead to, less the thresholds.
    assert_allclose(z, [[0.5 - 0.8, 0.9 + 0.1], [0.4 - 0.8, 1.0 + 0.1]])


def test_a_run_goes_on_from_its_written_weights_as_if_it_had_not_stopped(file: Path) -> None:
    experiment = Experiment(hidden=(3,), bias=True)
    trainer = Trainer(experiment)
    trainer.step(100)
    middle = trainer.snapshot()
    written = {
        "weights": [matrix.tolist() for matrix in middle.weights],
        "biases": [vector.tolist() for vector in middle.biases or ()],
    }
    continued = Trainer(Experiment(hidden=(3,), bias=True, start=read(file, json.dumps(written))))
    trainer.step(100)
    continued.step(100)
    assert np.array_equal(trainer.network.parameters.vector, continued.network.parameters.vector)


@pytest.mark.parametrize(
    ("biases", "expected", "shared"),
    [
        ("[.35, 0.60]", [[0.35, 0.35], [0.6]], (1,)),
        ("[[.35, .4], 0.60]", [[0.35, 0.4], [0.6]], ()),
        ("[[.35, .4], [0.60]]", [[0.35, 0.4], [0.6]], ()),
    ],
)
def test_one_bias_a_layer_is_that_of_each_of_its_units(
    file: Path, biases: str, expected: list[list[float]], shared: tuple[int, ...]
) -> None:
    start = read(file, f'{PLAIN[:-1]}, "biases": {biases}}}')
    assert [vector.tolist() for vector in start.biases or ()] == expected
    assert start.shared == shared


@pytest.mark.parametrize(
    ("biases", "bias", "parts"),
    [
        ('"biases": [[1, 2], [3]]', "shared", ("biases of layer 1 are 1, 2, one a unit",)),
        ('"thresholds": [1, 2]', True, ("--bias and", "it has thresholds; leave --bias out")),
        ('"thresholds": [1, 2]', False, ("--no-bias and", "give --bias threshold to use them")),
        ('"biases": null', "threshold", ("--bias threshold and", "it has no biases; add them")),
    ],
)
def test_biases_of_another_form_are_refused(
    file: Path, biases: str, bias: bool | str, parts: tuple[str, ...]
) -> None:
    start = read(file, f"{PLAIN[:-1]}, {biases}}}")
    with refused("contradict each other", *parts):
        Experiment(hidden=(2,), bias=bias, start=start)


def test_a_file_has_biases_or_thresholds(file: Path) -> None:
    with refused("it holds biases and thresholds, and units have one or the other"):
        read(file, f'{PLAIN[:-1]}, "biases": [1, 2], "thresholds": [1, 2]}}')
    assert read(file, f'{PLAIN[:-1]}, "biases": [1, 2], "thresholds": null}}').bias == "shared"
    assert read(file, f'{PLAIN[:-1]}, "biases": null, "thresholds": [1, 2]}}').bias == "threshold"


def test_a_shared_bias_may_also_stand_alone_in_its_vector() -> None:
    weights, biases = (np.ones((2, 3)), np.ones((3, 1))), (np.array([0.5]), np.array([0.25]))
    start = Start(weights, biases, "")
    assert start.bias == "shared"
    network = Network(Experiment(hidden=(3,), bias="shared", start=start))
    assert network.parameters.vector[-2:].tolist() == [0.5, 0.25]
    with refused("holds biases for 1, 1 units; this network needs 3, 1"):
        Experiment(hidden=(3,), bias=True, start=start)


def test_an_epoch_is_counted_from_the_first_step_of_the_run_that_goes_on() -> None:
    start = Start((np.ones((2, 1)),), None, "", steps=6)
    later = Experiment(hidden=(), start=start, batch_size=1, order="file")
    # Six steps of four cases are one epoch and two of its four batches.
    assert later.turn(0) == (2, 3, 4)
    assert later.turn(2) == (3, 1, 4)
    assert Trainer(later).record().cases.tolist() == [2]


def test_only_a_layer_that_has_biases_can_share_one() -> None:
    weights, biases = (np.ones((2, 2)), np.ones((2, 1))), (np.ones(2), np.ones(1))
    assert Start(weights, biases, "f.json", shared=(1,)).bias == "shared"
    for layer in (0, 3):
        with refused("'f.json' has no biases of every layer that shares one"):
            Start(weights, biases, "f.json", shared=(layer,))


def test_a_start_knows_its_network_and_which_matrices_could_stand_the_other_way_round() -> None:
    shapes = [(2, 2), (2, 3), (3, 3), (3, 1)]
    start = Start(tuple(np.arange(0.0, a * b).reshape(a, b) for a, b in shapes), None, "")
    assert start.hidden == (2, 3, 3)
    assert start.square == (1, 3)
    # What is the same both ways leaves nothing to tell.
    assert Start((np.eye(2), np.ones((3, 3)), np.ones((1, 1))), None, "").square == ()


@pytest.mark.parametrize(
    ("shapes", "hidden", "said"),
    [
        (
            [(4, 2), (1, 4)],
            (4,),
            "; it would fit with rows and columns exchanged: --weights-by unit",
        ),
        (
            [(4, 2), (1, 4)],
            (2,),
            "; it would fit with rows and columns exchanged: --weights-by unit",
        ),
        ([(2, 4), (1, 4)], (4,), "; matrix 2 would fit with rows and columns exchanged"),
        (
            [(2, 2), (1, 2)],
            (2,),
            "; it would fit with rows and columns exchanged: --weights-by unit",
        ),
        ([(4, 2), (1, 4)], (3,), "a column per unit"),
        ([(4, 3), (1, 4)], (4,), "a column per unit"),
        ([(4, 2), (3, 4)], (4,), "a column per unit"),
    ],
)
def test_a_refusal_says_when_the_matrices_would_fit_the_other_way_round(
    shapes: list[tuple[int, int]], hidden: tuple[int, ...], said: str
) -> None:
    start = Start(tuple(map(np.zeros, shapes)), None, "book.json")
    with pytest.raises(BadSetting) as caught:
        Experiment(hidden=hidden, start=start)
    assert "a row per unit before" in str(caught.value)
    assert str(caught.value).endswith(said)


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("", ("not JSON",)),
        ("{", ("not JSON",)),
        ("[" * 100_000, ("not JSON", "nested too deep")),
        ('{"weights": ' + "[" * 100_000, ("not JSON", "nested too deep")),
        ('{"weights": [[[' + "1" * 5000 + "]]]}", ("not JSON",)),
        ("[]", FORM),
        ("7", FORM),
        ('"weights"', FORM),
        ("null", FORM),
        ("{}", FORM),
        ('{"weights": null}', FORM),
        ('{"weights": {}}', FORM),
        ('{"weights": [1]}', FORM),
        ('{"weights": [[]]}', FORM),
        ('{"weights": [[[1, 2], [3]]]}', FORM),
        ('{"weights": [[["1"]]]}', FORM),
        ('{"weights": [[[true]]]}', FORM),
        ('{"weights": [[[NaN]]]}', FORM),
        ('{"weights": [[[1e999]]]}', FORM),
        ('{"weights": [[[-Infinity]]]}', FORM),
        ('{"weights": [[[' + "9" * 400 + "]]]}", ("number 1 is too large", *FORM)),
        ('{"weights": [[[1]]], "biases": 3}', FORM),
        ('{"weights": [[[1, 2], [3]]]}', ("matrix 1, row 2 has 1 number, row 1 has 2",)),
        ('{"weights": [[[1], [2, 3]]]}', ("matrix 1, row 2 has 2 numbers, row 1 has 1",)),
        ('{"weights": []}', ("weights holds no matrix",)),
        ('{"W1": [[1], [1, 2]]}', ("'W1' has rows of different lengths",)),
        ('{"W1": [["1"]]}', ("'W1' holds <U1, which are no real numbers",)),
        ('{"W1": [[NaN]]}', ("'W1' holds numbers that are not finite",)),
        ('{"W1": [[1]], "W3": [[1]]}', ("it has 'W3' and no weights 2", "W1, b1, W2, …")),
        (
            '{"weights": [[[1, 2]], [.40, .50]]}',
            ("matrix 2 is a list of numbers", "[[0.4], [0.5]] with a row each, or [[0.4, 0.5]]"),
        ),
        ('{"weights": [[1, 2, 3, 4]]}', ("[[1], [2], [3], […]] with", "[[1, 2, 3, …]] with")),
        ('{"weights": [[[1]], [[1], 0.5]]}', ("matrix 2, row 2 is no list",)),
        (
            '{"weights": [[[1, 2]], [[1], [2]]], "biases": .1}',
            ("biases is no list; one number a layer is [0.1, 0.1]",),
        ),
        (f'{{"weights": [{"[[1]], " * 4}[[1]]], "biases": 1}}', ("layer is [1, 1, 1, …]",)),
        ('{"weights": [[[1, "2"]]]}', ("matrix 1, row 1, number 2 is no number",)),
        ('{"weights": [[[1]]], "biases": ["1"]}', ("biases, layer 1, number 1 is no number",)),
        ('{"weights": [[[1,\n −2]]]}', ("line 2 column 2, at '−2]]]}'", *FORM[:1])),
        ('{"weights": [[[1]]], "biases": [[null]]}', FORM),
    ],
)
def test_what_is_not_a_start_is_refused(file: Path, content: str, parts: tuple[str, ...]) -> None:
    with refused("weights file", *parts):
        read(file, content)


@pytest.mark.parametrize(
    ("content", "by"),
    [
        (
            '{"W1": [[1, 2, 3], [4, 5, 6]], "b1": [[7], [8], [9]], "W2": [[1], [1], [1]], "b2": 0}',
            0,
        ),
        (
            '{"0.weight": [[1, 4], [2, 5], [3, 6]], "0.bias": [7, 8, 9], "2.weight": [[1, 1, 1]], '
            '"2.bias": [0]}',
            1,
        ),
        (
            '{"weights": [[[1, 2, 3], [4, 5, 6]], [[1], [1], [1]]], "weights_by": "input", '
            '"biases": [[[7], [8], [9]], [[0]]]}',
            0,
        ),
        (
            '{"W1": [[1, 4], [2, 5], [3, 6]], "b1": [[7, 8, 9]], "W2": [[1, 1, 1]], "b2": [0], '
            '"weights_by": "unit"}',
            1,
        ),
        ('{"weights": [[[1, 2, 3], [4, 5, 6]], [[1], [1], [1]]], "biases": [[[7, 8, 9]], [0]]}', 0),
    ],
)
def test_matrices_and_biases_may_have_names_and_stand_upright(
    file: Path, content: str, by: int
) -> None:
    start = read(file, content)
    assert [matrix.tolist() for matrix in start.weights] == [[[1, 2, 3], [4, 5, 6]], [[1]] * 3]
    assert start.biases is not None
    assert [vector.tolist() for vector in start.biases] == [[7, 8, 9], [0]]
    assert (start.by, start.shared) == (("input", "unit")[by], ())
    assert start.left == ()


@pytest.mark.parametrize("matrices", ['"weights": [[[1]]]', '"W1": [[1]]'])
def test_what_is_left_out_of_a_file_is_known(file: Path, matrices: str) -> None:
    assert read(file, f'{{{matrices}, "comment": "page 3", "weights_by": "input"}}').left == (
        "comment",
    )


SLIPS = {
    "weights": ("Weights", "weight", "WEIGHT", " weights", "wieghts", "W"),
    "biases": ("bias", "Biases", "BIAS", "baises", "biasses", "b"),
}


@pytest.mark.parametrize(
    ("meant", "key"), [(meant, key) for meant in SLIPS for key in SLIPS[meant]]
)
def test_a_key_that_nearly_says_weights_or_biases_is_not_passed_over(
    file: Path, meant: str, key: str
) -> None:
    said = f"{key!r} is not a key of this file; write {meant!r}"
    with refused("weights file", said):
        read(file, json.dumps({"weights": [[[1.0]]], key: [[2.0]]}))
    if meant == "weights":
        with refused(said + "; it must"):
            read(file, json.dumps({key: [[[1.0]]]}))
    else:
        with refused(said + ", or take it out"):
            read(file, json.dumps({"weights": [[[1.0]]], "biases": [[1.0]], key: [[2.0]]}))


@pytest.mark.parametrize("key", ["weights", "biases", "note"])
def test_a_key_that_stands_twice_is_refused_and_others_are_free(file: Path, key: str) -> None:
    content = '{"weights": [[[1]]], "biases": [[.5]], "note": 1, "height": 2, "x": {"weights": 1}'
    assert read(file, content + "}").weights[0].tolist() == [[1]]
    with refused("weights file", f"the key {key!r} is given twice; leave one of them out"):
        read(file, f'{content}, "{key}": null}}')


def test_the_settings_that_a_run_states_are_kept(file: Path) -> None:
    stated = {"activation": "tanh", "loss": "bce", "output_activation": 3, "seed": "9"}
    start = read(file, json.dumps({"weights": [[[1.0]]], "experiment": stated}))
    assert start.stated == {"activation": "tanh", "loss": "bce"}
    assert read(file, '{"weights": [[[1]]], "experiment": "tanh"}').stated == {}


def test_matrices_without_hidden_layers_asked_for_are_refused_where_they_do_not_join() -> None:
    for shapes, said in {
        ((3, 2), (1, 3)): "matrix 1 has 3 rows and needs 2, a row for each input; ",
        ((2, 3), (2, 1)): "matrix 2 has 2 rows and needs 3, a row for each column of matrix 1; ",
        ((2, 3), (3, 2)): "matrix 2 has 2 columns and needs 1, a column for each output; ",
        ((1, 1),): "matrix 1 has 1 row and needs 2, a row for each input; ",
    }.items():
        start = Start(tuple(map(np.zeros, shapes)), None, "book.json")
        with refused(f"the weights file 'book.json': {said}a row per unit before") as caught:
            Experiment(hidden=start.hidden, start=start)
        fits = "it would fit with rows and columns exchanged"
        assert (fits in str(caught.value)) == (shapes == ((3, 2), (1, 3)))
        assert "network" not in str(caught.value), "there is none that it could contradict"


def direct_start() -> Start:
    return Start((np.ones((2, 3)), np.ones((5, 2)), np.ones((7, 1))), None, "direct.json")


def test_a_file_with_a_row_for_all_units_before_is_one_of_direct_links() -> None:
    start = direct_start()
    assert start.direct
    assert start.hidden == (3, 2)
    assert Experiment.from_options({"problem": "xor"}).direct is False
    for shapes in ([(2, 3), (3, 1)], [(2, 1)], []):
        assert not Start(tuple(map(np.zeros, shapes)), None, "").direct
    experiment = Experiment(hidden=(3, 2), direct=True, start=start)
    assert [matrix.shape for matrix in Network(experiment).parameters.weights] == [
        (2, 3),
        (5, 2),
        (7, 1),
    ]


def test_links_other_than_the_files_are_refused_with_their_option() -> None:
    with refused("--no-direct", "direct.json", "all layers before", "(2×3 and 5×2 and 7×1)"):
        Experiment(hidden=(3, 2), start=direct_start())
    chain = Start((np.ones((2, 3)), np.ones((3, 1))), None, "chain.json")
    with refused("--direct and", "chain.json", "the layer before alone", "leave --direct out"):
        Experiment(hidden=(3,), direct=True, start=chain)


@pytest.mark.parametrize(
    ("shapes", "hidden", "direct", "said"),
    [
        ([(2, 3), (4, 1)], (3,), False, "; with --direct matrix 2 needs 5, a row for each unit"),
        ([(2, 3), (3, 2), (4, 1)], (3, 2), False, "with --direct matrix 3 needs 7"),
        ([(2, 3), (4, 1)], (3,), True, "matrix 2 has 4 rows and needs 5, a row for each unit"),
        ([(2, 3), (5, 2)], (3,), True, "has 2 columns and needs 1, a column for each output"),
        ([(3, 2), (1, 5)], (2,), False, "columns exchanged: --weights-by unit, and --direct"),
        ([(3, 2), (1, 5)], (2,), True, "it would fit with rows and columns exchanged"),
        ([(2, 3), (4, 1)], (2,), True, "(2-2-1 with --direct) needs 2×2 and 4×1"),
        ([(1, 3), (4, 1)], (3,), False, "matrix 1 has 1 row and needs 2"),
        ([(2, 3), (3, 2)], (3,), False, "has 2 columns and needs 1"),
    ],
)
def test_a_refusal_knows_how_many_rows_direct_links_ask_for(
    shapes: list[tuple[int, int]], hidden: tuple[int, ...], direct: bool, said: str
) -> None:
    start = Start(tuple(map(np.zeros, shapes)), None, "book.json")
    with refused("book.json", said):
        Experiment(hidden=hidden, direct=direct, start=start)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with refused("cannot read the weights file", "No such file"):
        read_start(str(tmp_path / "absent.json"))
    with refused("cannot read the weights file", "Is a directory"):
        read_start(str(tmp_path))


@pytest.mark.parametrize(
    ("content", "hidden", "bias", "parts"),
    [
        (PLAIN, (4,), False, ("2×2 and 2×1", "2-4-1", "2×4 and 4×1")),
        (PLAIN, (), False, ("2×2 and 2×1", "2-1", "needs 2×1")),
        (PLAIN, (1,) * 8, False, ("2×1 and 1×1", "and …")),
        ('{"weights": [[[]]]}', (2,), False, ("1×0", "needs 2×2 and 2×1")),
        (PLAIN, (2,), True, ("has no biases", "--no-bias")),
        (BIASED, (2,), False, ("has biases", "give --bias")),
        (BIASED.replace(", [-7]", ""), (2,), True, ("biases for 2 units", "needs 2, 1")),
        (BIASED.replace("[-7]", "[]"), (2,), True, ("biases for 2, 0 units", "needs 2, 1")),
        (BIASED.replace("[[0.1, 0.2], [-7]]", "[]"), (2,), True, ("no units", "needs 2, 1")),
    ],
)
def test_a_start_of_another_network_is_refused(
    file: Path, content: str, hidden: tuple[int, ...], bias: bool, parts: tuple[str, ...]
) -> None:
    start = read(file, content)
    with refused("weights file", *parts):
        Experiment(hidden=hidden, bias=bias, start=start)


@pytest.mark.parametrize("biases", ["[[0.1], [0.2]]", "[[0.1, 0.2]]", "[0.1, 0.2]"])
def test_the_biases_of_a_layer_may_stand_as_a_column_or_a_row(file: Path, biases: str) -> None:
    start = read(file, f'{{"weights": [[[1, 2], [3, 4]], [[5], [6]]], "biases": [{biases}, [-7]]}}')
    assert [vector.tolist() for vector in start.biases or ()] == [[0.1, 0.2], [-7]]
    with refused("biases, layer 1"):
        read(file, '{"weights": [[[1, 2]], [[5], [6]]], "biases": [[[1, 2], [3, 4]], [0]]}')


def test_biases_of_some_layers_alone_are_refused_with_what_to_do(file: Path) -> None:
    with refused("biases, layer 2 is null", "--freeze b2"):
        read(file, PLAIN.replace("}", ', "biases": [[0.1, 0.2], null]}'))
