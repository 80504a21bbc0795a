"""Activations are written by their names, those of a family with a number after a colon, and those
of several hidden layers with commas between: `tanh`, `leaky-relu:0.2`, `tanh,relu`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from backprop_tui.engine.core.activations import ACTIVATIONS, find_activation, numbered
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Name
from backprop_tui.engine.reading.layers import lengthened, shortened

ALIASES = {"logistic": "sigmoid", "identity": "linear"}
"""Other names that are accepted."""


class ActivationName(Name):
    """The name of one activation, kept in the one way to write it.

    It is asked for where those of the hidden layers have just been asked for.
    """

    def __init__(self, metavar: str = "NAME") -> None:
        super().__init__(ACTIVATIONS, metavar, ALIASES)

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return f"{super().allowed}; some with a number: {numbered()}"

    @property
    def brief(self) -> str:
        """The same where there is little room."""
        return "one of those of the hidden units"

    def read(self, text: str) -> str:
        """The value that a text means, or a `ValueError`."""
        name = self.usual(text)
        if name.partition(":")[0] not in ACTIVATIONS:
            raise ValueError(text)
        return find_activation(name).name

    def usual(self, text: str) -> str:
        """The same of what stands before a number, if there is one."""
        name, colon, number = text.partition(":")
        return f"{super().usual(name)}{colon}{number}"

    def accept(self, what: str, value: Any) -> str:
        """The value as it is kept, or a `BadSetting`."""
        if isinstance(value, str) and self.usual(value).partition(":")[0] in ACTIVATIONS:
            return find_activation(self.usual(value)).name
        return super().accept(what, value)


class ActivationNames(ActivationName):
    """One name for all hidden layers, or one for each: `tanh,relu`."""

    is_list = True

    def __init__(self) -> None:
        super().__init__("NAME[,NAME]")

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return f"{super().allowed}; or for each layer one: tanh,relu"

    @property
    def brief(self) -> str:
        """The same where there is little room."""
        return f"{self.listing}; or layer by layer: tanh,relu"

    def longer(self, text: str, at: int | None = None) -> str:
        """The text for one layer more; one name is for all of them already."""
        return lengthened(text, at) if "," in text else text

    def shorter(self, text: str, at: int | None = None) -> str:
        """The text for all layers but one; one name stays."""
        return shortened(text, at) or text

    def read(self, text: str) -> str:
        """The value that a text means, or a `ValueError`."""
        names = _names(text)
        if not all(self.usual(name).partition(":")[0] in ACTIVATIONS for name in names):
            raise ValueError(text)
        return ",".join(map(super().read, names))

    def accept(self, what: str, value: Any) -> str:
        """The value as it is kept, or a `BadSetting`."""
        if not isinstance(value, str):
            return super().accept(what, value)
        names = _names(value)
        return ",".join(super(ActivationNames, self).accept(what, name) for name in names)


def _names(text: str) -> list[str]:
    """The names between commas; a number with a comma in it would be taken for two of them."""
    names = [part.strip() for part in text.split(",")]
    for name, rest in pairwise(names):
        if ":" in name and re.fullmatch("[0-9]+", rest):
            raise BadSetting(f"a number needs a point, not a comma: {name[:40]}.{rest[:20]}")
    return names
