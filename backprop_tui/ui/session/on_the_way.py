"""What somebody changed between two steps at the end of a run. It has had its effect on the steps
since, so whoever takes it back sets it back from here on, and they stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.runs.group import Runs
from backprop_tui.report.differences import said_of
from backprop_tui.report.names import parameter_name
from backprop_tui.ui.session.deeds import Deed, Kept, Put, Undone


@dataclass(frozen=True)
class OnTheWay(Deed):
    """Something was changed between two steps.

    Attributes:
        step: After how many.
        events: How many events there were with it; 0 if it has been taken back.
    """

    step: int
    events: int

    def hindrance(self, runs: Runs) -> str:
        """That this is the past, where a change would make another run."""
        if not runs.would_branch:
            return ""
        return (
            f"What was changed last, at step {self.step:,} of {self.run.letter}, is set back at "
            f"the end of the run; this is its past."
        )

    def undo(self, runs: Runs, leave: Callable[[], Kept], put: Put) -> Undone:
        """Set it back, from here on; where no step has followed, as if it had never been."""
        step, now = runs.step_number, self.present(runs)
        if self.events and self.events == runs.events_behind and runs.withdraw():
            again = replace(self.turned(runs, now), step=step, events=0)
            return Undone(f"{self.text(runs)}, as if nothing had been changed.", again)
        self.set(runs)
        # What it did to the steps since stays one change; to set it back is not another one.
        if self.events:
            runs.uncount()
        again = replace(self.turned(runs, now), step=step, events=runs.events_behind)
        since = step - self.step
        steps = f"the {since:,} steps since then stay" if since > 1 else "the step since then stays"
        more = f"; {steps}" if since > 0 else ""
        return Undone(f"{self.text(runs)} from the next step on{more}.", again)

    def present(self, runs: Runs) -> Any:
        """What there is now."""
        raise NotImplementedError

    def set(self, runs: Runs) -> None:
        """Put in what there was before.

        Raises:
            BadSetting: If that does not go with what is running now.
        """
        raise NotImplementedError

    def turned(self, runs: Runs, now: Any) -> OnTheWay:
        """The same the other way round, where there was `now`."""
        raise NotImplementedError

    def text(self, runs: Runs) -> str:
        """What there is again."""
        raise NotImplementedError


@dataclass(frozen=True)
class Changed(OnTheWay):
    """Settings were changed.

    Attributes:
        before: What they were, by their names.
    """

    before: Mapping[str, Any]

    def present(self, runs: Runs) -> dict[str, Any]:
        """What they are now."""
        return {name: getattr(runs.experiment, name) for name in self.before}

    def set(self, runs: Runs) -> None:
        """Change them back."""
        runs.change(**self.before)

    def turned(self, runs: Runs, now: dict[str, Any]) -> Changed:
        """The change from what they were to what they are now."""
        return replace(self, before=now)

    def text(self, runs: Runs) -> str:
        """What they are again."""
        return f"{said_of(runs.experiment, self.before)} again"


@dataclass(frozen=True)
class Edited(OnTheWay):
    """A weight or bias was set.

    Attributes:
        parameter: Which one.
        before: What it was.
    """

    parameter: Parameter
    before: float

    def present(self, runs: Runs) -> float:
        """What it is now."""
        return float(self.parameter.view(runs.main.network.parameters))

    def set(self, runs: Runs) -> None:
        """Set it to what it was."""
        runs.edit(self.parameter, self.before)

    def turned(self, runs: Runs, now: float) -> Edited:
        """The edit from what it was to what it is now."""
        return replace(self, before=now)

    def text(self, runs: Runs) -> str:
        """What it is again."""
        return f"{parameter_name(runs.experiment, self.parameter)} is {self.before:g} again"
