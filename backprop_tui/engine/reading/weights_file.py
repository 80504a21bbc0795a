"""A weights file is JSON with the two keys that a run prints; all its other keys are let through,
so that what a run prints can be read back. What only looks like one of the two is refused: a bias
that nobody reads would be a wrong answer without a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.orientation import ORIENTATIONS
from backprop_tui.engine.core.start import Start, each_of_layer, oriented
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.lists import Misshapen, flaw_of, list_of, matrix_of, vector_of
from backprop_tui.engine.reading.memory import Memory, read_memory
from backprop_tui.engine.reading.table import decoded, read_bytes
from backprop_tui.engine.reading.written import DoubledKey, written_json

MAX_BYTES = 128 * 2**20
"""Of a file: the largest network that is allowed takes about 90 MB."""

FORM = '{"weights": [[[…], …], …], "biases": [[…], …] or null}'

WEIGHTS, BIASES, THRESHOLDS, BY = KEYS = ("weights", "biases", "thresholds", "weights_by")

WRITTEN = (
    "experiment", "command", "steps", "history", "memory", "predictions", "hidden", "test",
    "finding", "right_since", "first_right", "curve", "remarks", "by_hand",
)  # fmt: skip
"""The other keys of what a run prints."""

SHORT = {
    "w": WEIGHTS,
    **dict.fromkeys(("b", "bias"), BIASES),
    **dict.fromkeys(("theta", "thetas", "θ"), THRESHOLDS),
}
"""What else they are called."""

ZIPPED = b"PK"
"""How a file of NPZ begins, which is a zip file."""

NEAR = 0.8
"""How alike a key must be to one of them to be a slip of the pen, as `wieghts` is."""


def read_start(path: str, by: str | None = None) -> Start:
    """Read start weights from a file of JSON, or of NPZ as `numpy.savez` writes it.

    A layer's biases may be one number for all units of the layer. Thresholds stand in place of
    biases where units have them.

    Args:
        path: Where it lies.
        by: Which way its matrices stand, as in `ORIENTATIONS`; what the file says of it, or
            `input`, if `None`.

    Raises:
        BadSetting: If the file cannot be read, is neither, is not of the form `FORM`, or says
            itself that its matrices stand the other way.
    """
    file = f"the weights file {path!r}"
    data = read_bytes(path, "weights file", MAX_BYTES)
    if data.startswith(ZIPPED):
        from backprop_tui.engine.reading.weights_npz import read_npz

        return read_npz(path, data, MAX_BYTES, by)
    rows = ORIENTATIONS[by or "input"].rows
    try:
        content = written_json(decoded(path, file, data, MAX_BYTES))
    except BadSetting:
        raise
    except DoubledKey as flaw:
        raise BadSetting(f"{file}: {flaw}; leave one of them out") from None
    except ValueError as error:
        raise BadSetting(f"{file} is not JSON: {error}; its form is {FORM}, {rows}") from None
    try:
        if isinstance(content, dict) and WEIGHTS not in content:
            start = _named_start(path, content, by)
            if start is not None:
                return start
        _require_keys(content)
        matrices = list_of(content[WEIGHTS], WEIGHTS)
        if not matrices:
            raise Misshapen("weights holds no matrix")
        held = [matrix_of(value, f"matrix {k}") for k, value in enumerate(matrices, start=1)]
        said = _said_by(content)
        way = by or said or "input"
        weights = oriented(held, way)
        called, given = _given_biases(content)
        biases = None if given is None else each_of_layer(_biases(called, given, weights), weights)
        steps, parts, stated = _memory(content, len(held), way)
    except Misshapen as flaw:
        raise BadSetting(
            f"{file}: {flaw}; it must have the form {FORM} with finite numbers, {rows}"
        ) from None
    if said not in (None, by or said):
        raise BadSetting(
            f"--weights-by {by} and {file} contradict each other: it says itself that its weights "
            f"are by {said}; leave --weights-by out"
        )
    run = content.get("experiment")
    # Of a run that shared them the only unit of a layer has what more of them would share.
    least = 1 if isinstance(run, dict) and run.get("bias") == "shared" else 2
    shared = (
        k
        for k, (value, matrix) in enumerate(zip(given or (), weights, strict=False), start=1)
        if matrix.shape[1] >= least and (not isinstance(value, list) or len(value) == 1)
    )
    return Start(
        weights,
        biases,
        path,
        tuple(shared),
        stated=stated,
        steps=steps,
        memory=parts,
        thresholds=biases is not None and called == THRESHOLDS,
        by=way,
        is_told=bool(by or said),
        left=tuple(key for key in content if key not in {*KEYS, *WRITTEN}),
    )


def _require_keys(content: Any) -> None:
    """Check that there are weights, and no key that is meant for one of `KEYS` and is none."""
    keys = list(content) if isinstance(content, dict) else []
    for key in keys:
        plain = key.strip().casefold()
        near = get_close_matches(plain[:40], KEYS, n=1, cutoff=NEAR)
        meant = SHORT.get(plain) or (near[0] if near else None)
        if meant is not None and key not in KEYS:
            said = f"{key[:40]!r} is not a key of this file; write {meant!r}"
            raise Misshapen(f"{said}, or take it out" if meant in keys else said)
    if WEIGHTS not in keys:
        raise Misshapen("there is no key weights")


def _named_start(path: str, content: Mapping[str, Any], by: str | None) -> Start | None:
    """The start of an object with a key for each layer, as an NPZ file has them, if it is one."""
    from backprop_tui.engine.reading.weights_npz import named_start, typed_arrays

    try:
        arrays = typed_arrays(content)
    except ValueError as flaw:
        raise Misshapen(str(flaw)) from None
    if not arrays:
        return None
    start = named_start(path, arrays, by or _said_by(content))
    left = (*start.left, *(key for key in content if key not in {*arrays, BY}))
    return replace(start, left=left)


def _memory(content: Any, layers: int, by: str) -> Memory:
    """What it says of the run whose weights it holds; its matrices stand as those do."""
    try:
        memory = read_memory(content)
    except ValueError as flaw:
        raise Misshapen(str(flaw)) from None
    parts = {
        name: (*oriented(arrays[:layers], by), *arrays[layers:])
        for name, arrays in memory.parts.items()
    }
    return memory._replace(parts=parts)


def _said_by(content: Mapping[str, Any]) -> str | None:
    """Which way the file says that its matrices stand, if it does."""
    said = content.get(BY)
    if said is None:
        return None
    if not isinstance(said, str) or said not in ORIENTATIONS:
        raise Misshapen(f"{BY} is none of {', '.join(ORIENTATIONS)}")
    return said


def _given_biases(content: Mapping[str, Any]) -> tuple[str, Any]:
    """What the file calls its biases, and what it holds of them; `None` if there are none."""
    found = [key for key in (BIASES, THRESHOLDS) if content.get(key) is not None]
    if len(found) > 1:
        raise Misshapen("it holds biases and thresholds, and units have one or the other")
    if not found:
        return BIASES, None
    given = content[found[0]]
    return found[0], [_flat(value) for value in given] if isinstance(given, list) else given


def _flat(value: object) -> object:
    """The biases of a layer, also where they are a matrix of one column or of one row."""
    if isinstance(value, list) and all(isinstance(row, list) for row in value):
        if len(value) == 1:
            return value[0]
        if all(len(row) == 1 for row in value):
            return [row[0] for row in value]
    return value


def _biases(called: str, given: object, weights: Sequence[Array]) -> tuple[Array, ...]:
    """A vector a layer, of one number where it is the same for all units."""
    if not isinstance(given, list) and not flaw_of(given):
        each = [f"{given:g}"] * min(len(weights), 3) + ["…"] * (len(weights) > 3)
        raise Misshapen(f"{called} is no list; one number a layer is [{', '.join(each)}]")
    vectors = []
    for k, value in enumerate(list_of(given, called)):
        if value is None:
            raise Misshapen(
                f"{called}, layer {k + 1} is null, and all layers have them or none: write 0 for "
                f"each unit there, and --freeze b{k + 1} if they are to stay 0"
            )
        several = value if isinstance(value, list) else [value]
        vectors.append(vector_of(several, f"{called}, layer {k + 1}"))
    return tuple(vectors)
