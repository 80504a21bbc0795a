"""Some choices decide others, unless somebody decides those too: a preset decides everything, a
problem what it is best learnt with, weights that are written down their network.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.settings.declared import settings_of


def implied(kind: type[Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with what they imply, and what that implies in turn, by the names of their fields.

    What is chosen stands. Of two that imply something of a third, the one that is declared later
    decides: weights before what the problem is best learnt with, and a preset is all there is.

    Args:
        kind: Whose settings.
        chosen: Values by the names of fields.

    Raises:
        BadSetting: If something implies what is no setting, or a value is not allowed.
    """
    settings = settings_of(kind)
    decided = dict(chosen)
    waiting = [each for each in reversed(list(settings.values())) if each.implies is not None]
    if any(each.is_whole and decided.get(each.name) is not None for each in waiting):
        waiting = [each for each in waiting if not each.gives_way]
    while following := next((each for each in waiting if each.name in decided), None):
        waiting.remove(following)
        value = following.accepted(decided[following.name])
        if value is None or following.implies is None:
            continue
        for name, meant in following.implies(value).items():
            if name not in settings or name == following.name:
                known = ", ".join(sorted(set(settings) - {following.name}))
                raise BadSetting(
                    f"the preset of {getattr(value, 'name', value)} has no setting "
                    f"{name[:40]!r} to give; choose from {known}"
                )
            decided.setdefault(name, meant)
    return decided
