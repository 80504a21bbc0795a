"""How the texts of a setting's options become its value, as on a command line. A file is read only
if it is one: what may be waited for without end would stop the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import Setting

STANDARD_INPUT = "-"


def given(setting: Setting, texts: Mapping[str, str], option: Option, text: str) -> dict[str, str]:
    """The texts of a setting's options after one of them was typed."""
    own = len(setting.options) == 1
    others = {name: each for name, each in texts.items() if name != option.name}
    if option is setting.option or option.name == setting.option.name:
        others = {} if text else others
    elif option in setting.rivals and text:
        others.pop(setting.option.name, None)
    return others | ({option.name: text} if text or own else {})


def valued(kind: type[Experiment], setting: Setting, texts: Mapping[str, str]) -> Any:
    """The value that the texts of a setting's options give it, in experiments of a class.

    Raises:
        BadSetting: If they give none.
    """
    for option in setting.options:
        if option.kind.is_file and option.name in texts:
            _require_file(texts[option.name])
    if not texts:
        return getattr(kind(), setting.name)
    own = texts.get(setting.option.name)
    if setting.combine is not None:
        return setting.accepted(setting.value(texts))
    assert own is not None, "the only option"
    if setting.default is None and own in ("", setting.none):
        return None
    return setting.accepted(setting.typed(own))


def _require_file(path: str) -> None:
    """Refuse what may be waited for without end.

    Raises:
        BadSetting: If it is no file.
    """
    if path == STANDARD_INPUT:
        raise BadSetting("standard input is the keyboard here; give the name of a file")
    if Path(path).exists() and not Path(path).is_file():
        raise BadSetting(f"{path[:60]} is no file")
