"""What happens on the way, as lines of NumPy: settings that a schedule or a hand changes, and
weights that are set by hand. They happen between two steps, in the order in which they did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from backprop_tui.engine import Change, Edit, Experiment
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.settings.schedule import after_next
from backprop_tui.report.differences import differing, said_of
from backprop_tui.report.script.layers import Layer, layers
from backprop_tui.report.script.update import learns
from backprop_tui.report.script.written import comment, mask, number


class Happening(NamedTuple):
    """What happens between two steps.

    Attributes:
        step: Updates before it.
        lines: What is done to the arrays.
        experiment: What runs afterwards.
    """

    step: int
    lines: tuple[str, ...]
    experiment: Experiment


def happenings(
    experiment: Experiment, events: Sequence[tuple[int, Event]], steps: int
) -> Iterator[Happening]:
    """All that happens until `steps` updates are made, together with what happens after the last.

    Args:
        experiment: What runs at step 0.
        events: What is done by hand, each with the updates before it, in their order.
        steps: Updates that are made.
    """
    by_hand = {
        step: [event for _, event in group]
        for step, group in groupby(events, key=lambda happening: happening[0])
    }
    scheduled = {moment.step for moment in experiment.schedule or ()}
    for step in sorted(scheduled.union(by_hand)):
        if step > steps:
            return
        lines: list[str] = []
        if step in scheduled:
            after = after_next(experiment)
            lines += _changed(experiment, after, "As planned")
            experiment = after
        for event in by_hand.get(step, ()):
            after = event.after(experiment)
            if isinstance(event, Edit):
                lines.append(_edited(experiment, event))
            else:
                assert isinstance(event, Change), "an event is one or the other"
                lines += _changed(experiment, after, "By hand")
            experiment = after
        yield Happening(step, tuple(lines), experiment)


def _edited(experiment: Experiment, event: Edit) -> str:
    """A weight or bias that is set."""
    layer = Layer(experiment, event.parameter.layer)
    source, target = event.parameter.source, event.parameter.target
    place = f"{layer.biases}[{target}]"
    if source is not None:
        place = f"{layer.weights}[{source}, {target}]"
    return f"{place} = {number(event.value)}  # by hand"


def _changed(before: Experiment, after: Experiment, how: str) -> Iterator[str]:
    """What a change of settings does to what is remembered, after a comment that says it."""
    changed = differing(before, after)
    said = said_of(after, {name: changed[name] for name in changed if name != "schedule"})
    if said:
        yield from comment(f"{how}: {said}.")
    if after.momentum:
        for layer in layers(after):
            for name in layer.parameters:
                yield from _begun(before, after, layer, name)


def _begun(before: Experiment, after: Experiment, layer: Layer, name: str) -> Iterator[str]:
    """What has not moved until now was not on its way anywhere."""
    was, now = (learns(each, layer, name) for each in (before, after))
    if now is not None and not now.any():
        return
    if not before.momentum or (was is not None and not was.any()):
        yield f"v{name} = np.zeros_like({name})"
    elif was is not None and (now is None or (now > was).any()):
        yield from mask("stood", 1 - was)
        yield f"v{name}[stood] = 0"
