"""Start weights in an NPZ file, as `numpy.savez` writes it. Nothing in it is run: an array of
Python objects, which only `pickle` could read, is refused.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.start import Start, each_of_layer, oriented
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.named_arrays import (
    ALLOWED,
    NAMINGS,
    AnyArray,
    Misnamed,
    find_parameters,
)

BROKEN = (
    OSError, ValueError, EOFError, KeyError, RuntimeError, TypeError, IndexError, SyntaxError,
    zipfile.BadZipFile, zlib.error, struct.error, MemoryError,
)  # fmt: skip
"""What reading a file that is cut off or damaged may raise: the size that an array claims too."""


def read_npz(path: str, data: bytes, most: int, by: str | None) -> Start:
    """The start weights that such a file holds.

    Args:
        path: Where it lies.
        data: What it holds.
        most: Bytes that its arrays may take.
        by: Which way its matrices stand, if somebody says so; else its names may tell.

    Raises:
        BadSetting: If it is damaged, or its arrays are not the numbers of a network.
    """
    return named_start(path, _arrays(f"the weights file {path!r}", data, most), by)


def named_start(path: str, arrays: Mapping[str, AnyArray], by: str | None) -> Start:
    """The start weights among arrays that have names.

    Args:
        path: The file they lie in.
        arrays: All of them, in the order of the file.
        by: Which way matrices stand, if somebody says so; else the names may tell.

    Raises:
        BadSetting: If they are not the numbers of a network.
    """
    file = f"the weights file {path!r}"
    try:
        found = find_parameters(arrays, by)
    except Misnamed as flaw:
        raise BadSetting(f"{file}: {flaw}; its arrays may be called {ALLOWED}") from None
    numbers = {name: _numbers(file, name, arrays[name]) for name in found.names}
    way = by or found.by or "input"
    weights = oriented([numbers[name] for name in found.weights], way)
    biases = [numbers[name].ravel() for name in found.biases or ()]
    units = [matrix.shape[1] for matrix in weights]
    return Start(
        weights,
        each_of_layer(biases, weights) if found.biases else None,
        path,
        tuple(k for k, vector in enumerate(biases, start=1) if len(vector) == 1 < units[k - 1]),
        thresholds=found.is_threshold,
        by=way,
        is_told=bool(by) or way == found.by,
        taken=found.names,
        left=tuple(name for name in arrays if name not in found.names),
    )


def typed_arrays(content: Mapping[str, Any]) -> dict[str, AnyArray]:
    """The arrays that somebody typed under names such as W1 or 0.weight; none if no name is such.

    A word alone is no such name, but a slip in writing `weights`.

    Raises:
        ValueError: If the rows of one are not of one length.
    """
    named = [key for key in content if re.search("[0-9./]", key)]
    if not any(naming.weights.fullmatch(key) for naming in NAMINGS for key in named):
        return {}
    arrays = {}
    for key, value in content.items():
        if isinstance(value, list | int | float):
            try:
                arrays[key] = np.array(value)
            except ValueError:
                raise ValueError(f"{key[:40]!r} has rows of different lengths") from None
    return arrays


def _arrays(file: str, data: bytes, most: int) -> dict[str, AnyArray]:
    """The arrays by their names, in the order of the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if max(size, len(data)) > most:
            raise BadSetting(f"{file} is larger than {most // 2**20} MiB when it is unpacked")
        with np.load(io.BytesIO(data), allow_pickle=False) as content:
            members = {name: content[name] for name in content.files}
    except BadSetting:
        raise
    except BROKEN as error:
        held = "it holds Python objects" if "allow_pickle" in str(error) else "damaged or cut off"
        raise BadSetting(
            f"{file} cannot be read as NPZ: {held}; write it with numpy.savez, an array of "
            "numbers a matrix and one a vector of biases"
        ) from None
    arrays = {name: array for name, array in members.items() if isinstance(array, np.ndarray)}
    if not arrays:
        raise BadSetting(
            f"{file} is a zip file without arrays of NumPy; write one with numpy.savez (from "
            "PyTorch: numpy.savez(FILE, **{k: v.numpy() for k, v in model.state_dict().items()}))"
        )
    return arrays


def _numbers(file: str, name: str, array: AnyArray) -> Array:
    """The array as numbers of the usual kind."""
    if array.dtype.kind not in "fiu":
        raise BadSetting(f"{file}: {name[:40]!r} holds {array.dtype}, which are no real numbers")
    with np.errstate(over="ignore"):
        numbers: Array = array.astype(np.float64)
    if not np.isfinite(numbers).all():
        raise BadSetting(f"{file}: {name[:40]!r} holds numbers that are not finite")
    return numbers
