"""Which parameters learn is one mask over the vector of all of them: 1 for what learns, 0 for what
is frozen. A frozen parameter has a gradient like any other, which says what it would do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.connected import missing_text
from backprop_tui.engine.core.network import Parameters
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.naming import (
    bias_names,
    meant,
    pair_of,
    place_of,
    source_names,
    unit_names,
)

if TYPE_CHECKING:
    from backprop_tui.engine.settings.network import NetworkSettings
    from backprop_tui.engine.settings.parameters import ParameterSettings

ONE_OF = re.compile(r"(W|b|θ|theta)(\d{1,3})(?:\[(.+)\])?")
"""`W1`, `b2`, `W1[x1,h2]`, `b1[h2]`; a threshold is `theta1` and a bias `b1` all the same."""

MOST_NAMES = 12
"""Names that a refusal lists."""


def learning(network: NetworkSettings, names: Sequence[str]) -> Array | None:
    """The mask of a network whose parameters of these names are frozen; `None` for no names.

    Raises:
        BadSetting: If a name means none of its parameters, or one that is not there.
    """
    if not names:
        return None
    mask = Parameters(network.arrangement)
    mask.vector[:] = 1.0
    for name in names:
        _freeze(network, mask, name)
    if network.connected is not None:
        mask.vector[network.connected == 0.0] = 0.0
    mask.vector.setflags(write=False)
    return mask.vector


def require_names(settings: ParameterSettings) -> None:
    """Refuse names of parameters that the network does not have."""
    learning(settings, settings.freeze)


def _freeze(network: NetworkSettings, mask: Parameters, name: str) -> None:
    """Let what a name means be 0."""
    parts = list(_parts(network, mask, name))
    if not parts:
        first = f"W1[{source_names(network, 1)[0]},{unit_names(network, 1)[0]}]"
        single = f"; a single weight is written as {first}, from and to a unit" * ("[" in name)
        raise BadSetting(
            f"there is nothing to freeze by the name {name[:40]!r}; {_known(network)}{single}"
        )
    for part in parts:
        part[...] = 0.0


def _parts(network: NetworkSettings, mask: Parameters, name: str) -> Iterator[Array]:
    """The views that a name means; none if it means nothing here."""
    biases = mask.biases or ()
    groups = {"weights": mask.weights, "biases": biases, "thresholds": biases}
    if name in groups:
        yield from groups[name]
    elif found := ONE_OF.fullmatch(name):
        yield from _part(network, mask.weights if found[1] == "W" else biases, found)
    else:
        yield from _into(network, mask, name)


def _part(
    network: NetworkSettings, arrays: Sequence[Array], found: re.Match[str]
) -> Iterator[Array]:
    """One layer's weights or biases, or a single one of them."""
    letter, layer, place = found[1], int(found[2]), found[3]
    if not 1 <= layer <= len(arrays):
        return
    if place is None:
        yield arrays[layer - 1]
        return
    if letter != "W":
        index = place_of(place, bias_names(network, layer), network.problem)
        if index is not None:
            yield arrays[layer - 1][index : index + 1]
        return
    sources, units = source_names(network, layer), unit_names(network, layer)
    pair = pair_of(place, sources, units, network.problem)
    if pair is not None:
        row, column = pair
        missing = missing_text(network, layer, row, column)
        if missing is not None:
            raise BadSetting(f"there is nothing to freeze by the name {found[0]!r}: {missing}")
        yield arrays[layer - 1][row : row + 1, column]


def _into(network: NetworkSettings, mask: Parameters, name: str) -> Iterator[Array]:
    """What leads into a unit: its column of weights, and its bias if it has one of its own."""
    units = [
        (layer, place, unit)
        for layer in range(1, len(network.sizes))
        for place, unit in enumerate(unit_names(network, layer))
    ]
    found = meant(name, [unit for _, _, unit in units], network.problem)
    if found is None:
        return
    layer, place, unit = units[found]
    yield mask.weights[layer - 1][:, place]
    if mask.biases and unit in bias_names(network, layer):
        yield mask.biases[layer - 1][place : place + 1]


def _known(network: NetworkSettings) -> str:
    """What there is to freeze."""
    layers = range(1, len(network.sizes))
    names = ["weights", *(f"W{k}" for k in layers)]
    form, biases = network.bias_form, []
    if network.arrangement.biases:
        biases = [
            "thresholds" if form.is_threshold else "biases",
            *(f"{form.code}{k}" for k in layers),
        ]
    units = [name for layer in layers for name in unit_names(network, layer)]
    if len(units) > MOST_NAMES:
        units = [*units[: MOST_NAMES - 2], "…", units[-1]]
    none = "" if biases else " (it has no biases)"
    return f"this network has {', '.join([*names, *biases])} and the units {', '.join(units)}{none}"
