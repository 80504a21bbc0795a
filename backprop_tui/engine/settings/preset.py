"""The setting that says from which preset an experiment was made. It decides nothing by itself:
what the preset says are settings like any others, and each of them may be given anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.written import repeated
from backprop_tui.engine.settings import tries
from backprop_tui.engine.settings.declaration import Setting
from backprop_tui.engine.settings.group import Settings


class PresetName(Kind):
    """A preset, written as its name. Presets are loaded when one is asked for."""

    @property
    def allowed(self) -> str:
        """What a value may be."""
        from backprop_tui.engine.presets import PRESETS

        return f"one of {', '.join(PRESETS)}"

    @property
    def choices(self) -> tuple[str, ...]:
        """The names of all presets."""
        from backprop_tui.engine.presets import PRESETS

        return tuple(PRESETS)

    def about(self, choice: str) -> str:
        """What a preset is, in one line."""
        from backprop_tui.engine.presets import PRESETS

        return PRESETS[choice].title

    def read(self, text: str) -> str:
        """The value that a text means, or a `ValueError`."""
        from backprop_tui.engine.presets import find_preset

        return find_preset(text).name

    def accept(self, what: str, value: Any) -> str:
        """The value as it is kept, or a `BadSetting`."""
        if not isinstance(value, str):
            raise BadSetting(f"{what} must be the name of a preset, not {repeated(value)}")
        return self.read(value)


def _settings_of(name: str) -> Mapping[str, Any]:
    """What a preset decides, by the names of an experiment's fields."""
    from backprop_tui.engine.presets import PRESETS

    return PRESETS[name].implied


@dataclass(frozen=True, init=False, eq=False, repr=False)
class PresetSettings(Settings):
    """Where all the other settings come from.

    Attributes:
        preset: Name of the preset that it was made from, whatever has been changed since; `None`
            for none.
    """

    TITLE = "Preset"

    preset: str | None = field(
        default=None,
        kw_only=True,
        metadata=Setting(
            Option(
                "--preset",
                "an experiment that is ready, with all its settings",
                PresetName(),
                shown="none",
                told="an experiment that is ready, with all its settings, as `presets` lists them; "
                "any other option is put in place of its own",
            ),
            implies=_settings_of,
            is_whole=True,
            choices=tries.presets,
        ).declared,
    )
