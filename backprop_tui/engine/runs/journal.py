"""`Journal`: a run as a page of text, namely what it began with and what happened on the way. That
decides all of it: whoever reads it back has the same run, to the last bit, without one of its
weights.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.reading.memory import require_stated
from backprop_tui.engine.reading.written import written_json
from backprop_tui.engine.runs.events import Change, Edit, Event
from backprop_tui.engine.runs.plain import Malformed, plain, read
from backprop_tui.engine.runs.trainer import Trainer
from backprop_tui.engine.settings.schedule import running_at

VERSION = 1
"""Of the form; a reader takes this one alone."""

COUNTS = "counts"
"""What is false of an event that only sets an earlier one back; else it is left out."""


class _Form(NamedTuple):
    """How events of a kind are written.

    Attributes:
        kind: Their class.
        write: A plain value of the event.
        read: The event, from what was running before, the plain value and its place.
    """

    kind: type
    write: Callable[[Any], Any]
    read: Callable[[Experiment, Any, str], Event]


def _read_edit(running: Experiment, value: object, place: str) -> Edit:
    """An edit of a parameter that there is."""
    edit: Edit = read(value, Edit, place)
    edit.parameter.require(running)
    return edit


_FORMS = {
    "edit": _Form(
        Edit,
        write=lambda edit: {"parameter": plain(edit.parameter), "value": edit.value},
        read=_read_edit,
    ),
    "change": _Form(
        Change,
        write=lambda change: plain(change.settings),
        read=lambda running, value, place: Change.of(
            running, read(value, Mapping[str, Any], place)
        ),
    ),
}
"""Every kind of event by its name in JSON."""


def _form(event: Event) -> tuple[str, _Form]:
    """The name and the form of an event."""
    return next((name, form) for name, form in _FORMS.items() if isinstance(event, form.kind))


@dataclass(frozen=True, eq=False)
class Journal:
    """Everything that decides a run, and where in it one is.

    Attributes:
        experiment: What it began with.
        events: What happens, in order, each with the number of updates before it; what lies
            beyond the length has not happened yet.
        step: Updates up to the present.
        length: Updates that are known; after going back, more than those.
    """

    experiment: Experiment
    events: tuple[tuple[int, Event], ...] = ()
    step: int = 0
    length: int = 0

    @classmethod
    def of(cls, trainer: Trainer) -> Journal:
        """That of a run as it stands."""
        return cls(trainer.beginning, trainer.events, trainer.step_number, trainer.length)

    @property
    def decided(self) -> tuple[object, ...]:
        """All of it; two runs with the same are the same."""
        return self.experiment, self.events, self.step, self.length

    @property
    def made(self) -> tuple[object, ...]:
        """The same but for where in it one is."""
        return self.experiment, self.events, self.length

    def run(self) -> Trainer:
        """The run itself at the present step, with the same bits."""
        trainer = Trainer(self.experiment, self.events)
        trainer.step(self.length)
        trainer.seek(self.step)
        return trainer

    def to_json(self) -> str:
        """All of it as JSON: a built-in problem by its name, any other with all its numbers.

        Raises:
            BadSetting: If it holds what JSON cannot, such as start weights that are not finite.
        """
        try:
            return json.dumps({"version": VERSION, **self.content()}, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise BadSetting(f"this run cannot be written down: {error}") from None

    def content(self) -> dict[str, Any]:
        """The same as the plain values that JSON knows, without a version."""
        return {"experiment": plain(self.experiment), **self.happened()}

    def happened(self) -> dict[str, Any]:
        """Of those all but the beginning."""
        events = []
        for step, event in self.events:
            name, form = _form(event)
            set_back = {} if event.counts else {COUNTS: False}
            events.append({"step": step, name: form.write(event), **set_back})
        return {"events": events, "step": self.step, "length": self.length}

    @classmethod
    def of_content(
        cls, content: Mapping[str, Any], place: str, experiment: Experiment | None = None
    ) -> Journal:
        """What `content` wrote.

        Args:
            content: The plain values.
            place: What they are called in a refusal.
            experiment: What the run began with, where the values do not say so themselves.

        Raises:
            BadSetting: If settings or events are refused.
            ValueError: If they are not of the form; the message says where.
        """
        for name in content:
            if name not in ("experiment", "events", "step", "length"):
                raise Malformed(f"{place} has {name[:40]!r}, which is not known here")
        if experiment is None:
            experiment = read(content.get("experiment"), Experiment, f"the experiment of {place}")
            if experiment.start is not None:
                require_stated(experiment.start)
        running, events = experiment, []
        for k, entry in enumerate(read(content.get("events"), list, f"{place}, its events"), 1):
            step, event = _event(running, entry, f"{place}, event {k}")
            events.append((step, event))
            running = event.after(running_at(running, step))
        steps = [step for step, _ in events]
        step, length = (
            read(content.get(name), int, f"{place}, its {name}") for name in ("step", "length")
        )
        if steps != sorted(steps) or min(step, *steps, 0) < 0 or step > length:
            raise Malformed(f"the steps of {place} are below 0, beyond its length or not in order")
        return cls(experiment, tuple(events), step, length)

    @classmethod
    def from_json(cls, text: str) -> Journal:
        """What `to_json` wrote.

        Raises:
            BadSetting: If it is not JSON, not of this version's form, or if its settings or
                events are refused.
        """
        try:
            return _journal(written_json(text))
        except (BadSetting, ValueError) as flaw:
            raise BadSetting(f"this is no run: {flaw}") from None


def _journal(content: Any) -> Journal:
    """The journal that plain values are."""
    if not isinstance(content, dict) or "version" not in content:
        raise Malformed("it has no version")
    if content["version"] != VERSION:
        raise Malformed(f"it is of version {str(content['version'])[:20]!r}, not {VERSION}")
    return Journal.of_content({k: v for k, v in content.items() if k != "version"}, "the run")


def _event(running: Experiment, entry: object, place: str) -> tuple[int, Event]:
    """An event with its step, where something was running at the event before."""
    content = read(entry, dict, place)
    for name, form in _FORMS.items():
        if content.keys() - {COUNTS} == {"step", name}:
            step = read(content["step"], int, f"{place}, step")
            counts = read(content.get(COUNTS, True), bool, f"{place}, {COUNTS}")
            here = running_at(running, step)
            event = form.read(here, content[name], f"{place}, {name}")
            return step, event if counts else event.uncounted
    raise Malformed(f"{place} must have a step, and one of {', '.join(_FORMS)}")
