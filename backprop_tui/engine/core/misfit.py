"""Why matrices of weights do not fit the layers of a network, in rows and columns as their file has
them. Most often they stand the other way round than was thought, so that is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from backprop_tui.engine.core.links import Links
from backprop_tui.engine.core.orientation import ORIENTATIONS, Orientation, other
from backprop_tui.engine.wording import counted, joined

Shapes = Sequence[tuple[int, ...]]


def misfit(file: str, found: Shapes, links: Links, by: str) -> str:
    """Why matrices of other shapes than are wanted cannot be used, in a sentence.

    Args:
        file: What their file is called.
        found: Units before and units of each.
        links: The layers that they should fit.
        by: Which way they stand in their file.
    """
    way = ORIENTATIONS[by]
    otherwise = _linked_otherwise(file, found, links, way)
    if otherwise:
        return otherwise
    sizes = links.sizes
    if [columns for _, columns in found[:-1]] == [*sizes[1:-1]]:
        # The hidden layers are the file's own, so that only its ends or its joints are wrong.
        fits = _exchanged(found, links, way)
        directly = _exchanged(found, links._replace(direct=True), way)
        if directly and not fits:
            fits = f"{directly}, and --direct"
        fits = fits or _directly(found, links, way)
        fits += _with_biases(found, links, way)
        return f"{file}: {_break(found, links, way)}; {way.rows}{fits}"
    hidden = ",".join(map(str, sizes[1:-1])) or "none"
    fits = _exchanged(found, links, way, links.shapes) + _with_biases(found, links, way)
    return (
        f"--hidden {hidden[:20]} and {file} contradict each other: it holds "
        f"{_shapes(found, way)}; this network ({joined('-', sizes)}"
        f"{' with --direct' * links.skipping}) needs {_shapes(links.shapes, way)}, {way.rows}{fits}"
    )


def _shapes(shapes: Shapes, way: Orientation) -> str:
    """`2×4 and 4×1`, short enough for one line."""
    shown = ["×".join(map(str, way.shape(shape))) for shape in shapes[:6]]
    return " and ".join(shown) + (" and …" if len(shapes) > 6 else "")


def _linked_otherwise(file: str, found: Shapes, links: Links, way: Orientation) -> str:
    """That the matrices are those of these layers with other links, if they are."""
    if [*found] != [*links._replace(direct=not links.direct).shapes]:
        return ""
    if links.direct:
        return (
            f"--direct and {file} contradict each other: a matrix of it has {way.before}s for the "
            f"layer before alone ({_shapes(found, way)}); leave --direct out"
        )
    return (
        f"--no-direct and {file} contradict each other: a matrix of it has {way.before}s for all "
        f"layers before, the inputs too ({_shapes(found, way)}); give --direct to use them"
    )


def _with_biases(found: Shapes, links: Links, way: Orientation) -> str:
    """That every matrix has one row or column more than there are units before, if so it is.

    Many courses write the biases of a layer into its weights, as those of a unit that is always 1.
    """
    for turned in (False, True):
        less = [(rows - 1, columns) for rows, columns in (s[::-1] if turned else s for s in found)]
        if _fit(less, links, None):
            is_unit = (way.name == "unit") != turned
            part = "column" if is_unit else "row"
            also = " and give --weights-by unit" if turned and is_unit else ""
            return (
                f"; each has one {part} too many: is the first {part} the biases? Then take it out "
                f'and write them apart, "biases": [[…], …], a list a layer{also}'
            )
    return ""


def _break(found: Shapes, links: Links, way: Orientation) -> str:
    """Where a chain of matrices does not lead from the inputs to the outputs."""
    units, each, columns = links.sizes[0], "input", 0
    for k, (rows, columns) in enumerate(found, start=1):
        if rows != units:
            return (
                f"matrix {k} has {counted(rows, way.before)} and needs {units}, "
                f"a {way.before} for each {each}"
            )
        units, each = columns, f"{way.unit} of matrix {k}"
        if links.direct:
            units, each = rows + columns, "unit before, the inputs too"
    last, outputs = counted(columns, way.unit), links.sizes[-1]
    return f"matrix {len(found)} has {last} and needs {outputs}, a {way.unit} for each output"


def _directly(found: Shapes, links: Links, way: Orientation) -> str:
    """How many rows the first matrix that does not follow the one before needs with --direct."""
    before = found[0][0]
    if links.direct or before != links.sizes[0]:
        return ""
    for k, ((_, units), (rows, _)) in enumerate(pairwise(found), start=2):
        before += units
        if rows != units:
            return f"; with --direct matrix {k} needs {before}, a {way.before} for each unit before"
    return ""


def _exchanged(found: Shapes, links: Links, way: Orientation, wanted: Shapes | None = None) -> str:
    """That matrices would fit the other way round, if they would.

    They must lead from the inputs to the outputs, and have the shapes wanted if any are.
    """
    if _fit([(columns, rows) for rows, columns in found], links, wanted):
        return f"; it would fit with rows and columns exchanged: --weights-by {other(way.name)}"
    before = links.sizes[0]
    shapes: list[tuple[int, ...]] = []
    turned: list[int] = []
    for k, (rows, columns) in enumerate(found, start=1):
        if before not in (rows, columns):
            return ""
        if rows != before:
            turned.append(k)
        shapes.append((before, columns if rows == before else rows))
        before = shapes[-1][1] + (before if links.direct else 0)
    if not turned or not _fit(shapes, links, wanted):
        return ""
    return f"; matrix {joined(', ', turned)} would fit with rows and columns exchanged"


def _fit(shapes: Shapes, links: Links, wanted: Shapes | None) -> bool:
    """Whether matrices lead from the inputs to the outputs, with the shapes wanted if any are."""
    sizes = (links.sizes[0], *(columns for _, columns in shapes))
    chain = Links(sizes, links.direct).shapes
    return tuple(shapes) == chain and sizes[-1] == links.sizes[-1] and wanted in (None, chain)
