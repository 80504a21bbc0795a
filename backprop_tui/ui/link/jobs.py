"""Whether ctrl+z makes sense: only where a shell can continue what it stops. A command that ssh
started alone would stand still for ever.
"""

from __future__ import annotations

import os
from pathlib import Path


def can_be_resumed() -> bool:
    """Whether a shell that knows jobs started this program, and could continue it."""
    try:
        leader = os.getpgrp()
        parent = os.getppid() if leader == os.getpid() else _parent(leader)
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != leader
    except (OSError, ValueError):
        return False


def _parent(process: int) -> int:
    """The parent of another process."""
    status = Path(f"/proc/{process}/stat").read_text()
    return int(status.rpartition(")")[2].split()[1])
