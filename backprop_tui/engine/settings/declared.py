"""The settings that a class declares, found in its fields. Whatever goes through all settings, a
command line, a dialog or a file, asks here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from backprop_tui.engine.settings.declaration import KEY, Setting

_DECLARED: dict[type[Any], Mapping[str, Setting]] = {}
"""What has been found of each class."""


def settings_of(chosen: type[Any]) -> Mapping[str, Setting]:
    """The settings of a class by name, in their order."""
    if chosen not in _DECLARED:
        _DECLARED[chosen] = {each.name: each.metadata[KEY].of(each) for each in fields(chosen)}
    return _DECLARED[chosen]


def title_of(chosen: type[Any], name: str) -> str:
    """What the group is called that a setting of a class belongs to."""
    own: Any = next(
        each for each in chosen.__mro__ if name in vars(each).get("__annotations__", {})
    )
    title: str = own.TITLE
    return title


def changeable(chosen: type[Any]) -> Mapping[str, Setting]:
    """Those that may change while a run is on its way; the others decide its parameters."""
    may = [(name, known) for name, known in settings_of(chosen).items() if known.changeable]
    return dict(sorted(may, key=lambda pair: pair[1].changeable))
