"""Where the program keeps what it keeps by itself: in the folder that the platform has for what a
program remembers, which nobody has to look into.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from backprop_tui.engine import BadSetting

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.folder import Folder

NAME = "backprop-tui"

STATE = "XDG_STATE_HOME"
"""The variable that names such a folder, on any platform."""


def state_folder(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform, home: str = "~"
) -> Path:
    """Where sessions are kept.

    Args:
        environ: The environment; a folder that it names counts if it is absolute.
        platform: As Python calls it.
        home: The person's own folder.

    Raises:
        BadSetting: If nobody knows where that is.
    """
    told = environ.get(STATE, "")
    if Path(told).is_absolute():
        return Path(told) / NAME
    try:
        own = Path(home).expanduser()
    except RuntimeError:
        raise BadSetting(f"there is no home directory; name a folder in {STATE}") from None
    if platform == "darwin":
        return own / "Library" / "Application Support" / NAME
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or own / "AppData" / "Local") / NAME
    return own / ".local" / "state" / NAME


def kept_sessions() -> Folder:
    """The sessions of this person.

    Raises:
        BadSetting: If nobody knows where they are.
    """
    # Nothing is written before the first frame.
    from backprop_tui.engine.keeping.folder import Folder

    return Folder(state_folder())
