"""Which weights there are is one mask over the vector of all parameters: 1 for what is there, 0 for
a link that is not, where layers are divided into groups. Such a weight is 0 from the start, and a
gradient of 0 keeps it there, whatever else moves the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from backprop_tui.engine.core.arrangement import Arrangement
from backprop_tui.engine.core.calls import ZERO, Array, Call
from backprop_tui.engine.core.links import Links
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.naming import source_names, unit_names
from backprop_tui.engine.reading.groups import Division, Groups, written
from backprop_tui.engine.wording import counted

if TYPE_CHECKING:
    from backprop_tui.engine.core.start import Start
    from backprop_tui.engine.settings.network import NetworkSettings


@lru_cache(16)
def connected(links: Links, arrangement: Arrangement) -> Array | None:
    """The mask, (parameters,), which nothing can change; `None` if every weight is there."""
    layers = range(1, len(links.sizes))
    there = [links.linked(layer) for layer in layers]
    if all(each is None for each in there):
        return None
    shapes = zip(there, arrangement.weights, strict=True)
    parts = [np.ones(shape) if each is None else each * 1.0 for each, shape in shapes]
    parts.append(np.ones(sum(arrangement.biases)))
    mask: Array = np.concatenate([part.ravel() for part in parts])
    mask.setflags(write=False)
    return mask


def cleared(links: Links, layer: int, gradient: Array) -> list[Call]:
    """The calls that make ∂E/∂w 0 where there is no link into a layer; none where all are there.

    Args:
        links: Which units see which.
        layer: From 1.
        gradient: ∂E/∂W, (units before, units).
    """
    there = links.linked(layer)
    # Times a mask, an infinity would not be 0.
    return [] if there is None else [(np.putmask, gradient, ~there, ZERO)]


def missing_text(network: NetworkSettings, layer: int, row: int, column: int) -> str | None:
    """That a weight is not there, and why; `None` if it is.

    Args:
        network: Whose.
        layer: The layer that it would lead into, from 1.
        row: Its row, from 0.
        column: Its column, likewise.
    """
    there = network.links.linked(layer)
    if there is None or there[row, column]:
        return None
    source, unit = source_names(network, layer)[row], unit_names(network, layer)[column]
    return f"there is no link from {source} to {unit}, which --groups {_text(network)} leaves out"


def require_unlinked(network: NetworkSettings, start: Start) -> None:
    """Refuse start weights, or a memory of them, that are not 0 where there is no link."""
    for layer, array, what in _given(start.weights, start.memory):
        there = network.links.linked(layer)
        if there is not None and array[~there].any():
            row, column = map(int, np.argwhere((array != 0) & ~there)[0])
            raise BadSetting(
                f"the weights file {start.path!r} has {array[row, column]:g} {what}, but "
                f"{missing_text(network, layer, row, column)}: write 0 there, or leave --groups out"
            )


def _text(network: NetworkSettings) -> str:
    """The groups as they are typed."""
    return Groups().write(network.groups)


def _given(
    weights: Sequence[Array], memory: Mapping[str, Sequence[Array]]
) -> Iterator[tuple[int, Array, str]]:
    """Every matrix that a file gives, with its layer and what its numbers are."""
    for layer, matrix in enumerate(weights, start=1):
        yield layer, matrix, "as the weight"
    for name, parts in memory.items():
        for layer, matrix in enumerate(parts[: len(weights)], start=1):
            yield layer, matrix, f"in its memory as the {name}"


def require_groups(network: NetworkSettings) -> None:
    """Refuse groups that do not make up their layers, or that take no link away."""
    groups, sizes = network.groups, network.sizes
    said = f"groups {_text(network)}"
    if len(groups) > len(sizes):
        raise BadSetting(
            f"{said} are of {len(groups)} layers, and this network has {len(sizes)}: "
            f"{network.links.text}"
        )
    for layer, division in enumerate(groups):
        if sum(division) != sizes[layer]:
            total = f" = {sum(division)}" if len(division) > 1 else ""
            raise BadSetting(
                f"{said}: {_layer_text(network, layer)}, not {written(division)}{total}"
                f"{_fitting(network, layer, len(division))}"
            )
    for layer in range(1, len(sizes)):
        for before in network.links.before(layer):
            _require_as_many(network, before, layer)
    if groups and network.connected is None:
        raise BadSetting(f"{said} leave every link where it is: {_more(network)}")


def _require_as_many(network: NetworkSettings, before: int, layer: int) -> None:
    """Refuse two layers in groups, one of which sees the other, if these are not as many."""
    first, second = (len(network.links.division(k)) for k in (before, layer))
    if min(first, second) > 1 and first != second:
        raise BadSetting(
            f"groups {_text(network)}: {_layer_text(network, before)} in {first} groups, and "
            f"{_layer_text(network, layer)} in {second}; both need as many, or one must be whole"
            f"{_fitting(network, layer, first)}"
        )


def _layer_text(network: NetworkSettings, layer: int) -> str:
    """How many units a layer has."""
    units, last = network.sizes[layer], len(network.sizes) - 1
    if layer in (0, last):
        is_are = "is" if units == 1 else "are"
        return f"there {is_are} {counted(units, 'output' if layer else 'input')}"
    return f"hidden layer {layer} has {counted(units, 'unit')}"


def _fitting(network: NetworkSettings, layer: int, count: int) -> str:
    """Groups that would fit a layer: so many, or those that its problem has."""
    own = network.problem.groups if layer == 0 else ()
    division = own or _shared_out(network.sizes[layer], count)
    return f"; {written(division)} would fit" if division else ""


def _shared_out(units: int, count: int) -> Division:
    """So many groups of nearly the same size; none if there are not enough units."""
    each, more = divmod(units, count)
    return tuple(each + (k < more) for k in range(count)) if each else ()


def _more(network: NetworkSettings) -> str:
    """What would have to be divided so that links are left out."""
    divisions = [network.links.division(layer) for layer in range(len(network.sizes))]
    found = next((k for k, division in enumerate(divisions) if len(division) > 1), None)
    if found is None:
        return "none of these layers is divided; groups are written with + between, such as 2+2"
    beside = found + 1 if found + 1 < len(divisions) else found - 1
    count = len(divisions[found])
    fits = _fitting(network, beside, count)
    return f"divide a layer beside that one too; {_layer_text(network, beside)}{fits}"
