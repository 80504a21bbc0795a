"""NPZ files are read as people write them: arrays that have names, or PyTorch's or Keras' names, or
only an order. What is damaged or means nothing is refused in one line, and nothing in it is run.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BadSetting, Experiment, Start, read_start
from backprop_tui.engine.core.network import Network
from tests.engine.refusals import refused

W1, W2 = np.arange(1.0, 7.0).reshape(2, 3), np.array([[7.0], [8.0], [9.0]])
B1, B2 = np.array([0.1, 0.2, 0.3]), np.array([0.4])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "weights.npz"


def read(file: Path, *arrays: Any, by: str | None = None, **named: Any) -> Start:
    np.savez(file, *arrays, **named)
    return read_start(str(file), by)


def vector(start: Start) -> list[float]:
    """What a 2-3-1 network starts with."""
    network = Network(Experiment(hidden=(3,), bias=start.bias, start=start))
    return [float(value) for value in network.parameters.vector]


WITH_BIASES = [*W1.ravel(), *W2.ravel(), *B1, *B2]

FORMS: list[dict[str, Any]] = [
    {"W1": W1, "b1": B1, "W2": W2, "b2": B2},
    {"b2": B2, "w_2": W2, "b1": B1, "w_1": W1},
    {"W0": W1, "b0": B1, "W1": W2, "b1": B2},
    {"weights1": W1, "bias1": B1[None], "weights2": W2, "bias2": B2[:, None]},
    {"weights.1": W1, "biases.1": B1, "weights.2": W2, "biases.2": B2},
    {"arr_0": W1, "arr_1": B1, "arr_2": W2, "arr_3": B2},
    {"arr_0": W1, "arr_1": B1[None], "arr_2": W2, "arr_3": B2[None]},
    {"arr_0": W1, "arr_1": W2, "arr_2": B1, "arr_3": B2},
    {"0.weight": W1.T, "0.bias": B1, "2.weight": W2.T, "2.bias": B2},
    {"fc1.bias": B1, "fc1.weight": W1.T, "out.weight": W2.T, "out.bias": B2},
    {"dense/kernel:0": W1, "dense/bias:0": B1, "dense_1/kernel:0": W2, "dense_1/bias:0": B2},
    {"layers.0.kernel": W1, "layers.0.bias": B1, "layers.1.kernel": W2, "layers.1.bias": B2},
    {"note": np.array("mine"), "W1": W1, "b1": B1, "W2": W2, "b2": B2, "loss": np.array([np.nan])},
    {"W1": W1.astype("f4"), "b1": B1, "W2": W2.astype(int), "b2": B2},
]


@pytest.mark.parametrize("arrays", FORMS, ids=lambda arrays: next(iter(arrays)))
def test_weights_and_biases_are_found_by_their_names_or_their_order(
    file: Path, arrays: dict[str, Any]
) -> None:
    start = read(file, **arrays)
    assert vector(start) == WITH_BIASES
    assert start.by == ("unit" if any("weight" in n and "." in n[1:] and n[-1] == "t"
                                      for n in arrays) else "input")  # fmt: skip
    assert sorted((*start.taken, *start.left)) == sorted(arrays)
    assert set(start.left) == {"note", "loss"} & set(arrays)


def test_what_is_said_of_the_way_they_stand_comes_first(file: Path) -> None:
    named: dict[str, Any] = {"W1": W1.T, "b1": B1, "W2": W2.T, "b2": B2}
    assert vector(read(file, by="unit", **named)) == WITH_BIASES
    assert vector(read(file, W1.T, B1[:, None], W2.T, B2, by="unit")) == WITH_BIASES
    turned: dict[str, Any] = {"0.weight": W1, "0.bias": B1, "1.weight": W2, "1.bias": B2}
    assert vector(read(file, by="input", **turned)) == WITH_BIASES
    with refused("it would fit with rows and columns exchanged: --weights-by unit"):
        start = read(file, W1.T, W2.T)
        Experiment(hidden=start.hidden, start=start)


def test_names_that_tell_the_way_leave_nothing_open(file: Path) -> None:
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    start = read(file, weight=square)
    assert (start.by, start.square) == ("unit", ())
    assert read(file, square).square == (1,)


def test_layers_stand_in_the_order_of_numbers_and_not_of_letters(file: Path) -> None:
    named: dict[str, Any] = {f"W{k}": [[k]] for k in (11, 2, 10, 1, 3, 4, 5, 6, 7, 8, 9)}
    start = read(file, **named)
    assert [matrix.item() for matrix in start.weights] == [*range(1, 12)]


def test_there_may_be_no_biases_or_thresholds_or_one_number_a_layer(file: Path) -> None:
    for arrays in ((W1, W2), (W1, np.ones((3, 1)))):
        start = read(file, *arrays)
        assert (start.biases, start.bias) == (None, False)
        assert start.taken == ("arr_0", "arr_1")
    start = read(file, W1=W1, W2=W2, theta1=B1, theta2=B2)
    assert (vector(start), start.bias) == (WITH_BIASES, "threshold")
    start = read(file, W1=W1, W2=W2, b1=0.5, b2=np.array(0.25))
    assert (start.bias, start.shared) == ("shared", (1,))
    assert vector(start) == [*W1.ravel(), *W2.ravel(), 0.5, 0.25]


def test_a_matrix_of_one_row_is_a_bias_only_where_it_leads_nowhere(file: Path) -> None:
    start = read(file, np.ones((2, 1)), np.ones((1, 1)))
    assert (len(start.weights), start.biases) == (2, None)
    start = read(file, np.ones((2, 2)), np.ones((1, 2)))
    assert (len(start.weights), start.bias) == (1, True)


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"W1": W1, "W3": W2}, "it has 'W3' and no weights 2"),
        ({"W2": W1, "W3": W2}, "it has 'W2' and no weights 1"),
        ({"W1": W1, "W2": W2, "b1": B1}, "it has 'b1' and no bias beside 'W2'; write 0 if"),
        ({"W1": W1, "b1": B1, "b2": B2}, "it has 'b2' and no weights beside it"),
        ({"W1": W1, "w_1": W1}, "'W1' and 'w_1' are of one layer"),
        ({"W1": W1, "b1": B1, "theta1": B1}, "it has 'b1' and 'theta1', and units have biases or"),
        ({"W1": B1}, "'W1' is a vector of 3; weights are a matrix a layer"),
        ({"W1": np.ones((2, 3, 3))}, "'W1' is 2×3×3; weights are a matrix a layer"),
        ({"W1": 1.0}, "'W1' is a number; weights are a matrix a layer"),
        ({"W1": np.ones((0, 3))}, "'W1' is 0×3; weights are a matrix a layer"),
        ({"W1": W1, "b1": np.ones((3, 3))}, "'b1' is 3×3; biases are a vector a layer"),
        (
            {"1.weight": B1, "1.bias": B1},
            "'1.weight' is a vector of 3; weights are a matrix a layer",
        ),
        ({"x": W1, "y": W2}, "it holds x, y, and none is called as weights are; its arrays may be"),
        ({f"x{k}": W1 for k in range(9)}, "it holds x0, x1, x2, x3, x4, x5, …, and none"),
        ({"arr_0": W1, "arr_1": W2, "arr_2": B1}, "it holds 2×3, 3×1, a vector of 3, which is no"),
        ({"arr_0": B1, "arr_1": W1}, "it holds a vector of 3, 2×3, which is no order"),
        ({"W1": np.array([["1", "2"]])}, "'W1' holds <U1, which are no real numbers"),
        ({"W1": W1 + 1j}, "'W1' holds complex128, which are no real numbers"),
        ({"W1": W1 > 2}, "'W1' holds bool, which are no real numbers"),
        ({"W1": W1 * np.inf}, "'W1' holds numbers that are not finite"),
        ({"W1": np.array([[1, None]], dtype=object)}, "cannot be read as NPZ: it holds Python"),
        ({}, "is a zip file without arrays of NumPy; write one with numpy.savez"),
    ],
)
def test_what_makes_no_network_is_refused_with_what_would(
    file: Path, arrays: dict[str, Any], said: str
) -> None:
    with refused("the weights file", said):
        read(file, **arrays)


def test_a_zip_of_something_else_is_refused_with_how_to_write_one(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02}q\x00.")
    with refused("is a zip file without arrays of NumPy", "model.state_dict()"):
        read_start(str(file))


def test_what_would_not_fit_into_memory_is_refused_before_it_is_unpacked(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("W1.npy", b"\0" * (129 * 2**20))
    assert file.stat().st_size < 2**20
    with refused("is larger than 128 MiB when it is unpacked"):
        read_start(str(file))


def test_an_array_that_claims_to_be_larger_than_any_memory_is_damaged(file: Path) -> None:
    header = io.BytesIO()
    claims = {"descr": "<f8", "fortran_order": False, "shape": (2**20, 2**30)}
    np.lib.format.write_array_header_1_0(header, claims)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("W1.npy", header.getvalue() + bytes(64))
    with refused("cannot be read as NPZ: damaged or cut off"):
        read_start(str(file))


@given(cut=st.floats(0, 0.999), hit=st.floats(0, 0.999), bits=st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, cut: float, hit: float, bits: int
) -> None:
    stream = io.BytesIO()
    np.savez_compressed(stream, W1=W1, b1=B1, W2=W2, b2=B2)
    whole = stream.getvalue()
    damaged = bytearray(whole)
    damaged[int(hit * len(whole))] ^= bits
    path = tmp_path_factory.mktemp("cut") / "cut.npz"
    for data in (whole[: int(cut * len(whole))], bytes(damaged)):
        path.write_bytes(data)
        try:
            assert read_start(str(path)).weights
        except BadSetting as refusal:
            assert str(refusal).isprintable()
            assert len(str(refusal)) < 600
