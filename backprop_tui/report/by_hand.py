"""What was done to a run by hand, in words. A curve that bends where somebody has set a weight says
so in print as it does on the screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from backprop_tui.engine import Change, Edit, Experiment
from backprop_tui.engine.runs.by_hand import Events, by_hand_text, exact
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.settings import settings_of
from backprop_tui.report.names import parameter_name

BY_HAND_OPTION = "--by-hand"
"""The option that takes what was done by hand in a line."""

MOST = 4
"""Events that one line has room for."""


def done_text(experiment: Experiment, event: Event) -> str:
    """What an event does, with every digit: `lr 5`, `W₂ h1→ŷ = 0`."""
    if isinstance(event, Edit):
        return f"{parameter_name(experiment, event.parameter)} = {exact(event.value)}"
    assert isinstance(event, Change), "there are no others"
    known = settings_of(type(experiment))
    return ", ".join(
        f"{known[name].option.flag.removeprefix('--')} "
        f"{exact(value) if isinstance(value, float) else known[name].written(value)}"
        for name, value in event.settings.items()
    )


def by_hand_texts(experiment: Experiment, events: Events, steps: float = math.inf) -> Iterator[str]:
    """What will be done by hand up to a step, in one line if anything is."""
    said = [
        f"at step {step:,} {done_text(experiment, event)}"
        for step, event in events
        if step <= steps
    ]
    if said:
        more = f"; and {len(said) - MOST:,} more" * (len(said) > MOST)
        yield f"by hand {'; '.join(said[:MOST])}{more}"


def undone_texts(events: Events) -> Iterator[str]:
    """That what was to be done by hand never was, as the run had ended before, if so."""
    if events:
        several = len(events) > 1
        at = f"from step {events[0][0]:,} on" if several else f"at step {events[0][0]:,}"
        yield f"what was to be done by hand {at} was not: the run ended before"


def by_hand_json(experiment: Experiment, events: Events) -> list[dict[str, object]]:
    """What was done by hand for a program: the updates before it, and what it was."""
    return [{"step": step, "done": done_text(experiment, event)} for step, event in events]


def by_hand_words(experiment: Experiment, events: Events) -> list[str]:
    """The words of a command line that do the same; none if nothing was done.

    Raises:
        BadSetting: If no words do.
    """
    return [BY_HAND_OPTION, by_hand_text(experiment, events)] if events else []
