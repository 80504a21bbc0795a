"""Features are what a network is shown in place of its inputs: squares, products, sines of them.
With x1*x2 among them one layer of weights learns XOR; finding such a feature by itself is what
hidden units are for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.wording import cut, some

SQUARE = re.compile(r"(.+?)\s*(?:\^\s*2|\*\*\s*2|²)", re.DOTALL)
"""`x1^2`, also written `x1**2` and `x1²`."""

SINE = re.compile(r"sin\s*\((.+)\)|sin\s+(.+)", re.DOTALL | re.IGNORECASE)
"""`sin(x1)`, also written `sin x1`."""

TIMES = re.compile(r"[*·×]|(?<=\d)\s*(?=x\d)", re.IGNORECASE)
"""What may stand between the factors of a product: `x1*x2`, `x1·x2`, and nothing in `x1x2`."""


class Feature(NamedTuple):
    """A number that is computed from the inputs of a case.

    Attributes:
        name: How it is written.
        parts: The inputs that it is computed from, from 0; the factors of a product.
        bend: What is done to their product.
    """

    name: str
    parts: tuple[int, ...]
    bend: Callable[[Array], Array] = np.positive

    def of(self, points: Array) -> Array:
        """It for points (…, inputs)."""
        first, *others = (points[..., part] for part in self.parts)
        product = first
        for other in others:
            product = product * other
        return self.bend(product)


def features(names: Sequence[str], inputs: Sequence[str]) -> tuple[Feature, ...]:
    """The features that are named.

    Args:
        names: As they are typed.
        inputs: What the inputs of the problem are called.

    Raises:
        BadSetting: If one is none, or is named twice.
    """
    found: list[Feature] = []
    for name in names:
        feature = next(_meant(name.strip(), inputs), None)
        if feature is None:
            first, last = inputs[0], inputs[-1]
            raise BadSetting(
                f"there is no feature {cut(name, 40)!r} of {some(inputs)}: write "
                f"{cut(first)}, {cut(first)}^2, {cut(first)}*{cut(last)}, sin({cut(first)})"
            )
        if any(feature.parts == each.parts and feature.bend is each.bend for each in found):
            raise BadSetting(f"--features names {cut(feature.name, 40)!r} twice; leave one out")
        found.append(feature)
    return tuple(found)


def computed(chosen: Sequence[Feature], points: Array) -> Array:
    """Features of points (…, inputs), (…, features); what has no room becomes infinite."""
    with np.errstate(all="ignore"):
        return np.stack([feature.of(points) for feature in chosen], axis=-1)


def require_room(chosen: Sequence[Feature], values: Array) -> None:
    """Refuse a feature (cases, features) that is too large for a number in some case.

    Raises:
        BadSetting: If one is.
    """
    for feature, column in zip(chosen, values.T, strict=True):
        if not np.isfinite(column).all():
            raise BadSetting(
                f"the feature {cut(feature.name, 40)!r} is too large for a number in some case; "
                "leave it out, or bring its inputs nearer to 1 in the file"
            )


def _meant(text: str, inputs: Sequence[str]) -> Iterator[Feature]:
    """What a text may mean, the closest first; a column may be called anything, `a*b` too."""
    place = _place(text, inputs)
    if place is not None:
        yield Feature(inputs[place], (place,))
    if (sine := SINE.fullmatch(text)) is not None:
        place = _place(sine[1] or sine[2], inputs)
        if place is not None:
            yield Feature(f"sin({inputs[place]})", (place,), np.sin)
    if (square := SQUARE.fullmatch(text)) is not None:
        place = _place(square[1], inputs)
        if place is not None:
            yield Feature(f"{inputs[place]}^2", (place, place))
    for times in TIMES.finditer(text):
        factors = (_place(text[: times.start()], inputs), _place(text[times.end() :], inputs))
        known = sorted(factor for factor in factors if factor is not None)
        if len(known) == 2:
            first, last = known
            same = first == last
            name = f"{inputs[first]}^2" if same else f"{inputs[first]}*{inputs[last]}"
            yield Feature(name, (first, last))


def _place(word: str, inputs: Sequence[str]) -> int | None:
    """Which input is called so: as it is written, in upper or lower case, or x1 for the first."""
    word = word.strip()
    if word in inputs:
        return inputs.index(word)
    alike = [k for k, name in enumerate(inputs) if name.casefold() == word.casefold()]
    if len(alike) == 1:
        return alike[0]
    symbols = [f"x{k}" for k in range(1, len(inputs) + 1)]
    return symbols.index(word.lower()) if word.lower() in symbols else None
