"""What a run is called by: in what it differs from the first one that is kept, and nothing else. A
seed in the head of a table that is the same in every row says nothing; what somebody changed does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from backprop_tui.engine import Edit, Experiment, Run, Runs
from backprop_tui.engine.runs.events import Event, same_events
from backprop_tui.engine.runs.happened import edit_text
from backprop_tui.engine.settings import settings_of
from backprop_tui.engine.settings.changed import Changed, brief
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


def differences(run: Run, first: Run, runs: Sequence[Run] = ()) -> Iterator[Difference]:
    """In what a run differs from another one, in the order in which it came about.

    Args:
        run: Which run.
        first: Which other one.
        runs: All that are kept, by which it is known whether one left the other.
    """
    mine, its = run.trainer.beginning, first.trainer.beginning
    for name in differing(its, mine):
        yield Difference(_became(name, its, mine))
    yield from _happened(run, first)
    # What a run did after another left it is no difference of that one.
    if not descends(run, first, runs):
        for difference in _happened(first, run):
            yield difference._replace(said=f"without {difference.said}")


def descends(run: Run, first: Run, runs: Sequence[Run] = ()) -> bool:
    """Whether a run left another one, or one that did, as far as those between them are kept."""
    known = {each.letter: each for each in (*runs, run, first)}
    for _ in known:
        if run is first or run.origin is None or run.origin[0] not in known:
            break
        run = known[run.origin[0]]
    return run is first


def happened_texts(
    run: Run, facts: Sequence[str], *, shortly: bool = False, places: bool = True
) -> list[str]:
    """What happened by hand to the run by which others are measured.

    Args:
        run: That run.
        facts: What is said before; of what stands there last only what it became is said.
        shortly: Whether it is said in as few letters as possible.
        places: Whether it is said after how many steps each happened.
    """
    said: list[str] = []
    last = facts[-1].strip()
    for step, event, before, after in _apart(run, None):
        texts = []
        if isinstance(event, Edit):
            edit = f", {edit_text(before, event)}"
            texts.append(brief_text(edit) if shortly else edit)
        for name in differing(before, after):
            setting = settings_of(type(after))[name]
            was, now = (setting.said(getattr(each, name)) for each in (before, after))
            fact = setting.fact
            forms = () if fact is None else (fact.text, fact.shorter or fact.text)
            if said or not any(form(before) == last for form in forms):
                named = f"{setting.short} {was} → {now}"
                texts.append(f", {brief_text(named) if shortly else f'then {named}'}")
            else:
                texts.append(f"→{now}" if shortly else f", then {now}")
        place = f" at {step:,}" if places else ""
        said += [f"{cut(text, MOST_LETTERS)}{place}" for text in texts]
    return said


def brief_text(said: str) -> str:
    """What differs in fewer letters: `lr .5→5`."""
    return said.replace(" → ", "→").replace(" = ", "=")


def _happened(run: Run, other: Run) -> Iterator[Difference]:
    """What happened by hand to a run and not to another."""
    for step, event, before, after in _apart(run, other):
        if isinstance(event, Edit):
            yield Difference(edit_text(before, event), step)
        for name in differing(before, after):
            yield Difference(_became(name, before, after), step)


def _apart(run: Run, other: Run | None) -> Iterator[tuple[int, Event, Experiment, Experiment]]:
    """The same events, each with its step and with what ran before and after it."""
    after, its = run.trainer.beginning, () if other is None else other.trainer.events
    for step, event in run.trainer.events:
        before = running_at(after, step)
        after = event.after(before)
        if not any(same_events([(step, event)], [each]) for each in its):
            yield step, event, before, after


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


def differing_texts(run: Run, first: Run, runs: Sequence[Run], *, places: bool) -> list[str]:
    """All of it, thing by thing, with the step at which each happened or without."""
    return [each.whole if places else each.said for each in differences(run, first, runs)]


def called(run: Run, runs: Sequence[Run]) -> list[str]:
    """What one of some runs is called: as a person named it, or by what differs from the first,
    thing by thing.
    """
    first = runs[0]
    if run.name:
        return [run.name]
    if run is first:
        return first_texts(runs) or ["the first"]
    return differing_texts(run, first, runs, places=True) or [f"as {first.letter}"]


def first_texts(runs: Sequence[Run]) -> list[str]:
    """What the first of some runs began with where others are otherwise: `lr .5`."""
    first = runs[0].trainer.beginning
    names: dict[str, None] = {}
    for run in runs[1:]:
        names |= dict.fromkeys(differing(first, run.trainer.beginning))
        for _, _, before, after in _apart(run, runs[0]):
            names |= dict.fromkeys(differing(before, after))
    known = settings_of(type(first))
    said = [f"{known[name].short} {brief(known[name], getattr(first, name))}" for name in names]
    return [cut(each, MOST_LETTERS) for each in said]


class Words:
    """What the runs of a list are called, worked out once as long as nothing of it is otherwise.

    Args:
        runs: The list.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._said: WeakKeyDictionary[Run, tuple[object, str]] = WeakKeyDictionary()

    def __call__(self, run: Run) -> str:
        """What one of them is called, each thing in a line."""
        runs = self._runs.all
        # The first one is called by what it is where any of the others is otherwise.
        among = runs if run is runs[0] else (runs[0], run)
        left = descends(run, runs[0], runs)
        now = run.name, left, [(each.trainer.beginning, each.trainer.events) for each in among]
        known = self._said.get(run)
        if known is None or known[0] != now:
            known = self._said[run] = now, "\n".join(called(run, runs))
        return known[1]
