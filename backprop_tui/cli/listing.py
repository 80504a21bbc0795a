"""The sessions that are kept, for whoever wants one that is not the last: when each was saved, what
was done in it, and its file, which `open` takes.
"""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path

from backprop_tui.cli.output import spelt, write
from backprop_tui.cli.places import kept_sessions
from backprop_tui.engine import BadSetting


def list_sessions() -> int:
    """Print them, the last one first.

    Raises:
        BadSetting: If there is none.
    """
    for path, written in kept_sessions().kept():
        when = datetime.fromtimestamp(written / 10**9)
        write(f"{when:%Y-%m-%d %H:%M}  {spelt(_said(path))}")
        write(f"  backprop-tui open {shlex.quote(str(path))}")
    return 0


def _said(path: Path) -> str:
    """What a file holds, in a few words."""
    from backprop_tui.engine.keeping.reading import read_session
    from backprop_tui.report.text.sessions import session_text

    try:
        return session_text(read_session(str(path)))
    except BadSetting:
        return "cannot be read"
