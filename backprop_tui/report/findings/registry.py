"""Every finding by the name of the picture that draws it: what a problem is known for can be said
as well as drawn.
"""

from __future__ import annotations

from collections.abc import Callable

from backprop_tui.engine import Snapshot
from backprop_tui.report.findings import code, mirror, people, staircase

FINDINGS: dict[str, Callable[[Snapshot], str]] = {
    "mirror": mirror.said,
    "code": code.said,
    "staircase": staircase.said,
    "people": people.said,
}
"""What each says of a network in one line; nothing where it does not apply."""


def finding(snapshot: Snapshot) -> str:
    """What the problem's picture would show of a network, in one line; empty if it has none."""
    said = FINDINGS.get(snapshot.experiment.problem.picture)
    return "" if said is None else said(snapshot)
