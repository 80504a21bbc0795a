"""How a run is watched: after how many steps it pauses, and how fast it goes. A preset knows both,
as it has made its point after so many steps; all else pauses at a round number.
"""

from __future__ import annotations

from backprop_tui.ui.session.pace import next_speed

STEPS, SPEED = 10_000, 512.0
"""After how many steps training pauses, and how many it takes a second, where nothing says so."""


def pace_of(preset: str | None) -> tuple[int, float]:
    """After how many steps training pauses, and its steps a second: those of a preset, if any."""
    if preset is None:
        return STEPS, SPEED
    from backprop_tui.engine.presets import PRESETS

    return PRESETS[preset].steps, next_speed(PRESETS[preset].pace, 1)
