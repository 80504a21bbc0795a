"""One weight or bias by the name that a person types: `W2[h1,yhat]`, `b1[h2]`. What can be read can
be written, and what is written is read again as the same parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.naming import (
    bias_names,
    input_letter,
    pair_of,
    place_of,
    source_names,
    unit_names,
)

if TYPE_CHECKING:
    from backprop_tui.engine.settings.network import NetworkSettings

ONE_OF = re.compile(r"(W|b|θ|theta)(\d{1,3})(?:\[(.+)\])?", re.DOTALL)
"""`W1`, `b2`, `W1[x1,h2]`, `b1[h2]`; a threshold is `theta1` and a bias `b1` all the same."""

_EASY = re.compile(r"[\w.^*+-]+")
"""A name that needs no quotes in a shell or thereabouts."""


def place_named(network: NetworkSettings, found: re.Match[str]) -> Parameter | None:
    """Where a single parameter stands by its name, a match of `ONE_OF`; `None` if nowhere.

    That a place is none of a missing link is not asked here.
    """
    letter, layer, name = found[1], int(found[2]), found[3] or ""
    count = len(network.sizes) - 1 if letter == "W" else len(network.arrangement.biases)
    if not 1 <= layer <= count:
        return None
    if letter != "W":
        target = place_of(name, bias_names(network, layer), network.problem)
        return None if target is None else Parameter(layer, None, target)
    sources, units = source_names(network, layer), unit_names(network, layer)
    pair = pair_of(name, sources, units, network.problem)
    return None if pair is None else Parameter(layer, *pair)


def read_parameter(network: NetworkSettings, name: str) -> Parameter | None:
    """The parameter that `W2[h1,yhat]` means; `None` if there is none by that name.

    A layer that has one bias alone needs no unit: `b2`.
    """
    found = ONE_OF.fullmatch(name.strip())
    if found is None:
        return None
    if found[3] is None and found[1] != "W":
        layer, biases = int(found[2]), network.arrangement.biases
        is_single = 1 <= layer <= len(biases) and biases[layer - 1] == 1
        return Parameter(layer, None, 0) if is_single else None
    return place_named(network, found)


def written_parameter(network: NetworkSettings, parameter: Parameter) -> str:
    """The name that `read_parameter` takes for it, in letters that a keyboard has if possible.

    Raises:
        BadSetting: If names of columns are such that none is.
    """
    layer, source, target = parameter
    if source is None:
        columns, rows = _spelt(network, layer, bias_names(network, layer), target), iter(("",))
        letter = network.bias_form.code
    else:
        columns = _spelt(network, layer, unit_names(network, layer), target)
        rows, letter = _sources(network, layer, source), "W"
    for row, column in product(list(rows), list(columns)):
        name = f"{letter}{layer}[{row},{column}]" if row else f"{letter}{layer}[{column}]"
        if read_parameter(network, name) == parameter:
            return name
    raise BadSetting(f"no name says which parameter {tuple(parameter)} is")


def _sources(network: NetworkSettings, layer: int, source: int) -> Iterator[str]:
    """What a unit may be called that a layer sees, the best first."""
    first = 0
    for k in network.links.before(layer):
        names = unit_names(network, k)
        if first <= source < first + len(names):
            yield from _symbols(network, k, names, source - first)
        first += len(names)
    names = source_names(network, layer)
    yield from (str(source + 1), names[source])


def _spelt(
    network: NetworkSettings, layer: int, names: tuple[str, ...], place: int
) -> Iterator[str]:
    """What a unit of a layer may be called, the best first."""
    yield from _symbols(network, layer, names, place)
    yield from (str(place + 1), names[place])


def _symbols(
    network: NetworkSettings, layer: int, names: tuple[str, ...], place: int
) -> Iterator[str]:
    """Its name, if that is easy to type, and its symbol, if it has one besides."""
    name = names[place].replace("ŷ", "yhat").replace("θ", "theta")
    if _EASY.fullmatch(name):
        yield name
    if layer == 0:
        yield f"{input_letter(network.problem)}{place + 1}"
    if layer == len(network.sizes) - 1:
        yield "yhat" if len(names) == 1 else f"yhat{place + 1}"
