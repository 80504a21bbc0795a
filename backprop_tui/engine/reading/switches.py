"""Settings that are on or off, some of them on in one of several forms. On a command line such an
option stands for itself, and its opposite begins with `--no-`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.written import repeated


class Switch(Kind):
    """On or off; `--bias` and `--no-bias` on a command line."""

    is_switch = True

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return "on or off"

    @property
    def values(self) -> tuple[bool, ...]:
        """All of them."""
        return (True, False)

    def read(self, text: str) -> bool:
        """The value that a text means, or a `ValueError`."""
        if text not in ("on", "off"):
            raise ValueError(text)
        return text == "on"

    def accept(self, what: str, value: Any) -> bool:
        """The value as it is kept, or a `BadSetting`."""
        if not isinstance(value, bool | np.bool_):
            raise BadSetting(f"{what} must be True or False, not {repeated(value)}")
        return bool(value)

    def write(self, value: bool) -> str:
        """The text that means a value."""
        return "on" if value else "off"


class SwitchOrName(Switch):
    """On, off, or on in one of several forms; `--bias`, `--no-bias` and `--bias shared`.

    Args:
        registry: All forms; those that are texts are names.
        metavar: What stands for one.
    """

    def __init__(self, registry: Iterable[object], metavar: str = "FORM") -> None:
        self._registry, self.metavar = registry, metavar

    @property
    def names(self) -> tuple[str, ...]:
        """The forms that have a name."""
        return tuple(form for form in self._registry if isinstance(form, str))

    @property
    def following(self) -> tuple[str, ...]:
        """Words that may follow the option all the same."""
        return ("on", "off", *self.names)

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return f"one of {', '.join(self.following)}"

    @property
    def values(self) -> tuple[Any, ...]:
        """All of them."""
        return (*super().values, *self.names)

    def read(self, text: str) -> Any:
        """The value that a text means, or a `ValueError`."""
        return text if text in self.names else super().read(text)

    def accept(self, what: str, value: Any) -> Any:
        """The value as it is kept, or a `BadSetting`."""
        if isinstance(value, str) and value in self.names:
            return str(value)
        if not isinstance(value, bool | np.bool_):
            allowed = " or ".join(map(repr, self.names))
            raise BadSetting(f"{what} must be True, False, {allowed}, not {repeated(value)}")
        return bool(value)

    def write(self, value: Any) -> str:
        """The text that means a value."""
        return value if isinstance(value, str) else super().write(value)
