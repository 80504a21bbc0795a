"""What happened on the way, told step by step: a weight that was set, settings that became others,
whether a person did it or the schedule. Of several at one step only what came of them is told.
"""

from __future__ import annotations

from copy import copy
from typing import NamedTuple

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.naming import parameter_name
from backprop_tui.engine.runs.events import Edit, Event
from backprop_tui.engine.settings.changed import Changed, changed


class Told(NamedTuple):
    """What came of all that happened at a step.

    Attributes:
        step: Updates before it.
        edits: `W₂ h1→ŷ = 0`; empty if none was set.
        changes: `lr .5 → 5`; empty if nothing is otherwise.
    """

    step: int
    edits: str
    changes: str


class _Happening(NamedTuple):
    """One thing that happened.

    Attributes:
        edits: What was set, and how that is told.
        changes: What became otherwise.
    """

    edits: dict[Parameter, str]
    changes: list[Changed]


class Happened:
    """All that happened at the steps of a run that are known, those ahead among them."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._at: dict[int, list[_Happening]] = {}
        self._told: dict[int, Told] = {}

    def __contains__(self, step: object) -> bool:
        return step in self._at

    def add(
        self, step: int, before: Experiment, after: Experiment, event: Event | None = None
    ) -> None:
        """Note what happened after `step` updates, after all else there.

        Args:
            step: How many.
            before: What was running.
            after: What ran then.
            event: What happened, if it was by hand.
        """
        edits = {}
        if isinstance(event, Edit):
            edits[event.parameter] = edit_text(after, event)
        self._at.setdefault(step, []).append(_Happening(edits, changed(before, after)))
        self._told.pop(step, None)

    def take_back(self, step: int) -> None:
        """Forget the last that happened at a step."""
        self._told.pop(step, None)
        self._at[step].pop()
        if not self._at[step]:
            del self._at[step]

    def truncate(self, steps: int) -> None:
        """Forget what happened after so many updates or more."""
        for step in [step for step in self._at if step >= steps]:
            del self._at[step]
            self._told.pop(step, None)

    def told(self) -> list[Told]:
        """All of it, in order."""
        return [self._told.get(step) or self._tell(step) for step in sorted(self._at)]

    def _tell(self, step: int) -> Told:
        """What came of all that happened at a step."""
        edits: dict[Parameter, str] = {}
        changes: dict[str, Changed] = {}
        for happening in self._at[step]:
            edits |= happening.edits
            for each in happening.changes:
                first = changes.get(each.setting.name, each)
                changes[each.setting.name] = first._replace(after=each.after)
        differing = [each.text for each in changes.values() if each.before != each.after]
        self._told[step] = told = Told(step, ", ".join(edits.values()), ", ".join(differing))
        return told

    def copy(self) -> Happened:
        """Another one that knows the same."""
        other = copy(self)
        other._at = {step: happenings.copy() for step, happenings in self._at.items()}
        other._told = self._told.copy()
        return other


def edit_text(experiment: Experiment, edit: Edit) -> str:
    """A parameter and what it is set to: `W₂ h1→ŷ = 0`, or `≈` where that is not all of it."""
    text = f"{edit.value:g}"
    equals = "=" if float(text) == edit.value else "≈"
    return f"{parameter_name(experiment, edit.parameter)} {equals} {text}"
