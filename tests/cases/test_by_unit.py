"""An exercise of a course with tanh units, whose matrices are printed with a row per unit. It takes
the loss without a half, at half the rate: what is printed of gradients is twice what is here, and
what becomes of the weights is the same.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from tests.cases.entering import Page, rounded

TABLE = "x1,x2,y\n0.5,-0.2,1.0\n"

PRINTED = '{"weights": [[[.3, -.1], [.2, .4]], [[.5, -.3]]], "biases": [[.1, -.2], [.2]]}'


@pytest.mark.parametrize("form", ["json", "npz", "state_dict"])
def test_matrices_are_typed_as_they_are_printed(page: Page, form: str) -> None:
    matrices = np.array([[0.3, -0.1], [0.2, 0.4]]), np.array([[0.5, -0.3]])
    biases = np.array([0.1, -0.2]), np.array([0.2])
    path, by = page.write("weights", PRINTED), ["--weights-by", "unit"]
    if form != "json":
        names = ("W1", "W2", "b1", "b2") if form == "npz" else (
            "0.weight", "2.weight", "0.bias", "2.bias"
        )  # fmt: skip
        stream = io.BytesIO()
        arrays: dict[str, Any] = dict(zip(names, (*matrices, *biases), strict=True))
        np.savez(stream, **arrays)
        (page.place / "weights").write_bytes(stream.getvalue())
        by = by if form == "npz" else []
    step = page.as_json(
        *("trace", "--activation", "tanh", "--output-activation", "tanh", "--lr", "0.2"),
        *("--data", page.write("table.csv", TABLE), "--weights", path, *by),
    )
    hidden, output = step["layers"]
    assert rounded(hidden["z"]) == [0.27, -0.18]
    assert rounded(output["activation"], 4) == [0.3672]
    assert rounded(output["weights_after"], 4) == [0.5289, -0.3195]
    assert rounded(output["biases_after"], 4) == [0.3095]
    assert rounded(hidden["biases_after"], 4) == [0.1509, -0.2318]
