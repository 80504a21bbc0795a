"""What a person did to a run in one line, `300:lr=5;360:W2[h1,yhat]=0`: the grammar of a schedule,
in which weights and biases can be set too. With the experiment it is the whole run, so a line of
text is enough to send a run to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby

from backprop_tui.engine.core.mask import known_text
from backprop_tui.engine.core.parameter_name import ONE_OF, read_parameter, written_parameter
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.naming import source_names, unit_names
from backprop_tui.engine.reading.moments import NAME, Assignment, Moment, Moments
from backprop_tui.engine.reading.written import typed_number
from backprop_tui.engine.runs.events import Change, Edit, Event
from backprop_tui.engine.runs.timeline import Timeline
from backprop_tui.engine.settings.declared import changeable, settings_of
from backprop_tui.engine.settings.schedule import running_at, settings_at

Events = tuple[tuple[int, Event], ...]
"""What happens to a run by hand, in its order, each with the updates before it."""

MOST_EVENTS = 1000


class ByHand(Moments):
    """What is done by hand, written `300:lr=5;360:W2[h1,yhat]=0`.

    A step may stand there more than once; what is said of it happens in the order of the text.
    """

    first = 0
    # The first ]= ends the name of a parameter, and no comma within it ends anything.
    name = rf"(?:W|b|θ|theta)\d{{1,3}}\[.+?\](?=\s*=)|{NAME}|θ\d{{1,3}}"
    called = "a change by hand"
    example = "300 lr=5,W2[h1,yhat]=0"

    def read(self, text: str) -> tuple[Moment, ...]:
        """The moments that a text means, or a `ValueError`."""
        moments = super().read(text)
        count = sum(len(moment.changes) for moment in moments)
        if count > MOST_EVENTS:
            raise BadSetting(f"{count:,} changes by hand are too many; at most {MOST_EVENTS:,}")
        return moments


BY_HAND = ByHand()
"""The kind of value itself."""


def events_by_hand(experiment: Experiment, moments: tuple[Moment, ...]) -> Events:
    """What moments mean in a run that begins with an experiment.

    Settings side by side change together, as one event; every parameter is an event of its own.

    Raises:
        BadSetting: If there is no such setting or parameter, or not with that value.
    """
    events: list[tuple[int, Event]] = []
    running = experiment
    for step, changes in moments:
        running = running_at(running, step)
        try:
            for event in _events(running, step, changes):
                events.append((step, event))
                running = event.after(running)
        except BadSetting as flaw:
            raise BadSetting(f"by hand at step {step:,}: {flaw}") from None
    return tuple(events)


def running_by_hand(experiment: Experiment, events: Events, step: int) -> Experiment:
    """What runs after `step` updates of a run that began with `experiment`, as scheduled too."""
    timeline = Timeline()
    timeline.expect(experiment, events)
    return timeline.wind(step, experiment)


def _events(running: Experiment, step: int, changes: tuple[Assignment, ...]) -> Iterator[Event]:
    """The events of a moment, where something is running."""
    for is_parameter, group in groupby(changes, key=_is_parameter):
        if is_parameter:
            yield from (_edit(running, *each) for each in group)
            continue
        moment = Moment(step, tuple(group))
        change = Change.of(running, settings_at(moment, changeable(type(running))))
        running = change.after(running)
        yield change


def _is_parameter(change: Assignment) -> bool:
    """Whether a name is that of a weight or bias, and not of a setting."""
    return ONE_OF.fullmatch(change.name) is not None


def _edit(running: Experiment, name: str, text: str) -> Edit:
    """The edit of a parameter by its name."""
    parameter = read_parameter(running, name)
    if parameter is None:
        single = f"W1[{source_names(running, 1)[0]},{unit_names(running, 1)[0]}]"
        raise BadSetting(
            f"there is no single weight or bias {name[:40]!r}; {known_text(running)}; "
            f"a single weight is written as {single}, from and to a unit"
        )
    parameter.require(running)
    return Edit(parameter, typed_number(name[:40], text))


def by_hand_text(experiment: Experiment, events: Events) -> str:
    """The text that means events of a run that begins with an experiment, to the last bit.

    Raises:
        BadSetting: If no text means them, as of columns with ; and = in their names.
    """
    text = _text(experiment, events)
    again: Events = ()
    with suppress(ValueError):
        again = events_by_hand(experiment, BY_HAND.read(text))
    if not _are_same(events, again):
        raise BadSetting("what was done by hand cannot be written in a line")
    return text


def _text(experiment: Experiment, events: Events) -> str:
    """The text that ought to mean them."""
    moments: list[Moment] = []
    was_change = False
    for step, event in events:
        changes = _written(experiment, event)
        is_change = isinstance(event, Change)
        names = {name for name, _ in changes}
        last = moments[-1] if moments else Moment(-1, ())
        is_apart = (
            last.step != step
            or (was_change and is_change)  # two events, not one
            or names & {name for name, _ in last.changes}
        )
        if is_apart:
            moments.append(Moment(step, changes))
        else:
            moments[-1] = Moment(step, (*last.changes, *changes))
        was_change = is_change
    return BY_HAND.write(tuple(moments))


def _written(experiment: Experiment, event: Event) -> tuple[Assignment, ...]:
    """What an event does, as somebody types it."""
    if isinstance(event, Edit):
        name = written_parameter(experiment, event.parameter)
        return (Assignment(name, exact(event.value)),)
    assert isinstance(event, Change), "there are no others"
    known = settings_of(type(experiment))
    return tuple(
        Assignment(
            known[name].option.flag.removeprefix("--"),
            exact(value) if isinstance(value, float) else known[name].written(value),
        )
        for name, value in event.settings.items()
    )


def _are_same(some: Events, others: Events) -> bool:
    """Whether the same happens at the same steps, to the last bit."""
    return [(step, repr(event)) for step, event in some] == [
        (step, repr(event)) for step, event in others
    ]


def exact(number: float) -> str:
    """The shortest text that means a number to the last bit: `5`, `0.1`, `-0`."""
    return repr(number).removesuffix(".0")
