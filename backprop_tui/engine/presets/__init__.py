"""Experiments that are ready: those of the literature as they were published, those that work, and
worked examples that open on their own numbers. A preset that is named here is known to the command
line, to the list of presets and to the palette.
"""

from __future__ import annotations

from collections.abc import Mapping

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.presets.arithmetic import ARITHMETIC
from backprop_tui.engine.presets.encoder import ENCODERS
from backprop_tui.engine.presets.family_trees import FAMILY_TREES
from backprop_tui.engine.presets.parity import PARITY
from backprop_tui.engine.presets.plane import PLANE
from backprop_tui.engine.presets.preset import Preset, Written, steps_between
from backprop_tui.engine.presets.symmetry import SYMMETRY
from backprop_tui.engine.presets.tutorial import TUTORIAL
from backprop_tui.engine.presets.worked import WORKED
from backprop_tui.engine.presets.xor import XOR
from backprop_tui.engine.problems import ALIASES

__all__ = ["PRESETS", "Preset", "Written", "find_preset", "steps_between"]

_FAMILIES = (
    TUTORIAL, WORKED, XOR, PARITY, SYMMETRY, ENCODERS, ARITHMETIC, FAMILY_TREES, PLANE,
)  # fmt: skip

PRESETS: Mapping[str, Preset] = {preset.name: preset for family in _FAMILIES for preset in family}
"""Every preset by its name, in the order of the list; a family adds its tuple here. None of them
has made a table or a weight before it is asked for.
"""


MOST = 8
"""Names that a refusal offers."""


def find_preset(name: str) -> Preset:
    """The preset of that name, in upper or lower case, or of a problem's other name.

    Raises:
        BadSetting: If there is none.
    """
    plain = name.strip().lower().replace("_", "-")
    plain = ALIASES.get(plain, plain)
    if plain in PRESETS:
        return PRESETS[plain]
    from difflib import get_close_matches

    near = get_close_matches(plain, PRESETS, MOST) or list(PRESETS)[:MOST]
    raise BadSetting(
        f"there is no preset {name[:40]!r}; choose from {', '.join(near)}, … "
        f"(`backprop-tui presets` lists all {len(PRESETS)})"
    )
