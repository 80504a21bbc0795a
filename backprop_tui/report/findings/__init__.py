"""What a trained network has found, in numbers: the patterns that the experiments of 1986 became
known for. Pictures draw them and `run` says them, both from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backprop_tui.engine.records import Snapshot


def finding_of(snapshot: Snapshot) -> str:
    """What the problem is known for, in one line, if it is known for anything."""
    if not snapshot.experiment.problem.picture:
        return ""
    from backprop_tui.report.findings.registry import finding

    return finding(snapshot)
