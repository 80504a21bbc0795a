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
from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.core.parameter_name import ONE_OF, place_named
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.naming import (
    bias_names,
    meant,
    source_names,
    unit_names,
)

if TYPE_CHECKING:
    from backprop_tui.engine.settings.network import NetworkSettings
    from backprop_tui.engine.settings.parameters import ParameterSettings

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
            f"there is nothing to freeze by the name {name[:40]!r}; {known_text(network)}{single}"
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
    if found[3] is not None:
        place = place_named(network, found)
        if place is not None:
            yield _single(network, arrays, place, found[0])
        return
    layer = int(found[2])
    if 1 <= layer <= len(arrays):
        yield arrays[layer - 1]


def _single(
    network: NetworkSettings, arrays: Sequence[Array], place: Parameter, name: str
) -> Array:
    """The view of one weight or bias."""
    layer, source, target = place
    if source is None:
        return arrays[layer - 1][target : target + 1]
    missing = missing_text(network, layer, source, target)
    if missing is not None:
        raise BadSetting(f"there is nothing to freeze by the name {name!r}: {missing}")
    return arrays[layer - 1][source : source + 1, target]


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


def known_text(network: NetworkSettings) -> str:
    """Which parameters there are, for a refusal."""
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
