"""What became of settings that may change on the way, in a few words: `lr .5 → 5`. Whoever comes
back to a run after a while asks that first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from backprop_tui.engine.settings.declaration import Setting
from backprop_tui.engine.settings.declared import changeable

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

_LEADING = re.compile(r"(?<![\w.])0(?=\.\d)")
"""The zero before a point, which says nothing."""


def brief(setting: Setting, value: Any) -> str:
    """What a setting is, in a few letters: `.5`."""
    return _LEADING.sub("", setting.said(value))


class Changed(NamedTuple):
    """A setting that became another.

    Attributes:
        setting: Which.
        before: What it was.
        after: What it is.
    """

    setting: Setting
    before: Any
    after: Any

    @property
    def text(self) -> str:
        """It in a few letters: `lr .5 → 5`."""
        was, now = (brief(self.setting, each) for each in self[1:])
        return f"{self.setting.short} {was} → {now}"


def changed(before: Experiment, after: Experiment) -> list[Changed]:
    """All settings that may change on the way and have."""
    pairs = (
        Changed(setting, getattr(before, name), getattr(after, name))
        for name, setting in changeable(type(after)).items()
    )
    return [each for each in pairs if each.before != each.after]
