"""What a run is called by: in what it differs from the first one that is kept, and nothing else. A
seed in the head of a table that is the same in every row says nothing; what somebody changed does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from backprop_tui.engine import Edit, Experiment, Run, Runs
from backprop_tui.engine.runs.events import same_events
from backprop_tui.engine.runs.happened import edit_text
from backprop_tui.engine.settings import settings_of
from backprop_tui.engine.settings.changed import Changed
from backprop_tui.engine.settings.schedule import running_at
from backprop_tui.engine.wording import cut
from backprop_tui.report.differences import differing, first_few

MOST_LETTERS = 48
"""Letters of what one setting became."""


class Difference(NamedTuple):
    """Something that is otherwise in one of two runs.

    Attributes:
        said: What: `lr .5 → 5`.
        step: After how many updates it happened; `None` if it has been so from the start.
    """

    said: str
    step: int | None = None

    @property
    def whole(self) -> str:
        """All of it: `lr .5 → 5 at 300`."""
        return self.said if self.step is None else f"{self.said} at {self.step:,}"


def differences(run: Run, first: Run) -> Iterator[Difference]:
    """In what a run differs from another one, in the order in which it came about."""
    mine, its = run.trainer.beginning, first.trainer.beginning
    for name in differing(its, mine):
        yield Difference(_became(name, its, mine))
    yield from _happened(run, first)
    # What a run did after another left it is no difference of that one.
    if run.origin is None:
        for difference in _happened(first, run):
            yield difference._replace(said=f"without {difference.said}")


def _happened(run: Run, other: Run) -> Iterator[Difference]:
    """What happened by hand to a run and not to another."""
    running, its = run.trainer.beginning, other.trainer.events
    for step, event in run.trainer.events:
        before = running_at(running, step)
        running = event.after(before)
        if any(same_events([(step, event)], [each]) for each in its):
            continue
        if isinstance(event, Edit):
            yield Difference(edit_text(before, event), step)
        for name in differing(before, running):
            yield Difference(_became(name, before, running), step)


def _became(name: str, before: Experiment, after: Experiment) -> str:
    """A setting that became another: `lr .5 → 5`."""
    setting = settings_of(type(after))[name]
    return cut(Changed(setting, getattr(before, name), getattr(after, name)).text, MOST_LETTERS)


def change_text(before: Experiment, after: Experiment) -> str:
    """The settings that became others: `lr .5 → 5`."""
    return first_few([_became(name, before, after) for name in differing(before, after)])


def differs_text(run: Run, first: Run, *, places: bool = True) -> str:
    """The same in one line: `lr .5 → 5 at 300`; empty if nothing differs.

    Args:
        run: Which run.
        first: Which other one.
        places: Whether it is said after how many steps something happened.
    """
    return first_few([each.whole if places else each.said for each in differences(run, first)])


def called(run: Run, first: Run) -> str:
    """What a run is called: as a person named it, by what differs, or as the first."""
    if run.name:
        return run.name
    return differs_text(run, first) or ("the first" if run is first else f"as {first.letter}")


class Words:
    """What the runs of a list are called, worked out once as long as nothing of it is otherwise.

    Args:
        runs: The list.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._said: WeakKeyDictionary[Run, tuple[object, str]] = WeakKeyDictionary()

    def __call__(self, run: Run) -> str:
        """What one of them is called."""
        first = self._runs.all[0]
        now = run.name, run.trainer.events, first, first.trainer.events
        known = self._said.get(run)
        if known is None or known[0] != now:
            known = self._said[run] = now, called(run, first)
        return known[1]
