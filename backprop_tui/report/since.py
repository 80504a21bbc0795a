"""From which step on every case has been right, in the words that all who say it share. It is the
step itself, however seldom anybody looked at the run on the way.
"""

from __future__ import annotations

from backprop_tui.engine import Snapshot


def right_text(snapshot: Snapshot) -> str | None:
    """`every case right from step 608 on`; `None` if some case is wrong.

    Where nobody knows any more from which step on, it is left out.
    """
    if not snapshot.right.all():
        return None
    since = snapshot.right_since
    return "every case right" + ("" if since is None else f" from step {since:,} on")
