"""What somebody did to their runs, each deed with what takes it back. A new start, or a change in
the past, leaves the run before it whole, so that one comes back exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from backprop_tui.engine.runs.group import Runs
from backprop_tui.engine.runs.run import Run
from backprop_tui.engine.wording import counted
from backprop_tui.ui.session.commentary import Commentary
from backprop_tui.ui.view import View


class Kept(NamedTuple):
    """A run that somebody has left, with all that belongs to it.

    Attributes:
        run: The run itself.
        step: Where it was left.
        view: How it was looked at.
        steps: After how many of its steps training pauses.
        commentary: What has been said of it.
    """

    run: Run
    step: int
    view: View
    steps: int
    commentary: Commentary


Put = Callable[[Kept], Run | None]
"""Goes on with a run that was left; returns what has made way for it, if anything has."""


class Undone(NamedTuple):
    """A deed that was taken back.

    Attributes:
        said: What is so now.
        back: What does it again.
        gone: What has made way for what came back.
    """

    said: str
    back: Deed
    gone: tuple[Run | None, ...] = ()


@dataclass(frozen=True)
class Deed:
    """Something that somebody did.

    Attributes:
        run: The run that was shown afterwards; there it is taken back.
        elsewhere: The run that was shown instead when it was last taken back; doing it again comes
            back to it.
    """

    run: Run
    elsewhere: Run | None = field(default=None, kw_only=True)

    def hindrance(self, runs: Runs) -> str:
        """Why it cannot be taken back here, in a sentence; empty if it can."""
        return ""

    def undo(self, runs: Runs, leave: Callable[[], Kept], put: Put) -> Undone:
        """Take it back.

        Args:
            runs: All runs; the one of the deed is shown.
            leave: Leaves the present run, to be come back to.
            put: Goes on with a run that was left.

        Raises:
            BadSetting: If that is not possible; nothing has changed then.
        """
        raise NotImplementedError

    def concerns(self, run: Run) -> bool:
        """Whether nothing of it can be taken back without a run."""
        return self.run is run


@dataclass(frozen=True)
class Started(Deed):
    """Another run was begun.

    Attributes:
        kept: The one before.
        what: What the new one was begun with, in a few words.
        again: Whether to take this back is to do it again.
    """

    kept: Kept
    what: str
    again: bool = False

    def undo(self, runs: Runs, leave: Callable[[], Kept], put: Put) -> Undone:
        """Go on with the run before, and keep the present one in its place."""
        left = leave()
        gone = put(self.kept)
        done = "done again" if self.again else "undone"
        place = f"step {self.kept.step:,}"
        if self.kept.run.letter != left.run.letter:
            place = f"{self.kept.run.letter} at {place}"
        said = f"{self.what} is {done}: this is {place}, as it was{self._more(left)}."
        back = replace(self, run=self.kept.run, kept=left, again=not self.again)
        return Undone(said, back, (gone,))

    def _more(self, left: Kept) -> str:
        """How to come back to the run that is left for it, if that is worth it."""
        if not left.step:
            return ""
        steps = counted(left.step, "step")
        if self.again:
            return f"; Z goes back to the {steps} before it"
        return f"; ^y goes back to the {steps} since"

    def concerns(self, run: Run) -> bool:
        return super().concerns(run) or self.kept.run is run


@dataclass(frozen=True)
class Branched(Started):
    """Something was changed in the past of a run, so another one goes on from there."""

    def _more(self, left: Kept) -> str:
        if self.again:
            return f"; Z goes back to {left.run.letter}"
        own = left.run.own_steps
        return f"; ^y goes back to {left.run.letter} and its {counted(own, 'step')}" if own else ""


@dataclass(frozen=True)
class Paired(Started):
    """Runs were begun that go in step.

    Attributes:
        team: Those that go in step.
        before: Those that went in step before.
        made: Those of the team that were made for it.
    """

    team: tuple[Run, ...] = ()
    before: tuple[Run, ...] = ()
    made: tuple[Run, ...] = ()

    def undo(self, runs: Runs, leave: Callable[[], Kept], put: Put) -> Undone:
        """Go on with the run before; those that were made and have no step are kept no longer."""
        # Whoever goes back to a run does not take those along that no longer go in step with it.
        runs.team = self.team if self.again else self.before
        undone = super().undo(runs, leave, put)
        gone = [runs.keep(run, *self.team) for run in self.made] if self.again else []
        for run in self.made:
            if not self.again and run.is_blank and run in runs.all and run is not runs.shown:
                runs.drop(run.letter)
        return undone._replace(gone=(*undone.gone, *gone))


@dataclass(frozen=True)
class Dropped(Deed):
    """A run was dropped from the list.

    Attributes:
        dropped: Which one.
        again: Whether to take this back is to do it again.
    """

    dropped: Run
    again: bool = False

    def undo(self, runs: Runs, leave: Callable[[], Kept], put: Put) -> Undone:
        """Keep it again, or drop it again."""
        gone = None
        if self.again:
            runs.drop(self.dropped.letter)
            said = f"{self.dropped.letter} is dropped again."
        else:
            gone = runs.keep(self.dropped)
            said = f"{self.dropped.letter} is kept again."
        return Undone(said, replace(self, again=not self.again), (gone,))
