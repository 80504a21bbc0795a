"""What somebody did to a run, each deed with what takes it back. A new start leaves the run before
it whole, so that one comes back exactly; what was changed on the way has had its effect on the
steps since, and is set back from here on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.runs.group import Runs
from backprop_tui.report.differences import said_of
from backprop_tui.report.names import parameter_name
from backprop_tui.ui.session.commentary import Commentary
from backprop_tui.ui.view import View


class Kept(NamedTuple):
    """A run that somebody has left, with all that belongs to it.

    Attributes:
        runs: The run itself, where it was left.
        view: How it was looked at.
        steps: After how many of its steps training pauses.
        commentary: What has been said of it.
    """

    runs: Runs
    view: View
    steps: int
    commentary: Commentary


class Undone(NamedTuple):
    """A deed that was taken back.

    Attributes:
        said: What is so now.
        back: What does it again.
    """

    said: str
    back: Deed


@dataclass(frozen=True)
class Started:
    """Another run was begun.

    Attributes:
        kept: The one before.
        what: What the new one was begun with, in a few words.
        again: Whether to take this back is to do it again.
    """

    kept: Kept
    what: str
    again: bool = False

    def undo(self, runs: Runs, leave: Callable[[], Kept], put: Callable[[Kept], None]) -> Undone:
        """Go on with the run before, and keep the present one in its place."""
        left = leave()
        put(self.kept)
        step, steps = self.kept.runs.step_number, runs.step_number
        done, key = ("done again", "Z") if self.again else ("undone", "^y")
        said = f"{self.what} is {done}: this is step {step:,}, as it was"
        if steps:
            since = "" if self.again else " since"
            said += f"; {key} goes back to the {steps:,} step{'s' * (steps > 1)}{since}"
            said += " before it" * self.again
        return Undone(f"{said}.", replace(self, kept=left, again=not self.again))


@dataclass(frozen=True)
class OnTheWay:
    """Something was changed between two steps.

    Attributes:
        step: After how many.
        events: How many events there were with it; 0 if it has been taken back.
    """

    step: int
    events: int

    def undo(self, runs: Runs, leave: Callable[[], Kept], put: Callable[[Kept], None]) -> Undone:
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


Deed = Started | OnTheWay


class Deeds:
    """What was done, the latest last, and what was taken back of it."""

    MOST_RUNS = 8
    """Runs that are kept; the oldest makes way, and what was done before it."""

    def __init__(self) -> None:
        self._done: list[Deed] = []
        self._undone: list[Deed] = []

    def done(self, deed: Deed) -> None:
        """Note a deed; what was taken back before it stays so."""
        self._undone.clear()
        self._add(self._done, deed)

    def undo(self) -> Deed | None:
        """The latest deed, which is to be taken back, if there is one."""
        return self._done.pop() if self._done else None

    def redo(self) -> Deed | None:
        """What was taken back last, which is to be done again, if there is anything."""
        return self._undone.pop() if self._undone else None

    def undone(self, back: Deed) -> None:
        """Note what does again what was taken back."""
        self._add(self._undone, back)

    def redone(self, back: Deed) -> None:
        """Note what takes back what was done again."""
        self._add(self._done, back)

    def _add(self, deeds: list[Deed], deed: Deed) -> None:
        deeds.append(deed)
        starts = [place for place, each in enumerate(deeds) if isinstance(each, Started)]
        if len(starts) > self.MOST_RUNS:
            del deeds[: starts[0] + 1]
