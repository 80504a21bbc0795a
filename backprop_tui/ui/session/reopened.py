"""Goes on with a saved session. What happened in its runs happens again, bit for bit: first
in the one that is shown, in slices with its progress in the first line, then in the others, when
nothing else is to be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from backprop_tui.report.going import Sought
from backprop_tui.report.names import sentence
from backprop_tui.report.runs import Words
from backprop_tui.ui.session.notice import Notice, Tone
from backprop_tui.ui.session.several import Several
from backprop_tui.ui.session.stretch import SLICE
from backprop_tui.ui.view import View

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.replay import Replay
    from backprop_tui.engine.keeping.saved import SavedSession

AT_ONCE = 0.1
"""Seconds of it before the first frame: most runs are where they were by then."""


class Reopening:
    """The way of a run that was opened to where it was left, as a way to another moment is.

    Args:
        replay: The run.
        along: Those that go in step with it: it is not there before they are.
        clock: Seconds that only ever grow.

    Attributes:
        sought: Where it leads.
        is_over: Whether it is at its end, or somebody goes on before that.
        has_failed: Never.
        keeps: Always: what lies ahead comes again, from wherever it has come to.
    """

    def __init__(
        self, replay: Replay, clock: Callable[[], float], along: Iterable[Replay] = ()
    ) -> None:
        self.sought = Sought(replay.saved.journal.step)
        self.has_failed, self.keeps = False, True
        self._replays, self._clock = (replay, *along), clock
        self.is_over = self._next is None

    @property
    def _next(self) -> Replay | None:
        """The first run that is not there yet."""
        return next((each for each in self._replays if not each.is_over), None)

    @property
    def reached(self) -> int:
        """The step to which it has come."""
        return self._replays[0].reached

    @property
    def percent(self) -> int:
        """How much of the way is done."""
        return min(99, *(each.percent for each in self._replays))

    def take(self, deadline: float) -> None:
        """Go on until the deadline, or to the end."""
        while not self.is_over:
            replay = self._next
            if replay is not None:
                replay.go(replay.chunk)
            self.is_over = self._next is None
            if self._clock() >= deadline:
                return

    def give_up(self) -> None:
        """Go on from where it has come to; what lies ahead happens as the run comes to it."""
        self.is_over = True


class Reopened(Several):
    """Goes on with runs that were saved."""

    _replays: Mapping[str, Replay] = {}
    _is_heard = _has_said = False

    def open(self, saved: SavedSession) -> None:
        """Go on with a session in place of what there is, before anybody has seen that."""
        from backprop_tui.engine.keeping.replay import Replay, opened

        self.runs = runs = opened(saved)
        runs.words = Words(runs)
        self._replays = {run.letter: Replay(run, runs.run(run.letter)) for run in saved.runs}
        self._reopen(AT_ONCE)
        self.show()

    def enter(self, letter: str) -> None:
        """Look into another run, where it was left, once that has happened again."""
        super().enter(letter)
        self._reopen()

    def give_up(self) -> bool:
        """Go no further; a run that happens again goes on from where it has come to."""
        is_reopening = isinstance(self._quest, Reopening)
        has_stopped = super().give_up()
        replay = self._replay
        if is_reopening and replay is not None:
            self.runs.shown.left = None
            last = replay.saved.journal.length
            self._commentary.answer(
                f"Opened up to this step; what lies ahead, up to step {last:,}, is kept and "
                "happens again as you go on."
            )
        return has_stopped

    @property
    def _replay(self) -> Replay | None:
        """The way of the run that is shown to where it was left, if it has yet to come there."""
        replay = self._replays.get(self.runs.shown.letter)
        return None if replay is None or replay.is_over else replay

    def greet(self) -> None:
        """Say what is known before the next step, and how this machine differs from another."""
        super().greet()
        self._is_heard = True
        self._say_differences()

    def _show(self, view: View) -> None:
        """Show the present moment, which may be where somebody has come by themselves."""
        replay = self._replay
        if replay is not None:
            replay.note()
        super()._show(view)
        now = self.view.snapshot
        if replay is not None and now.diverged and now.step == now.curve.length < now.length:
            replay.end_here()
            super()._show(self.view)

    def _arrive(self) -> None:
        """Show where a way has led, and how this machine differs."""
        super()._arrive()
        self._say_differences()

    def _reopen(self, seconds: float = SLICE) -> None:
        """Let the run that is shown come to where it was left, if it has yet to; `slice` lets it
        come the rest of the way.
        """
        partners = (run.letter for run in self.runs.partners)
        replays = [self._replays.get(each) for each in (self.runs.shown.letter, *partners)]
        ways = [replay for replay in replays if replay is not None and not replay.is_over]
        if ways:
            self._quest = Reopening(ways[0], self._clock, ways[1:])
            self._quest.take(self._clock() + seconds)
            self._arrive()

    @property
    def others_to_reopen(self) -> bool:
        """Whether runs that are not shown have yet to come to where they were left."""
        return self._next is not None

    def reopen_others(self) -> None:
        """Let one of them come nearer to it, for a moment; show its curve when it is there."""
        replay = self._next
        if replay is None:
            return
        way = Reopening(replay, self._clock)
        way.take(self._clock() + SLICE)
        if way.is_over:
            self._say_differences()
            self.show()

    @property
    def _next(self) -> Replay | None:
        """The first run that is not shown, is still kept and is not where it was left."""
        there = {run.letter for run in self.runs.all} - {self.runs.shown.letter}
        waiting = (way for letter, way in self._replays.items() if letter in there)
        return next((way for way in waiting if not way.is_over), None)

    def _say_differences(self) -> None:
        """Say once of the first run that comes out otherwise here how it does."""
        said = next((way.said for way in self._replays.values() if way.said), "")
        if said and self._is_heard and not self._has_said:
            self._has_said = True
            self._commentary.voice.say(Notice(f"{sentence(said)}.", Tone.REMARK))
