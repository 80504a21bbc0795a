"""`Survey` reads the runs that are kept as plain records, each at its end, wherever it was left. A
run that is looked at so goes nowhere, and what has not changed is not read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from backprop_tui.engine import BadSetting, Edit, Experiment, Run, Snapshot, Trainer
from backprop_tui.engine.core.network import Parameters
from backprop_tui.engine.runs.by_hand import by_hand_text
from backprop_tui.engine.settings.schedule import after_next, running_at
from backprop_tui.report.comparison.ran import Ran, Touched
from backprop_tui.report.comparison.whole import whole_texts
from backprop_tui.report.differences import apart
from backprop_tui.report.names import parameter_name
from backprop_tui.report.runs import brief_text, descends, differing_texts, happened_texts


class Survey:
    """Reads runs, and remembers what it has read."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[object, Ran]] = {}

    def of(self, runs: Sequence[Run]) -> tuple[Ran, ...]:
        """Runs as they are now; the first is the one that the others differ from."""
        self._known = {run.letter: self._read(run, runs) for run in runs}
        return tuple(ran for _, ran in self._known.values())

    def _read(self, run: Run, runs: Sequence[Run]) -> tuple[object, Ran]:
        """A run with what its record depends on."""
        trainer, its = run.trainer, runs[0].trainer
        now = (
            trainer, trainer.length, trainer.events, its, its.events,
            run.origin, run.name, run.pinned, _promised(run),
            _is_orphan(run, runs), descends(run, runs[0], runs),
        )  # fmt: skip
        before = self._known.get(run.letter)
        return before if before is not None and before[0] == now else (now, _ran(run, runs))


def _promised(run: Run) -> int:
    """Steps that a run is known to have, if not all of them have happened again."""
    return run.length if run.length > run.trainer.length else 0


def _is_orphan(run: Run, runs: Sequence[Run]) -> bool:
    """Whether the run that one left is no longer kept."""
    return run.origin is not None and run.origin[0] not in {each.letter for each in runs}


def _texts(run: Run, runs: Sequence[Run]) -> Iterator[tuple[str, ...]]:
    """In what a run differs from the first, or what that is: at length, then in fewer letters."""
    if run is not runs[0]:
        said = differing_texts(run, runs[0], runs, places=False)
        yield apart(said)
        yield apart([brief_text(each) for each in said])
        return
    for shortly, places in ((False, True), (True, True), (True, False)):
        facts = whole_texts(run.trainer.beginning, shortly=shortly)
        yield (*facts, *happened_texts(run, facts, shortly=shortly, places=places))


def _ran(run: Run, runs: Sequence[Run]) -> Ran:
    """How a run came out, beside the first one."""
    differs, *briefly = _texts(run, runs)
    trainer = run.trainer
    is_past = trainer.step_number < trainer.length
    end = trainer.snapshot_at(trainer.length) if is_past else trainer.snapshot()
    first = {mark.kind: mark.step for mark in reversed(trainer.marks)}
    return Ran(
        letter=run.letter,
        began=trainer.beginning,
        measures=tuple(dict.fromkeys(_measures(trainer, end.step))),
        differs=differs,
        briefly=tuple(briefly),
        events=tuple(_event_texts(trainer)),
        origin=run.origin,
        is_orphan=_is_orphan(run, runs),
        steps=end.step,
        curve=end.curve,
        loss=end.loss,
        right=int(end.right.sum()),
        first_right=first.get("right"),
        solved=first.get("solved"),
        is_solved=end.solved,
        touched=tuple(_touched(trainer, end)),
        name=run.name,
        pinned=run.pinned,
        promised=_promised(run),
    )


def _measures(trainer: Trainer, end: int) -> Iterator[str]:
    """What the losses up to the last step are the means of, in the order in which they are."""
    for _, within in groupby(_ways(trainer, end), key=lambda way: way[0]):
        # Of what changes between two steps no loss but the last is taken down.
        *_, (_, running) = within
        yield running.loss_function.displayed_short


def _ways(trainer: Trainer, end: int) -> Iterator[tuple[int, Experiment]]:
    """All that ran up to a step, one after the other, each with the step from which on it did."""
    running = trainer.beginning
    yield 0, running
    for step, event in [*trainer.events, (end, None)]:
        while running.schedule and running.schedule[0].step <= min(step, end):
            at, running = running.schedule[0].step, after_next(running)
            yield at, running
        if event is not None and step <= end:
            running = event.after(running)
            yield step, running


def _event_texts(trainer: Trainer) -> Iterator[str]:
    """What happened by hand, `lr=5 at 300`."""
    running = trainer.beginning
    for step, event in trainer.events:
        running = running_at(running, step)
        try:
            what = by_hand_text(running, ((step, event),)).partition(":")[2]
        except BadSetting:
            what = "a change"
        running = event.after(running)
        yield f"{what} at {step:,}"


def _touched(trainer: Trainer, end: Snapshot) -> Iterator[Touched]:
    """What was set by hand, and what became of it; what was set again counts once."""
    edits = {event.parameter: (step, event) for step, event in trainer.events
             if isinstance(event, Edit)}  # fmt: skip
    experiment = end.experiment
    learns = experiment.learns
    mask = None if learns is None else Parameters(experiment.arrangement, learns)
    for parameter, (step, edit) in edits.items():
        layer, source, target = parameter
        name = parameter_name(experiment, parameter)
        weights = end.weights[layer - 1]
        now = end.biases[layer - 1][target] if source is None and end.biases else weights[
            source or 0, target
        ]  # fmt: skip
        yield Touched(
            step=step,
            name=name,
            wire="" if source is None else name.partition(" ")[2],
            value=edit.value,
            now=float(now),
            scale=float(abs(weights).max()),
            learns=mask is None or bool(parameter.view(mask)),
        )
